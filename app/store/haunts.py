"""Where each member goes most: by that the switcher puts first what they will want. Their own affair."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, select
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import col

from app.store import access, tables
from app.store.feed import Change
from app.store.habits import Haunts
from app.store.state import Member, State
from app.store.writer import Command

if TYPE_CHECKING:
    from app.store.store import Store

KEPT_MOST = 12
"""Canals of which it is kept how often one goes there."""

FADES = 0.9
"""What each time counts for at the next one: one goes elsewhere after a while."""


def load(state: State, connection: Connection) -> None:
    """Take what the database holds into memory."""
    state.haunts = _read(connection)


def _read(connection: Connection, *which: ColumnElement[bool]) -> dict[int, Haunts]:
    rows = connection.execute(select(tables.Haunt.__table__).where(*which)).mappings()  # type: ignore[attr-defined]
    return {row["member_id"]: dict(json.loads(row["canals"])) for row in rows}


class Go(Command[Haunts]):
    """A member goes to a canal."""

    shareable = True

    def __init__(self, store: Store, member: Member, canal_id: int) -> None:
        self.store, self.member, self.canal_id = store, member, canal_id

    def check(self) -> None:
        access.access_canal(self.store.state, self.member, self.canal_id)

    @classmethod
    def write_many(cls, connection: Connection, commands: Sequence[Any]) -> list[Any]:
        """Wherever one member goes at once is written once."""
        # From the table: memory does not know yet what this same transaction wrote.
        wanted = _read(connection, col(tables.Haunt.member_id).in_({command.member.id for command in commands}))
        outcomes: list[Haunts] = []
        for command in commands:
            member_id = command.member.id
            wanted[member_id] = _gone(wanted.get(member_id, {}), command.canal_id)
            outcomes.append(wanted[member_id])
        statement = insert(tables.Haunt)
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=[col(tables.Haunt.member_id)], set_={"canals": statement.excluded.canals}
            ),
            [{"member_id": each, "canals": json.dumps(list(haunts.items()))} for each, haunts in wanted.items()],
        )
        return outcomes

    def apply(self, result: Haunts) -> Sequence[Change]:
        self.store.state.haunts[self.member.id] = result
        return ()


class HauntMemory:
    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, member: Member) -> Sequence[int]:
        """The canals that this member goes to most, the most of all first; some may no longer be theirs."""
        return list(self._store.state.haunts.get(member.id, {}))

    def go(self, member: Member, canal_id: int) -> None:
        """Remember in a moment that a member has gone there: nobody waits for that."""
        going = self._store.writer.submit(Go(self._store, member, canal_id))
        # Should it not be kept, nothing is lost.
        going.add_done_callback(lambda done: done.cancelled() or done.exception())


def _gone(haunts: Haunts, canal_id: int) -> Haunts:
    faded = {each: round(times * FADES, 3) for each, times in haunts.items()}
    faded[canal_id] = faded.get(canal_id, 0.0) + 1
    # Of the least, the one where they were last stays: it has come just now.
    kept = sorted(faded.items(), key=lambda each: (-each[1], each[0] != canal_id))[:KEPT_MOST]
    return dict(kept)
