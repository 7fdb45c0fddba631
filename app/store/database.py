"""The database file: opening it, its pragmas, its migrations, and connections to read from."""

import asyncio
import contextlib
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError

from app.store.refusal import Unavailable, Unusable

T = TypeVar("T")

LOCK_PATIENCE_MS = 2_000
"""How long a statement waits for another process that holds the database, before it is told to be unavailable."""

_MIGRATIONS = Path(__file__).parent / "migrations"


def _configure(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own transaction handling would begin too late: `_begin` says BEGIN itself.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={LOCK_PATIENCE_MS}")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA journal_mode=WAL")
    # FULL: a commit that was answered survives a power cut, not only a killed process.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def engine_for(url: str) -> Engine:
    """An engine with the pragmas that this store relies on."""
    engine = create_engine(url, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


def as_unavailable(error: Exception) -> Unavailable:
    """The plain sentence for a database that does not take a command just now."""
    said = str(error).lower()
    if "full" in said:
        return Unavailable("The disk is full: nothing can be saved until there is room again.")
    if "readonly" in said or "read-only" in said:
        return Unavailable("The database is read-only: nothing can be saved until it may be written again.")
    if "locked" in said or "busy" in said:
        return Unavailable("Another program holds the database: nothing can be saved until it lets go.")
    return Unavailable("The database cannot be written just now.")


class Database:
    """One SQLite file. Writes go through the one writer; reads take a connection from a small pool of threads."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.path = Path(make_url(url).database or "")
        self.engine = engine_for(url)
        self._checked: sqlite3.Connection | None = None
        self._interrupting = threading.Lock()
        self._stopped = False
        self._readers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="miaou-reader")

    def prepare(self) -> None:
        """Bring the file to this version's revision, keeping a copy of an older one.

        :raises Unusable: when it cannot be read, is no database of ours, or comes from a newer version
        """
        scripts = ScriptDirectory(str(_MIGRATIONS))
        head = scripts.get_current_head()
        try:
            with self.engine.connect() as connection:
                current = MigrationContext.configure(connection).get_current_revision()
            if current == head:
                return
            if current is not None:
                self._refuse_newer(scripts, current)
                self._keep_copy(current)
            with self.engine.begin() as connection:
                config = Config()
                config.set_main_option("script_location", str(_MIGRATIONS))
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
        except (DatabaseError, sqlite3.Error, OSError) as error:
            raise Unusable(
                "The database {path} cannot be opened: {error}.", path=self.path, error=_plain(error)
            ) from error

    def _refuse_newer(self, scripts: ScriptDirectory, current: str) -> None:
        try:
            scripts.get_revision(current)
        except CommandError as error:
            raise Unusable(
                "The database {path} comes from a newer version of Miaou (revision {revision}): install that version.",
                path=self.path,
                revision=current,
            ) from error

    def _keep_copy(self, revision: str) -> None:
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        copy = self.path.with_name(f"{self.path.stem}-before-migration-{revision}-{stamp}.db")
        source, target = sqlite3.connect(self.path), sqlite3.connect(copy)
        try:
            source.backup(target)
        finally:
            target.close()
            source.close()

    def check_integrity(self) -> str:
        """SQLite's own quick check: "ok", what it found, or "" when it was stopped.

        Takes a while on a large file: call it off the loop.
        """
        try:
            with self.engine.connect() as connection, self._checking(connection):
                if self._stopped:
                    return ""
                return str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar())
        except DatabaseError as error:
            return "" if self._stopped else _plain(error)

    @contextlib.contextmanager
    def _checking(self, connection: Connection) -> Iterator[None]:
        self._checked = connection.connection.driver_connection
        try:
            yield
        finally:
            with self._interrupting:
                self._checked = None

    def stop_checking(self) -> None:
        """Give up a check that is under way, and begin none any more; returns once it is over."""
        self._stopped = True
        while self._interrupt():
            # It may be about to begin, and be deaf until then.
            time.sleep(0.01)

    def _interrupt(self) -> bool:
        # Not a moment later: what follows on that connection is somebody else's.
        with self._interrupting:
            if self._checked is not None:
                self._checked.interrupt()
            return self._checked is not None

    async def read(self, query: Callable[[Connection], T]) -> T:
        """Run a query in a reader's thread, off the event loop.

        :raises Unavailable: when the database does not answer
        """

        def run() -> T:
            with self.engine.connect() as connection:
                return query(connection)

        try:
            return await asyncio.get_running_loop().run_in_executor(self._readers, run)
        except DatabaseError as error:
            raise as_unavailable(error) from error

    def close(self) -> None:
        self._readers.shutdown()
        self.engine.dispose()


def _plain(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).splitlines()[0]
