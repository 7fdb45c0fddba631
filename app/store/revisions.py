"""What was said can become otherwise, or go: by its revision, a page that was away finds what it has not heard of.

Revisions grow, and are drawn as ids are: one that counted would tell outsiders how many asides there were. A command
that changes a message calls `change` or `remove` as it writes, and `changed` or `removed` as it is applied; who may do
that is for it to ask.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select, update
from sqlmodel import SQLModel, col

from app.store import access, pinned, receipts, received, tables
from app.store.feed import Change, MessageChanged, MessageGone
from app.store.ids import LARGEST
from app.store.message_rows import columns, read
from app.store.messages import PAGE
from app.store.posting import EMPTIED, sending
from app.store.refusal import Refused
from app.store.said import Message, Tombstone
from app.store.state import Member
from app.store.window import Window
from app.store.window_rows import read_window
from app.store.writer import Command

if TYPE_CHECKING:
    from app.store.store import Store

QUOTING_MOST = PAGE
"""Answers to one message that change with it in one transaction: the newest. The others follow (`requote`)."""

# Made once: that takes longer than SQLite takes for them.
_THAT: BindParameter[int] = bindparam("that")
_FIND = columns().where(col(tables.Message.id) == _THAT)
_CHANGE = update(tables.Message).where(col(tables.Message.id) == _THAT)
_ANSWERS = (
    select(col(tables.Message.id))
    .where(col(tables.Message.reply_to) == _THAT, col(tables.Message.id) < bindparam("before"))
    .order_by(col(tables.Message.id).desc())
    .limit(QUOTING_MOST)
)
_LEAVE = insert(tables.Tombstone)
_REMOVE = delete(tables.Message).where(col(tables.Message.id) == _THAT)
_BELONGING = {
    table.name: delete(table).where(column == _THAT)
    for table in SQLModel.metadata.sorted_tables
    for column in table.columns
    if column.references(col(tables.Message.id))  # type: ignore[arg-type]
}
"""What deletes, of each table whose rows belong to a message, those of one."""


def change(store: Store, connection: Connection, message_id: int, **values: object) -> Message:
    """Give a message other values in its row, or none when something beside it is otherwise; in the writer's thread.

    :raises Refused: when there is no such message, or it is gone and that is not what changes
    """
    revision, _ = store.message_ids.next()
    connection.execute(_CHANGE, {"that": message_id, **values, "revision": revision})
    message = _message(connection, message_id)
    if message.gone and "gone" not in values:
        raise Refused(access.DELETED)
    return message


def changed(store: Store, message: Message, named: tuple[int, ...] = ()) -> list[Change]:
    """Take a changed message into memory; returns what listeners should hear.

    :param named: whom it names, as it did not before
    """
    window = store.state.window(message.canal_id)
    before = window.find(message.id)
    window.change(message)
    counts = before is not None and before.gone != message.gone
    renames = before is None or before.mentions != message.mentions
    # It is looked for among all that anybody has received: only when it may just have gone, or come back.
    told = [*received.follow(store.state, message)] if message.gone or counts or before is None else []
    told += receipts.follow(store.state, message)
    told += pinned.follow(store.state, message)
    return [MessageChanged(message, counts, renames, named), *told]


def change_quoted(store: Store, connection: Connection, message_id: int, **values: object) -> list[Message]:
    """As `change`, of what is said: the newest answers to it, too, which show the beginning of it, are otherwise; the
    older ones by `requote_older`.

    :return: it and these, each to be taken in by `changed`
    :raises Refused: when there is no such message
    """
    message = change(store, connection, message_id, **values)
    return [message, *quoting(store, connection, message_id)]


def quoting(store: Store, connection: Connection, message_id: int, before: int = LARGEST) -> list[Message]:
    """The newest answers to a message, of which what they quote is otherwise; in the writer's thread.

    :param before: of those that are older than that one
    """
    answers = connection.execute(_ANSWERS, {"that": message_id, "before": before}).scalars().all()
    if not answers:
        return []
    revisions = [{"that": each, "revision": store.message_ids.next()[0]} for each in sorted(answers)]
    connection.execute(_CHANGE, revisions)
    found = read(connection, columns().where(col(tables.Message.id).in_(answers)))
    return sorted(found, key=lambda each: each.revision)


class Requote(Command[list[Message]]):
    """So many answers to a message, older than one of them, are otherwise by what they quote. Returns those."""

    def __init__(self, store: Store, message_id: int, before: int) -> None:
        self.store, self.message_id, self.before = store, message_id, before

    def write(self, connection: Connection) -> list[Message]:
        return quoting(self.store, connection, self.message_id, self.before)

    def apply(self, result: list[Message]) -> Sequence[Change]:
        return [change for message in result for change in changed(self.store, message)]


async def requote(store: Store, message_id: int, before: int) -> None:
    """All answers to a message that are older than that one are otherwise: told in so many transactions that none grows
    with how many there are."""
    while before:
        answers = await store.writer.run(Requote(store, message_id, before))
        before = min((each.id for each in answers), default=0)


async def requote_older(store: Store, changed: Sequence[Message]) -> None:
    """After `change_quoted`: the answers that it has left out, too."""
    message, *answers = changed
    if len(answers) == QUOTING_MOST:
        await requote(store, message.id, min(each.id for each in answers))


@dataclass(frozen=True, slots=True)
class Removed:
    """What is left of a message that is gone; and the newest ones of its canal, when memory does not hold enough."""

    tombstone: Tombstone
    window: Window | None


def remove(store: Store, connection: Connection, message_id: int) -> Removed:
    """Leave nothing of a message but its tombstone; in the writer's thread, by a command that is not shareable: while
    it writes, memory is as the database was.

    :raises Refused: when there is no such message
    """
    message = _message(connection, message_id)
    revision, _ = store.message_ids.next()
    gone = Tombstone(message_id, message.canal_id, revision, message.circle)
    row = {
        "id": message_id,
        "canal_id": message.canal_id,
        "revision": revision,
        # Sorted: it no longer tells who said it.
        "circle": json.dumps(sorted(gone.circle)) if gone.is_aside else "",
        "sending": _sending(message),
    }
    connection.execute(_LEAVE, row)
    for statement in (*_BELONGING.values(), _REMOVE):
        connection.execute(statement, {"that": message_id})
    store.search.index.take_out(connection, message_id)
    # What is not held may have been the newest aside to somebody: read as a start would.
    enough = store.state.window(message.canal_id).spares(message_id)
    return Removed(gone, None if enough else read_window(connection, message.canal_id))


def removed(store: Store, gone: Removed) -> list[Change]:
    """Take into memory that a message is gone; returns what listeners should hear."""
    state, stone = store.state, gone.tombstone
    state.deletions.pop(stone.id, None)
    told = [*received.forget(state, stone.id), *receipts.forget(state, stone.canal_id, stone.id)]
    told += pinned.forget(state, stone.canal_id, stone.id)
    if gone.window is None:
        store.state.window(gone.tombstone.canal_id).take_away(gone.tombstone)
    else:
        store.state.windows[gone.tombstone.canal_id] = gone.window
    return [MessageGone(gone.tombstone), *told]


def empty(store: Store, connection: Connection, message_id: int) -> Message:
    """Leave of a message nothing but that it was there, and for whom, since something answered it; to be taken in by
    `changed`. In the writer's thread.

    :raises Refused: when there is no such message
    """
    for table, statement in _BELONGING.items():
        if table != tables.Recipient.__tablename__:
            connection.execute(statement, {"that": message_id})
    store.search.index.take_out(connection, message_id)
    message = _message(connection, message_id)
    nothing: dict[str, object] = dict.fromkeys(("text", "html", "card", "mentions"), "")
    nonce = EMPTIED + _sending(message)
    nothing |= {"edited": 0, "reply_to": None, "has_files": False}
    return change(store, connection, message_id, gone=True, nonce=nonce, **nothing)


def _sending(message: Message) -> str:
    if message.nonce.startswith(EMPTIED):
        return message.nonce.removeprefix(EMPTIED)
    return sending(message.author_id, message.nonce)


def _message(connection: Connection, message_id: int) -> Message:
    found = read(connection, _FIND, {"that": message_id})
    if not found:
        raise Refused(access.DELETED)
    return found[0]


class Revisions:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def since(
        self, member: Member, canal_id: int, revision: int, limit: int = PAGE
    ) -> Sequence[Message | Tombstone]:
        """What of a canal has changed or gone after that revision and up to this moment, as far as this member may
        know, in the order of revisions. More than the limit stand for even more: then they are the newest.

        :raises Forbidden: when the canal does not exist for this member
        """
        canal = access.access_canal(self._store.state, member, canal_id)
        # Always asked: what changed last may be an aside, and who is outside must not wait longer for it.
        newest = self._store.state.window(canal_id).changed

        def within(query: Any, revisions: Any) -> Any:
            # Not what is being committed: of what came before that, memory may not know all. It will be told.
            query = query.where(revisions > revision, revisions <= newest)
            return query.order_by(revisions.desc()).limit(limit + 1)

        stones = tables.Tombstone
        changed = within(columns().where(access.visible_to(member, [canal])), col(tables.Message.revision))
        left = select(col(stones.id), col(stones.revision)).where(access.gone_for(member, canal))
        gone = within(left, col(stones.revision))

        def both(connection: Connection) -> list[Message | Tombstone]:
            tombstones = [Tombstone(id_, canal_id, at) for id_, at in connection.execute(gone)]
            return [*read(connection, changed), *tombstones]

        found = await self._store.database.read(both)
        # Somebody may have been taken out of the canal while the database answered.
        access.access_canal(self._store.state, member, canal_id)
        return sorted(found, key=lambda each: each.revision)
