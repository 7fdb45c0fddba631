"""The backups of a running office: one at a time, by an administrator, from the command line, or every night."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.store import access, backups
from app.store.backups import Backup, Progress
from app.store.feed import SafetyChanged
from app.store.gentle import Gently, in_own_thread
from app.store.refusal import Refused
from app.store.state import Member

if TYPE_CHECKING:
    from app.store.store import Store

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Plan:
    """Where the daily backups lie, at which hour of this machine's clock they are made, and how many are kept.

    `keep` 0: none are made.
    """

    folder: Path
    hour: int = 3
    keep: int = 7


@dataclass(frozen=True)
class Failure:
    """Why the latest backup failed, and when (epoch milliseconds)."""

    at: int
    refused: Refused


class Safekeeping:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._one_at_a_time = asyncio.Lock()
        self._running: set[asyncio.Task[None]] = set()
        self.plan = Plan(store.folder / backups.FOLDER)
        self.failure: Failure | None = None
        self.progress: tuple[str, float] | None = None
        """What is being done now, and how much of it; None while nothing is."""

    async def back_up(self, target: Path, tell: Progress = lambda _what, _done: None) -> int:
        """Make a backup under that name; returns its size in bytes.

        :raises Refused: when it cannot be made; nothing is left behind then
        """
        loop = asyncio.get_running_loop()

        def told(what: str, done: float) -> None:
            if self.progress is None or self.progress[0] != what or done - self.progress[1] >= 0.01 or done == 1:
                self.progress = (what, done)
                loop.call_soon_threadsafe(tell, what, done)
                loop.call_soon_threadsafe(self._say)

        async with self._one_at_a_time:
            self.progress = (backups.COPYING, 0.0)
            try:
                database, folder = self._store.database.path, self._store.folder
                return await in_own_thread(lambda: backups.make(database, folder, target, told, Gently()))
            finally:
                self.progress = None
                self._say()

    async def back_up_now(self, by: Member) -> None:
        """Begin one among the daily ones; how it goes stands in `progress`, and then in `kept` or `failure`.

        :raises Forbidden: unless `by` is an administrator
        """
        access.access_admin(self._store.state, by)
        if self.progress is None:
            self.progress = (backups.COPYING, 0.0)
            self._say()
            running = asyncio.create_task(self.daily(), name="a backup")
            self._running.add(running)
            running.add_done_callback(self._running.discard)

    async def daily(self) -> None:
        """Make one where the plan says, and let the oldest go. What goes wrong is kept, and said on the terminal."""
        plan = self.plan
        try:
            await asyncio.to_thread(_make_folder, plan.folder)
            await self.back_up(plan.folder / backups.name_for(self._store.clock()))
            self.failure = None
            await asyncio.to_thread(_let_go, plan, self._store.clock())
        except Exception as error:
            if not isinstance(error, Refused):
                log.exception("a backup failed by an error of its own")
                error = Refused("The backup could not be made: {error}.", error=type(error).__name__)
            self.failure = Failure(self._store.clock(), error)
            log.error("no backup could be made; Administration, Data, says why")
        self._say()

    def _say(self) -> None:
        self._store.feed.publish([SafetyChanged()])

    async def kept(self, by: Member) -> list[Backup]:
        """The daily backups, the newest first.

        :raises Forbidden: unless `by` is an administrator
        """
        access.access_admin(self._store.state, by)
        return await asyncio.to_thread(backups.found_in, self.plan.folder)

    async def close(self) -> None:
        """Wait for what is being made: half a backup is none."""
        await asyncio.gather(*self._running, return_exceptions=True)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Refused(
            "The folder {folder} for backups cannot be made: {error}.", folder=folder, error=error.strerror or error
        ) from error


def _let_go(plan: Plan, now: int) -> None:
    # What a clock that was wrong has dated ahead goes first, never the one that was just made.
    found = sorted(backups.found_in(plan.folder), key=lambda backup: backup.made <= now, reverse=True)
    for old in found[max(plan.keep, 1) :]:
        # Windows keeps a file that somebody has open: it goes tomorrow.
        with contextlib.suppress(OSError):
            old.path.unlink(missing_ok=True)
