"""Who is writing where, and what each of those whom it will reach is told of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable, Sequence

from app.components.window.canal_facts import key_of
from app.components.wire.facts import Told
from app.components.wire.ops import Passing
from app.components.wire.rooms import member_room
from app.locale import N_, Words, catalogue, listed
from app.store import Store, access
from app.store.feed import Change, MessagePosted, Reloaded
from app.store.state import Member

TOLD_EVERY_MS = 3_000
"""How often a browser tells that one writes on."""

BELIEVED_S = 5.0
"""How long it is believed."""

NAMED = 3

ONE = N_("{names} is writing…")
SEVERAL = N_("{names} are writing…")
MANY = N_("{names} and others are writing…")


class Typing:
    """Each reader's own: an outsider's notice neither comes nor goes by what is written aside.

    :param langs: the languages in which pages were opened
    :param wake: called when there is something to tell
    :param now: seconds
    """

    def __init__(
        self,
        store: Store,
        langs: Collection[str],
        wake: Callable[[], None],
        now: Callable[[], float] | None = None,
    ) -> None:
        self._store = store
        self._langs = langs
        self._wake = wake
        self._now = now or asyncio.get_running_loop().time
        # (canal, reader) → who writes, and until when that is believed.
        self._heard: dict[tuple[int, int], dict[int, float]] = {}
        self._changed: dict[tuple[int, int], None] = {}
        self._ending: asyncio.TimerHandle | None = None

    @property
    def waits(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self._changed)

    def close(self) -> None:
        if self._ending is not None:
            self._ending.cancel()

    def heard(self, writer: Member, canal_id: int, recipients: Sequence[int]) -> None:
        """A member is writing, to everyone in the canal or to some.

        :raises Forbidden: when they could not post that
        """
        circle = tuple(sorted(set(recipients)))
        canal = access.access_post(self._store.state, writer, canal_id, circle)
        readers = circle or [member.id for member in access.members_of(self._store.state, canal)]
        until = self._now() + BELIEVED_S
        for reader in readers:
            if reader != writer.id:
                writers = self._heard.setdefault((canal_id, reader), {})
                if writer.id not in writers:
                    self._changed[canal_id, reader] = None
                writers[writer.id] = until
        if self._changed:
            self._wake()
        if self._ending is None:
            self._end_at(until)

    def hear(self, change: Change) -> None:
        """What was being written has come."""
        if isinstance(change, MessagePosted) and not change.message.event:
            message = change.message
            for (canal_id, reader), writers in self._heard.items():
                is_told = not message.recipients or reader in message.recipients
                if canal_id == message.canal_id and is_told and writers.pop(message.author_id, 0.0):
                    self._changed[canal_id, reader] = None
        elif isinstance(change, Reloaded):
            self._heard.clear()
            self._changed.clear()

    def forget(self) -> None:
        """Whoever has not been heard for too long writes no longer."""
        self._ending = None
        now = self._now()
        for place, writers in list(self._heard.items()):
            for writer in [each for each, until in writers.items() if until <= now]:
                del writers[writer]
                self._changed[place] = None
            if not writers and place not in self._changed:
                del self._heard[place]
        ends = [until for writers in self._heard.values() for until in writers.values()]
        if ends:
            self._end_at(min(ends))
        if self._changed:
            self._wake()

    def tellings(self) -> Iterable[tuple[Sequence[str], Passing]]:
        """What waits to be told: rooms, and what is said there and kept nowhere. Equal things are told once."""
        changed, self._changed = self._changed, {}
        alike: dict[tuple[int, tuple[int, ...]], list[int]] = {}
        for canal_id, reader in changed:
            writers = self._heard.get((canal_id, reader), {})
            if not writers:
                self._heard.pop((canal_id, reader), None)
            if self._is_in(reader, canal_id):
                alike.setdefault((canal_id, tuple(writers)), []).append(reader)
        for (canal_id, writers_now), readers in alike.items():
            for lang in self._langs:
                told = self._told(canal_id, writers_now, lang)
                yield [member_room(reader, lang) for reader in readers], Passing(told)

    def now(self, member: Member, lang: str) -> Passing | None:
        """What a page of that member that was not there is told; None when nobody writes."""
        told = Told()
        for (canal_id, reader), writers in self._heard.items():
            if writers and reader == member.id and self._is_in(reader, canal_id):
                told |= self._told(canal_id, tuple(writers), lang)
        return Passing(told) if told else None

    def _told(self, canal_id: int, writers: Sequence[int], lang: str) -> Told:
        return {key_of(canal_id): {"writing": self._sentence(writers, catalogue(lang))}}

    def _is_in(self, member_id: int, canal_id: int) -> bool:
        state = self._store.state
        member, canal = state.members.get(member_id), state.canals.get(canal_id)
        return member is not None and canal is not None and access.is_in(member, canal)

    def _sentence(self, writers: Sequence[int], words: Words) -> str:
        members = self._store.state.members
        names = listed(members[each].nickname for each in writers[:NAMED] if each in members)
        if not names:
            return ""
        return words(MANY if len(writers) > NAMED else SEVERAL if len(writers) > 1 else ONE, names=names)

    def _end_at(self, moment: float) -> None:
        self._ending = asyncio.get_running_loop().call_later(max(0.0, moment - self._now()), self.forget)
