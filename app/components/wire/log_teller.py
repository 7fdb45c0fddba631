"""What is said in a canal goes to the tabs that have it open, and to no others: these hear of it by facts.

Every canal has a room for each language, and one for each of its members, for asides: no tab hears what is not for it,
nor that there was any. A browser knows what it lacks by stamps, as with facts: numbers that are a time, and count
nothing.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.components.window.message import message_row
from app.components.wire.facts import Stamps
from app.components.wire.topics import Batch, Op, canal_topic, member_topic
from app.locale import catalogue
from app.store import Store, access
from app.store.state import Message

KEPT = 50
"""Messages of a room that a tab can be given singly when it comes back; who missed more gets the newest page."""

Telling = tuple[Sequence[str], str, Batch]
"""Rooms, the topic, and what is said there."""


def log_topic(canal_id: int) -> str:
    """What a browser takes in as said in that canal."""
    return f"log-{canal_id}"


def log_room(canal_id: int, lang: str) -> str:
    """Where those who have a canal open hear what is for everybody in it."""
    return f"log-{canal_id}-{lang}"


def aside_room(canal_id: int, member_id: int, lang: str) -> str:
    """Where a member's tabs that have the canal open hear what is said aside in it to them, or by them."""
    return f"log-{canal_id}-{lang}-{member_id}"


def hosts_room(topic: str) -> str:
    """Where tabs that stand in another site's page hear in which of the canals of that topic somebody spoke, and who:
    what their site is told, of all canals. An aside is not for it."""
    return f"hosts-{topic}"


def log_rooms(canal_id: int, member_id: int, lang: str) -> tuple[str, str]:
    """All that is said in a canal, for one of its members."""
    return log_room(canal_id, lang), aside_room(canal_id, member_id, lang)


@dataclass(frozen=True, slots=True)
class _Audience:
    """Who is told something of a canal: in which rooms, and the topics that they all hear besides."""

    canal_id: int
    rooms: tuple[str, ...]
    topics: tuple[str, ...]
    hosts: tuple[str, ...] = ()


class LogTeller:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._stamps = Stamps()
        self._waiting: dict[_Audience, list[tuple[Message, Op]]] = {}
        self._told: defaultdict[str, deque[tuple[int, Message]]] = defaultdict(lambda: deque(maxlen=KEPT))
        # When a room was last told something that it no longer holds; from before us, nobody knows.
        self._forgotten: dict[str, int] = {}
        self._began = self._stamps.next()

    @property
    def waits(self) -> bool:
        return bool(self._waiting)

    def now(self) -> int:
        """By which a page that is made now knows what it has not heard."""
        return self._stamps.next()

    def hear(self, message: Message, langs: Iterable[str]) -> None:
        """A message, or an event, is to be told: in all languages, or, when it cannot be drawn, in none."""
        ops = {lang: row_op(message, lang) for lang in langs}
        for lang, op in ops.items():
            self._waiting.setdefault(self._audience(message, lang), []).append((message, op))

    def _audience(self, message: Message, lang: str) -> _Audience:
        state = self._store.state
        canal = state.canals[message.canal_id]
        if not message.is_aside:
            topic = canal_topic(canal, lang)
            hosts = () if message.event else (hosts_room(topic),)
            return _Audience(canal.id, (log_room(canal.id, lang),), (topic,), hosts)
        circle = [each.id for each in access.members_of(state, canal) if access.sees(each, message)]
        rooms = (aside_room(canal.id, each, lang) for each in circle)
        return _Audience(canal.id, tuple(rooms), tuple(member_topic(each, lang) for each in circle))

    def tellings(self) -> Iterable[tuple[Sequence[str], Telling]]:
        """What waits to be told, and the topics of those who must ask for all anew when it cannot be."""
        while self._waiting:
            audience = next(iter(self._waiting))
            said = self._waiting.pop(audience)
            stamp = self._stamps.next()
            for room in audience.rooms:
                for message, _ in said:
                    self._keep(room, stamp, message)
            yield audience.topics, (audience.rooms, log_topic(audience.canal_id), (0, stamp, [op for _, op in said]))
            if audience.hosts:
                heard: list[Op] = [["message", audience.canal_id, message.author_id] for message, _ in said]
                yield (), (audience.hosts, "", (0, 0, heard))

    def _keep(self, room: str, stamp: int, message: Message) -> None:
        told = self._told[room]
        if len(told) == KEPT:
            self._forgotten[room] = told[0][0]
        told.append((stamp, message))

    def since(self, rooms: Iterable[str], at: int) -> list[Message] | None:
        """What these rooms were told after that stamp, or None when that is no longer known."""
        rooms = tuple(rooms)
        known_since = max(self._forgotten.get(room, self._began) for room in rooms)
        if not known_since <= at <= self._stamps.newest:
            return None
        return [message for room in rooms for stamp, message in self._told.get(room, ()) if stamp > at]

    def begin_anew(self) -> None:
        """What was told so far may be wrong."""
        self._waiting.clear()
        self._told.clear()
        self._forgotten.clear()
        self._began = self._stamps.next()


def row_op(message: Message, lang: str) -> Op:
    """A message as it stands in a log, with what tells a browser that its own has come."""
    row = message_row(message, catalogue(lang))
    return ["put", message.id, row] if message.event else ["say", message.id, row, message.author_id, message.nonce]
