"""What changes and takes away messages as commands of the next version will: by the store's one way of doing so."""

from __future__ import annotations

import gc
from collections.abc import Sequence

from sqlalchemy import Connection

from app.store import Store, revisions
from app.store.deletions import UNDO_MS
from app.store.feed import Change
from app.store.revisions import Removed
from app.store.said import Message
from app.store.state import Member
from app.store.writer import Command


class Alter(Command[Message]):
    shareable = True

    def __init__(self, store: Store, message_id: int, values: dict[str, object]) -> None:
        self.store, self.message_id, self.values = store, message_id, values

    def write(self, connection: Connection) -> Message:
        return revisions.change(self.store, connection, self.message_id, **self.values)

    def apply(self, result: Message) -> Sequence[Change]:
        return revisions.changed(self.store, result)


class AlterQuoted(Command[list[Message]]):
    shareable = True

    def __init__(self, store: Store, message_id: int, values: dict[str, object]) -> None:
        self.store, self.message_id, self.values = store, message_id, values

    def write(self, connection: Connection) -> list[Message]:
        return revisions.change_quoted(self.store, connection, self.message_id, **self.values)

    def apply(self, result: list[Message]) -> Sequence[Change]:
        return [change for each in result for change in revisions.changed(self.store, each)]


class Remove(Command[Removed]):
    shareable = True

    def __init__(self, store: Store, message_id: int) -> None:
        self.store, self.message_id = store, message_id

    def write(self, connection: Connection) -> Removed:
        return revisions.remove(self.store, connection, self.message_id)

    def apply(self, result: Removed) -> Sequence[Change]:
        return revisions.removed(self.store, result)


async def alter(store: Store, message_id: int, **values: object) -> Message:
    """Change what a message says."""
    return await store.writer.run(Alter(store, message_id, values))


async def alter_quoted(store: Store, message_id: int, **values: object) -> list[Message]:
    """Change what a message says, and what its answers show of it."""
    return await store.writer.run(AlterQuoted(store, message_id, values))


async def remove(store: Store, message_id: int) -> None:
    """Take a message away."""
    await store.writer.run(Remove(store, message_id))


def later(store: Store, ms: int = UNDO_MS) -> None:
    """So much time passes by the clock by which deleted messages are taken away: what was deleted is due."""
    before = store.deletions.steady
    store.deletions.steady = lambda: before() + ms


async def delete_for_good(store: Store, by: Member, message_id: int) -> None:
    """Delete a message, and let the time pass in which that could be undone."""
    await store.deletions.delete(by, message_id)
    later(store)
    await store.deletions.take_due()


def holding(backwards: str) -> list[object]:
    """What in this process holds a text with that word in it.

    :param backwards: the word, so that whoever asks does not hold it
    """
    gc.collect()
    word, told, found = backwards[::-1], backwards[::-1].encode(), list[object]()
    for each in gc.get_objects():
        for held in gc.get_referents(each):
            if (isinstance(held, str) and word in held) or (isinstance(held, bytes | bytearray) and told in held):
                found.append(each)
    return found
