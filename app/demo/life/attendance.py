"""Who is there when: each comes at an hour of their own, is away now and then, and goes home."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from app.demo.life.players import Players
from app.demo.life.timetable import Course
from app.demo.workdays import is_working_day

HOURS = {
    "karim": (7 * 60 + 45, 17 * 60 + 10),
    "solene": (7 * 60 + 55, 17 * 60 + 20),
    "theo": (8 * 60, 16 * 60 + 50),
    "odile": (8 * 60 + 10, 18 * 60 + 20),
    "marc": (8 * 60 + 20, 18 * 60 + 10),
    "jb": (8 * 60 + 30, 17 * 60 + 30),
    "nour": (8 * 60 + 40, 17 * 60 + 40),
    "lea": (8 * 60 + 50, 18 * 60),
    "agathe": (9 * 60, 18 * 60 + 30),
    "zoe": (9 * 60 + 15, 18 * 60 + 15),
}
"""From when till when each is at work, in minutes of the day."""

AROUND_MIN = 12
"""Nobody keeps their hour to the minute."""

LATE, EARLY = 5, 2
"""So many are there in the evening and on days without work, when a demo may be shown as well; and so many of those on
a working day before it begins."""

DAWN_MIN = 6 * 60
"""From then on a night is a morning."""

COMES_S = (12.0, 170.0)
"""A demo begins in the middle of the day: those who are not there yet come within these seconds."""

STAYS_S, IS_AWAY_S = (240.0, 900.0), (50.0, 160.0)

LOOKS_S = 20.0
"""Whether somebody whom a person is, or who is told to be still, may be played again is looked at so often."""

LONGEST_S = 1_800.0


class Attendance:
    def __init__(self, players: Players) -> None:
        self._players = players
        chance = Random(f"{players.seed}/hours")  # noqa: S311 - nothing here is secret
        around = {login: chance.randint(-AROUND_MIN, AROUND_MIN) for login in HOURS}
        self._hours = {login: (come + around[login], go + around[login]) for login, (come, go) in HOURS.items()}
        self._late = chance.sample(sorted(HOURS), LATE)

    def is_at_work(self, login: str, now: datetime) -> bool:
        """Whether that is an hour of theirs; some never go home."""
        come, go = self._hours[login]
        minute = now.hour * 60 + now.minute
        if not is_working_day(now.date()) or not DAWN_MIN <= minute < go:
            return login in self._late
        return come <= minute or login in self._late[:EARLY]

    def seconds_until_work(self, login: str, now: datetime) -> float:
        """Until they come today, or until it is to be looked at again."""
        come = datetime.combine(now.date(), datetime.min.time()) + timedelta(minutes=self._hours[login][0])
        left = (come - now).total_seconds()
        return min(left, LONGEST_S) if left > 0 and is_working_day(now.date()) else LONGEST_S

    async def keeps(self, login: str) -> Course:
        """One colleague's days."""
        players = self._players
        chance = Random(f"{players.seed}/{login}/days")  # noqa: S311
        comes = chance.uniform(*COMES_S)
        if not self.is_at_work(login, players.now):
            players.leave(login)
        elif not players.is_here(login):
            yield comes
        while True:
            while not players.is_played(login):
                yield LOOKS_S
            if not self.is_at_work(login, players.now):
                players.leave(login)
                yield self.seconds_until_work(login, players.now)
                continue
            players.arrive(login)
            yield chance.uniform(*STAYS_S)
            if players.is_played(login):
                players.leave(login)
            yield chance.uniform(*IS_AWAY_S)
