"""On which days something was said in a canal, for whoever looks for one: each is looked up by itself, so that it costs
the same however much was said."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, func, select
from sqlmodel import col

from app.store import access, tables
from app.store.ids import id_at, time_of
from app.store.state import Member

if TYPE_CHECKING:
    from app.store.store import Store

_SPANS = func.json_each(bindparam("spans")).table_valued("key", "value")


class Days:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def spoken(self, member: Member, canal_id: int, edges: Sequence[int]) -> tuple[list[int], int]:
        """Of the days that begin at these moments (epoch ms; the last one only ends the one before): in which of them,
        by their place, something was said that this member may read. And when the oldest of all that was, 0 for never.

        :raises Forbidden: when the canal does not exist for this member
        """
        canal = access.access_canal(self._store.state, member, canal_id)
        ids = [id_at(edge) for edge in edges]
        message_id, visible = col(tables.Message.id), access.visible_to(member, [canal])
        begins, ends = (func.json_extract(_SPANS.c.value, place) for place in ("$[0]", "$[1]"))
        one = select(message_id).where(visible, message_id >= begins, message_id < ends)
        spoken = select(_SPANS.c.key).where(one.correlate(_SPANS).exists())
        oldest = select(message_id).where(visible).order_by(message_id).limit(1)

        def look(connection: Connection) -> tuple[list[int], int]:
            spans = json.dumps(list(pairwise(ids)))
            found = sorted(connection.execute(spoken, {"spans": spans}).scalars())
            first = connection.execute(oldest).scalar()
            return found, time_of(first) if first else 0

        found = await self._store.database.read(look)
        # Somebody may have been taken out of the canal meanwhile.
        access.access_canal(self._store.state, member, canal_id)
        return found
