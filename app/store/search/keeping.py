"""Keeping search's index in order, beside people who write: reading in an office that is older than it is, and what
stands in files; having it forget what was deleted; making anew what is broken.

One thing at a time, each in small transactions; whatever ends in the middle goes on after the next start.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from sqlalchemy import Connection

from app.store.database import Replaced, connect
from app.store.feed import Change, MessageChanged, MessageGone, MessagePosted, Reloaded
from app.store.gentle import Gently, in_own_thread
from app.store.search import documents, words
from app.store.search.documents import Document
from app.store.search.index import Index, make_empty, merged
from app.store.writer import Command

if TYPE_CHECKING:
    from app.store.store import Store

T = TypeVar("T")

log = logging.getLogger(__name__)

SOME = 400
"""Messages that are read in together: some ten milliseconds in the writer's thread."""

FILES = 20
"""Messages of which the files are read together."""

PAGES = 64
"""Of the index that are merged at once: some milliseconds."""

RESTED = 64
"""Messages of which words are taken between two rests."""

FORGETS_EVERY_S = 60
"""What was deleted is left in the index for so long at most, and the time that a merge of it takes."""

AGAIN_S = 5.0
"""After something failed, it is tried again."""

FAULTS = ("no such table", "no such column", "malformed", "logic error", "constructor failed", "corrupt")
"""What SQLite says of an index that is not as it should be."""


@dataclass(frozen=True, slots=True)
class IndexState:
    """How much of what was said can be found: so many messages of so many."""

    done: int
    total: int
    built: bool = True

    @property
    def ready(self) -> float:
        """From 0 to 1, which it is when nothing is missing."""
        return 1.0 if self.built else min(self.done / max(self.total, 1), 0.99)


class _Older(NamedTuple):
    """What is to be read in next: messages down to the id `reached`, which is 0 when nothing older is left."""

    state: IndexState
    found: list[Document]
    reached: int


class Closed(Exception):
    """The store is closed in the middle of it."""


class _OfIndex(Command[T]):
    """One that fails for itself alone, and has the index made anew; then it gives `nothing`."""

    nothing: T

    def __init__(self, index: Index) -> None:
        self.index = index

    def write(self, connection: Connection) -> T:
        found: list[T] = []
        self.index.safely(connection, lambda db: found.append(self.do(db)))
        return found[0] if found else self.nothing

    def do(self, db: sqlite3.Connection) -> T:
        raise NotImplementedError


class MakeAnew(Command[None]):
    def __init__(self, index: Index) -> None:
        self.index = index

    def write(self, connection: Connection) -> None:
        db: Any = connection.connection.driver_connection
        make_empty(db)
        self.index.lost = False


class ReadIn(_OfIndex[None]):
    """Older messages, down to an id; those that have changed since they were read, as they are now."""

    nothing = None

    def __init__(self, index: Index, found: Sequence[Document], reached: int) -> None:
        super().__init__(index)
        self.found, self.reached = found, reached

    def do(self, db: sqlite3.Connection) -> None:
        touched, self.index.touched = self.index.touched, None
        if touched is None:
            return
        self.index.put(db, (each for each in self.found if each.id not in touched))
        db.execute("UPDATE searchstate SET reached = ?", (self.reached,))


class ReadFiles(_OfIndex[None]):
    """Messages with the words of their files, unless they have changed since."""

    nothing = None

    def __init__(self, index: Index, found: Sequence[tuple[int, Document]]) -> None:
        super().__init__(index)
        self.found = found

    def do(self, db: sqlite3.Connection) -> None:
        for since, document in self.found:
            read = "DELETE FROM searchunread WHERE id = ? AND since = ?"
            if db.execute(read, (document.id, since)).rowcount:
                self.index.put(db, [document])


class Merge(_OfIndex[bool]):
    """Some pages. Returns whether nothing of what was deleted is left."""

    nothing = True

    def __init__(self, index: Index, pages: int) -> None:
        super().__init__(index)
        self.pages = pages

    def do(self, db: sqlite3.Connection) -> bool:
        return merged(db, self.pages)


class Keeper:
    def __init__(self, store: Store, index: Index) -> None:
        self._store, self._index = store, index
        self.state = IndexState(0, 0)
        self._is_whole = False
        """Whether nothing older is missing, for all that is known."""
        self._news = asyncio.Event()
        self._forgot = -1_000 * FORGETS_EVERY_S
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
        if any(isinstance(each, Reloaded) for each in changes):
            self._is_whole, self._index.unread = False, True
        if not self._is_whole or self._index.unread or self._index.lost or self._forgets:
            self._news.set()

    async def _work(self) -> None:
        while True:
            self._news.clear()
            is_done = False
            try:
                is_done = not await self._step()
            except Closed:
                return
            except Replaced:
                # Whoever looks after the database's health says so.
                await asyncio.sleep(AGAIN_S)
            except Exception as error:
                if not (isinstance(error, sqlite3.Error) and self.is_at_fault(error)):
                    log.warning("search's index could not be kept, which is tried again", exc_info=error)
                # Also of an index that is made anew: it may not be the only thing that is damaged.
                await asyncio.sleep(AGAIN_S)
            if is_done:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(self._pause() if self._index.leaves else None):
                        await self._news.wait()

    async def _step(self) -> bool:
        """Do the next thing.

        :return: whether there was any
        """
        if self._index.lost:
            await self._store.writer.run(MakeAnew(self._index))
            self.state, self._is_whole = IndexState(0, 0, built=False), False
            return True
        return await self._read_files() or await self._read_older() or await self._forget()

    async def _read_older(self) -> bool:
        """The newest of what was said before all that can be found; what changes meanwhile is put right at its end."""
        if self._is_whole:
            return False

        def older(db: sqlite3.Connection) -> _Older | None:
            reached, version = db.execute("SELECT reached, version FROM searchstate").fetchone() or (0, 0)
            if version != words.VERSION:
                return None
            known = self.state if reached and not self.state.built and self.state.total else _counted(db, reached)
            query = "SELECT id FROM message WHERE id < ? AND event = '' ORDER BY id DESC LIMIT ?"
            ids = [id_ for (id_,) in db.execute(query, (reached, SOME))] if reached else []
            return _Older(known, [*self._gently(documents.of_these(db, ids))], ids[-1] if len(ids) == SOME else 0)

        self._index.touched = set()
        read = await self._in_thread(older)
        self._index.lost = self._index.lost or read is None
        if read is None:
            return True
        self.state, self._is_whole = read.state, read.state.built
        if self._is_whole:
            self._index.touched = None
            return False
        await self._rested(ReadIn(self._index, read.found, read.reached))
        self.state = replace(read.state, done=read.state.done + len(read.found))
        return True

    async def _read_files(self) -> bool:
        """Take in the words of files that came with messages."""
        if not self._index.unread:
            return False

        def read(db: sqlite3.Connection) -> list[tuple[int, Document]]:
            unread = dict(db.execute("SELECT id, since FROM searchunread LIMIT ?", (FILES,)).fetchall())
            found = documents.of_these(db, [*unread], whole=True)
            return [(unread[each.id], each) for each in self._gently(found)]

        self._index.unread = False
        found = await self._in_thread(read)
        # There may be more of them.
        self._index.unread = self._index.unread or len(found) == FILES
        if found:
            await self._rested(ReadFiles(self._index, found))
        return bool(found)

    async def _forget(self) -> bool:
        """Merge what the index is made of: only then nothing is left in it of what was deleted."""
        if not self._forgets:
            return False
        self._index.leaves, self._forgot = False, self._store.deletions.steady()
        await self._rested(Merge(self._index, -PAGES))
        while not await self._rested(Merge(self._index, PAGES)):
            if self._closing:
                raise Closed
        self._store.deletions.empty_journal()
        return True

    @property
    def _forgets(self) -> bool:
        return self._index.leaves and self._pause() <= 0

    def _pause(self) -> float:
        """Seconds for which nothing more is forgotten: all of the index is written anew for it."""
        since = self._store.deletions.steady() - self._forgot
        return max(0.0, FORGETS_EVERY_S - since / 1000)

    async def _rested(self, command: _OfIndex[T]) -> T:
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


def _counted(db: sqlite3.Connection, reached: int) -> IndexState:
    """How much can be found; to count it takes a while, so that is done once."""
    if not reached:
        return IndexState(0, 0)
    count = "SELECT count(*) FROM message WHERE event = ''"
    (total,) = db.execute(count).fetchone()
    (done,) = db.execute(f"{count} AND id >= ?", (reached,)).fetchone()
    return IndexState(done, total, built=False)
