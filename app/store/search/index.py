"""Search's index, as commands keep it: what is said now stands in it when it is durable, what goes is in it no longer.

Not FTS5: of what is deleted there, the words stay in older segments until those are merged, and each filter would be
one more list to walk. Here, too, a word leads to its messages, but newest first and piece by piece (`SearchPiece`): a
piece holds, under each word, one bit for each of its messages, so that what is asked at once (words, who may read,
whose it is) is an AND of numbers. All of it lies in plain rows, which SQLite overwrites when they are deleted. What was
just said waits in rows of its own (`SearchFresh`), which costs a post one row; later pieces are made of them
(`keeping`).

The index is never the cause that something cannot be said: when it fails, it is `lost`, and made anew.
"""

from __future__ import annotations

import array
import bisect
import json
import logging
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from app.store.search import bits, documents, words
from app.store.search.documents import Document

log = logging.getLogger(__name__)

_KEEP = "INSERT OR REPLACE INTO searchfresh (id, terms, unread) VALUES (?, ?, ?)"
_PIECE_OF = "SELECT n, ids FROM searchpiece WHERE first <= ? AND last >= ?"


class Piece(NamedTuple):
    n: int
    first: int
    last: int


class Index:
    """What the writer's commands tell it, in their transactions; in its thread."""

    def __init__(self) -> None:
        self.lost = False
        """Whether something went wrong with it: it is made anew."""
        self.unread = False
        """Whether there are files whose words are still to be taken in."""
        self.touched: set[int] | None = None
        """While a piece is being made: what was taken in, changed or taken out since that began; None when none is, or
        everything is another than when it began."""

    def take_in(self, connection: Connection, ids: Iterable[int]) -> None:
        """What was just written into these rows is found."""
        these = [*ids]
        if these:
            self.safely(connection, lambda db: self._take_in(db, these))

    def renew(self, connection: Connection, message_id: int) -> None:
        """That message, which says or holds something else now, is found by that and by nothing else."""
        self.safely(connection, lambda db: self.renew_in(db, message_id))

    def take_out(self, connection: Connection, message_id: int) -> None:
        """Nothing is left of that message."""
        words.forget()
        self.safely(connection, lambda db: self._take_out(db, message_id))

    def begin_anew(self, connection: Connection) -> None:
        """Everything in the office is another; in the transaction in which that is written."""
        self.safely(connection, self._begin_anew)

    def renew_in(self, db: sqlite3.Connection, message_id: int) -> None:
        self._take_out(db, message_id)
        piece = db.execute(_PIECE_OF, (message_id, message_id)).fetchone()
        if piece is None:
            self._take_in(db, [message_id])
            return
        n, ids = piece
        for document in documents.of_these(db, [message_id], whole=True):
            _put(db, n, unpacked_ids(ids), document)

    def _take_in(self, db: sqlite3.Connection, ids: Sequence[int]) -> None:
        self._touch(ids)
        (since,) = db.execute("SELECT since FROM searchstate").fetchone()
        found = list(documents.of_these(db, [each for each in ids if each > since]))
        self.unread = self.unread or any(each.unread for each in found)
        db.executemany(_KEEP, [(each.id, joined(each), time.time_ns() if each.unread else 0) for each in found])

    def _take_out(self, db: sqlite3.Connection, message_id: int) -> None:
        self._touch([message_id])
        if db.execute("DELETE FROM searchfresh WHERE id = ?", (message_id,)).rowcount:
            return
        piece = db.execute(_PIECE_OF, (message_id, message_id)).fetchone()
        if piece is None:
            return
        n, ids = piece
        place = place_of(unpacked_ids(ids), message_id)
        if place is None:
            return
        # All its words, and not those that its row says now: whatever led to it, nothing does any more.
        rows = db.execute("SELECT word, held FROM searchword WHERE piece = ?", (n,)).fetchall()
        changed = [(word, bits.without_place(held, place)) for word, held in rows if bits.holds(held, place)]
        gone, left = (
            [(n, word) for word, held in changed if held is None],
            [(held, n, word) for word, held in changed if held],
        )
        db.executemany("DELETE FROM searchword WHERE piece = ? AND word = ?", gone)
        db.executemany("UPDATE searchword SET held = ? WHERE piece = ? AND word = ?", left)

    def _begin_anew(self, db: sqlite3.Connection) -> None:
        for table in ("searchword", "searchpiece", "searchfresh"):
            db.execute(f"DELETE FROM {table}")  # noqa: S608 - ours
        db.execute("UPDATE searchstate SET since = 0, built = 1")
        self.touched = None
        ids = [each for (each,) in db.execute("SELECT id FROM message WHERE event = ''")]
        self._take_in(db, ids)

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
    built."""
    for table in ("searchword", "searchpiece", "searchfresh", "searchstate"):
        db.execute(f"DROP TABLE IF EXISTS {table}")
    for statement in _TABLES:
        db.execute(statement)
    db.execute("INSERT INTO searchstate SELECT 1, coalesce(max(id), 0), max(id) IS NULL FROM message")


_TABLES = (
    "CREATE TABLE searchpiece (n INTEGER NOT NULL PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL,"
    " version INTEGER NOT NULL, ids BLOB NOT NULL)",
    "CREATE TABLE searchword (piece INTEGER NOT NULL, word VARCHAR NOT NULL, held BLOB NOT NULL,"
    " PRIMARY KEY (piece, word)) WITHOUT ROWID",
    "CREATE TABLE searchfresh (id INTEGER NOT NULL PRIMARY KEY, terms VARCHAR NOT NULL, unread INTEGER NOT NULL)",
    "CREATE TABLE searchstate (id INTEGER NOT NULL PRIMARY KEY, since INTEGER NOT NULL, built BOOLEAN NOT NULL)",
)


def joined(document: Document) -> str:
    """Its terms as a row keeps them: each between spaces."""
    return f" {' '.join(document.terms)} "


def pieces(db: sqlite3.Connection) -> list[Piece]:
    """The newest first."""
    return [Piece(*row) for row in db.execute("SELECT n, first, last FROM searchpiece ORDER BY last DESC")]


def ids_of(db: sqlite3.Connection, n: int) -> Sequence[int]:
    """The messages of a piece by their places."""
    row = db.execute("SELECT ids FROM searchpiece WHERE n = ?", (n,)).fetchone()
    return unpacked_ids(row[0]) if row else ()


def packed_ids(ids: Iterable[int]) -> bytes:
    found = array.array("q", ids)
    if sys.byteorder == "big":
        found.byteswap()
    return found.tobytes()


def unpacked_ids(kept: bytes) -> Sequence[int]:
    if len(kept) % 8:
        raise bits.Damaged
    found = array.array("q", kept)
    if sys.byteorder == "big":
        found.byteswap()
    return found


def place_of(ids: Sequence[int], message_id: int) -> int | None:
    place = bisect.bisect_left(ids, message_id)
    return place if place < len(ids) and ids[place] == message_id else None


def inverted(found: Iterable[Document]) -> tuple[bytes, list[tuple[str, bytes]]]:
    """The ids of a piece, and of each of its words which of them hold it, in the words' order."""
    ids: list[int] = []
    held: dict[str, list[int]] = {}
    for place, document in enumerate(found):
        ids.append(document.id)
        for term in document.terms:
            held.setdefault(term, []).append(place)
    begun: dict[str, set[int]] = {}
    for term, beginning in words.beginnings(held):
        begun.setdefault(beginning, set()).update(held[term])
    held.update((beginning, sorted(places)) for beginning, places in begun.items())
    return packed_ids(ids), [(term, bits.packed(held[term])) for term in sorted(held)]


def _put(db: sqlite3.Connection, n: int, ids: Sequence[int], document: Document) -> None:
    place = place_of(ids, document.id)
    if place is None:
        return
    terms = {*document.terms, *(beginning for _, beginning in words.beginnings(document.terms))}
    held = "SELECT word, held FROM json_each(?) CROSS JOIN searchword ON word = value AND piece = ?"
    before = dict(db.execute(held, (json.dumps(sorted(terms)), n)).fetchall())
    rows = [(n, term, bits.with_place(before.get(term), place)) for term in terms]
    db.executemany("INSERT OR REPLACE INTO searchword (piece, word, held) VALUES (?, ?, ?)", rows)
