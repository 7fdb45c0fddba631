"""The one writer: all commands that wait are written in one transaction and made durable by one commit.

A commit with `synchronous=FULL` costs one wait for the disk. While a batch is being committed the next commands
gather, so under load each wait is shared by many; alone, a command waits for nobody.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from typing import Any, ClassVar, Generic, TypeVar, cast

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from app.store.database import WRITES, Database, Identity, Replaced, apart, as_unavailable, beat
from app.store.feed import Change, Feed
from app.store.refusal import Refused

T = TypeVar("T")
Outcome = Any

log = logging.getLogger(__name__)

BATCH_LIMIT = 500
"""Commands in one transaction, so that the first of a flood need not wait for the last."""


class Command(Generic[T]):
    """One change of the truth.

    `check` runs on the event loop after every earlier command that could change a right has been applied; `write`
    in the writer's thread; `apply` on the loop once the batch is durable. A command that is not `shareable` may
    change rights and so ends its batch: what comes after it is checked against what it did.
    """

    shareable: ClassVar[bool] = False
    renews: ClassVar[bool] = False
    """Whether memory is read anew after it, and every page asks for all anew."""

    def check(self) -> None:
        """Raise `Refused` when this may not be done."""

    def write(self, connection: Connection) -> T:
        raise NotImplementedError

    @classmethod
    def write_many(cls, connection: Connection, commands: Sequence[Any]) -> list[Outcome]:
        """Write neighbours of one kind; a failure among them concerns only itself."""
        outcomes: list[Outcome] = []
        for command in commands:
            try:
                with apart(connection):
                    outcomes.append(command.write(connection))
            except (Refused, IntegrityError) as error:
                outcomes.append(error)
        return outcomes

    def apply(self, result: T) -> Sequence[Change]:
        """Take the durable result into memory; return what listeners should hear."""
        return ()


class Writer:
    """Owns the one connection that writes, and the thread it lives in.

    :param recover: reads memory anew, when a command that is durable could not be taken into it
    :param give_up: told that nothing will be written any more
    """

    def __init__(
        self, database: Database, feed: Feed, recover: Callable[[], Awaitable[None]], give_up: Callable[[], None]
    ) -> None:
        self._database = database
        self._feed = feed
        self._recover = recover
        self._give_up = give_up
        self._waiting: asyncio.Queue[tuple[Command[Any], asyncio.Future[Any]] | None] = asyncio.Queue()
        self._held: tuple[Command[Any], asyncio.Future[Any]] | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="miaou-writer")
        self._connection: Connection | None = None
        self._journal: Identity = ()
        self._task = asyncio.create_task(self._work(), name="the writer")
        self._task.add_done_callback(self._ended)
        self._closing = False
        self._failed: type[Exception] | None = None
        self._doubtful = False
        """Whether something may be in the database that memory was never told of."""
        self.commits = 0
        self._busy_alone: sqlite3.Connection | None = None

    @property
    def is_alone(self) -> bool:
        """Whether it is busy with what keeps everything else waiting on purpose."""
        return self._busy_alone is not None

    @property
    def fails(self) -> bool:
        """Whether the latest batch was refused by the database."""
        return self._failed is not None

    async def run(self, command: Command[T]) -> T:
        """Have the command done and durable.

        :raises Refused: when `check` or the database refuses it; `Unavailable` when it may succeed later
        """
        return await self.submit(command)

    def submit(self, command: Command[T]) -> asyncio.Future[T]:
        """Put a command in the row, after those already in it; its result comes when it is durable."""
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        if self._closing or self._task.done():
            # Nobody would ever answer; the next start will.
            done.set_exception(as_unavailable(RuntimeError("the writer has stopped")))
            return done
        self._waiting.put_nowait((command, done))
        return done

    async def alone(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do something on the connection that writes, which no transaction may hold; what is to be written waits.

        :raises Unavailable: when the database does not let it be done, or this ends meanwhile
        """

        def run() -> T:
            connection = self._connection or self._connect()
            try:
                self._database.verify(self._journal)
                self._busy_alone = cast(sqlite3.Connection, connection.connection.driver_connection)
                return work(self._busy_alone)
            except Exception as error:
                self._let_go(connection, error)
                raise
            finally:
                self._busy_alone = None

        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, run)
        except (sqlite3.Error, Replaced, OSError) as error:
            raise as_unavailable(error) from error

    async def close(self) -> None:
        """Write what waits, then stop."""
        self._closing = True
        if self._busy_alone is not None:
            self._busy_alone.interrupt()
        self._waiting.put_nowait(None)
        await asyncio.gather(self._task, return_exceptions=True)
        await asyncio.get_running_loop().run_in_executor(self._thread, self._disconnect)
        self._thread.shutdown()

    async def _work(self) -> None:
        # Each turn for itself: while there is nothing to do, nobody holds what was said in the last one.
        while not await self._turn():
            pass

    async def _turn(self) -> bool:
        """Do what waits; whether that was the last."""
        batch, last = await self._next_batch()
        allowed = [(command, done) for command, done in batch if self._allows(command, done)]
        if allowed:
            await self._settle(allowed, await self._outcomes([command for command, _ in allowed]))
        return last

    def _ended(self, task: asyncio.Task[None]) -> None:
        if self._closing:
            return
        log.critical("the writer has ended", exc_info=None if task.cancelled() else task.exception())
        while not self._waiting.empty():
            item = self._waiting.get_nowait()
            if item is not None:
                _fail(item[1], as_unavailable(RuntimeError("the writer has ended")))
        self._give_up()

    async def _outcomes(self, commands: list[Command[Any]]) -> list[Outcome]:
        """What became of each: its result, or why it was refused."""
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, self._commit, commands)
        except Exception as error:
            # Once for all that is refused in a row: a full disk would say so at every message.
            if isinstance(error, Replaced) and self._failed is not Replaced:
                log.error("%s: put it back, or restart Miaou", error)
            elif self._failed is not type(error):
                log.warning("the database refused a batch", exc_info=error)
            self._failed = type(error)
            return [as_unavailable(error)] * len(commands)

    async def _next_batch(self) -> tuple[list[tuple[Command[Any], asyncio.Future[Any]]], bool]:
        batch: list[tuple[Command[Any], asyncio.Future[Any]]] = []
        item = self._held or await self._waiting.get()
        self._held = None
        while item is not None:
            if batch and not item[0].shareable:
                self._held = item
                return batch, False
            batch.append(item)
            if not item[0].shareable or len(batch) == BATCH_LIMIT or self._waiting.empty():
                return batch, False
            item = self._waiting.get_nowait()
        return batch, True

    def _allows(self, command: Command[Any], done: asyncio.Future[Any]) -> bool:
        try:
            command.check()
        except Exception as error:
            _fail(done, error)
            return False
        return True

    async def _settle(self, allowed: list[tuple[Command[Any], asyncio.Future[Any]]], outcomes: list[Outcome]) -> None:
        untold = False
        changes: list[Change] = []
        answers: list[tuple[asyncio.Future[Any], Any]] = []
        for (command, done), outcome in zip(allowed, outcomes, strict=True):
            if isinstance(outcome, Refused):
                _fail(done, outcome)
            elif isinstance(outcome, Exception):
                log.warning("the database refused a command", exc_info=outcome)
                _fail(done, Refused("This could not be saved: something it needs has just changed."))
            else:
                try:
                    changes.extend(command.apply(outcome))
                except Exception:
                    # It is done and durable, only memory does not know all of it.
                    log.exception("a command could not be taken into memory, which is read anew")
                    untold = True
                untold |= command.renews
                answers.append((done, outcome))
        # Listeners hear before authors get their answer, so that an author's tab knows what it is answered about.
        if changes:
            self._feed.publish(changes)
        if untold or (answers and self._doubtful):
            self._doubtful = False
            await self._recover()
        for done, outcome in answers:
            if not done.done():
                done.set_result(outcome)

    def _commit(self, commands: list[Command[Any]]) -> list[Outcome]:
        """In the writer's thread: one transaction for all."""
        connection = self._connection or self._connect()
        if self._doubtful:
            self._prove(connection)
        written = False
        try:
            with connection.begin():
                outcomes: list[Outcome] = []
                kind: type[Command[Any]]
                for kind, neighbours in groupby(commands, type):
                    outcomes.extend(kind.write_many(connection, list(neighbours)))
                self._database.verify(self._journal)
                written = True
            # What was written into a file that somebody moved away meanwhile must not be answered.
            self._database.verify(self._journal)
        except Exception as error:
            # A commit that fails may have left all of it behind, to be found by the next connection.
            self._doubtful |= written
            self._let_go(connection, error)
            raise
        self.commits += 1
        self._failed = None
        return outcomes

    def _prove(self, connection: Connection) -> None:
        """Before anything more is answered, what an earlier commit left behind is on the disk for certain: a nonce that
        is found in it is answered without a write of its own."""
        try:
            with connection.begin():
                beat(connection)
        except Exception as error:
            self._let_go(connection, error)
            raise

    def _connect(self) -> Connection:
        self._database.verify()
        connection = self._database.engine.connect().execution_options(**{WRITES: True})
        # Now there is a journal, whose file must stay the same as long as this connection stands.
        driver: Any = connection.connection.driver_connection
        try:
            driver.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except Exception:
            connection.invalidate()
            connection.close()
            raise
        self._journal = self._database.journal_identity()
        self._connection = connection
        return connection

    def _let_go(self, connection: Connection, error: Exception) -> None:
        """After a full disk, a vanished file or whatever it was, start again with a new connection."""
        if isinstance(error, Replaced):
            # Move what was answered out of a journal that has no name any more, while a connection still holds it.
            with contextlib.suppress(Exception):
                # Not in a transaction of ours, which would keep itself from it.
                driver: Any = connection.connection.driver_connection
                driver.execute("PRAGMA wal_checkpoint(FULL)")
            self._disconnect()
            # Readers hold the old journal, too.
            self._database.engine.dispose()
        else:
            self._disconnect()

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None


def _fail(done: asyncio.Future[Any], error: Exception) -> None:
    if not done.done():
        done.set_exception(error)
