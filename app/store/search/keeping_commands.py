"""What the keeper of search's index has the writer do."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection

from app.store.search.index import Index, make_empty
from app.store.search.planning import Piecework
from app.store.search.words import VERSION
from app.store.writer import Command

T = TypeVar("T")


class OfIndex(Command[T]):
    """One that fails for itself alone, and has the index made anew."""

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


class Begin(OfIndex[int]):
    """A piece is going to be made: from now on it is kept in mind what changes. Returns its number."""

    nothing = 0

    def do(self, db: sqlite3.Connection) -> int:
        self.index.touched = set()
        query = "SELECT max(coalesce((SELECT max({0}) FROM {1}), 0), coalesce((SELECT max({2}) FROM {3}), 0))"
        found: int = db.execute(query.format("n", "searchpiece", "piece", "searchword")).fetchone()[0]
        return found + 1


class Write(OfIndex[None]):
    """Some of its words."""

    nothing = None

    def __init__(self, index: Index, n: int, rows: Sequence[tuple[str, bytes]]) -> None:
        super().__init__(index)
        self.n, self.rows = n, rows

    def do(self, db: sqlite3.Connection) -> None:
        insert = "INSERT INTO searchword (piece, word, held) VALUES (?, ?, ?)"
        db.executemany(insert, ((self.n, word, held) for word, held in self.rows))


class Finish(OfIndex[bool]):
    """It is looked through from now on, and not what it replaces; what has changed since it began is put right. Returns
    False when all else has begun anew meanwhile: then it says what nobody says any more."""

    nothing = False

    def __init__(self, index: Index, n: int, ids: bytes, job: Piecework) -> None:
        super().__init__(index)
        self.n, self.ids, self.job = n, ids, job

    def do(self, db: sqlite3.Connection) -> bool:
        if self.index.touched is None:
            return False
        first, last, replaces, finishes = self.job
        touched = [each for each in self.index.touched if first <= each <= last]
        self.index.touched = None
        db.executemany("DELETE FROM searchpiece WHERE n = ?", [(n,) for n in replaces])
        insert = "INSERT INTO searchpiece (n, first, last, version, ids) VALUES (?, ?, ?, ?, ?)"
        db.execute(insert, (self.n, first, last, VERSION, self.ids))
        db.execute("DELETE FROM searchfresh WHERE id BETWEEN ? AND ?", (first, last))
        if finishes:
            db.execute("UPDATE searchstate SET built = 1")
        for each in touched:
            self.index.renew_in(db, each)
        return True


class TakeInFiles(OfIndex[None]):
    """The words of messages with those of their files, unless they have changed since."""

    nothing = None

    def __init__(self, index: Index, rows: Sequence[tuple[str, int, int]]) -> None:
        super().__init__(index)
        self.rows = rows

    def do(self, db: sqlite3.Connection) -> None:
        db.executemany("UPDATE searchfresh SET terms = ?, unread = 0 WHERE id = ? AND unread = ?", self.rows)


class Sweep(OfIndex[bool]):
    """Delete so many words of a piece that is no longer looked through. Returns whether there may be more."""

    nothing = False

    def __init__(self, index: Index, n: int, most: int) -> None:
        super().__init__(index)
        self.n, self.most = n, most

    def do(self, db: sqlite3.Connection) -> bool:
        some = (
            "DELETE FROM searchword WHERE piece = ?1"
            " AND word IN (SELECT word FROM searchword WHERE piece = ?1 LIMIT ?2)"
        )
        done = db.execute(some, (self.n, self.most))
        return done.rowcount == self.most
