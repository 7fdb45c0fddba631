"""A file is taken out of a message that holds something else as well. It is gone for good, and nobody can undo it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import BindParameter, Connection, bindparam, delete
from sqlmodel import col

from app.store import access, revisions, tables
from app.store.feed import Change
from app.store.files.rows import forgotten, read_files
from app.store.refusal import Forbidden
from app.store.said import Message
from app.store.state import Member
from app.store.writer import Command

if TYPE_CHECKING:
    from app.store.store import Store

_THAT: BindParameter[int] = bindparam("that")
_GO = delete(tables.File).where(col(tables.File.id) == _THAT)


@dataclass(frozen=True, slots=True)
class TakenOut:
    """The message and its answers, which are otherwise; and the contents that no file holds any more."""

    changed: list[Message]
    contents: tuple[str, ...]


class TakeOut(Command[TakenOut]):
    def __init__(self, store: Store, by: Member, message: Message, file_id: int) -> None:
        self.store, self.by, self.message, self.file_id = store, by, message, file_id

    def check(self) -> None:
        access.access_files_to_take_out(self.store.state, self.by, self.message)

    def write(self, connection: Connection) -> TakenOut:
        that = self.message.id
        held = read_files(connection, [that]).get(that, ())
        going = [file for file in held if file.id == self.file_id]
        if not going:
            raise Forbidden(access.UNKNOWN_FILE)
        connection.execute(_GO, {"that": self.file_id})
        changed = revisions.change_quoted(self.store, connection, that, has_files=len(held) > 1)
        # Another of its files may have gone in the same moment.
        access.access_files_to_take_out(self.store.state, self.by, replace(changed[0], files=held))
        self.store.search.index.renew(connection, that)
        return TakenOut(changed, forgotten(connection, [going[0].digest]))

    def apply(self, result: TakenOut) -> Sequence[Change]:
        return [change for message in result.changed for change in revisions.changed(self.store, message)]


async def take_out(store: Store, by: Member, message_id: int, file_id: int) -> None:
    """Take a file out of what they said; durable once this returns.

    :raises Refused: when the message holds nothing else, or is gone; `Forbidden`: not theirs, or it holds no such file
    """
    message = await store.messages.find_anywhere(by, message_id)
    access.access_files_to_take_out(store.state, by, message)
    taken = await store.writer.run(TakeOut(store, by, message, file_id))
    await store.files.let_go(taken.contents)
    await revisions.requote_older(store, taken.changed)
