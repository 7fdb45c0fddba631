"""The newest messages of each canal as they are read from the database, for the process to hold."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, TextClause, text
from sqlmodel import col

from app.store import tables
from app.store.message_rows import columns, read
from app.store.said import Message
from app.store.window import WINDOW, Window
from app.text.mentions import EVERYBODY


def read_windows(connection: Connection, canal_ids: Sequence[int]) -> dict[int, Window]:
    """The newest messages of each canal, for the process to hold."""
    return {canal_id: read_window(connection, canal_id) for canal_id in canal_ids}


def read_window(connection: Connection, canal_id: int) -> Window:
    """The newest messages of a canal."""
    table = tables.Message

    def newest(*wanted: ColumnElement[bool]) -> list[Message]:
        query = columns().where(col(table.canal_id) == canal_id, *wanted)
        return read(connection, query.order_by(col(table.id).desc()).limit(WINDOW + 1))

    public = newest(col(table.is_aside).is_(False))
    oldest = public[WINDOW - 1].id if len(public) > WINDOW else 0
    asides = newest(col(table.is_aside).is_(True), col(table.id) >= oldest)
    held = sorted(public[:WINDOW] + asides[:WINDOW], key=lambda message: message.id)
    changed = connection.execute(_CHANGED, {"canal": canal_id}).scalar_one()
    window = Window(held, complete=len(public) <= WINDOW, changed=changed)
    before = asides[WINDOW].id + 1 if len(asides) > WINDOW else oldest
    if before:
        window.whispered = _latest(connection, _WHISPERED, canal_id, before)
        window.told = _latest(connection, _TOLD, canal_id, before)
        for message in _naming(connection, canal_id, before, oldest):
            window.name(message)
    return window


_CHANGED = text(
    "SELECT max(coalesce((SELECT max(revision) FROM message WHERE canal_id = :canal AND revision IS NOT NULL), 0),"
    " coalesce((SELECT max(revision) FROM tombstone WHERE canal_id = :canal), 0))"
)

# SQLite does not know how few of a canal's messages are asides, and would look through all: hence `INDEXED BY`.
_WHISPERED = text(
    "SELECT author_id, max(id) FROM message INDEXED BY ix_message_aside"
    " WHERE canal_id = :canal AND is_aside IS 1 AND id < :before GROUP BY author_id"
)

# One look for each member, and not one for each of a hundred thousand that were ever told something.
_TOLD = text(
    "SELECT id, (SELECT max(message_id) FROM recipient INDEXED BY ix_recipient_told"
    " WHERE canal_id = :canal AND member_id = member.id AND message_id < :before) FROM member"
)


def _latest(connection: Connection, query: TextClause, canal_id: int, before: int) -> dict[int, int]:
    """By member, the newest of a canal's asides before an id that they said, or that were said to them."""
    found = connection.execute(query, {"canal": canal_id, "before": before}).all()
    return {member_id: newest for member_id, newest in found if newest}


_NAMING = text(
    "SELECT author_id, value, max(message.id) FROM message INDEXED BY ix_message_named, json_each(mentions)"
    " WHERE canal_id = :canal AND mentions <> '' AND gone IS 0"
    " AND message.id < CASE is_aside WHEN 1 THEN :before ELSE :oldest END"
    " GROUP BY value, CASE value WHEN :everybody THEN author_id END"
)


def _naming(connection: Connection, canal_id: int, before: int, oldest: int) -> list[Message]:
    """The newest message that names each member, and of each author the one that names everybody: asides before an id,
    others before one."""
    values = {"canal": canal_id, "before": before, "oldest": oldest, "everybody": EVERYBODY}
    found = connection.execute(_NAMING, values).all()
    return [Message(newest, canal_id, author_id, "", mentions=(named,)) for author_id, named, newest in found]
