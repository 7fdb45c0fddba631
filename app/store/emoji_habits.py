"""What each member does with emoji: those they used last, and the skin colour that they chose. Their own affair."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Connection, Result, bindparam, select
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import col

from app.store import access, tables
from app.store.feed import Change
from app.store.habits import EmojiHabits
from app.store.refusal import Refused
from app.store.state import Member, State
from app.store.writer import Command

if TYPE_CHECKING:
    from app.store.store import Store

RECENT_MOST = 18
"""Two rows of the menu on a desk."""

TONES = range(6)
"""No skin colour, then the five from light to dark."""

LONGEST = 40
"""Code points of the longest emoji, and some more: families hold seven."""

NONE = EmojiHabits()


def load(state: State, connection: Connection) -> None:
    """Take what the database holds into memory."""
    state.emoji_habits = _read(connection.execute(_ALL))


def _read(rows: Result[Any]) -> dict[int, EmojiHabits]:
    return {
        row["member_id"]: EmojiHabits(tuple(json.loads(row["recent"])), row["tone"], json.loads(row["uses"]))
        for row in rows.mappings()
    }


_ALL = select(tables.EmojiHabit.__table__)  # type: ignore[attr-defined]
_FIND = _ALL.where(col(tables.EmojiHabit.member_id).in_(bindparam("whose", expanding=True)))
_INSERT = insert(tables.EmojiHabit)
_KEEP = _INSERT.on_conflict_do_update(
    index_elements=[col(tables.EmojiHabit.member_id)],
    set_={name: _INSERT.excluded[name] for name in ("recent", "tone", "uses")},
)


class Accustom(Command[EmojiHabits]):
    """Change one member's habits; `change` makes the new ones of those that stand when its turn comes."""

    shareable = True

    def __init__(self, store: Store, member: Member, change: Callable[[EmojiHabits], EmojiHabits]) -> None:
        self.store, self.member, self.change = store, member, change

    def check(self) -> None:
        access.current(self.store.state, self.member)

    def write(self, connection: Connection) -> EmojiHabits:
        (habits,) = self.write_many(connection, [self])
        return cast(EmojiHabits, habits)

    @classmethod
    def write_many(cls, connection: Connection, commands: Sequence[Any]) -> list[Any]:
        """Whatever one member changed at once is written once."""
        # From the table: memory does not know yet what this same transaction wrote.
        wanted = _read(connection.execute(_FIND, {"whose": list({command.member.id for command in commands})}))
        outcomes: list[EmojiHabits] = []
        for command in commands:
            member_id = command.member.id
            wanted[member_id] = command.change(wanted.get(member_id, NONE))
            outcomes.append(wanted[member_id])
        rows = [
            {
                "member_id": member_id,
                "recent": json.dumps(habits.recent),
                "tone": habits.tone,
                "uses": json.dumps(habits.uses),
            }
            for member_id, habits in wanted.items()
        ]
        connection.execute(_KEEP, rows)
        return outcomes

    def apply(self, result: EmojiHabits) -> Sequence[Change]:
        self.store.state.emoji_habits[self.member.id] = result
        return ()


def using(store: Store, member: Member, glyph: str) -> Accustom:
    """A member uses an emoji, which is kept without a skin colour."""
    return Accustom(store, member, lambda now: _used(glyph, now))


class EmojiMemory:
    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, member: Member) -> EmojiHabits:
        return self._store.state.emoji_habits.get(member.id, NONE)

    async def use(self, member: Member, glyph: str) -> None:
        """Remember that a member has just used an emoji; it is kept without a skin colour."""
        if not 0 < len(glyph) <= LONGEST:
            raise Refused("This setting does not exist.")
        await self._store.writer.run(using(self._store, member, glyph))

    async def choose_tone(self, member: Member, tone: int) -> None:
        """Remember a member's skin colour: its place in `TONES`."""
        if tone not in TONES:
            raise Refused("This setting does not exist.")
        chosen = Accustom(self._store, member, lambda now: dataclasses.replace(now, tone=tone))
        await self._store.writer.run(chosen)


def _used(glyph: str, now: EmojiHabits) -> EmojiHabits:
    recent = (glyph, *(other for other in now.recent if other != glyph))[:RECENT_MOST]
    uses = {other: now.uses.get(other, 1) for other in now.recent} | {glyph: now.uses.get(glyph, 0) + 1}
    return dataclasses.replace(now, recent=recent, uses={other: uses[other] for other in recent})
