"""What rang and can be taken back: a notification says nothing more of what is gone, or was read elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from app.components.wire.ops import Quiet, Telling
from app.components.wire.rooms import rings_room
from app.store import Store
from app.store.feed import CanalLeft, Change, MessageChanged, MessageGone, ReadingChanged
from app.store.said import Message

KEPT_MOST = 50
"""Of what rang for a member, the newest that is remembered: no system shows as many."""


@dataclass(frozen=True, slots=True)
class Rang:
    """:param until_read: whether it says no more than that there is a message"""

    message_id: int
    canal_id: int
    until_read: bool


class Rung:
    """:param readers: who has a page open, by the languages of their pages"""

    def __init__(self, store: Store, readers: Mapping[int, Collection[str]]) -> None:
        self._store = store
        self._readers = readers
        self._kept: dict[int, dict[str, Rang]] = {}
        """By member and tag, the oldest first."""
        self._over: dict[int, list[str]] = {}

    @property
    def waits(self) -> bool:
        return bool(self._over)

    def note(self, members: Iterable[int], message: Message, tag: str, *, until_read: bool = True) -> None:
        """Something of a message rings for these members, by that tag."""
        for member_id in members:
            kept = self._kept.setdefault(member_id, {})
            kept[tag] = Rang(message.id, message.canal_id, until_read)
            for oldest in list(islice(kept, max(0, len(kept) - KEPT_MOST))):
                del kept[oldest]

    def forget(self, member_id: int) -> None:
        """They have no page open any more."""
        self._kept.pop(member_id, None)
        self._over.pop(member_id, None)

    def hear(self, change: Change) -> None:
        match change:
            case MessageChanged(Message(gone=True) as gone) | MessageGone(gone):
                for member_id in self._kept:
                    self._end(member_id, lambda each: each.message_id == gone.id)
            case CanalLeft(canal_id, member_id):
                self._end(member_id, lambda each: each.canal_id == canal_id)
            case ReadingChanged(member_id, canal_id):
                self._end(member_id, lambda each: each.canal_id == canal_id and self._is_read(member_id, each))

    def clear(self) -> None:
        self._over.clear()

    def tellings(self) -> Iterable[Telling]:
        """What waits to be told; what is the same for several, once."""
        over, self._over = self._over, {}
        alike: dict[tuple[str, ...], list[str]] = {}
        for member_id, tags in over.items():
            rooms = [rings_room(member_id, lang) for lang in sorted(self._readers.get(member_id, ()))]
            alike.setdefault(tuple(tags), []).extend(rooms)
        for same, rooms in alike.items():
            yield rooms, Quiet(list(same))

    def _end(self, member_id: int, is_over: Callable[[Rang], bool]) -> None:
        kept = self._kept.get(member_id, {})
        tags = [tag for tag, each in kept.items() if is_over(each)]
        for tag in tags:
            del kept[tag]
        if tags:
            self._over.setdefault(member_id, []).extend(tags)

    def _is_read(self, member_id: int, each: Rang) -> bool:
        watched = self._store.reading.is_watched(member_id, each.canal_id)
        return each.until_read and (watched or each.message_id <= self._store.state.mark(member_id, each.canal_id))
