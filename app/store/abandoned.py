"""Private canals that nobody is in any more. An administrator finds them and may take one over, by being in it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Connection, insert, select
from sqlmodel import col

from app.store import access, audit, events, tables
from app.store.feed import CanalChanged, CanalJoined, Change
from app.store.said import Message
from app.store.state import Canal, Member
from app.store.writer import Command

if TYPE_CHECKING:
    from app.store.store import Store


class Left(NamedTuple):
    """A canal that nobody is in, and since when (epoch ms)."""

    canal: Canal
    since: int


class TakeOver(Command[list[Message]]):
    """The administrator is in the canal from now on, as its log tells whoever comes after."""

    def __init__(self, store: Store, by: Member, canal_id: int) -> None:
        self.store, self.by, self.canal_id = store, by, canal_id
        self.joined = store.message_ids.moment()

    def check(self) -> None:
        access.access_canal_to_take_over(self.store.state, self.by, self.canal_id)

    def write(self, connection: Connection) -> list[Message]:
        row = {"canal_id": self.canal_id, "member_id": self.by.id, "joined": self.joined}
        connection.execute(insert(tables.Membership).values(row))
        # Not its name: other administrators read this, too.
        audit.note(self.store, connection, self.by, "canal-taken-over", canal=self.canal_id)
        return events.write(self.store, connection, self.by, self.canal_id, [{"what": "taken-over"}])

    def apply(self, result: list[Message]) -> Sequence[Change]:
        canals = self.store.state.canals
        canal = canals[self.canal_id]
        canals[self.canal_id] = dataclasses.replace(canal, joined={**canal.joined, self.by.id: self.joined})
        joined: list[Change] = [CanalJoined(self.canal_id, self.by.id), CanalChanged(self.canal_id)]
        return [*joined, *events.apply(self.store, result)]


class Abandoned:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def all(self, by: Member) -> list[Left]:
        """The canals that nobody is in any more, the latest left first.

        :raises Forbidden: unless `by` is an administrator
        """
        state = self._store.state
        access.access_admin(state, by)
        if not any(access.is_abandoned(state, canal) for canal in state.canals.values()):
            return []
        closed = await self._store.database.read(_closed)
        # What the answer was waited for may have changed; the right, too.
        state = self._store.state
        access.access_admin(state, by)
        found = [canal for canal in state.canals.values() if access.is_abandoned(state, canal)]
        left = (Left(canal, self._since(canal, closed)) for canal in found)
        return sorted(left, key=lambda each: each.since, reverse=True)

    async def take_over(self, by: Member, canal_id: int) -> None:
        """Put an administrator into a canal that nobody is in.

        :raises Forbidden: unless `by` is one, and the canal is such a one
        """
        await self._store.writer.run(TakeOver(self._store, by, canal_id))

    def _since(self, canal: Canal, closed: dict[int, int]) -> int:
        # The last thing in its log is that somebody left, unless the last of its members left with their account.
        told = self._store.state.window(canal.id).messages
        ends = [closed[each] for each in canal.joined if each in closed]
        return max([told[-1].at if told else canal.created, *ends])


def _closed(connection: Connection) -> dict[int, int]:
    """When the accounts of members were last closed, by their id."""
    deeds = select(col(tables.Audit.details), col(tables.Audit.at)).where(
        col(tables.Audit.deed) == "member-deactivated"
    )
    rows = connection.execute(deeds.order_by(col(tables.Audit.id)))
    return {json.loads(details)["member"]: at for details, at in rows}
