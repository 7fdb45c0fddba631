"""Search's index (SQLite's FTS5), as commands keep it: what is said now stands in it when it is durable, and what goes
leads nowhere any more.

A message is kept under its own terms (see `documents`), so FTS5 is not asked to tell words apart: they come between
spaces, folded. It keeps no places of words (`detail=none`): whether words follow one another, the rows tell. Of what is
deleted, FTS5 leaves terms in older parts of itself until those are merged: at once in a small index, else the keeper
has it done soon after.

The index is never the cause that something cannot be said: when it fails, it is `lost`, and made anew.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection

from app.store.search import documents, words
from app.store.search.documents import Document

log = logging.getLogger(__name__)

_KEEP = "INSERT OR REPLACE INTO search (rowid, terms) VALUES (?, ?)"
_TABLES = (
    "CREATE VIRTUAL TABLE search USING fts5(terms, detail=none, columnsize=0, prefix='2 3 4',"
    " tokenize=\"ascii tokenchars '#'\")",
    "CREATE TABLE searchunread (id INTEGER NOT NULL PRIMARY KEY, since INTEGER NOT NULL)",
    "CREATE TABLE searchstate (id INTEGER NOT NULL PRIMARY KEY, reached INTEGER NOT NULL, version INTEGER NOT NULL)",
)
_IS_SMALL = "SELECT count(*) < ?1 FROM (SELECT 1 FROM search_data LIMIT ?1)"

SMALL = 100
"""Pages of an index (of some thousand messages) that is merged at once when something goes from it: a few
milliseconds."""

_NAMES = ("search", "searchunread", "searchstate")


class Index:
    """What the writer's commands tell it, in their transactions; in its thread."""

    def __init__(self) -> None:
        self.lost = False
        """Whether something went wrong with it: it is made anew."""
        self.unread = True
        """Whether there may be files whose words are still to be taken in."""
        self.leaves = True
        """Whether terms of what was deleted may be left in it."""
        self.touched: set[int] | None = None
        """While older messages are read: what was taken in, changed or taken out since that began; None when that no
        longer counts."""

    def take_in(self, connection: Connection, ids: Iterable[int]) -> None:
        """What was just written into these rows is found."""
        these = [*ids]
        if these:
            self.safely(connection, lambda db: self.take_in_these(db, these))

    def renew(self, connection: Connection, message_id: int) -> None:
        """That message, which says or holds something else now, is found by that and by nothing else."""
        self.leaves = True
        self.safely(connection, lambda db: self.take_in_these(db, [message_id]))

    def take_out(self, connection: Connection, message_id: int) -> None:
        """Nothing is left of that message."""
        words.forget()
        self.leaves = True
        self.safely(connection, lambda db: self._take_out(db, message_id))

    def begin_anew(self, connection: Connection) -> None:
        """Everything in the office is another; in the transaction in which that is written."""
        words.forget()
        self.leaves = True
        self.safely(connection, self._begin_anew)

    def take_in_these(self, db: sqlite3.Connection, ids: Sequence[int]) -> None:
        """What these messages say and hold now, in the place of whatever they led to."""
        self._touch(ids)
        self.put(db, documents.of_these(db, ids))

    def put(self, db: sqlite3.Connection, found: Iterable[Document]) -> None:
        for each in found:
            db.execute(_KEEP, (each.id, joined(each)))
            if each.unread:
                self.unread = True
                db.execute("INSERT OR REPLACE INTO searchunread VALUES (?, ?)", (each.id, time.time_ns()))

    def _take_out(self, db: sqlite3.Connection, message_id: int) -> None:
        self._touch([message_id])
        db.execute("DELETE FROM search WHERE rowid = ?", (message_id,))
        db.execute("DELETE FROM searchunread WHERE id = ?", (message_id,))
        if db.execute(_IS_SMALL, (SMALL,)).fetchone()[0]:
            merge_all(db)

    def _begin_anew(self, db: sqlite3.Connection) -> None:
        # What is just being read is of what was.
        self.touched = None
        make_empty(db)
        db.execute("UPDATE searchstate SET reached = 0")
        self.take_in_these(db, [each for (each,) in db.execute("SELECT id FROM message WHERE event = ''")])

    def _touch(self, ids: Sequence[int]) -> None:
        if self.touched is not None:
            self.touched.update(ids)

    def safely(self, connection: Connection, work: Callable[[sqlite3.Connection], None]) -> None:
        """Do it; when that fails, undo it alone: what is said is more than that it is found."""
        db: Any = connection.connection.driver_connection
        if self.lost:
            return
        db.execute("SAVEPOINT search")
        try:
            work(db)
            # Here FTS5 writes what it holds back: later, what fails would be the commit.
            db.execute("SAVEPOINT written")
            db.execute("RELEASE written")
        except Exception as error:
            if not db.in_transaction:
                raise  # a full disk has ended all of it
            db.execute("ROLLBACK TO search")
            db.execute("RELEASE search")
            self.lost = True
            log.warning("search's index failed, and is made anew", exc_info=error)
        else:
            db.execute("RELEASE search")


def make_empty(db: sqlite3.Connection) -> None:
    """Begin with an index in which nothing is, whatever is there; in a transaction. What was said until now is to be
    read in."""
    for name in _NAMES:
        try:
            db.execute(f"DROP TABLE IF EXISTS {name}")
        except sqlite3.DatabaseError:
            _let_go(db)
    for statement in _TABLES:
        db.execute(statement)
    db.execute("INSERT INTO searchstate SELECT 1, coalesce(max(id), 0) + 1, ? FROM message", (words.VERSION,))


def _let_go(db: sqlite3.Connection) -> None:
    """Forget an FTS5 table that is too damaged to be dropped: its parts by themselves, and then its name."""
    parts = db.execute("SELECT name FROM sqlite_schema WHERE name GLOB 'search_*' AND type = 'table'").fetchall()
    db.execute("PRAGMA writable_schema=ON").close()
    try:
        db.execute("DELETE FROM sqlite_schema WHERE name = 'search' AND type = 'table'")
    finally:
        db.execute("PRAGMA writable_schema=RESET").close()
    for (name,) in parts:
        db.execute(f'DROP TABLE IF EXISTS "{name}"')


def joined(document: Document) -> str:
    """Its terms as the index is given them: each between spaces."""
    return f" {' '.join(document.terms)} "


def merged(db: sqlite3.Connection, pages: int) -> bool:
    """Merge so many pages of it, more or less: some milliseconds for 64. A negative number begins it, a positive one
    goes on.

    :return: whether there was nothing more to do
    """
    before = db.total_changes
    db.execute("INSERT INTO search (search, rank) VALUES ('merge', ?)", (pages,))
    # The row that asks for it is one change, itself. See the FTS5 documentation, "The 'merge' Command".
    return db.total_changes - before < 2


def merge_all(db: sqlite3.Connection) -> None:
    """At once: one and a half seconds for a million messages."""
    db.execute("INSERT INTO search (search) VALUES ('optimize')")
