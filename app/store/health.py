"""Whether the office is well: the writer writes, the database answers and is whole, what was written goes out."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select
from sqlmodel import col

from app.locale import N_
from app.store import tables
from app.store.database import Replaced, beat
from app.store.feed import SafetyChanged
from app.store.gentle import in_own_thread
from app.store.refusal import Refused, Unavailable
from app.store.writer import Command

if TYPE_CHECKING:
    from app.store.store import Store

PATIENCE_S = 8.0
"""For one beat: longer than a statement waits for a lock, shorter than whoever watches waits for an answer."""

FRESH_S = 1.0
"""An answer is given again this long: the question is free for everyone, a commit is not."""

WRITER = N_("The writer stands still.")
READ = N_("The database cannot be read.")
REPLACED = N_("The database file was moved, deleted or replaced while Miaou runs: put it back, or restart Miaou.")
DAMAGED = N_("The database is damaged: go back to a backup.")
WIRE = N_("What is said no longer reaches the open pages.")
LOST = N_("Miaou must be started anew.")


class Beat(Command[None]):
    """Write something that means nothing, and make it durable."""

    shareable = True

    def write(self, connection: Connection) -> None:
        beat(connection)


class Health:
    """Answers `/healthz` and the administration's page.

    :attr:`integrity` is what the last thorough check of the database found: "" before it, or "ok".
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._watched: list[tuple[Callable[[], bool], str]] = []
        self._asking: asyncio.Task[str] | None = None
        self._answered = -FRESH_S
        self.integrity = ""
        self.checked: int | None = None

    def watch(self, stands_still: Callable[[], bool], sentence: str) -> None:
        """Ask this as well whenever somebody asks how it is."""
        self._watched.append((stands_still, sentence))

    async def trouble(self) -> str:
        """What is wrong, as an English sentence; "" when all is well. Many who ask at once share one answer."""
        known = self._known()
        if known:
            return known
        stale = self._store.writer.fails or time.monotonic() - self._answered > FRESH_S
        if self._asking is None or (self._asking.done() and (stale or self._asking.result())):
            self._asking = asyncio.create_task(self._look(), name="how it is")
        return await asyncio.shield(self._asking)

    async def _look(self) -> str:
        found = await self._found()
        self._answered = time.monotonic()
        return found

    def _known(self) -> str:
        """What is known to be wrong without asking the disk."""
        if self._store.lost.is_set():
            return LOST
        standing = [sentence for stands_still, sentence in self._watched if stands_still()]
        if standing:
            return standing[0]
        return "" if self.integrity in ("", "ok") else DAMAGED

    async def _found(self) -> str:
        try:
            self._store.database.verify()
            if not self._store.writer.is_alone:
                async with asyncio.timeout(PATIENCE_S):
                    await self._store.writer.run(Beat())
        except Replaced:
            return REPLACED
        except TimeoutError:
            return WRITER
        except Refused as refused:
            return refused.sentence
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._store.database.read(lambda c: c.execute(select(col(tables.Office.id))).one())
        except (TimeoutError, Unavailable):
            return READ
        return ""

    async def check_integrity(self) -> None:
        """Look the whole database through, in a thread; what is found stands in `integrity`."""
        found = await in_own_thread(self._store.database.check_integrity)
        if found:
            self.integrity, self.checked = found, self._store.clock()
            self._store.feed.publish([SafetyChanged()])
