"""A running instance becomes what another one is, in one commit: who is signed in stays so, and every page shows it.

Nothing in an office does that, and nobody there can ask for it: whoever wants it imports this.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, delete, event, insert, select
from sqlmodel import SQLModel, col

from app.store import tables
from app.store.attempts import Attempts
from app.store.feed import Change
from app.store.images import SIZES, Images
from app.store.refusal import Refused
from app.store.store import Store
from app.store.writer import Command

Row = dict[str, Any]
Contents = Mapping[str, Sequence[Row]]
"""The rows of each table, by its name."""

TABLES: Sequence[Table] = [each for each in SQLModel.metadata.sorted_tables if not each.name.startswith("search")]
"""Those that others refer to come first. What is found by search follows from them."""

_NAMED = (
    *(tables.Canal, tables.File, tables.EmbedKey, tables.Member),
    *(tables.Received, tables.Session, tables.UsedToken),
)
CANAL, FILE, KEY, MEMBER, RECEIVED, SESSION, USED = (str(kind.__tablename__) for kind in _NAMED)


@contextlib.asynccontextmanager
async def beside(store: Store) -> AsyncIterator[Store]:
    """An empty instance that goes again, to be filled for `start_over`. It shares the images and what files hold, and
    waits for no disk."""
    folder = await asyncio.to_thread(tempfile.TemporaryDirectory, dir=store.folder, ignore_cleanup_errors=True)
    try:
        empty = await Store.open(Path(folder.name), clock=store.clock)
        event.listen(empty.database.engine, "connect", _write_quickly)
        empty.images = _Shared(store.images)
        empty.files.kept = store.files.kept
        try:
            yield empty
        finally:
            await empty.close()
    finally:
        await asyncio.to_thread(folder.cleanup)


async def contents_of(store: Store) -> Contents:
    """All that an instance holds."""
    return await store.database.read(_read)


async def lacks_files(store: Store, contents: Contents) -> bool:
    """Whether something that these files hold is not there: it may have been taken away with another one's message."""
    paths = [store.files.kept.path(row["digest"]) for row in contents[FILE]]
    return not await asyncio.to_thread(lambda: all(path.is_file() for path in paths))


async def start_over(store: Store, contents: Contents, keys: Collection[int] = ()) -> None:
    """Make an instance what another one was. Durable, and told, once this returns.

    Whoever is signed in stays so, if there is a member of that id in it. What is open in a page stays open, if there is
    a canal of that id.

    :param keys: of the hosts' keys those that stay: the pages that they let in stay open
    :raises Unavailable: when the database does not take it; then all is as it was
    """
    worn = {member.image for member in store.state.members.values()}
    logo = store.office.logo
    await store.writer.run(StartOver(store, contents, keys))
    for digest in worn - {member.image for member in store.state.members.values()}:
        await store.images.drop(digest)
    if logo and logo != store.office.logo:
        await store.logos.drop(logo)
    # What cannot be removed just now is removed at the next start.
    with contextlib.suppress(Refused):
        await store.files.sweep.once()
    store.attempts = Attempts()
    store.agenda.wake()
    store.deletions.empty_journal()


def renumbered(contents: Contents, canals: Mapping[int, int]) -> Contents:
    """The same with other ids of canals, wherever a row names one."""
    named = {table.name: [column.name for column in table.columns if _names_canal(table, column)] for table in TABLES}
    return {
        table: [row | {name: canals.get(row[name], row[name]) for name in named[table]} for row in rows]
        for table, rows in contents.items()
    }


class StartOver(Command[None]):
    renews = True

    def __init__(self, store: Store, contents: Contents, keys: Collection[int]) -> None:
        self.store, self.contents, self.keys = store, contents, keys
        self.since = 0

    def write(self, connection: Connection) -> None:
        # Messages answer one another: only all of them together are right.
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        contents = {**self.contents, **self._kept(connection)}
        for table in reversed(TABLES):
            connection.execute(delete(table))
        for table in TABLES:
            if rows := contents.get(table.name):
                connection.execute(insert(table), rows)
        self.store.search.index.begin_anew(connection)
        self.since, _ = self.store.message_ids.next()

    def _kept(self, connection: Connection) -> Contents:
        """Who is signed in, and which tokens are used up."""
        there = {row["id"] for row in self.contents[MEMBER] if row["active"]}
        return {
            SESSION: [row for row in _rows(connection, SESSION) if row["member_id"] in there],
            USED: _rows(connection, USED),
            KEY: [row for row in _rows(connection, KEY) if row["id"] in self.keys and row["creator_id"] in there],
        }

    def apply(self, result: None) -> Sequence[Change]:
        newest = max((row["id"] for row in self.contents[RECEIVED]), default=0)
        self.store.received_ids = count(max(next(self.store.received_ids), newest + 1))
        self.store.state.anew_since = self.since
        return ()


class _Shared(Images):
    """What is there already is not written once more, and nothing is taken away."""

    def __init__(self, images: Images) -> None:
        vars(self).update(vars(images))

    async def keep(self, digest: str, *contents: bytes) -> None:
        if any(self.path(digest, size) is None for size in SIZES):
            await super().keep(digest, *contents)

    async def drop(self, digest: str) -> None: ...


def _write_quickly(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")


def _read(connection: Connection) -> Contents:
    return {table.name: _rows(connection, table.name) for table in TABLES}


def _rows(connection: Connection, name: str) -> list[Row]:
    table = SQLModel.metadata.tables[name]
    return [dict(row) for row in connection.execute(select(table)).mappings()]


def _names_canal(table: Table, column: Any) -> bool:
    return column.references(col(tables.Canal.id)) or (table.name == CANAL and column.name == "id")
