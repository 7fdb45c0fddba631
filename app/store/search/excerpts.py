"""What is shown of a message that was found: the words around what was sought, as they are spelled, marked."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from app.store.search.documents import card_text, file_text
from app.store.search.query import Query, follows
from app.store.search.words import Token, normal, tokens
from app.text.mentions import named_today
from app.text.short import in_short

LONG = 160
"""Characters of an excerpt, about."""

BEFORE = 40
"""Characters that are shown before the first word that was sought."""

FILE_MOST = 60_000
"""Characters of a file among which words are looked for to be shown."""

TEXT_MOST = 100_000

_BLANK = re.compile(r"[ \t-\r]+")
"""What may become one space; one that keeps a sign with its word stays."""

Where = Literal["text", "file", "card"]
Excerpt = tuple[tuple[str, bool], ...]
"""A piece of a text, in parts: whether each is what was sought."""


@dataclass(frozen=True, slots=True)
class Part:
    """A text of a message: its own, of its record, a file's name or what stands in it."""

    where: Where
    text: str
    file_id: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """What is sought in a message, as its rows say it.

    :param files: of each: id, digest, name
    """

    id: int
    text: str
    html: str
    card: str
    files: tuple[tuple[int, str, str], ...]

    def parts(self, db: sqlite3.Connection, called: Callable[[int], str] | None = None) -> Iterator[Part]:
        """Its texts, those first that are read first; what stands in files last, since that takes longest.

        :param called: what the member of an id is called now: its text as it is shown; None: as it was typed
        """
        shown = self.text if called is None else in_short(named_today(self.html, called), TEXT_MOST)
        yield Part("text", normal(shown))
        if self.card:
            yield Part("card", normal(card_text(self.card)))
        for id_, _, name in self.files:
            yield Part("file", normal(name), id_)
        for id_, digest, _ in self.files:
            if text := file_text(db, digest):
                yield Part("file", normal(text), id_)


def excerpt(db: sqlite3.Connection, row: Row, query: Query, called: Callable[[int], str]) -> tuple[Part, Excerpt]:
    """What is shown of a message, and which of its texts that is: the one that holds most of what was sought."""
    best, hits, most = Part("text", ""), list[_Hit](), -1
    sought = sum(not each.unwanted for each in query.wanted)
    for whole in row.parts(db, called):
        part = Part(whole.where, _BLANK.sub(" ", whole.text[:FILE_MOST]).strip(), whole.file_id)
        found = _hits(part.text, query)
        count = len({each.of for each in found})
        if count > most and (part.text or most < 0):
            best, hits, most = part, found, count if part.text else -1
        if most >= sought > 0 or (not sought and best.text):
            break
    return best, _around(best.text, hits)


@dataclass(frozen=True, slots=True)
class _Hit:
    """Where something that was sought stands, and which of all that it is."""

    start: int
    end: int
    of: int


def _hits(text: str, query: Query) -> list[_Hit]:
    if not any(not each.unwanted for each in query.wanted):
        return []
    all_tokens = list(tokens(text))
    found = []
    for n, wanted in enumerate(query.wanted):
        if not wanted.unwanted:
            last = len(wanted.words) - 1
            stands = ((all_tokens[at].start, all_tokens[at + last].end) for at in follows(wanted, all_tokens))
            found += [_Hit(start, end, n) for start, end in stands]
    return sorted(found, key=lambda each: (each.start, -each.end))


def _around(text: str, hits: Sequence[_Hit]) -> Excerpt:
    first = max(hits, key=lambda each: (_within(hits, each.start), -each.start)).start if hits else 0
    start = 0 if first <= BEFORE else _next_word(text, first - BEFORE, first)
    end = len(text) if len(text) - start <= LONG + BEFORE // 2 else _last_word(text, start + LONG)
    parts: list[tuple[str, bool]] = [("…", False)] if start else []
    at = start
    for hit in hits:
        if hit.start >= at and hit.end <= max(end, first + 1):
            parts += [(text[at : hit.start], False), (text[hit.start : hit.end], True)]
            at = hit.end
    parts.append((text[at:end], False))
    if end < len(text):
        parts.append(("…", False))
    return _joined(parts)


def _within(hits: Sequence[_Hit], start: int) -> int:
    """How much of what was sought stands in an excerpt that begins there."""
    return len({each.of for each in hits if start <= each.start and each.end <= start + LONG - BEFORE})


def _next_word(text: str, at: int, latest: int) -> int:
    space = text.find(" ", at, latest)
    return at if space < 0 else space + 1


def _last_word(text: str, at: int) -> int:
    space = text.rfind(" ", at - BEFORE, at)
    return at if space < 0 else space


def _joined(parts: Sequence[tuple[str, bool]]) -> Excerpt:
    kept: list[tuple[str, bool]] = []
    for text, is_sought in parts:
        if text and kept and kept[-1][1] == is_sought:
            kept[-1] = (kept[-1][0] + text, is_sought)
        elif text:
            kept.append((text, is_sought))
    return tuple(kept)


def all_true(db: sqlite3.Connection, row: Row, query: Query) -> bool:
    """Whether what is to stand together does, and what is to be spelled so is: that, the index does not know."""
    to_prove = [each for each in query.wanted if each.is_to_prove]
    for part in row.parts(db) if to_prove else ():
        words: list[Token] = list(tokens(part.text))
        found = [each for each in to_prove if next(follows(each, words), None) is not None]
        if any(each.unwanted for each in found):
            return False
        to_prove = [each for each in to_prove if each not in found]
        if not to_prove:
            return True
    return all(each.unwanted for each in to_prove)


def score(db: sqlite3.Connection, row: Row, query: Query) -> float:
    """How well a message answers: what is sought often and in few words, spelled as it was typed, counts most (BM25,
    without how rare each word is: of those that match all hold all of them)."""
    total = 0.0
    words = [
        each
        for part in row.parts(db)
        if part.where == "text" or len(part.text) < TEXT_MOST
        for each in tokens(part.text)
    ]
    length = 0.25 + 0.75 * len(words) / USUAL
    for wanted in query.wanted:
        if not wanted.unwanted:
            found = list(follows(wanted, words))
            exact = sum(words[at].word == wanted.words[0] for at in found)
            often = len(found) + exact
            total += often * 2.2 / (often + 1.2 * length)
    return round(total, 6)


USUAL = 20
"""Words of a usual message."""
