"""How fast the demo goes: a dial, and a pause. Everything that waits in it waits here."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Literal, get_args

Speed = Literal["quiet", "normal", "lively"]
SPEEDS: tuple[Speed, ...] = get_args(Speed)

FACTORS: dict[Speed, float] = {"quiet": 2.5, "normal": 1.0, "lively": 0.45}
"""How much longer or shorter each wait is than at a human's usual pace."""


class Pace:
    """Turned by whoever presents; a wait that has begun follows.

    :param sleep: waits so many seconds; a test brings one that only counts
    :param clock: seconds, of whatever `sleep` sleeps
    """

    def __init__(
        self,
        speed: Speed = "normal",
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._speed: Speed = speed
        self._sleep = sleep
        self._clock = clock
        self._running = asyncio.Event()
        self._running.set()
        self._turned = asyncio.Event()

    @property
    def speed(self) -> Speed:
        return self._speed

    @speed.setter
    def speed(self, speed: Speed) -> None:
        self._speed = speed
        self._turn()

    @property
    def paused(self) -> bool:
        return not self._running.is_set()

    def pause(self) -> None:
        self._running.clear()
        self._turn()

    def resume(self) -> None:
        self._running.set()

    async def wait(self, seconds: float, woken: asyncio.Event | None = None) -> float:
        """Wait that long at a usual pace, and for as long as everything stands still.

        :param woken: ends it sooner, but not while everything stands still
        :return: how much of it went by, in seconds of a usual pace
        """
        passed = 0.0
        while True:
            await self._running.wait()
            if passed >= seconds or (woken is not None and woken.is_set()):
                return min(passed, seconds)
            passed += await self._some_of(seconds - passed, woken)

    async def _some_of(self, seconds: float, woken: asyncio.Event | None) -> float:
        """Wait until that has gone by, or something is otherwise."""
        factor, began, turned = FACTORS[self._speed], self._clock(), self._turned
        sleeping = asyncio.ensure_future(self._sleep(seconds * factor))
        others = [asyncio.ensure_future(each.wait()) for each in (turned, woken) if each is not None]
        try:
            await asyncio.wait((sleeping, *others), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in (sleeping, *others):
                each.cancel()
        # Slept to its end it has gone by, whatever a clock says that counts in other steps.
        return seconds if sleeping.done() and not sleeping.cancelled() else (self._clock() - began) / factor

    def _turn(self) -> None:
        """What waits looks again."""
        self._turned.set()
        self._turned = asyncio.Event()
