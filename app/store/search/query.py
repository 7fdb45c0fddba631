"""What somebody typed to find something, understood as far as it can be. Any text is: what is no filter is words.

All of it must be true of what is found: `facture "bon de commande" de:léa dans:compta après:mars a:pdf -devis`.
What stands together without a space (`FA2024-0153`, `lea@example.fr`) is found so; in quotes, as it is spelled.
The last word, as long as it is being typed, may be the beginning of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from datetime import time as midnight

from app.locale import N_
from app.store.ids import LARGEST, id_at
from app.store.search import dates
from app.store.search.filters import ALONE, HOLDS, MEANT, MYSELF, Key, canals_called, members_called
from app.store.search.words import Token, sought
from app.store.state import Member, State
from app.text.typed import fold, without_controls

LONGEST = 1_000
"""Characters that are read."""

PARTS_MOST = 24
"""Words and phrases that are sought; and words in a phrase."""

TOO_LONG = N_("Only the beginning of such a long text is sought.")
NOBODY = N_("Nobody here is called that.")
NO_CANAL = N_("You are in no canal of that name.")
NO_DAY = N_("This is no day.")
NO_HOLDING = N_("This is nothing that a message can hold.")
NOTHING_BEHIND = N_("Something is missing behind the colon.")

_FRENCH_TIES = """
le la les un une des du de au aux en et ou dans par pour sur avec ce cet cette ces mon ma mes son sa ses notre nos votre
"""
_ENGLISH_TIES = "the an of to in on for with this that my our your their"
TIES = frozenset(f"{_FRENCH_TIES} {_ENGLISH_TIES}".split())
"""Words that stand in nearly everything that is said, in French and English, folded."""

_QUOTES = {'"': '"', "“": "”", "«": "»", "„": "“"}
_PIECE = re.compile(
    r"""
    (?P<no>-(?=[\w"“«]))?
    (?:(?P<key>[^\W\d_]{1,12}):)?
    (?: (?P<quote>["“«„]) (?P<quoted>[^"”»]*) (?:["”»]|$) | (?P<plain>[^\s"“«„]+) )?
    """,
    re.VERBOSE,
)
_YEAR = re.compile(r"\s+(\d{4})(?!\S)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word, or several that follow one another.

    :param words: folded
    :param forms: of each
    :param exact: whether they are to be spelled so, but for case and accents
    :param begins: whether the last may be the beginning of a word
    :param unwanted: whether what holds it is not sought
    """

    words: tuple[str, ...]
    forms: tuple[frozenset[str], ...]
    exact: bool = False
    begins: bool = False
    unwanted: bool = False

    @property
    def is_to_prove(self) -> bool:
        """Whether the index does not tell."""
        return self.exact or len(self.words) > 1


@dataclass(slots=True)
class Query:
    """:param authors: whose; None: anybody's
    :param after: what is found has a greater id, and a smaller one than `before`
    """

    wanted: list[Wanted] = field(default_factory=list)
    authors: frozenset[int] | None = None
    canals: frozenset[int] | None = None
    after: int = -1
    before: int = LARGEST
    holds: set[str] = field(default_factory=set)
    received: bool = False
    pinned: bool = False
    trouble: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        anything = self.holds or self.received or self.pinned or self.after >= 0 or self.before < LARGEST
        return not (self.wanted or anything or self.authors is not None or self.canals is not None)

    @property
    def is_impossible(self) -> bool:
        nobody = self.authors is not None and not self.authors
        return nobody or (self.canals is not None and not self.canals) or self.after >= self.before


def understood(state: State, by: Member, typed: str, today: date, zone: tzinfo | None) -> Query:
    """:param today: where the searcher is
    :param zone: whose days they mean; None: this machine's
    """
    query = Query()
    text = without_controls(typed[: 2 * LONGEST])
    if len(typed) > 2 * LONGEST or len(text) > LONGEST:
        query.trouble.append((TOO_LONG, ""))
        text = text[:LONGEST]
    _Reading(state, by, today, zone, query).read(text)
    return query


class _Reading:
    def __init__(self, state: State, by: Member, today: date, zone: tzinfo | None, query: Query) -> None:
        self._state, self._by, self._today, self._zone, self._query = state, by, today, zone, query

    def read(self, text: str) -> None:
        at = 0
        while at < len(text):
            found = _PIECE.match(text, at)
            if found is None or found.end() == at:
                at += 1
                continue
            at = found.end()
            key = MEANT.get(fold(found["key"])) if found["key"] else None
            value = found["quoted"] if found["quote"] else found["plain"] or ""
            unwanted = bool(found["no"])
            if key and key in ALONE and not unwanted:
                self._filter(key, "", found[0])
                self._want("" if fold(value) in MYSELF else value, bool(found["quote"]), at >= len(text), False)
                continue
            # A colon with nothing behind it ends a sentence; or a filter that is being typed.
            if key and not unwanted and (value or found["quote"] or at >= len(text)):
                if key in ("on", "before", "after", "since") and fold(value) in dates.MONTH_OF:
                    year = _YEAR.match(text, at)
                    value, at = (f"{value} {year[1]}", year.end()) if year else (value, at)
                if value.strip() or at < len(text):
                    self._filter(key, value.strip(), found[0])
                continue
            plain = found["plain"] if found["key"] is None else f"{found['key']}:{value}"
            is_last = at >= len(text)
            self._want(value if found["quote"] else plain or "", bool(found["quote"]), is_last, unwanted)
        self._drop_what_has_only_begun()
        self._drop_what_ties_words()

    def _want(self, value: str, exact: bool, is_last: bool, unwanted: bool) -> None:
        found = sought(value)[:PARTS_MOST]
        if not found:
            return
        if len(self._query.wanted) >= PARTS_MOST:
            if (TOO_LONG, "") not in self._query.trouble:
                self._query.trouble.append((TOO_LONG, ""))
            return
        begins = is_last and not exact and value[-1:].isalnum()
        words = tuple(each.word for each in found)
        self._query.wanted.append(Wanted(words, tuple(each.forms for each in found), exact, begins, unwanted))

    def _drop_what_has_only_begun(self) -> None:
        """A single letter, behind something else: more of it is to come."""
        wanted = self._query.wanted
        last = "".join(wanted[-1].words) if wanted and wanted[-1].begins else ""
        if len(wanted) > 1 and len(last) == 1 and last.isalpha():
            wanted.pop()

    def _drop_what_ties_words(self) -> None:
        """Of *le parapluie* one seeks the umbrella, also where there is only *un*: unless nothing else is sought."""
        left = [each for each in self._query.wanted if each.exact or each.unwanted or not TIES.issuperset(each.words)]
        if any(not each.unwanted for each in left):
            self._query.wanted[:] = left

    def _filter(self, key: Key, value: str, typed: str) -> None:
        query = self._query
        if key == "received":
            query.received = True
        elif key == "pinned":
            query.pinned = True
        elif not value:
            query.trouble.append((NOTHING_BEHIND, typed))
        elif key == "from":
            authors = members_called(self._state, self._by, value)
            query.authors = (query.authors or frozenset()) | authors
            self._unless(bool(authors), NOBODY, typed)
        elif key == "in":
            canals = canals_called(self._state, self._by, value)
            query.canals = (query.canals or frozenset()) | canals
            self._unless(bool(canals), NO_CANAL, typed)
        elif key == "has":
            what = HOLDS.get(fold(value))
            query.holds |= {what} if what else set()
            self._unless(bool(what), NO_HOLDING, typed)
        else:
            self._day(key, value, typed)

    def _day(self, key: Key, value: str, typed: str) -> None:
        query, found = self._query, dates.period(value, self._today)
        if found is None:
            query.trouble.append((NO_DAY, typed))
            return
        begins, ends = (self._id_at(each) for each in found)
        if key in ("on", "since"):
            query.after = max(query.after, begins - 1)
        if key == "after":
            query.after = max(query.after, ends - 1)
        if key in ("on", "before"):
            query.before = min(query.before, ends if key == "on" else begins)

    def _unless(self, good: bool, trouble: str, typed: str) -> None:
        if not good:
            self._query.trouble.append((trouble, typed))

    def _id_at(self, day: date) -> int:
        at = datetime.combine(day, midnight(), self._zone)
        try:
            return min(id_at(int(at.timestamp() * 1000)), LARGEST)
        except (ValueError, OverflowError, OSError):
            return 0 if day.year < 2000 else LARGEST


def follows(wanted: Wanted, words: Sequence[Token]) -> Iterator[int]:
    """Where the wanted words follow one another, among those of a text."""
    last = len(wanted.words) - 1
    for start in range(len(words) - last):
        if _is(wanted, 0, words[start], last) and all(
            _is(wanted, n, words[start + n], last) for n in range(1, last + 1)
        ):
            yield start


def _is(wanted: Wanted, n: int, token: Token, last: int) -> bool:
    if token.word == wanted.words[n] or (wanted.begins and n == last and token.word.startswith(wanted.words[n])):
        return True
    # Forms of one word begin alike.
    alike = not wanted.exact and token.word[:3] == wanted.words[n][:3]
    return alike and not wanted.forms[n].isdisjoint(token.forms)
