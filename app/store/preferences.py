"""How each member wants each canal: what of it rings, and its place in their drawer. Nobody else learns of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import col

from app.store import access, tables
from app.store.feed import Change, PreferencesChanged
from app.store.habits import Preference
from app.store.refusal import Refused
from app.store.state import Member
from app.store.writer import Command

if TYPE_CHECKING:
    from app.store.store import Store

LEVELS = ("all", "mentions", "none")
"""What rings: everything, what is meant for one (see `received.why`), nothing."""

ARRANGED_MOST = 2_000


class Prefer(Command[None]):
    """Change one member's preferences for some canals: the level, the place, or both of each."""

    def __init__(self, store: Store, member: Member, changes: dict[int, dict[str, Any]]) -> None:
        self.store, self.member, self.changes = store, member, changes
        self.wanted: dict[int, Preference] = {}

    def check(self) -> None:
        state = self.store.state
        for canal_id, change in self.changes.items():
            access.access_canal(state, self.member, canal_id)
            # What another tab has just changed of the same canal is kept.
            self.wanted[canal_id] = dataclasses.replace(state.preference(self.member.id, canal_id), **change)

    def write(self, connection: Connection) -> None:
        statement = insert(tables.Preference)
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=[col(tables.Preference.member_id), col(tables.Preference.canal_id)],
                set_={"level": statement.excluded.level, "place": statement.excluded.place},
            ),
            [
                {"member_id": self.member.id, "canal_id": canal_id, "level": wanted.level, "place": wanted.place}
                for canal_id, wanted in self.wanted.items()
            ],
        )

    def apply(self, result: None) -> Sequence[Change]:
        self.store.state.preferences.setdefault(self.member.id, {}).update(self.wanted)
        return [PreferencesChanged(self.member.id, tuple(self.wanted))]


class Preferences:
    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, member: Member, canal_id: int) -> Preference:
        return self._store.state.preference(member.id, canal_id)

    async def ring(self, member: Member, canal_id: int, level: str) -> None:
        """What of a canal rings for this member (`LEVELS`).

        :raises Forbidden: when the canal does not exist for them
        """
        if level not in LEVELS:
            raise Refused("This setting does not exist.")
        await self._store.writer.run(Prefer(self._store, member, {canal_id: {"level": level}}))

    async def arrange(self, member: Member, canal_ids: Sequence[int]) -> None:
        """Put these canals first in the member's drawer, in this order.

        :raises Forbidden: when one of them does not exist for this member
        """
        if len(canal_ids) > ARRANGED_MOST or len(set(canal_ids)) != len(canal_ids):
            raise Refused("This order cannot be kept: reload the page and try again.")
        places = {canal_id: {"place": place} for place, canal_id in enumerate(canal_ids, 1)}
        if places:
            await self._store.writer.run(Prefer(self._store, member, places))
