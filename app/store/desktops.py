"""Desktops: what each member has put on theirs, and what those start with who have changed nothing yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import col

from app.store import access, audit, layouts, tables
from app.store.drafts import OLDEST_MS
from app.store.feed import Administered, Change, DesktopChanged
from app.store.layouts import FIRST, Layout
from app.store.state import Member, State
from app.store.writer import Command

if TYPE_CHECKING:
    from app.store.store import Store


def load(state: State, connection: Connection) -> None:
    """Take what the database holds into memory."""
    for (starting,) in connection.execute(select(col(tables.Office.desktop))):
        state.starting_desktop = layouts.kept(starting)
    for member_id, text in connection.execute(select(col(tables.Desktop.member_id), col(tables.Desktop.layout))):
        layout = layouts.kept(text)
        if layout is not None:
            state.desktops[member_id] = layout


class Keep(Command[Layout]):
    """Change a member's desktop; `change` makes the new layout of the one that stands when its turn comes."""

    def __init__(self, store: Store, member: Member, change: Callable[[Layout], Layout]) -> None:
        self.store, self.member, self.change = store, member, change
        self.layout = FIRST

    def check(self) -> None:
        access.current(self.store.state, self.member)
        now = self.store.desktops.of(self.member)
        wanted = self.change(now)
        # A canal that ended for this member is shown as such: moving its widget must not be refused.
        for canal_id in wanted.canals - now.canals:
            access.access_canal(self.store.state, self.member, canal_id)
        self.layout = replace(wanted, revision=max(now.revision + 1, self.store.clock()))

    def write(self, connection: Connection) -> Layout:
        statement = insert(tables.Desktop).values(member_id=self.member.id, layout=layouts.as_text(self.layout))
        kept = {"layout": statement.excluded.layout}
        connection.execute(statement.on_conflict_do_update(index_elements=[col(tables.Desktop.member_id)], set_=kept))
        return self.layout

    def apply(self, result: Layout) -> Sequence[Change]:
        self.store.state.desktops[self.member.id] = result
        return [DesktopChanged(self.member.id)]


class SetStarting(Command[Layout]):
    def __init__(self, store: Store, by: Member, layout: Layout) -> None:
        self.store, self.by, self.layout = store, by, layout

    def check(self) -> None:
        access.access_admin(self.store.state, self.by)
        # What everybody starts with names only what everybody knows.
        known = [canal.id for canal in self.store.state.canals.values() if canal.is_open and not canal.archived]
        self.layout = replace(self.layout.with_canals(known), revision=0)

    def write(self, connection: Connection) -> Layout:
        connection.execute(update(tables.Office).values(desktop=layouts.as_text(self.layout)))
        audit.note(self.store, connection, self.by, "starting-desktop", widgets=len(self.layout.widgets))
        return self.layout

    def apply(self, result: Layout) -> Sequence[Change]:
        self.store.state.starting_desktop = result
        return [Administered()]


class Desktops:
    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def starting(self) -> Layout:
        """What members start with."""
        return self._store.state.starting_desktop or FIRST

    def of(self, member: Member) -> Layout:
        """A member's own desktop; until they change something, the starting one."""
        state = self._store.state
        own = state.desktops.get(member.id)
        if own is not None:
            return own
        standing = [canal.id for canal in access.canals_of(state, member) if not canal.archived]
        return self.starting.with_canals(standing)

    async def keep(self, member: Member, layout: Layout) -> Layout:
        """Replace a member's desktop; returns it as it is kept.

        :raises Forbidden: when it shows a canal that does not exist for them, and did not show it before
        """
        return await self.change(member, lambda _: layout)

    async def change(self, member: Member, change: Callable[[Layout], Layout]) -> Layout:
        """Do something to a member's desktop as it stands when its turn comes (see `arranging`).

        What another tab does to it at the same time is done as well: neither takes the other's back.

        :raises Refused: when it cannot be done, or as `keep`
        """
        return await self._store.writer.run(Keep(self._store, member, change))

    async def fill(self, member: Member, widget_id: str, options: object) -> Layout:
        """Change what is in one widget: its canal, its text, where it leads.

        :raises Refused: when it is not there or the options will not do, or as `keep`
        """
        return await self.change(member, lambda now: now.filled(widget_id, options))

    async def write(self, member: Member, widget_id: str, text: str, age: int) -> bool:
        """Change the text of a memo, unless it was changed later than this was typed; whether it was changed.

        :param age: how many milliseconds ago it was typed
        :raises Refused: as `fill`
        """
        written = False

        def change(now: Layout) -> Layout:
            nonlocal written
            at = self._store.clock()
            typed, before = at - min(max(age, 0), OLDEST_MS), now.get(widget_id).options.get("typed", 0)
            # One from the future was typed by a clock that was wrong.
            written = typed >= before or before > at
            return now.filled(widget_id, {"text": text, "typed": typed}) if written else now

        await self.change(member, change)
        return written

    async def set_starting(self, by: Member, layout: Layout) -> None:
        """What new members start with; a canal that is not open to everybody is left for each to choose.

        :raises Forbidden: unless `by` is an administrator
        """
        await self._store.writer.run(SetStarting(self._store, by, layout))
