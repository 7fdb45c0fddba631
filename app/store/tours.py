"""How far each member has been shown round: on all of their devices, and after a restart."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import col

from app.store import access, tables
from app.store.feed import Change, TourChanged
from app.store.habits import STEPS, Tour
from app.store.state import Member, State
from app.store.writer import Command

if TYPE_CHECKING:
    from app.store.store import Store

NONE = Tour(shown=False)
"""Of whom nothing is known."""


def load(state: State, connection: Connection) -> None:
    """Take what the database holds into memory."""
    state.tours = _read(connection)


def _read(connection: Connection, member_id: int | None = None) -> dict[int, Tour]:
    rows = select(tables.Tour.__table__)  # type: ignore[attr-defined]
    if member_id is not None:
        rows = rows.where(col(tables.Tour.member_id) == member_id)
    return {
        row["member_id"]: Tour(row["step"], row["shown"], row["since"]) for row in connection.execute(rows).mappings()
    }


class Guide(Command[Tour]):
    """Change how far one member is; `change` makes it of how far they are when its turn comes."""

    def __init__(self, store: Store, member: Member, change: Callable[[Tour], Tour]) -> None:
        self.store, self.member, self.change = store, member, change

    def check(self) -> None:
        access.current(self.store.state, self.member)

    def write(self, connection: Connection) -> Tour:
        # From the table: memory does not know yet what this same transaction wrote.
        wanted = self.change(_read(connection, self.member.id).get(self.member.id, NONE))
        values = dataclasses.asdict(wanted)
        statement = insert(tables.Tour).values(member_id=self.member.id, **values)
        connection.execute(
            statement.on_conflict_do_update(index_elements=[col(tables.Tour.member_id)], set_=values),
        )
        return wanted

    def apply(self, result: Tour) -> Sequence[Change]:
        self.store.state.tours[self.member.id] = result
        return [TourChanged(self.member.id)]


class Tours:
    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, member: Member) -> Tour | None:
        """How far a member is; None when they have neither been offered a tour nor begun one."""
        return self._store.state.tours.get(member.id)

    async def offer(self, member: Member) -> None:
        """Offer one to a member, to whom it would not be offered by itself, unless it was before."""
        if self.of(member) is None:
            await self._guide(member, lambda now: Tour() if now == NONE else now)

    async def begin(self, member: Member) -> None:
        """They want to be shown round: from where they closed it, or from the beginning when they have seen it all."""
        now = self._store.clock()
        await self._guide(member, lambda before: before.at(before.step if 0 < before.step <= STEPS else 1, now))

    async def go_on(self, member: Member, step: int) -> None:
        """They have done what that step is about, or pass over it; when they are elsewhere by now, nothing happens."""
        await self._guide(member, self._beyond(step))

    def did(self, member: Member, step: int) -> None:
        """As `go_on`, in a moment: nobody waits for that."""
        going = self._store.writer.submit(Guide(self._store, member, self._beyond(step)))
        # Should it not be kept, they may do it again.
        going.add_done_callback(lambda done: done.cancelled() or done.exception())

    async def close(self, member: Member) -> None:
        """They do not want to see it now: it is not offered any more, and goes on where it was once they ask for it."""
        await self._guide(member, lambda before: dataclasses.replace(before, shown=False))

    def _beyond(self, step: int) -> Callable[[Tour], Tour]:
        now = self._store.clock()
        return lambda before: before.at(step + 1, now) if before.goes_on and before.step == step else before

    async def _guide(self, member: Member, change: Callable[[Tour], Tour]) -> None:
        await self._store.writer.run(Guide(self._store, member, change))
