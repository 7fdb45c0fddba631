"""How much each member has not seen of each canal: kept as it changes, since it is asked for at every message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.store import access
from app.store.feed import (
    CanalJoined,
    CanalLeft,
    Change,
    MemberChanged,
    MessageChanged,
    MessageGone,
    MessagePosted,
    ReadingChanged,
    Reloaded,
)
from app.store.reading import COUNTED, Reading
from app.store.said import Message, Tombstone
from app.store.state import Canal, Member

if TYPE_CHECKING:
    from app.store.store import Store


@dataclass(frozen=True, slots=True)
class Unseen:
    """Messages that count for a star. `more`: there are others besides the `n` that were counted. `named`: whoever has
    not seen them is named in one of them."""

    n: int = 0
    more: bool = False
    named: bool = False

    @property
    def star(self) -> bool:
        return self.more or self.n > 0

    @property
    def label(self) -> str:
        """What stands beside the star: nothing, the number, or 99+."""
        if self.is_beyond:
            return f"{COUNTED - 1}+"
        return str(self.n) if self.n else ""

    @property
    def is_beyond(self) -> bool:
        """Whether there are more than are said."""
        return self.more or self.n >= COUNTED

    @classmethod
    def of(cls, reading: Reading) -> Unseen:
        """What one looks at is seen as it is said."""
        return NOTHING if reading.watched else cls(len(reading.unseen), reading.more, reading.named)

    def and_one(self, named: bool) -> Unseen:
        named |= self.named
        return Unseen(self.n, True, named) if self.n >= COUNTED else Unseen(self.n + 1, self.more, named)


NOTHING = Unseen()


@dataclass(slots=True)
class _Kept:
    """One member's canals with a star, and what is unseen in all of them together."""

    canals: dict[int, Unseen] = field(default_factory=dict)
    n: int = 0
    beyond: int = 0
    """Canals of which more is unseen than was counted."""

    def put(self, canal_id: int, unseen: Unseen) -> None:
        before = self.canals.pop(canal_id, NOTHING)
        if unseen.star:
            self.canals[canal_id] = unseen
        self.n += unseen.n - before.n
        self.beyond += unseen.more - before.more


class UnseenCounts:
    """Counts for those members of whom somebody has asked; from then on, each change costs the same however much is
    unseen."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: dict[int, _Kept] = {}
        self._given: dict[int, list[int]] = {}
        self._named_anew: dict[int, list[int]] = {}
        store.feed.subscribe(self.hear)

    def of(self, member: Member, canal_id: int) -> Unseen:
        """What of a canal this member has not seen."""
        return self._of(member).canals.get(canal_id, NOTHING)

    def total(self, member: Member) -> Unseen:
        """What of all their canals together."""
        kept = self._of(member)
        return Unseen(kept.n, kept.beyond > 0)

    def canals(self, member: Member) -> list[int]:
        """Those of their canals of which something is unseen."""
        return list(self._of(member).canals)

    def given(self, message: Message) -> Sequence[int]:
        """To whom a message that is being posted gives a star, of those of whose counts somebody has asked."""
        return self._given.get(message.id, ())

    def named_anew(self, message: Message) -> Sequence[int]:
        """Those of them who are named otherwise in what they have not seen, now that this message has changed."""
        return self._named_anew.get(message.id, ())

    def hear(self, changes: Sequence[Change]) -> None:
        self._named_anew = {}
        posted = [change.message for change in changes if isinstance(change, MessagePosted)]
        if posted:
            self._given = {message.id: self._count(message) for message in posted}
        # Last: what is looked up holds the messages of the same commit already.
        for change in changes:
            match change:
                case ReadingChanged(member_id, canal_id) | CanalJoined(canal_id, member_id):
                    self._look_up(member_id, canal_id)
                case CanalLeft(canal_id, member_id):
                    self._look_up(member_id, canal_id)
                case MessageGone(tombstone):
                    self._take_away(tombstone)
                case MessageChanged(message, counts=True):
                    self._count_anew(message)
                case MessageChanged(message, renames=True):
                    self._named_anew[message.id] = self._name_anew(message)
                case MemberChanged(member_id):
                    if not self._store.state.members[member_id].active:
                        self._kept.pop(member_id, None)
                case Reloaded():
                    self._kept.clear()

    def _of(self, member: Member) -> _Kept:
        kept = self._kept.get(member.id)
        if kept is None:
            kept = self._kept[member.id] = _Kept()
            for canal in access.canals_of(self._store.state, member):
                kept.put(canal.id, Unseen.of(self._store.reading.of(member, canal.id)))
        return kept

    def _count(self, message: Message) -> list[int]:
        """One more for those to whom it is news; who they are."""
        state = self._store.state
        canal = state.canals[message.canal_id]
        given = [each for each in self._kept if is_news(self._store, state.members[each], canal, message)]
        for each in given:
            kept = self._kept[each]
            kept.put(canal.id, kept.canals.get(canal.id, NOTHING).and_one(message.names(each)))
        return given

    def _take_away(self, gone: Tombstone) -> None:
        members = self._store.state.members
        for member_id, kept in self._kept.items():
            if gone.canal_id in kept.canals and access.sees(members[member_id], gone):
                self._look_up(member_id, gone.canal_id)

    def _count_anew(self, message: Message) -> None:
        state = self._store.state
        for member_id in self._kept:
            if access.sees(state.members[member_id], message) and message.id > state.mark(member_id, message.canal_id):
                self._look_up(member_id, message.canal_id)

    def _name_anew(self, changed: Message) -> list[int]:
        """It may name others than before; those for whom that makes a difference."""
        state, canal_id = self._store.state, changed.canal_id
        named: list[int] = []
        for member_id, kept in self._kept.items():
            before = kept.canals.get(canal_id)
            if not before or before.named == changed.names(member_id) or changed.id <= state.mark(member_id, canal_id):
                continue
            if access.sees(state.members[member_id], changed):
                self._look_up(member_id, canal_id)
                if kept.canals.get(canal_id) != before:
                    named.append(member_id)
        return named

    def _look_up(self, member_id: int, canal_id: int) -> None:
        kept = self._kept.get(member_id)
        if kept is None:
            return
        member, canal = self._store.state.members[member_id], self._store.state.canals[canal_id]
        reading = self._store.reading
        counts = access.is_in(member, canal) and not reading.is_watched(member_id, canal_id)
        kept.put(canal_id, Unseen.of(reading.of(member, canal_id)) if counts else NOTHING)


def is_news(store: Store, member: Member, canal: Canal, message: Message) -> bool:
    """Whether a message that is being posted gives this member a star: it is somebody else's words, which they may
    read and none of their tabs shows."""
    return (
        message.author_id != member.id
        and not message.event
        and access.is_in(member, canal)
        and access.sees(member, message)
        and not store.reading.is_watched(member.id, canal.id)
    )
