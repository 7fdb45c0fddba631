"""Keeping search's index in order, beside people who write: building it for an office that is older than it is, making
pieces of what was said lately, reading what stands in files, and making anew what is broken.

One thing at a time, each in small transactions; whatever ends in the middle is begun again after the next start.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from app.store.database import connect
from app.store.feed import Change, MessageChanged, MessageGone, MessagePosted, Reloaded
from app.store.gentle import Gently, in_own_thread
from app.store.search import documents, keeping_commands, planning
from app.store.search.documents import Document
from app.store.search.index import Index, inverted, joined
from app.store.search.planning import IndexState, Piecework

if TYPE_CHECKING:
    from app.store.store import Store

T = TypeVar("T")

log = logging.getLogger(__name__)

ROWS = 1_500
"""Rows of a piece that are written or deleted in one transaction: some milliseconds."""

RESTED = 64
"""Messages of which words are taken between two rests."""

LOOK = 256
"""So many posts, and it is looked whether a piece is to be made."""

AGAIN_S = 5.0
"""After something failed, it is tried again."""

FAULTS = ("no such table", "no such column", "malformed", "datatype mismatch")
"""What SQLite says of an index that is not as it should be."""


class Closed(Exception):
    """The store is closed in the middle of it."""


class Keeper:
    def __init__(self, store: Store, index: Index) -> None:
        self._store, self._index = store, index
        self.state = IndexState(0, 0, built=True)
        self._news = asyncio.Event()
        self._posted = 0
        self._closing = False
        self._task: asyncio.Task[None] | None = None
        self._stop_listening: Callable[[], None] = lambda: None

    @property
    def ready(self) -> float:
        """How much can be found, from 0 to 1."""
        return 0.0 if self._index.lost else self.state.ready

    def begin(self) -> None:
        kinds = [MessagePosted, MessageChanged, MessageGone, Reloaded]
        self._stop_listening = self._store.feed.listen(kinds, self._hear)
        self._task = asyncio.create_task(self._work(), name="search's index")

    async def close(self) -> None:
        self._closing = True
        self._stop_listening()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def is_at_fault(self, error: Exception) -> bool:
        """Whether an index that is not as it should be makes it impossible to look: then it is made anew."""
        fault = any(each in str(error) for each in FAULTS)
        self._index.lost = self._index.lost or fault
        if fault:
            self._news.set()
        return fault

    def _hear(self, changes: Sequence[Change]) -> None:
        self._posted += len(changes)
        reloaded = any(isinstance(each, Reloaded) for each in changes)
        if reloaded or self._index.unread or self._index.lost or self._posted >= LOOK:
            self._posted = 0
            self._news.set()

    async def _work(self) -> None:
        is_swept = False
        while True:
            self._news.clear()
            is_done = False
            try:
                if not is_swept:
                    await self._sweep(await self._in_thread(planning.left_over))
                    is_swept = True
                is_done = not await self._step()
            except Closed:
                return
            except Exception as error:
                if not (isinstance(error, sqlite3.Error) and self.is_at_fault(error)):
                    log.warning("search's index could not be kept, which is tried again", exc_info=error)
                is_swept = False
                # Also of an index that is made anew: it may not be the only thing that is damaged.
                await asyncio.sleep(AGAIN_S)
            if is_done:
                await self._news.wait()

    async def _step(self) -> bool:
        """Do the next thing.

        :return: whether there was any
        """
        if self._index.lost:
            await self._store.writer.run(keeping_commands.MakeAnew(self._index))
            self.state = IndexState(0, 0, built=False)
            return True
        if await self._read_files():
            return True
        self.state, job = await self._in_thread(lambda db: planning.next_piece(db, self.state.total))
        if job is None:
            return False
        await self._make(job)
        return True

    async def _make(self, job: Piecework) -> None:
        """A piece of the index, from what the messages say now; what changes meanwhile is put right at its end."""
        n = await self._store.writer.run(keeping_commands.Begin(self._index))

        def invert(db: sqlite3.Connection) -> tuple[bytes, list[tuple[str, bytes]]]:
            return inverted(self._gently(documents.between(db, job.first, job.last)))

        ids, rows = await self._in_thread(invert)
        for at in range(0, len(rows), ROWS):
            await self._rested(keeping_commands.Write(self._index, n, rows[at : at + ROWS]))
        is_of_use = await self._store.writer.run(keeping_commands.Finish(self._index, n, ids, job))
        await self._sweep(job.replaces if is_of_use else [n])

    async def _read_files(self) -> bool:
        """Take in the words of files that came with messages lately."""

        def texts(db: sqlite3.Connection) -> list[tuple[str, int, int]]:
            unread = dict(db.execute("SELECT id, unread FROM searchfresh WHERE unread <> 0 LIMIT 20").fetchall())
            found = documents.of_these(db, [*unread], whole=True)
            return [(joined(each), each.id, unread[each.id]) for each in self._gently(found)]

        self._index.unread = False
        found = await self._in_thread(texts)
        if found:
            await self._store.writer.run(keeping_commands.TakeInFiles(self._index, found))
        return bool(found)

    async def _sweep(self, left: Iterable[int]) -> None:
        """Delete the words of pieces that are no longer looked through."""
        for n in left:
            while await self._rested(keeping_commands.Sweep(self._index, n, ROWS)):
                pass

    async def _rested(self, command: keeping_commands.OfIndex[T]) -> T:
        """Do it, and leave as much time to others as it took."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        result = await self._store.writer.run(command)
        await asyncio.sleep(min(loop.time() - began, 0.05))
        return result

    def _gently(self, found: Iterator[Document]) -> Iterator[Document]:
        rest = Gently()
        for n, document in enumerate(found, 1):
            if self._closing:
                raise Closed
            yield document
            if n % RESTED == 0:
                rest()

    async def _in_thread(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do it in a thread and by a connection of its own."""

        def run() -> T:
            self._store.database.verify()
            with contextlib.closing(connect(self._store.database.path)) as db:
                return work(db)

        running = asyncio.ensure_future(in_own_thread(run))
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            # Nobody closes the database while somebody reads it.
            self._closing = True
            await asyncio.gather(running, return_exceptions=True)
            raise
