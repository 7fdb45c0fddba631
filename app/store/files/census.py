"""How many files an office has, by kind."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select
from sqlmodel import col

from app.store import tables


@dataclass(frozen=True, slots=True)
class Counted:
    """:param count: files of that kind that were sent
    :param size: bytes that they take; what was sent several times lies there once
    """

    kind: str
    count: int
    size: int


def count(connection: Connection) -> tuple[Counted, ...]:
    """Of each kind that there is; what takes the most room first."""
    file = tables.File
    each = (
        select(col(file.kind).label("kind"), func.count().label("count"), func.max(col(file.size)).label("size"))
        .where(col(file.message_id).is_not(None))
        .group_by(col(file.kind), col(file.digest))
        .subquery()
    )
    rows = connection.execute(select(each.c.kind, func.sum(each.c.count), func.sum(each.c.size)).group_by(each.c.kind))
    return tuple(sorted((Counted(*row) for row in rows), key=lambda counted: (-counted.size, counted.kind)))
