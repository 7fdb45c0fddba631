"""Emoji that members put to a message. They change how it looks and nothing else: they are no news, and ring nobody."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select
from sqlmodel import col

from app.locale import N_
from app.store import access, emoji_habits, received, revisions, tables
from app.store.feed import Change
from app.store.habits import EmojiHabits
from app.store.refusal import Forbidden, Refused
from app.store.said import Message, Received
from app.store.state import Member
from app.store.writer import Command

if TYPE_CHECKING:
    from app.store.store import Store

KINDS_MOST = 20
"""Different emoji at one message."""

UNKNOWN = N_("This emoji does not exist.")

_table = tables.Reaction
_THAT: BindParameter[int] = bindparam("that")
_PUT_BEFORE = (
    select(col(tables.Message.gone), col(_table.member_id), col(_table.emoji))
    .outerjoin(_table, col(_table.message_id) == col(tables.Message.id))
    .where(col(tables.Message.id) == _THAT)
    .order_by(col(_table.at))
)
_PUT = insert(_table)
_TAKE_AWAY = delete(_table).where(
    col(_table.message_id) == _THAT, col(_table.member_id) == bindparam("by"), col(_table.emoji) == bindparam("glyph")
)


@dataclass(frozen=True, slots=True)
class Reacted:
    """A message as it is since then, what its author receives by that, and what whoever reacted has used."""

    message: Message
    put: received.Put
    found: tuple[Received, ...]
    habits: EmojiHabits | None


class React(Command[Reacted | None]):
    """Put a member's emoji to a message, or take it away; None when it was so before.

    :param plain: the emoji without the colour of its skin, as the menu has it; "" for one that it has not
    """

    shareable = True

    def __init__(self, store: Store, by: Member, message: Message, emoji: str, plain: str, on: bool) -> None:
        self.store, self.by, self.message, self.emoji, self.on = store, by, message, emoji, on
        self.habit = emoji_habits.using(store, by, plain) if on and plain else None

    def check(self) -> None:
        state, message = self.store.state, self.message
        access.access_message_to_react(state, self.by, state.held(message.canal_id, message.id) or message)

    def write(self, connection: Connection) -> Reacted | None:
        before = connection.execute(_PUT_BEFORE, {"that": self.message.id}).all()
        if not before or before[0].gone:
            raise Refused(access.DELETED)
        own = [emoji for _, by, emoji in before if by == self.by.id]
        if (self.emoji in own) == self.on:
            return None
        if self.on and len({emoji for *_, emoji in before} - {None, self.emoji}) >= KINDS_MOST:
            raise Refused("A message has at most {n} different reactions.", n=KINDS_MOST)
        self._write(connection)
        own = [*own, self.emoji] if self.on else [each for each in own if each != self.emoji]
        put = received.Put(self.by.id, " ".join(own), self.on)
        found = received.reacted(self.store, connection, self.message, put)
        # In the same commit: another one takes longer than all of this.
        habits = self.habit.write(connection) if self.habit else None
        return Reacted(revisions.change(self.store, connection, self.message.id), put, found, habits)

    def _write(self, connection: Connection) -> None:
        """`self.by` reacts to `self.message` with `self.emoji`, if `self.on`, or does so no longer."""
        that = self.message.id
        if self.on:
            row = {"message_id": that, "member_id": self.by.id, "emoji": self.emoji, "at": self.store.clock()}
            connection.execute(_PUT, row)
        else:
            connection.execute(_TAKE_AWAY, {"that": that, "by": self.by.id, "glyph": self.emoji})

    def apply(self, result: Reacted | None) -> Sequence[Change]:
        if result is None:
            return ()
        if self.habit and result.habits:
            self.habit.apply(result.habits)
        told = received.reaction_taken_in(self.store.state, result.message, result.put, result.found)
        return [*revisions.changed(self.store, result.message), *told]


class Reacting:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._menu: dict[str, str] = {}

    async def put(self, by: Member, message_id: int, emoji: str, on: bool) -> None:
        """From now on that emoji of theirs stands at the message, or no longer; when it does already, nothing happens.
        It is one that they have used, then.

        :raises Forbidden: when they may not read the message, its canal is archived, or that is no emoji of ours;
            `Refused`: when the message is gone, or has many others
        """
        message = await self._store.messages.find_anywhere(by, message_id)
        access.access_message_to_react(self._store.state, by, message)
        plain = await self._as_in_menu(emoji)
        if plain is None:
            raise Forbidden(UNKNOWN)
        await self._store.writer.run(React(self._store, by, message, emoji, plain, on))

    async def _as_in_menu(self, emoji: str) -> str | None:
        """That emoji as the menu has it, "" if it has it only otherwise; None for what is none of ours."""
        if not self._menu:
            # Beside the event loop: megabytes come with it the first time.
            self._menu = await asyncio.to_thread(_menu)
        return self._menu.get(emoji)


def _menu() -> dict[str, str]:
    from app.text import emoji_set

    return emoji_set.in_menu()
