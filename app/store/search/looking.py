"""Looking through the index: the ids of what matches, the newest first, piece by piece, for as long as one asks.

What comes out still is to be read by what its readers may (`access`); and where words are to follow one another, they
may stand apart: the index knows which words there are, not where.
"""

from __future__ import annotations

import bisect
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.store.search import bits, documents
from app.store.search.index import Piece, ids_of, joined, pieces
from app.store.search.query import Query, Wanted
from app.store.search.words import BEGINNING, BEGINNINGS

_TERMS = """
SELECT w.piece, w.held FROM json_each(:pieces) AS p CROSS JOIN json_each(:terms) AS t
CROSS JOIN searchword AS w ON w.piece = p.value AND w.word = t.value
"""
_BEGINNING = """
SELECT w.piece, w.held FROM json_each(:pieces) AS p
CROSS JOIN searchword AS w ON w.piece = p.value AND w.word >= :begins AND w.word < :ends
"""
_FRESH = "SELECT id, terms FROM searchfresh WHERE id > ? AND id < ? ORDER BY id DESC"

_PINNED = """
SELECT message_id FROM pin WHERE canal_id IN (SELECT value FROM json_each(?)) AND message_id > ? AND message_id < ?
ORDER BY message_id DESC
"""

AT_ONCE = (4, 16, 64, 256)
"""Pieces that are looked through together: few at first, for what is common; more for what is rare."""


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of these terms, or a word that begins so.

    :param kept: under what a piece keeps by itself what begins so
    """

    terms: tuple[str, ...]
    begins: str = ""
    kept: str = ""

    def holds(self, terms: str) -> bool:
        """Whether a row of fresh terms has one of them."""
        return any(f" {each} " in terms for each in self.terms) or bool(self.begins and f" {self.begins}" in terms)


@dataclass(frozen=True, slots=True)
class Plan:
    """All of these, and none of those; between two ids."""

    all: tuple[AnyOf, ...]
    none: tuple[AnyOf, ...]
    after: int
    before: int

    def narrowed(self, before: int) -> Plan:
        """To what is older than that, too."""
        return replace(self, before=min(self.before, before))


def planned(query: Query, member_id: int, audiences: Sequence[str], direct: Iterable[int]) -> Plan:
    """What is to be looked for.

    :param audiences: for whom it may be (`access.audiences_of`)
    :param direct: the searcher's direct conversations, in which all is meant for them
    """
    every: list[AnyOf] = []
    none: list[AnyOf] = []
    for wanted in query.wanted:
        if not wanted.unwanted:
            every += _of(wanted)
        elif len(wanted.words) == 1:
            none += _of(wanted)
    if query.authors is not None:
        every.append(AnyOf(tuple(f"#a{each}" for each in query.authors)))
    if query.canals is not None:
        every.append(AnyOf(tuple(f"#k{each}" for each in query.canals)))
    every += [AnyOf((f"#h{each}",)) for each in sorted(query.holds)]
    if query.received:
        every.append(AnyOf((f"#t{member_id}", "#t0", *(f"#k{each}" for each in direct))))
        none.append(AnyOf((f"#a{member_id}",)))
    # Last: it may be many, and is asked only of those pieces in which something is left.
    every.append(AnyOf(tuple(audiences)))
    return Plan(tuple(every), tuple(none), query.after, query.before)


def _of(wanted: Wanted) -> Iterator[AnyOf]:
    last = len(wanted.words) - 1
    for n, (word, forms) in enumerate(zip(wanted.words, wanted.forms, strict=True)):
        terms = {word} if wanted.exact else {word, *forms}
        begins = word if wanted.begins and n == last and len(word) >= min(BEGINNINGS) else ""
        yield AnyOf(tuple(sorted(terms)), begins, BEGINNING + word if len(begins) in BEGINNINGS else "")


def newest_first(db: sqlite3.Connection, plan: Plan) -> Iterator[list[int]]:
    """The ids of what matches, in lists that go on from one another."""
    rows = db.execute(_FRESH, (plan.after, plan.before))
    fresh = [id_ for id_, terms in rows if fits(plan, terms)]
    if fresh:
        yield fresh
    left = [each for each in pieces(db) if each.last > plan.after and each.first < plan.before]
    round_ = 0
    while left:
        many = AT_ONCE[min(round_, len(AT_ONCE) - 1)]
        some, left, round_ = left[:many], left[many:], round_ + 1
        found = _in_pieces(db, plan, some)
        for piece in some:
            if piece.n in found and (ids := _ids(db, plan, piece, found[piece.n])):
                yield ids


def pinned(db: sqlite3.Connection, plan: Plan, canals: Sequence[int]) -> Iterator[list[int]]:
    """As `newest_first`, of what is pinned in these canals: few, which are looked through themselves."""
    rows = db.execute(_PINNED, (json.dumps(canals), plan.after, plan.before)).fetchall()
    yield [each.id for (id_,) in rows for each in documents.of_these(db, [id_], whole=True) if fits(plan, joined(each))]


def fits(plan: Plan, terms: str) -> bool:
    """Whether a row of terms does."""
    return all(each.holds(terms) for each in plan.all) and not any(each.holds(terms) for each in plan.none)


def _in_pieces(db: sqlite3.Connection, plan: Plan, some: Sequence[Piece]) -> dict[int, int]:
    """Of each of these pieces in which anything matches: which of its messages."""
    alive = {piece.n: -1 for piece in some}
    for wanted in plan.all:
        held = _held(db, wanted, alive)
        alive = {n: left for n, before in alive.items() if (left := before & held.get(n, 0))}
        if not alive:
            return alive
    for unwanted in plan.none:
        held = _held(db, unwanted, alive)
        alive = {n: left for n, before in alive.items() if (left := before & ~held.get(n, 0))}
    return alive


def _held(db: sqlite3.Connection, wanted: AnyOf, alive: Iterable[int]) -> dict[int, int]:
    """Which messages of each of these pieces hold one of the terms."""
    found: dict[int, int] = {}
    these = json.dumps([*alive])
    terms = [*wanted.terms, wanted.kept] if wanted.kept else wanted.terms
    for n, held in db.execute(_TERMS, {"pieces": these, "terms": json.dumps(terms)}):
        found[n] = found.get(n, 0) | bits.unpacked(held)
    if wanted.begins and not wanted.kept:
        values = {"pieces": these, "begins": wanted.begins, "ends": wanted.begins + "\U0010ffff"}
        for n, held in db.execute(_BEGINNING, values):
            found[n] = found.get(n, 0) | bits.unpacked(held)
    return found


def _ids(db: sqlite3.Connection, plan: Plan, piece: Piece, held: int) -> list[int]:
    ids = ids_of(db, piece.n)
    if held.bit_length() > len(ids):
        raise bits.Damaged
    if piece.last >= plan.before:
        held &= (1 << bisect.bisect_left(ids, plan.before)) - 1
    if piece.first <= plan.after:
        least = bisect.bisect_right(ids, plan.after)
        held = held >> least << least
    return [ids[place] for place in bits.places_of(held)]
