"""The inbox: what a member was named in, answered, told aside and reminded of, and what others put to their messages.

Rows are written as things happen (`received`); which of them a member is shown is decided when they look: of a canal
that they have left, of a message that is gone, there is nothing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, delete, func, select, update
from sqlmodel import col

from app.store import access, tables
from app.store.feed import Change, ReceivedChanged
from app.store.ids import LARGEST
from app.store.message_rows import columns, read
from app.store.said import Message, Received
from app.store.state import Member
from app.store.writer import Command

if TYPE_CHECKING:
    from app.store.store import Store

PAGE = 50

KEPT_MOST = 5_000
"""Of what a member has received, as much is kept: a message for everybody is received by each of them."""

AT_ONCE = 500
"""Rows that are forgotten in one transaction: others wait that long."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something received, and the message that it is about as that is now."""

    received: Received
    message: Message


@dataclass(frozen=True, slots=True)
class Page:
    """Some of it, newest first; `older`: there may be more."""

    items: list[Item]
    older: bool


class Look(Command[bool]):
    """Keep how far a member has looked."""

    shareable = True

    def __init__(self, store: Store, member: Member, up_to: int) -> None:
        self.store, self.member, self.up_to = store, member, up_to

    def check(self) -> None:
        access.current(self.store.state, self.member)

    @classmethod
    def write_many(cls, connection: Connection, commands: Sequence[Look]) -> list[bool]:
        # Two tabs may look at once, one of them at less: only the further of the two counts.
        further = update(tables.Member).where(
            col(tables.Member.id) == bindparam("who"), col(tables.Member.received) < bindparam("up_to")
        )
        looked = [{"who": each.member.id, "up_to": each.up_to} for each in commands]
        connection.execute(further.values(received=bindparam("up_to")), looked)
        return [True] * len(commands)

    def apply(self, result: bool) -> Sequence[Change]:
        state, member_id = self.store.state, self.member.id
        member = state.members[member_id]
        state.members[member_id] = dataclasses.replace(member, received=max(member.received, self.up_to))
        held = state.received.get(member_id, [])
        held[:] = [each for each in held if each.id > self.up_to]
        return [ReceivedChanged((member_id,))]


_WHO, _ID = col(tables.Received.member_id) == bindparam("who"), col(tables.Received.id)
_BEYOND = select(_ID).where(_WHO).order_by(_ID.desc()).limit(AT_ONCE).offset(bindparam("kept"))
_MORE = select(col(tables.Received.member_id)).group_by(col(tables.Received.member_id))
_MORE = _MORE.having(func.count() > bindparam("kept"))
_FORGET = delete(tables.Received).where(_ID.in_(_BEYOND))


class Forget(Command[int]):
    """Nothing is left of some of what a member received so long ago that it is not kept; how much that was."""

    shareable = True

    def __init__(self, member_id: int) -> None:
        self.member_id = member_id

    def write(self, connection: Connection) -> int:
        return connection.execute(_FORGET, {"who": self.member_id, "kept": KEPT_MOST}).rowcount


class Inbox:
    def __init__(self, store: Store) -> None:
        self._store = store

    def unseen(self, member: Member) -> int:
        """How much there is that they have not looked at, and may read; of what is held, which is more than is said."""
        state = self._store.state
        now, held = state.members[member.id], state.received.get(member.id, ())
        mine = {canal_id for canal_id in {each.canal_id for each in held} if access.is_in(now, state.canals[canal_id])}
        return sum(each.canal_id in mine and not each.gone for each in held)

    async def page(self, member: Member, before: int = LARGEST, limit: int = PAGE) -> Page:
        """The newest of what they have received, or of what is older than that.

        :raises Forbidden: when they are no member any more
        """
        now = access.current(self._store.state, member)
        found = await self._store.database.read(lambda connection: self._read(connection, now, before, limit + 1))
        # Somebody may have been taken out of a canal while the database answered.
        now = access.current(self._store.state, member)
        items = [each for each in found[:limit] if self._may_read(now, each.message)]
        return Page(items, older=len(found) > limit)

    async def look(self, member: Member, up_to: int) -> None:
        """They have looked at all of it up to that id."""
        if up_to > access.current(self._store.state, member).received:
            await self._store.writer.run(Look(self._store, member, up_to))

    async def forget_old(self) -> None:
        """Keep of what each member has received the newest `KEPT_MOST`.

        :raises Unavailable: when that cannot be read or written just now
        """
        found = await self._store.database.read(lambda connection: connection.execute(_MORE, {"kept": KEPT_MOST}).all())
        # Nothing is written where there is nothing to forget: mostly.
        for (member_id,) in found:
            while await self._store.writer.run(Forget(member_id)):
                pass

    def _may_read(self, member: Member, message: Message) -> bool:
        return access.may(access.access_message, self._store.state, member, message)

    def _read(self, connection: Connection, member: Member, before: int, limit: int) -> list[Item]:
        table, message = tables.Received, tables.Message
        kept = [col(getattr(table, name)) for name in Received.__dataclass_fields__ if hasattr(table, name)]
        mine = access.visible_to(member, access.canals_of(self._store.state, member))
        query = (
            select(*kept, col(message.canal_id))
            .join_from(table, message, col(message.id) == col(table.message_id))
            .where(col(table.member_id) == member.id, col(table.id) < before, mine, col(message.gone).is_(False))
            .order_by(col(table.id).desc())
            .limit(limit)
        )
        rows = [Received(**row) for row in connection.execute(query).mappings()]
        wanted = {each.message_id for each in rows}
        about = {each.id: each for each in read(connection, columns().where(col(message.id).in_(wanted)))}
        return [Item(each, about[each.message_id]) for each in rows if each.message_id in about]
