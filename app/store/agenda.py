"""What is done at its time: messages that were to be sent later, and reminders."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING

from app.store.clock import JUMP_MS, steady_ms

if TYPE_CHECKING:
    from app.store.store import Store

log = logging.getLogger(__name__)

LOOK_S = 60.0
"""How often the clock is looked at at least: it may be set, and a laptop sleeps."""


class Agenda:
    """Begun by a process that serves an office, not by one that does a single thing to it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._task: asyncio.Task[None] | None = None
        self._sooner = asyncio.Event()
        self._done_until = 0

    def begin(self) -> None:
        """From now on do everything at its time, and at once what should have been done while nobody did."""
        self._task = asyncio.create_task(self._keep(), name="the agenda")

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def wake(self) -> None:
        """Something may be due sooner than was known."""
        self._sooner.set()

    async def round(self) -> None:
        """Do all that is due by now."""
        now = self._done_until = self._store.clock()
        for doing in (self._store.reminders.tell_due, self._store.scheduled.send_due):
            try:
                await doing(now)
            except Exception:
                # The one's trouble is not the other's, nor this round's the next one's.
                log.exception("what is due could not be done")

    async def _keep(self) -> None:
        between = self._between()
        while True:
            before, between = between, self._between()
            if between - before > JUMP_MS:
                # A clock that has just jumped ahead may be put right again.
                await asyncio.sleep(LOOK_S)
            self._sooner.clear()
            await self.round()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._sooner.wait(), self.pause_s())

    def pause_s(self) -> float:
        """Until the next thing is due, or the clock is to be looked at. What could not be done is not tried again at
        once."""
        dues = (self._store.scheduled.next_due(self._done_until), self._store.reminders.next_due(self._done_until))
        left_s = [(due - self._store.clock()) / 1000 for due in dues if due is not None]
        return max(0.0, min([LOOK_S, *left_s]))

    def _between(self) -> int:
        return self._store.clock() - steady_ms()
