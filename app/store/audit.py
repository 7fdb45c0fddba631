"""What administrators did: who, when, what. Written in the same transaction as the deed itself."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, insert, select
from sqlmodel import col

from app.store import access, tables
from app.store.state import Member

if TYPE_CHECKING:
    from app.store.store import Store


def note(store: Store, connection: Connection, by: Member, deed: str, **details: object) -> None:
    """Write down what an administrator is doing; called by a command's `write`.

    :param deed: its name, such as `member-deactivated`; a page says it in words
    :param details: what it was done to, as JSON values; never a secret
    """
    values = {"at": store.clock(), "by_id": by.id, "deed": deed, "details": json.dumps(details)}
    connection.execute(insert(tables.Audit).values(values))


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed: `details` says what it was done to."""

    id: int
    at: int
    by_id: int
    deed: str
    details: dict[str, Any]


class Audits:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def newest(self, by: Member, before: int | None = None, n: int = 50) -> list[Entry]:
        """The newest deeds, latest first; those older than the one with the id `before`.

        :raises Forbidden: unless `by` is an administrator
        """
        access.access_admin(self._store.state, by)
        query = select(tables.Audit.__table__).order_by(col(tables.Audit.id).desc()).limit(n)  # type: ignore[attr-defined]
        if before is not None:
            query = query.where(col(tables.Audit.id) < before)
        rows = await self._store.database.read(lambda connection: connection.execute(query).mappings().all())
        return [Entry(**{**row, "details": json.loads(row["details"])}) for row in rows]
