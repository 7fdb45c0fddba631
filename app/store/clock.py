"""This machine's clock, and what is odd about it: said on the terminal, for whoever looks after the machine."""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

log = logging.getLogger(__name__)

JUMP_MS = 10 * 60_000
"""A clock that is put right by less than this does no harm worth a line."""

QUIET_MS = 60 * 24 * 3600 * 1000
"""An office in which nothing was said, and nobody was, for longer may have a clock that is ahead."""

LOOK_S = 30.0


def steady_ms() -> int:
    """Milliseconds of a clock that nobody can set, and that counts on while the machine sleeps, where there is one."""
    if sys.platform == "linux":
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000
    if sys.platform == "darwin":
        return time.clock_gettime_ns(time.CLOCK_MONOTONIC_RAW) // 1_000_000
    return time.monotonic_ns() // 1_000_000


def compare(now: int, said: int, seen: int) -> None:
    """Warn when the clock cannot be right beside what is known (all in epoch ms, 0 when there is nothing).

    :param said: when the newest message was said
    :param seen: the latest time that somebody was here
    """
    if said - now > JUMP_MS:
        log.warning(
            "this machine's clock says %s, which is %s before the newest message: it is wrong, or was wrong then",
            _told(now),
            _about(said - now),
        )
    elif (newest := max(said, seen)) and now - newest > QUIET_MS:
        log.warning(
            "this machine's clock says %s, which is %s after anybody was here: a long pause, or the clock is ahead",
            _told(now),
            _about(now - newest),
        )


class Watch:
    """Notices when the clock is set while Miaou runs, beside a steady clock; small steps add up to no jump."""

    def __init__(self, clock: Callable[[], int], steady: Callable[[], int] = steady_ms) -> None:
        self._clock, self._steady = clock, steady
        self._between = clock() - steady()

    def look(self) -> None:
        """Say it once when the clock has jumped since the last look."""
        now = self._clock()
        between = now - self._steady()
        jump, self._between = between - self._between, between
        if abs(jump) > JUMP_MS:
            log.warning(
                "this machine's clock has jumped %s by %s, to %s: what is said now bears the new time",
                "forward" if jump > 0 else "back",
                _about(abs(jump)),
                _told(now),
            )

    async def keep(self) -> None:
        """Look now and then, until cancelled."""
        while True:
            await asyncio.sleep(LOOK_S)
            self.look()


def _told(moment: int) -> str:
    try:
        return f"{datetime.fromtimestamp(moment / 1000, UTC):%Y-%m-%d %H:%M} UTC"
    except (OverflowError, ValueError, OSError):
        return "a time that no calendar has"


def _about(span: int) -> str:
    """A length of time in the largest unit that it has two of."""
    passed = timedelta(milliseconds=span)
    for unit, length in (("days", timedelta(days=1)), ("hours", timedelta(hours=1))):
        if passed >= 2 * length:
            return f"{round(passed / length)} {unit}"
    return f"{round(passed / timedelta(minutes=1))} minutes"
