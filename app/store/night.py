"""What the office does by itself: a thorough look at its database after the start and every night, and a backup; and
before that it writes the file anew, when something was deleted."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.store import backups
from app.store.clock import Watch
from app.store.refusal import Refused

if TYPE_CHECKING:
    from app.store.store import Store

log = logging.getLogger(__name__)

LOOK_S = 60.0
"""How often the clock is looked at: a laptop that slept through the night catches up a minute after it woke."""

AGAIN_MS = 3_600_000
"""After any of it failed, it is tried again in an hour."""

DAY_MS = 24 * 3_600_000


def due(hour: int, now: int, last_good: int | None, last_try: int | None) -> bool:
    """Whether it is time for the night's work.

    :param hour: of this machine's clock
    :param now: epoch milliseconds, as are the others
    :param last_good: when it was last done well; one from the future was dated by a clock that was wrong
    :param last_try: when it was last begun by this process
    """
    if last_good is not None and latest(hour, now) <= last_good <= now + DAY_MS:
        return False
    return last_try is None or last_try > now or now - last_try >= AGAIN_MS


def latest(hour: int, now: int) -> int:
    """When it was that hour last, in epoch milliseconds."""
    at = datetime.fromtimestamp(now / 1000).astimezone()
    hour_today = at.replace(hour=hour, minute=0, second=0, microsecond=0)
    since = hour_today if hour_today <= at else hour_today - timedelta(days=1)
    return int(since.timestamp() * 1000)


class Night:
    """Begun by a process that serves an office, not by one that does a single thing to it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._tasks: list[asyncio.Task[None]] = []
        self._backed_up: int | None = None
        self._looked: int | None = None
        self._tidied: int | None = None
        self._tidying: int | None = None

    def begin(self) -> None:
        """From now on, look after the office."""
        self._tasks = [
            asyncio.create_task(self._watch(), name="the night's work"),
            asyncio.create_task(Watch(self._store.clock).keep(), name="the clock"),
        ]

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._store.safekeeping.close()

    async def _watch(self) -> None:
        while True:
            # Also before the first round, which looks the database through: a large one would make the start wait.
            await asyncio.sleep(LOOK_S)
            try:
                await self._round()
            except Exception:
                # One night's trouble is not the next one's.
                log.exception("the night's work failed")

    async def _round(self) -> None:
        store, plan, now = self._store, self._store.safekeeping.plan, self._store.clock()
        # First: what is backed up holds no more than there is.
        if due(plan.hour, now, self._tidied, self._tidying):
            await self._tidy(latest(plan.hour, now))
        if due(plan.hour, now, store.health.checked, self._looked):
            await self._look()
        if plan.keep and store.office.is_set_up:
            newest = await asyncio.to_thread(backups.found_in, plan.folder)
            if due(plan.hour, now, newest[0].made if newest else None, self._backed_up):
                self._backed_up = now
                await store.safekeeping.daily()

    async def _tidy(self, until: int) -> None:
        """:param until: what was deleted since then is for the next night"""
        self._tidying = self._store.clock()
        try:
            if await self._store.tidying.waits(until):
                await self._store.tidying.tidy()
            self._tidied = self._tidying
        except Refused as refused:
            log.warning("what was deleted may still stand in unused space of the database: %s", refused)

    async def _look(self) -> None:
        self._looked = self._store.clock()
        await self._store.health.check_integrity()
        if self._store.health.integrity not in ("", "ok"):
            log.error("the database is damaged: go back to a backup; Administration, Data, says more")
        # What is in the way is told by `health`; the backup is tried all the same, and the next night takes it away.
        with contextlib.suppress(Refused):
            await self._store.inbox.forget_old()
