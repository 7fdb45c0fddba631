"""What is left of files that nobody has: half of one that was coming in as the process ended, a content that no row
names any more, what was brought long ago and never sent."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import shutil
from collections.abc import Awaitable, Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select
from sqlmodel import col

from app.store import composed, tables
from app.store.files.held import Expire
from app.store.files.incoming import on_disk
from app.store.refusal import Refused
from app.store.state import State

if TYPE_CHECKING:
    from app.store.store import Store

log = logging.getLogger(__name__)

HELD_DAYS = 7
"""After which a file goes that somebody brought and did not send, unless a draft or a message that waits names it."""

DAY_S = 24 * 3_600.0
DAY_MS = 24 * 3_600_000

AT_A_TIME = 500
"""Digests that are asked for in one query."""


class Sweep:
    """Begun by a process that serves an office, not by one that does a single thing to it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Sweep now, and every day what is held too long."""
        self._task = asyncio.create_task(self._daily(), name="the sweep of files")

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def once(self) -> None:
        """Remove what a process that ended in the middle left behind, and say so.

        :raises Unavailable: when the database or the disk does not answer
        """
        files = self._store.files
        halves = await on_disk(lambda: _clear(files.kept.new, files.incoming.running))
        orphans = [await files.let_go(digests, counted=False) for digests in await self._unnamed()]
        count, size = halves
        count, size = count + sum(n for n, _ in orphans), size + sum(bytes_ for _, bytes_ in orphans)
        if count:
            log.info("removed what nobody has any more: %d files, %.1f MB", count, size / (1 << 20))

    async def held(self) -> None:
        """Remove what was brought too long ago, and not sent."""
        before = self._store.clock() - HELD_DAYS * DAY_MS
        digests = await self._store.writer.run(Expire(before, set(named(self._store.state))))
        await self._store.files.let_go(digests)

    async def _daily(self) -> None:
        await self._tried(self.once)
        while True:
            await self._tried(self.held)
            await asyncio.sleep(DAY_S)

    async def _tried(self, sweeping: Callable[[], Awaitable[None]]) -> None:
        try:
            await sweeping()
        except Refused as refused:
            log.warning("files that nobody has any more could not be removed: %s", refused)
        except Exception:
            log.exception("sweeping files failed")

    async def _unnamed(self) -> list[list[str]]:
        """The digests that no row names, some at a time."""
        kept = await self._store.files.kept.found()
        found = []
        for some in _some(kept):
            known = await self._store.database.read(partial(_named, some))
            found.append([digest for digest in some if digest not in known])
        return found


def named(state: State) -> Iterator[int]:
    """The files that drafts and messages that wait name."""
    for canals in state.drafts.values():
        for draft in (draft for there in canals.values() for draft in there):
            yield from composed.files_of(draft.content)
    for scheduled in state.scheduled.values():
        for each in scheduled.values():
            # Of what has been sent nothing stands there any more.
            yield from composed.files_of(each.content) if each.content else ()


def _named(digests: Sequence[str], connection: Connection) -> set[str]:
    rows = select(col(tables.File.digest)).where(col(tables.File.digest).in_(digests))
    return set(connection.execute(rows).scalars())


def _some(digests: Sequence[str]) -> Iterator[Sequence[str]]:
    for begin in range(0, len(digests), AT_A_TIME):
        yield digests[begin : begin + AT_A_TIME]


def _clear(folder: Path, running: set[Path]) -> tuple[int, int]:
    """Remove all but what comes in just now; how many, and how many bytes."""
    count, size = 0, 0
    for each in folder.iterdir() if folder.is_dir() else ():
        if each in running:
            continue
        size += sum(file.stat().st_size for file in (each, *each.rglob("*")) if file.is_file())
        shutil.rmtree(each, ignore_errors=True)
        with contextlib.suppress(OSError):
            each.unlink(missing_ok=True)
        count += not each.exists()
    return count, size
