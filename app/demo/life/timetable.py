"""When who does what: a clock of its own that only the demo's pace moves, and what is due by it.

Whatever takes its time is a *course*: an asynchronous generator that yields how many seconds it waits before it goes
on. All of them stand in one heap, and one thing is done after the other, so that the same courses and the same
moments give the same office.
"""

from __future__ import annotations

import asyncio
import heapq
import logging
from collections.abc import AsyncGenerator, Callable
from itertools import count

from app.demo.pace import Pace
from app.store.refusal import Refused

log = logging.getLogger(__name__)

Course = AsyncGenerator[float, None]

LONG_S = 3_600.0
"""Nothing is due: it is looked again after so long, or as soon as there is something."""


class Timetable:
    """`now` is in seconds of a human's usual pace since it began."""

    def __init__(self) -> None:
        self.now = 0.0
        self._due: list[tuple[float, int, Course]] = []
        self._numbers = count()
        self._news: list[Callable[[], None]] = []
        self._woken = asyncio.Event()

    def begin(self, course: Course, after: float = 0.0) -> Course:
        """It takes its first step so many seconds from now."""
        heapq.heappush(self._due, (self.now + after, next(self._numbers), course))
        return course

    def tell(self, news: Callable[[], None]) -> None:
        """Something happened just now: what comes of it is begun by `news`, at this moment of the clock."""
        self._news.append(news)
        self._woken.set()

    async def advance(self, seconds: float) -> None:
        """Let that much time pass, and do what is due in it."""
        until = self.now + seconds
        while True:
            due = self._due[0][0] if self._due else until
            if due > until or not self._due:
                break
            self.now = max(self.now, due)
            await self._step(heapq.heappop(self._due)[2])
            self._take_in()
        self.now = until
        self._take_in()

    async def keep(self, pace: Pace) -> None:
        """Follow the pace, until cancelled."""
        while True:
            wait = max(0.0, self._due[0][0] - self.now) if self._due else LONG_S
            await self.advance(await pace.wait(wait, self._woken))

    async def close(self) -> None:
        """Nothing of all this is done any more."""
        courses, self._due, self._news = [course for *_, course in self._due], [], []
        for course in courses:
            await course.aclose()

    def _take_in(self) -> None:
        self._woken.clear()
        news, self._news = self._news, []
        for each in news:
            try:
                each()
            except Exception:
                log.exception("a colleague could not hear what was said")

    async def _step(self, course: Course) -> None:
        try:
            self.begin(course, max(0.0, await anext(course)))
        except StopAsyncIteration:
            return
        except Refused as refused:
            # Somebody has archived the canal meanwhile, or deleted what this is about: then it is not said.
            log.debug("a colleague may not: %s", refused)
        except Exception:
            log.exception("what a colleague was doing failed")
