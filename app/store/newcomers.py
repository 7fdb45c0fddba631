"""Who has just come: how they are met, once on all their devices, and the line by which the office hears of them.

Whoever founds an office has a few things to do first; whoever comes later is greeted. Which of the two a member still
is to see is kept with them, and is nothing once they were met.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, update
from sqlmodel import col

from app.store import access, events, members, tables
from app.store.feed import CanalChanged, Change, MemberChanged, SettingChanged
from app.store.said import Message
from app.store.state import Canal, Member, State
from app.store.writer import Command

if TYPE_CHECKING:
    from app.store.store import Store

FOUNDER, COLLEAGUE = "founder", "colleague"
"""How a member may still be to be met."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What of the first things to do in a new office is done."""

    others: bool
    """Somebody else has come."""
    canal: bool
    """There is a canal besides the one that everybody is in from the start."""
    image: bool
    """Whoever founded it has given their image."""

    @property
    def all(self) -> bool:
        return self.others and self.canal and self.image


class Arrive(members.Create):
    """Add a colleague, who is to be greeted; a line in the office's first canal says that they are there."""

    welcome = COLLEAGUE

    def write(self, connection: Connection) -> Member:
        member = super().write(connection)
        canal = first_canal(self.store.state)
        self.lines: list[Message] = []
        # In an archived one nothing happens any more.
        if canal and not canal.archived:
            self.lines = events.write(self.store, connection, member, canal.id, [{"what": "joined"}])
        return member

    def apply(self, result: Member) -> Sequence[Change]:
        return [*super().apply(result), *events.apply(self.store, self.lines)]


class Meet(Command[None]):
    def __init__(self, store: Store, member: Member) -> None:
        self.store, self.member = store, member

    def check(self) -> None:
        access.current(self.store.state, self.member)

    def write(self, connection: Connection) -> None:
        met = update(tables.Member).where(col(tables.Member.id) == self.member.id).values(welcome="")
        connection.execute(met)

    def apply(self, result: None) -> Sequence[Change]:
        known = self.store.state.members
        known[self.member.id] = dataclasses.replace(known[self.member.id], welcome="")
        return [SettingChanged(self.member.id, "welcome", "")]


class Newcomers:
    def __init__(self, store: Store) -> None:
        self._store = store
        store.feed.listen((MemberChanged, CanalChanged), self._look)

    def begun(self, member: Member) -> Begun | None:
        """How far somebody is who has just founded the office; None for all others, and once all was done or they want
        to see no more of it."""
        state = self._store.state
        now = state.members[member.id]
        if now.welcome != FOUNDER or not now.is_admin:
            return None
        first = first_canal(state)
        canals = [canal for canal in access.canals_of(state, member) if canal.kind != "direct" and canal != first]
        begun = Begun(len(state.members) > 1, bool(canals), bool(now.image))
        return None if begun.all else begun

    def is_to_be_greeted(self, member: Member) -> bool:
        """Whether this colleague has not been greeted yet."""
        return self._store.state.members[member.id].welcome == COLLEAGUE

    async def meet(self, member: Member) -> None:
        """They were met, and are not again: neither greeted, nor told what to do first."""
        await self._store.writer.run(Meet(self._store, member))

    def _look(self, _changes: Sequence[Change]) -> None:
        """Who has done all is told no more of it, also when some of that is undone later."""
        for member in list(self._store.state.active_members()):
            if member.welcome == FOUNDER and self.begun(member) is None:
                meeting = self._store.writer.submit(Meet(self._store, member))
                # Should it not be kept, the next change asks again.
                meeting.add_done_callback(lambda done: done.cancelled() or done.exception())


def first_canal(state: State) -> Canal | None:
    """The open canal with which the office began."""
    opened = (canal for canal in state.canals.values() if canal.is_open)
    return min(opened, key=lambda canal: (canal.created, canal.id), default=None)


def is_alone(state: State) -> bool:
    """Whether there is one member in the office, and no more."""
    return sum(1 for _ in state.active_members()) == 1
