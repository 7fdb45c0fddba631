"""What is pinned to each canal, as memory holds it, and how that follows what becomes of the messages."""

from __future__ import annotations

from sqlalchemy import Connection, or_, select
from sqlmodel import col

from app.store import tables
from app.store.feed import Change, PinsChanged
from app.store.said import Message, Pin
from app.store.state import State


def load(state: State, connection: Connection) -> None:
    table, message = tables.Pin, tables.Message
    coming_back = select(col(tables.Deletion.message_id))
    there = or_(col(message.gone).is_(False), col(message.id).in_(coming_back))
    rows = (
        select(table.__table__)  # type: ignore[attr-defined]
        .join(message, col(message.id) == col(table.message_id))
        .where(there)
        .order_by(col(table.at), col(table.message_id))
    )
    for row in connection.execute(rows).mappings():
        state.pins.setdefault(row["canal_id"], {})[row["message_id"]] = Pin(**row)


def pinned_to(state: State, canal_id: int) -> list[Pin]:
    """What is pinned to a canal, in the order in which that was done, without what is gone just now."""
    return [pin for pin in state.pins.get(canal_id, {}).values() if pin.message_id not in state.deletions]


def is_pinned(state: State, message: Message) -> bool:
    return message.id in state.pins.get(message.canal_id, {}) and not message.gone


def follow(state: State, message: Message) -> list[Change]:
    """A message is otherwise than it was: what is shown of it among the pins is, too. One of which nothing is left but
    its empty row is pinned no longer."""
    there = state.pins.get(message.canal_id, {})
    if message.id not in there:
        return []
    if message.gone and message.id not in state.deletions:
        del there[message.id]
    return [PinsChanged(message.canal_id)]


def forget(state: State, canal_id: int, message_id: int) -> list[Change]:
    """Nothing is left of a message."""
    return [PinsChanged(canal_id)] if state.pins.get(canal_id, {}).pop(message_id, None) else []
