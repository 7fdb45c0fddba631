"""The colleagues talk of their own: a few words now and then, while there is somebody to see it."""

from __future__ import annotations

import logging
from contextlib import aclosing
from datetime import datetime, timedelta
from functools import partial
from random import Random

from app.demo.life.attendance import Attendance
from app.demo.life.chatter import Conversation, Remark, conversations
from app.demo.life.players import Players
from app.demo.life.timetable import Course, Timetable
from app.store import access
from app.store.refusal import Refused
from app.store.said import Message

log = logging.getLogger(__name__)

FIRST_S, BETWEEN_S = (18.0, 30.0), (40.0, 90.0)
"""Until the first conversation, and from the end of one to the next."""

AGAIN = timedelta(hours=2.5)
"""Until what was told may be told again."""

TURN_S = (1.5, 5.0)
"""Until the next of them answers."""

REACTS_S = (1.5, 9.0)
TAKES_BACK_S = (3.0, 5.0)


def _same(quoted: int | None) -> int | None:
    return quoted


class Talking:
    def __init__(self, players: Players, attendance: Attendance, timetable: Timetable) -> None:
        self._players = players
        self._attendance = attendance
        self._timetable = timetable

    async def goes_on(self) -> Course:
        """Each conversation once, and all of them again hours later, for whoever comes by then: an office that says
        everything again and again is a machine."""
        chance = Random(f"{self._players.seed}/talk")  # noqa: S311 - nothing here is secret
        talks = list(conversations(self._players.lang))
        chance.shuffle(talks)
        again: dict[int, datetime] = {}
        yield chance.uniform(*FIRST_S)
        while True:
            now = self._players.now
            left = [each for each in talks if again.get(id(each), now) <= now]
            found = next((each for each in left if self._can_be_had(each)), None)
            if found is not None and self._players.is_watched():
                again[id(found)] = now + AGAIN
                # A stream of its own: how far it gets does not shift what comes after it.
                talk = self._has(found, Random(chance.getrandbits(64)))  # noqa: S311
                try:
                    async with aclosing(talk):
                        async for pause in talk:
                            yield pause
                except Refused as refused:
                    # Somebody has just archived the canal, or taken one of them out: they talk elsewhere.
                    log.debug("a conversation could not go on: %s", refused)
            yield chance.uniform(*BETWEEN_S)

    def _can_be_had(self, talk: Conversation) -> bool:
        players, now, state = self._players, self._players.now, self._players.company.store.state
        canal = players.company.canal(talk.place)
        return all(
            players.is_played(each)
            and self._attendance.is_at_work(each, now)
            and access.may(access.access_post, state, players.company.member(each), canal.id, ())
            for each in talk.authors
        )

    async def _has(self, talk: Conversation, chance: Random) -> Course:
        players, said = self._players, dict[str, Message]()
        canal = players.company.canal(talk.place)
        for turn, remark in enumerate(talk.remarks):
            if turn:
                yield chance.uniform(*TURN_S) + len(talk.remarks[turn - 1].text) / 60
            if not players.is_played(remark.author):
                return
            players.arrive(remark.author)
            quoted = said[remark.answers].id if remark.answers else None
            speaking = players.speaks(
                remark.author,
                canal.id,
                remark.text,
                chance,
                reply_to=partial(_same, quoted),
                before=remark.before,
            )
            message = None
            async with aclosing(speaking):
                async for step in speaking:
                    if isinstance(step, Message):
                        message = said[remark.author] = step
                        self._follow(remark, step, chance)
                    else:
                        yield step
            if message is None:
                return

    def _follow(self, remark: Remark, message: Message, chance: Random) -> None:
        """What becomes of it a moment later."""
        for emoji, logins in remark.reactions:
            for login in logins:
                self._timetable.begin(self._reacts(login, message, emoji, chance.uniform(*REACTS_S)))
        if remark.gone:
            self._timetable.begin(self._takes_back(remark.author, message, chance.uniform(*TAKES_BACK_S)))

    async def _reacts(self, login: str, message: Message, emoji: str, after: float) -> Course:
        yield after
        if self._players.is_played(login):
            await self._players.company.react(login, message.id, emoji)

    async def _takes_back(self, login: str, message: Message, after: float) -> Course:
        yield after
        if self._players.is_played(login):
            await self._players.company.take_back(login, message.id)
