"""Which piece of search's index is to be made next."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.store.search.bits import Damaged
from app.store.search.words import VERSION

LARGE = 7 * 1_024
"""Messages of a piece: a bit for each of them is less than SQLite moves out of a row, to a page for it alone (1,002
bytes)."""

SMALL = 1_024
"""Messages of a piece that is made of what was said lately; of as many as make a large one, a large one is made."""


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


class Piecework(NamedTuple):
    """A piece to be made of a range of ids, in the place of others; `finishes`: nothing older is missing after it."""

    first: int
    last: int
    replaces: tuple[int, ...] = ()
    finishes: bool = False


class _Made(NamedTuple):
    n: int
    first: int
    last: int
    version: int
    messages: int


def next_piece(db: sqlite3.Connection, total: int) -> tuple[IndexState, Piecework | None]:
    """:param total: messages that there are, when that was found before; 0: it was not"""
    made = [_Made(*row) for row in db.execute(_MADE)]
    state_row = db.execute("SELECT since, built FROM searchstate").fetchone()
    if state_row is None:
        raise Damaged
    since, built = state_row
    (fresh,) = db.execute("SELECT count(*) FROM searchfresh").fetchone()
    done = fresh + sum(each.messages for each in made)
    if not built and not total:
        (total,) = db.execute("SELECT count(*) FROM message").fetchone()
    state = IndexState(done, done if built else max(total, done), bool(built))
    job = _of_fresh(db, made, since) or _of_small(made) or _outdated(made)
    return state, job or (None if built else _older(db, made, since))


_MADE = "SELECT n, first, last, version, length(ids) / 8 FROM searchpiece ORDER BY last DESC"


def _of_fresh(db: sqlite3.Connection, made: Sequence[_Made], since: int) -> Piecework | None:
    """Of what was said lately, the oldest."""
    for many in (LARGE, SMALL):
        row = db.execute("SELECT id FROM searchfresh ORDER BY id LIMIT 1 OFFSET ?", (many - 1,)).fetchone()
        if row:
            return Piecework(max(since, made[0].last if made else 0) + 1, row[0])
    return None


def _of_small(made: Sequence[_Made]) -> Piecework | None:
    """The newest pieces, when they are small and together a large one."""
    small = 0
    while small < len(made) and made[small].messages < LARGE // 2:
        small += 1
    some, messages = list[_Made](), 0
    for each in made[:small]:
        some.append(each)
        messages += each.messages
        if messages >= LARGE - SMALL:
            return Piecework(some[-1].first, some[0].last, tuple(each.n for each in some))
    return None


def _outdated(made: Sequence[_Made]) -> Piecework | None:
    """One that another version of the words has made."""
    return next((Piecework(each.first, each.last, (each.n,)) for each in made if each.version != VERSION), None)


def _older(db: sqlite3.Connection, made: Sequence[_Made], since: int) -> Piecework:
    """What was said before all that can be found: the newest of it."""
    last = (min(each.first for each in made) if made else since + 1) - 1
    query = "SELECT id FROM message WHERE id <= ? AND event = '' ORDER BY id DESC LIMIT 1 OFFSET ?"
    row = db.execute(query, (last, LARGE - 1)).fetchone()
    return Piecework(row[0] if row else 0, last, finishes=row is None)


def left_over(db: sqlite3.Connection) -> list[int]:
    """Pieces of which there are words, and nothing else: whatever made them ended in the middle."""
    known = {n for (n,) in db.execute("SELECT n FROM searchpiece")}
    found: list[int] = []
    n = db.execute("SELECT min(piece) FROM searchword").fetchone()[0]
    while n is not None:
        found += [] if n in known else [n]
        n = db.execute("SELECT min(piece) FROM searchword WHERE piece > ?", (n,)).fetchone()[0]
    return found
