"""Messages that a canal's members pinned to it: what all of them should find again. What was said aside is not pinned.

A pin is a change of its message, as a reaction is: a tab that was away hears of it by the message's revision.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import BindParameter, Connection, bindparam, delete, func, insert, select
from sqlmodel import col

from app.store import access, events, revisions, tables
from app.store.feed import Change, PinsChanged
from app.store.message_rows import columns, read
from app.store.pinned import pinned_to
from app.store.refusal import Refused
from app.store.said import Message, Pin
from app.store.state import Canal, Member
from app.store.writer import Command

if TYPE_CHECKING:
    from app.store.store import Store

MOST = 50
"""Messages that are pinned to one canal: more of them nobody looks through."""

_table = tables.Pin
_THAT: BindParameter[int] = bindparam("that")
_IS_PINNED = select(func.count()).where(col(_table.message_id) == _THAT)
_HOW_MANY = select(func.count()).where(col(_table.canal_id) == bindparam("canal"))
_PIN = insert(_table)
_UNPIN = delete(_table).where(col(_table.message_id) == _THAT)


@dataclass(frozen=True, slots=True)
class Pinned:
    """A pin, and the message as it is now."""

    pin: Pin
    message: Message


@dataclass(frozen=True, slots=True)
class Turned:
    """A message is pinned since then, or (None) no longer; and the line that tells it."""

    message: Message
    pin: Pin | None
    lines: list[Message]


class Turn(Command[Turned | None]):
    """Pin a message to its canal, or take it from there; None when it was so before."""

    def __init__(self, store: Store, by: Member, message: Message, on: bool) -> None:
        self.store, self.by, self.message, self.on = store, by, message, on

    def check(self) -> None:
        access.access_message_to_pin(self.store.state, self.by, self.message)

    def write(self, connection: Connection) -> Turned | None:
        that, canal_id = self.message.id, self.message.canal_id
        if bool(connection.execute(_IS_PINNED, {"that": that}).scalar()) == self.on:
            return None
        if self.on and connection.execute(_HOW_MANY, {"canal": canal_id}).scalar_one() >= MOST:
            raise Refused("At most {n} messages are pinned to a canal: unpin one first.", n=MOST)
        message = revisions.change(self.store, connection, that)
        pin = Pin(that, canal_id, self.by.id, self.store.clock()) if self.on else None
        if pin:
            row = {"message_id": that, "canal_id": canal_id, "by_id": pin.by_id, "at": pin.at}
            connection.execute(_PIN, row)
        else:
            connection.execute(_UNPIN, {"that": that})
        happened: dict[str, object] = {"what": "pinned" if self.on else "unpinned", "message": that}
        return Turned(message, pin, events.write(self.store, connection, self.by, canal_id, [happened]))

    def apply(self, result: Turned | None) -> Sequence[Change]:
        if result is None:
            return ()
        there = self.store.state.pins.setdefault(result.message.canal_id, {})
        there.pop(result.message.id, None)
        if result.pin:
            there[result.message.id] = result.pin
        told = revisions.changed(self.store, result.message)
        # Unpinned, it is none of those that `follow` tells of.
        changed = [] if result.pin else [PinsChanged(result.message.canal_id)]
        return [*told, *changed, *events.apply(self.store, result.lines)]


class Pins:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def pin(self, by: Member, message_id: int, on: bool = True) -> None:
        """From now on that message is pinned to its canal, or no longer; when it is so already, nothing happens.

        :raises Forbidden: when they may not read the message, it was said aside, or nothing may be said in its canal;
            `Refused`: when the message is gone, or many others are pinned
        """
        message = await self._store.messages.find_anywhere(by, message_id)
        access.access_message_to_pin(self._store.state, by, message)
        await self._store.writer.run(Turn(self._store, by, message, on))

    def count(self, canal: Canal) -> int:
        """How many messages are pinned to a canal, for whoever is in it."""
        return len(pinned_to(self._store.state, canal.id))

    async def all(self, member: Member, canal_id: int) -> list[Pinned]:
        """What is pinned to a canal, the latest first.

        :raises Forbidden: when the canal does not exist for this member
        """
        access.access_canal(self._store.state, member, canal_id)
        pins = pinned_to(self._store.state, canal_id)
        if not pins:
            return []
        canal = self._store.state.canals[canal_id]
        query = columns().where(
            access.visible_to(member, [canal]), col(tables.Message.id).in_([pin.message_id for pin in pins])
        )
        found = {each.id: each for each in await self._store.database.read(lambda connection: read(connection, query))}
        # Somebody may have been taken out of the canal while the database answered.
        access.access_canal(self._store.state, member, canal_id)
        messages = ((pin, found.get(pin.message_id)) for pin in reversed(pins))
        return [Pinned(pin, message) for pin, message in messages if message and not message.gone]
