"""What each member has seen of each canal, and so where a star shows.

A tab that shows the newest end of a canal *watches* it: what is said there while it does is seen, in all of that
member's tabs, without a word from the browser for each message. Every few seconds, and when it looks away, the tab
says how far it really got; that is what is kept, so that a tab that vanished does not swallow news.
"""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import col

from app.store import access, receipts, tables
from app.store.feed import Change, ReadingChanged
from app.store.ids import LARGEST
from app.store.refusal import Forbidden
from app.store.said import Message
from app.store.state import Member
from app.store.writer import Command

if TYPE_CHECKING:
    from app.store.store import Store

COUNTED = 100
"""Unseen messages that are counted one by one; beyond, the drawer says 99+."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One member's reading of one canal: `unseen` are the newest ids after `mark`, `more`: there are others; `named`:
    somebody names them in one of all these."""

    mark: int
    unseen: tuple[int, ...]
    more: bool
    watched: bool
    named: bool = False


class Mark(Command[bool]):
    """Keep how far a member has seen a canal."""

    shareable = True

    def __init__(self, store: Store, member_id: int, canal_id: int, message_id: int) -> None:
        self.store, self.member_id, self.canal_id, self.message_id = store, member_id, canal_id, message_id
        self.passed: list[Message] = []
        self.now = self.at = 0

    def check(self) -> None:
        state = self.store.state
        member = state.members[self.member_id]
        canal = access.access_canal(state, member, self.canal_id)
        self.passed = receipts.passed(state, member, canal, self.message_id)
        self.now = self.store.clock() if self.passed and member.receipts else 0
        news = canal.kind == "direct" and any(not message.is_aside for message in self.passed)
        self.at = self.now if news else state.marked.get(member.id, {}).get(canal.id, 0)

    @classmethod
    def write_many(cls, connection: Connection, commands: Sequence[Mark]) -> list[bool]:
        # Two tabs may mark at once, the nearer last: only the further of the two counts.
        latest: dict[tuple[int, int], tuple[int, int]] = {}
        for mark in commands:
            key = (mark.member_id, mark.canal_id)
            latest[key] = max((mark.message_id, mark.at), latest.get(key, (0, 0)))
        rows = [
            {"member_id": member_id, "canal_id": canal_id, "message_id": message_id, "at": at}
            for (member_id, canal_id), (message_id, at) in latest.items()
        ]
        statement = insert(tables.ReadMark)
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=[col(tables.ReadMark.member_id), col(tables.ReadMark.canal_id)],
                set_={
                    "message_id": func.max(col(tables.ReadMark.message_id), statement.excluded.message_id),
                    "at": statement.excluded.at,
                },
            ),
            rows,
        )
        receipts.write(connection, commands)
        return [True] * len(commands)

    def apply(self, result: bool) -> Sequence[Change]:
        state = self.store.state
        marks = state.marks.setdefault(self.member_id, {})
        if self.message_id >= marks.get(self.canal_id, 0):
            marks[self.canal_id] = self.message_id
            state.marked.setdefault(self.member_id, {})[self.canal_id] = self.at
        return [ReadingChanged(self.member_id, self.canal_id), *receipts.take_in(state, self)]


class MarkBack(Command[None]):
    """Keep that a member wants to read a canal again from a message on: the one way back."""

    shareable = True

    def __init__(self, store: Store, member: Member, message: Message) -> None:
        self.store, self.member, self.message = store, member, message

    def check(self) -> None:
        access.access_message(self.store.state, self.member, self.message)

    def write(self, connection: Connection) -> None:
        statement = insert(tables.ReadMark).values(
            member_id=self.member.id, canal_id=self.message.canal_id, message_id=self.message.id - 1
        )
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=[col(tables.ReadMark.member_id), col(tables.ReadMark.canal_id)],
                set_={"message_id": statement.excluded.message_id},
            )
        )

    def apply(self, result: None) -> Sequence[Change]:
        self.store.state.marks.setdefault(self.member.id, {})[self.message.canal_id] = self.message.id - 1
        return [ReadingChanged(self.member.id, self.message.canal_id)]


class Readings:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._watchers: dict[tuple[int, int], set[Hashable]] = {}

    def of(self, member: Member, canal_id: int) -> Reading:
        """How this member reads that canal just now."""
        state = self._store.state
        mark = state.mark(member.id, canal_id)
        watched = (member.id, canal_id) in self._watchers
        window = state.window(canal_id)
        messages = window.messages
        if not messages or messages[-1].id <= mark:
            return Reading(mark, (), more=False, watched=watched)
        after = messages[bisect_right(messages, mark, key=lambda message: message.id) :]
        news = (
            message.id
            for message in reversed(after)
            if message.author_id != member.id and not (message.event or message.gone) and access.sees(member, message)
        )
        unseen = tuple(islice(news, COUNTED + 1))
        named_before = window.named_since(member.id, mark)
        naming = (each for each in after if each.mentions)
        named = named_before or any(each.names(member.id) and access.sees(member, each) for each in naming)
        # One who has gone back to before what is held has more to read than that.
        beyond = not window.complete and mark < messages[0].id - 1
        more = len(unseen) > COUNTED or window.told.get(member.id, 0) > mark or named_before or beyond
        return Reading(mark, unseen[:COUNTED][::-1], more=more, watched=watched, named=named)

    def is_watched(self, member_id: int, canal_id: int) -> bool:
        """Whether one of their tabs shows the newest end of that canal."""
        return (member_id, canal_id) in self._watchers

    def watch(self, member: Member, canal_id: int, tab: Hashable) -> None:
        """A tab shows the newest end of a canal.

        :raises Forbidden: when the canal does not exist for this member
        """
        access.access_canal(self._store.state, member, canal_id)
        watchers = self._watchers.setdefault((member.id, canal_id), set())
        first = not watchers
        watchers.add(tab)
        if first:
            self._store.feed.publish([ReadingChanged(member.id, canal_id)])

    def look_away(self, member: Member, canal_id: int, tab: Hashable) -> None:
        """The tab no longer shows that end, or is gone."""
        watchers = self._watchers.get((member.id, canal_id))
        if watchers is None or tab not in watchers:
            return
        watchers.discard(tab)
        if not watchers:
            del self._watchers[member.id, canal_id]
            if canal_id in self._store.state.canals and member.id in self._store.state.members:
                self._store.feed.publish([ReadingChanged(member.id, canal_id)])

    async def mark(self, member: Member, canal_id: int, message_id: int) -> None:
        """Everything up to and including that message is seen. It never un-sees: that `mark_back` does."""
        access.access_canal(self._store.state, member, canal_id)
        message_id = min(message_id, self._newest(member, canal_id))
        if message_id <= self._store.state.mark(member.id, canal_id):
            return
        try:
            await self._store.writer.run(Mark(self._store, member.id, canal_id, message_id))
        except Forbidden:
            return

    async def mark_all(self, member: Member, canal_ids: Sequence[int]) -> None:
        """All of these canals is seen: one commit, however many there are.

        :raises Forbidden: when one of them does not exist for this member
        """
        for canal_id in canal_ids:
            access.access_canal(self._store.state, member, canal_id)
        await asyncio.gather(*(self.mark(member, canal_id, LARGEST) for canal_id in canal_ids))

    def _newest(self, member: Member, canal_id: int) -> int:
        """The newest message of a canal that this member may read; 0 when there is none."""
        window = self._store.state.window(canal_id)
        # Not the newest of all: a mark on an aside would tell those outside it when it was said.
        newest = next((each.id for each in reversed(window.messages) if access.sees(member, each)), 0)
        # An aside that is no longer held may be newer: what its reader saw of it must count, too.
        return max(newest, window.since(member.id))

    async def mark_back(self, member: Member, message: Message) -> None:
        """From that message on, all counts as unseen again; or as unseen still.

        :raises Forbidden: when they may not read it
        """
        await self._store.writer.run(MarkBack(self._store, member, message))
