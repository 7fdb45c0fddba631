"""The open database file: connections to it, and whether it is still sound and still the file that was opened."""

import asyncio
import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool

from app.store.gentle import Gently, Pace, at_once
from app.store.refusal import Unavailable

T = TypeVar("T")

LOCK_PATIENCE_MS = 2_000
"""How long a statement waits for another process that holds the database, before it is told to be unavailable."""

WRITES = "miaou_writes"
"""The option of a connection whose transactions are there to write."""

STEPS = 20_000
"""Of SQLite's machine between two rests of a check: about a millisecond."""

Identity = tuple[tuple[int, int], ...]
"""What tells files apart, whatever they are called: device and number of each."""


def connect(path: Path, mode: str = "rw") -> sqlite3.Connection:
    """A plain connection, for whichever thread uses it.

    :param mode: `ro`, `rw`, or `rwc` to make the file: nothing else ever makes one, an office that lost its database
        must not begin a new one
    """
    # As an address, in which a folder may be called anything: "?", "#" and "%" among it.
    address = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, check_same_thread=False, timeout=LOCK_PATIENCE_MS / 1000)


def engine_for(path: Path, mode: str = "rw") -> Engine:
    """An engine with the pragmas that this store relies on. What it complains of shows no values."""

    def opened() -> sqlite3.Connection:
        return connect(path, mode)

    # The address says "in memory", for which SQLAlchemy would keep one connection a thread.
    engine = create_engine("sqlite://", creator=opened, poolclass=QueuePool, hide_parameters=True)
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


def _configure(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own transaction handling would begin too late: `_begin` says BEGIN itself.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={LOCK_PATIENCE_MS}")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA journal_mode=WAL")
    # FULL: a commit that was answered survives a power cut, not only a killed process. On a Mac a drive keeps what it
    # was given in its own memory unless asked in these words; elsewhere they mean nothing.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA fullfsync=ON")
    cursor.execute("PRAGMA checkpoint_fullfsync=ON")
    # What is deleted is overwritten.
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    # SQLite waits for its lock only where a transaction begins: one that has read before it writes is refused at once,
    # while the journal is being emptied for instance.
    is_to_write = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_to_write else "BEGIN")


@contextlib.contextmanager
def apart(connection: Connection) -> Iterator[None]:
    """What is written within a transaction in here is undone alone when it fails.

    SQLAlchemy's own way takes a third of the time that most commands take as a whole.
    """
    driver: Any = connection.connection.driver_connection
    driver.execute("SAVEPOINT apart")
    try:
        yield
    except BaseException:
        # A full disk has ended the whole transaction.
        with contextlib.suppress(sqlite3.Error):
            driver.execute("ROLLBACK TO apart")
            driver.execute("RELEASE apart")
        raise
    driver.execute("RELEASE apart")


class Replaced(Exception):
    """The file at the database's address is not the one that was opened."""

    def __init__(self) -> None:
        super().__init__("the database file was moved, deleted or replaced while Miaou runs")


def beat(connection: Connection) -> None:
    """Write something that means nothing: a commit of it shows that what is written is kept."""
    # A counter that SQLite keeps for applications, and we use for nothing else.
    before = connection.exec_driver_sql("PRAGMA user_version").scalar() or 0
    connection.exec_driver_sql(f"PRAGMA user_version={(before + 1) % 2**31}")


def full_disk() -> Unavailable:
    return Unavailable("The disk is full: nothing can be saved until there is room again.")


def as_unavailable(error: Exception) -> Unavailable:
    """The plain sentence for a database that does not take a command just now."""
    if isinstance(error, Replaced):
        return Unavailable("The database file was moved or replaced: nothing can be saved until it is back.")
    said = str(error).lower()
    if "full" in said or "no space" in said:
        return full_disk()
    if "readonly" in said or "read-only" in said:
        return Unavailable("The database is read-only: nothing can be saved until it may be written again.")
    if "locked" in said or "busy" in said:
        return Unavailable("Another program holds the database: nothing can be saved until it lets go.")
    return Unavailable("The database cannot be written just now.")


class Database:
    """One SQLite file. Writes go through the one writer; reads take a connection from a small pool of threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.journal = path.with_name(path.name + "-wal")
        self.engine = engine_for(path)
        # Held until the end: a system gives the number of a file that is gone to the next one that is made.
        self._held = os.open(path, os.O_RDONLY)
        self._opened = _identity(path)
        self._readers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="miaou-reader")
        self._checking: sqlite3.Connection | None = None
        self._closing = False

    def journal_identity(self) -> Identity:
        """Which file the journal is, while a connection to the database stands."""
        return _identity(self.journal)

    def verify(self, journal: Identity | None = None) -> None:
        """:raises Replaced: unless the file is the one that was opened, and its journal the one that was written"""
        if _identity(self.path) != self._opened or (journal is not None and _identity(self.journal) != journal):
            raise Replaced

    def check_integrity(self) -> str:
        """SQLite's own thorough check: "ok", or what it found; "" when it was given up.

        Takes a second for some hundred thousand messages: call it off the loop.
        """
        try:
            with contextlib.closing(connect(self.path)) as connection:
                self._checking = connection
                try:
                    return "" if self._closing else integrity(connection, self._pace())
                finally:
                    self._checking = None
        except sqlite3.Error as error:
            # What cannot be looked at just now is not damaged: it is looked at again.
            found = str(getattr(error, "sqlite_errorname", None)).startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))
            return plain(error) if found and not self._closing else ""

    def _pace(self) -> Pace:
        rest = Gently()

        def pace() -> bool:
            rest()
            # Anything but nothing gives the check up, also when the interruption came before it had begun.
            return self._closing

        return pace

    def stop_checking(self) -> None:
        """Give a check up that is under way, and begin no more."""
        self._closing = True
        checking = self._checking
        if checking is not None:
            with contextlib.suppress(sqlite3.ProgrammingError):
                checking.interrupt()

    async def read(self, query: Callable[[Connection], T]) -> T:
        """Run a query in a reader's thread, off the event loop.

        :raises Unavailable: when the database does not answer
        """

        def run() -> T:
            self.verify()
            with self.engine.connect() as connection:
                return query(connection)

        try:
            return await asyncio.get_running_loop().run_in_executor(self._readers, run)
        except (DatabaseError, Replaced, OSError) as error:
            raise as_unavailable(error) from error

    async def empty_journal(self) -> bool:
        """Have what was deleted stand in the journal no longer, where each page is as it was before, too.

        :return: False while somebody reads an older state of the database, or has it locked: to be tried again
        """

        def run() -> bool:
            self.verify()
            with contextlib.closing(connect(self.path)) as connection:
                # Nobody who writes waits for those who read.
                connection.execute("PRAGMA busy_timeout=0")
                # Most of it while others write, then what came meanwhile.
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
                return not connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]

        with contextlib.suppress(sqlite3.Error, Replaced, OSError):
            return await asyncio.get_running_loop().run_in_executor(self._readers, run)
        return False

    def close(self) -> None:
        self.stop_checking()
        self._readers.shutdown()
        self.engine.dispose()
        # Last: to close a file ends the locks that SQLite has on it in this process.
        os.close(self._held)


def integrity(connection: sqlite3.Connection, pace: Pace = at_once) -> str:
    """ "ok", or the first thing that SQLite finds wrong: pages, indexes that miss a row, rows without their parent."""
    if pace is not at_once:
        connection.set_progress_handler(pace, STEPS)
    said = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
    found = " ".join(said.replace("*** in database main ***", "").split())
    orphan = connection.execute("PRAGMA foreign_key_check").fetchone() if found == "ok" else None
    return found if orphan is None else f"a row of {orphan[0]} has lost its row of {orphan[2]}"


def plain(error: BaseException) -> str:
    """What SQLite or the system says, in one line."""
    said = getattr(error, "orig", None) or error
    return str(getattr(said, "strerror", None) or said).splitlines()[0]


def _identity(path: Path) -> Identity:
    try:
        found = path.stat()
    except OSError:
        return ()
    return ((found.st_dev, found.st_ino),)
