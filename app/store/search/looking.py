"""Looking through the index: the ids of what matches, the newest first, for as long as one asks.

What comes out still is to be read by what its readers may (`access`); and where words are to follow one another, they
may stand apart: the index knows which words there are, not where.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.store.search import documents
from app.store.search.index import joined
from app.store.search.query import Query, Wanted

SHORTEST_BEGINNING = 2
"""Letters from which on a word may be unfinished: with one, nearly everything would begin so."""

_MATCH = "SELECT rowid FROM search WHERE search MATCH ? AND rowid > ? AND rowid < ? ORDER BY rowid DESC"

_PINNED = """
SELECT message_id FROM pin WHERE canal_id IN (SELECT value FROM json_each(?)) AND message_id > ? AND message_id < ?
ORDER BY message_id DESC
"""

AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of these terms, or a word that begins so."""

    terms: tuple[str, ...]
    begins: str = ""

    @property
    def expression(self) -> str:
        """As FTS5 reads it. A term holds no quote, but whoever changes what one is need not think of this."""
        said = [_quoted(each) for each in self.terms]
        return " OR ".join([*said, f"{_quoted(self.begins)} *"] if self.begins else said)

    def holds(self, terms: str) -> bool:
        """Whether a row of terms has one of them."""
        return any(f" {each} " in terms for each in self.terms) or bool(self.begins and f" {self.begins}" in terms)


@dataclass(frozen=True, slots=True)
class Plan:
    """All of these, and none of those; between two ids."""

    all: tuple[AnyOf, ...]
    none: tuple[AnyOf, ...]
    after: int
    before: int

    @property
    def expression(self) -> str:
        asked = " AND ".join(f"({each.expression})" for each in self.all)
        unwanted = " OR ".join(each.expression for each in self.none)
        return f"({asked}) NOT ({unwanted})" if unwanted else asked

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
    every.append(AnyOf(tuple(audiences)))
    return Plan(tuple(every), tuple(none), query.after, query.before)


def _of(wanted: Wanted) -> Iterator[AnyOf]:
    last = len(wanted.words) - 1
    for n, (word, forms) in enumerate(zip(wanted.words, wanted.forms, strict=True)):
        terms = {word} if wanted.exact else {word, *forms}
        begins = wanted.begins and n == last and len(word) >= SHORTEST_BEGINNING
        yield AnyOf(tuple(sorted(terms)), word if begins else "")


def newest_first(db: sqlite3.Connection, plan: Plan) -> Iterator[list[int]]:
    """The ids of what matches, in lists that go on from one another."""
    # Of an index that was made anew meanwhile a connection hears as it reads any other table, not FTS5's.
    db.execute("SELECT reached FROM searchstate").fetchone()
    rows = db.execute(_MATCH, (plan.expression, plan.after, plan.before))
    while some := rows.fetchmany(AT_ONCE):
        yield [id_ for (id_,) in some]


def pinned(db: sqlite3.Connection, plan: Plan, canals: Sequence[int]) -> Iterator[list[int]]:
    """As `newest_first`, of what is pinned in these canals: few, which are looked through themselves."""
    rows = db.execute(_PINNED, (json.dumps(canals), plan.after, plan.before)).fetchall()
    yield [each.id for (id_,) in rows for each in documents.of_these(db, [id_], whole=True) if fits(plan, joined(each))]


def fits(plan: Plan, terms: str) -> bool:
    """Whether a row of terms does."""
    return all(each.holds(terms) for each in plan.all) and not any(each.holds(terms) for each in plan.none)


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'
