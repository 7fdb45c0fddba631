"""Plays scenes, one at a time, by the store commands that anyone's browser would ask for."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Protocol

from app.demo.company import Company
from app.demo.pace import Pace
from app.demo.scenes import Cue, Scene
from app.demo.software import leads_to
from app.store.refusal import Refused
from app.store.said import Message

log = logging.getLogger(__name__)

TYPED_PER_S = 16
"""Letters that a colleague types in a second."""

THINKS = 0.35
"""How much of the time before a message nobody is seen to write yet, at the least."""

RENEWED_S = 1.8
"""How often it is told that somebody writes on: at the quietest pace still more often than it is believed for."""

REACTS_S, MENDS_S = 1.3, 3.0
"""A moment until somebody reacts, or sees a slip of their own."""


class Life(Protocol):
    """What colleagues do by themselves, when no scene is played."""

    def hush(self) -> None: ...
    def go_on(self) -> None: ...


class Director:
    """
    :param company: who plays, as they are now
    :param is_person: whether a member sits at a browser: then that colleague is not played
    :param began: called with a scene as it begins
    :param changed: called when another scene is played, or none any more
    :param life: what keeps still meanwhile, if there is any
    """

    def __init__(
        self,
        company: Callable[[], Company],
        pace: Pace,
        is_person: Callable[[int], bool],
        began: Callable[[Scene], Awaitable[None]],
        changed: Callable[[], None],
        life: Callable[[], Life | None] = lambda: None,
    ) -> None:
        self.playing: Scene | None = None
        self._company = company
        self._pace = pace
        self._is_person = is_person
        self._began = began
        self._changed = changed
        self._life = life
        self._task: asyncio.Task[None] | None = None

    def play(self, scene: Scene) -> None:
        """Play it from its beginning, in the place of the one that is played."""
        self.stop()
        self.playing = scene
        if life := self._life():
            life.hush()
        self._task = asyncio.get_running_loop().create_task(self._play(scene), name=f"the scene {scene.name}")
        self._changed()

    def stop(self) -> None:
        """What was said stays said; nothing more comes."""
        if self._task is not None:
            self._task.cancel()
        self._end()

    async def ended(self) -> None:
        """Returns when nothing is played."""
        if self._task is not None:
            await asyncio.wait([self._task])

    async def close(self) -> None:
        task = self._task
        self.stop()
        if task is not None:
            await asyncio.wait([task])

    def _end(self) -> None:
        was, self.playing, self._task = self.playing, None, None
        if was is None:
            return
        if life := self._life():
            life.go_on()
        self._changed()

    async def _play(self, scene: Scene) -> None:
        try:
            await self._began(scene)
            await Performance(scene, self._company(), self._pace, self._is_person).go()
        except Exception:
            # The show goes on without it.
            log.exception("a scene could not be played to its end: %s", scene.name)
        if self.playing is scene:
            self._end()


class Performance:
    """One scene as it is played this once."""

    def __init__(self, scene: Scene, company: Company, pace: Pace, is_person: Callable[[int], bool]) -> None:
        self._scene = scene
        self._company = company
        self._pace = pace
        self._canal = company.canal(scene.canal).id
        self._said: dict[str, Message] = {}
        """By part, what was said in it last."""
        self._is_member = is_person

    async def go(self) -> None:
        for login in self._scene.away:
            if not self._is_person(login):
                self._company.leave(login)
        for cue in self._scene.cues:
            try:
                await self._do(cue)
            except Refused as refused:
                # An account may be closed by now, a canal archived: the rest is played.
                log.warning("Left out of the scene %s: %s", self._scene.name, refused.sentence)

    async def _do(self, cue: Cue) -> None:
        player = self._player(cue.who) if cue.who else None
        if player is None:
            await self._pace.wait(cue.after if cue.deed == "waits" else 0)
        elif cue.deed == "says":
            await self._say(cue, player)
        else:
            await self._pace.wait(cue.after)
            await self._move(cue, player)

    async def _move(self, cue: Cue, player: str) -> None:
        if cue.deed == "comes":
            self._company.arrive(player)
        elif cue.deed == "goes":
            self._company.leave(player)
        elif said := self._said.pop(cue.who, None):
            await self._company.take_back(player, said.id)

    async def _say(self, cue: Cue, player: str) -> None:
        recipients = self._recipients(cue, player)
        await self._write(cue, player, recipients)
        if self._player(cue.who) != player:
            return
        answered = self._said.get(cue.answers)
        text = self._filled(cue.text)
        said = await self._company.say(
            player,
            self._canal,
            self._filled(cue.before) or text,
            recipients,
            reply_to=answered.id if answered else None,
            card=self._card(cue),
        )
        self._said[cue.who] = said
        await self._read(said, recipients)
        await self._react(cue, said)
        if cue.before:
            await self._pace.wait(MENDS_S)
            await self._company.mend(player, said.id, text)

    async def _write(self, cue: Cue, player: str, recipients: list[str]) -> None:
        """They think, and are seen to write for about as long as that takes."""
        typing = min(cue.after * (1 - THINKS), len(cue.text) / TYPED_PER_S)
        await self._pace.wait(cue.after - typing)
        self._company.arrive(player)
        while typing > 0:
            self._company.write(player, self._canal, recipients)
            await self._pace.wait(min(typing, RENEWED_S))
            typing -= RENEWED_S

    async def _read(self, said: Message, recipients: list[str]) -> None:
        """Those for whom it is, and who play, have seen it."""
        for login in recipients or filter(None, map(self._player, self._scene.parts)):
            if not self._is_person(login) and self._company.member(login).id != said.author_id:
                await self._company.read(login, self._canal, said.id)

    async def _react(self, cue: Cue, said: Message) -> None:
        for emoji, logins in cue.reactions:
            for player in filter(None, map(self._player, logins)):
                await self._pace.wait(REACTS_S)
                await self._company.react(player, said.id, emoji)

    def _recipients(self, cue: Cue, player: str) -> list[str]:
        """Those of the file, with whoever plays their parts; and the one whose part it is."""
        circle = (*cue.recipients, cue.who) if cue.recipients else ()
        told = [each for part in circle for each in (part, self._player(part)) if each and each != player]
        return list(dict.fromkeys(told))

    def _is_person(self, login: str) -> bool:
        return self._is_member(self._company.member(login).id)

    def _player(self, part: str) -> str | None:
        return self._scene.player(part, self._is_person)

    def _filled(self, text: str) -> str:
        """With the nickname of whoever plays a part where that is named; of the one whose part it is, when nobody
        does."""
        year = datetime.fromtimestamp(self._company.store.clock() / 1000, UTC).year
        for part in self._scene.parts:
            text = text.replace(f"{{{part}}}", self._company.member(self._player(part) or part).nickname)
        return text.replace("{year}", str(year))

    def _card(self, cue: Cue) -> dict[str, object] | None:
        if not cue.card:
            return None
        title, reference, link, *fields = map(self._filled, cue.card)
        return {
            "title": title,
            "reference": reference,
            "link": leads_to(link, self._company.screen),
            "fields": [field.split(" = ", 1) for field in fields],
        }
