"""How fast the demo goes: a dial, and a pause. Everything that waits in it waits here."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Literal, get_args

Speed = Literal["quiet", "normal", "lively"]
SPEEDS: tuple[Speed, ...] = get_args(Speed)

FACTORS: dict[Speed, float] = {"quiet": 2.5, "normal": 1.0, "lively": 0.45}
"""How much longer or shorter each wait is than at a human's usual pace."""


class Pace:
    """Turned by whoever presents.

    :param sleep: waits so many seconds; a test brings one that only counts
    """

    def __init__(self, speed: Speed = "normal", sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self.speed: Speed = speed
        self._sleep = sleep
        self._running = asyncio.Event()
        self._running.set()

    @property
    def paused(self) -> bool:
        return not self._running.is_set()

    def pause(self) -> None:
        self._running.clear()

    def resume(self) -> None:
        self._running.set()

    async def wait(self, seconds: float) -> None:
        """Wait that long at a usual pace, and for as long as everything stands still."""
        await self._running.wait()
        await self._sleep(seconds * FACTORS[self.speed])
        await self._running.wait()
