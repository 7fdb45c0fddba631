"""What is said in a canal goes to the tabs that have it open, and to no others: these hear of it by facts.

Every canal has a room for each language, and one for each of its members, for asides: no tab hears what is not for it,
nor that there was any. Within a canal all is told in the order of revisions, so that a tab knows by the greatest one
that it holds whether it lacks any.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import groupby

from app.components.wire.ops import Heard, Telling
from app.components.wire.rooms import aside_room, hosts_room, log_room
from app.components.wire.rows import Rows
from app.store import Store, access
from app.store.said import Message, Tombstone


class LogTeller:
    """:param langs: those in which pages were opened"""

    def __init__(self, store: Store, rows: Rows, langs: Collection[str]) -> None:
        self._store = store
        self._rows = rows
        self._langs = langs
        self._waiting: dict[int, list[Message | Tombstone]] = {}

    @property
    def waits(self) -> bool:
        return bool(self._waiting)

    def hear(self, told: Message | Tombstone) -> None:
        """A message, or an event, is to be told; or that one is gone, of which nothing else is told any more."""
        waiting = self._waiting.setdefault(told.canal_id, [])
        if isinstance(told, Message) and told.gone:
            self._rows.forget(told.id)
        if isinstance(told, Tombstone):
            self._rows.forget(told.id)
            waiting[:] = [each for each in waiting if each.id != told.id]
        waiting.append(told)

    def clear(self) -> None:
        self._waiting.clear()

    def tellings(self) -> Iterable[Telling]:
        """What waits to be told; what gathers for a canal while others are being told leaves as one."""
        while self._waiting:
            canal_id = next(iter(self._waiting))
            for circle, some in groupby(self._waiting.pop(canal_id), self._circle):
                said = _latest(some)
                for lang in self._langs:
                    yield _rooms(canal_id, circle, lang), self._rows.said(canal_id, said, lang)
                if circle is None:
                    yield from self._for_hosts(canal_id, said)

    def _circle(self, told: Message | Tombstone) -> tuple[int, ...] | None:
        """Those to whom alone it is told."""
        if not told.is_aside:
            return None
        state = self._store.state
        members = access.members_of(state, state.canals[told.canal_id])
        return tuple(each.id for each in members if access.sees(each, told))

    def _for_hosts(self, canal_id: int, told: Iterable[Message | Tombstone]) -> Iterable[Telling]:
        room = hosts_room(self._store.state.canals[canal_id])
        said = (each for each in told if isinstance(each, Message) and not (each.event or each.changed))
        return (([room], Heard(canal_id, message.author_id)) for message in said)


def _latest(told: Iterable[Message | Tombstone]) -> list[Message | Tombstone]:
    """Each as it is now, once, however often it has changed meanwhile."""
    latest = {(each.id, isinstance(each, Message) and each.changed > 0): each for each in told}
    return list(latest.values())


def _rooms(canal_id: int, circle: Iterable[int] | None, lang: str) -> list[str]:
    if circle is None:
        return [log_room(canal_id, lang)]
    return [aside_room(canal_id, each, lang) for each in circle]
