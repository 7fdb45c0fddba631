"""Words as they are sought: without case and accents, and by what their forms have in common, in French and English.

The stemmer (Snowball) is made for finding more: it has *facturation* meet *facture*. Whoever looks for an invoice does
not want the department: where it cuts off what makes another word of a word, the word keeps it (`_guarded`).
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import snowballstemmer

from app.text.typed import fold_once

VERSION = 1
"""Of what `terms` makes of a text: an index that was made by another one is made anew."""

LONGEST = 40
"""Characters of a word that count."""

SHORTEST_WITH_FORMS = 4

_WORD = re.compile(r"[^\W_]+")
_WESTERN = re.compile("[\x00-\u02ff\u2010-\u2027\u202f\u20ac]*")

# 06 12 34 56 78, 1 250, 1.250.000: written in groups, sought in one.
_GROUPED = re.compile(r"(?<![^\W_])\d{1,4}(?:[  \u202f.]\d{2,4}){1,6}(?![^\W_])")
_NO_DIGIT = re.compile(r"\D")

# Of l'entreprise one seeks the enterprise.
_ELIDED = frozenset({"l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu"})
_APOSTROPHES = frozenset("'’‘ʼ")


class Token(NamedTuple):
    """A word of a text, and where it stands there.

    :param word: folded
    :param spelled: as it stands there
    """

    word: str
    spelled: str
    start: int
    end: int

    @property
    def forms(self) -> frozenset[str]:
        """What it has in common with its other forms; the word itself among them. Takes longer than all else."""
        return word_of(self.spelled)[1]


def normal(text: str) -> str:
    """The text in which the places of `tokens` count: what is kept is like that already, what stands in files may not
    be."""
    return text if _WESTERN.fullmatch(text) else unicodedata.normalize("NFC", text)


def tokens(text: str) -> Iterator[Token]:
    """The words of a `normal` text, in their order."""
    for found in _WORD.finditer(text):
        word = _folded(found[0])
        if word:
            yield Token(word, found[0], found.start(), found.end())


def sought(text: str) -> list[Token]:
    """As `tokens`, without the articles that an apostrophe ties to a word."""
    found = list(tokens(text))
    return [
        each
        for each in found
        if not (each.word in _ELIDED and text[each.end : each.end + 1] in _APOSTROPHES and each is not found[-1])
    ]


def terms(text: str) -> set[str]:
    """All under which a text is found."""
    text = normal(text)
    found: set[str] = set()
    for each in set(_WORD.findall(text)):
        found |= _word_of(each[: 2 * LONGEST])[1]
    found.discard("")
    for group in _GROUPED.findall(text):
        found.add(_NO_DIGIT.sub("", group)[:LONGEST])
    return found


def word_of(token: str) -> tuple[str, frozenset[str]]:
    """A word, folded, and its forms."""
    return _word_of(token[: 2 * LONGEST])


def forget() -> None:
    """What was deleted is not even remembered here."""
    _word_of.cache_clear()


@lru_cache(maxsize=20_000)
def _word_of(token: str) -> tuple[str, frozenset[str]]:
    word = _key(token)
    return word, _forms(word, token.lower())


def _folded(token: str) -> str:
    """As `_key`; most words are spelled so that there is little to fold."""
    return token.lower()[:LONGEST] if token.isascii() else _key(token[: 2 * LONGEST])


def _key(token: str) -> str:
    """Folded; what that makes of one sign may hold others (½)."""
    return "".join(filter(str.isalnum, fold_once(token)))[:LONGEST]


def _forms(word: str, spelled: str) -> frozenset[str]:
    if len(word) < SHORTEST_WITH_FORMS or not word.isalpha():
        return frozenset({word})
    french, english = _stemmers()
    # As it is spelled, and as those type who have no accents at hand.
    found = {word, _french(word, french(spelled)), _french(word, french(word)), _english(word, english(word))}
    return frozenset(found.union(_genders(word)))


class _Own(threading.local):
    """A stemmer holds the word that it works at: each thread has its own."""

    stemmers: tuple[Any, Any] | None = None


_own = _Own()


def _stemmers() -> tuple[Any, Any]:
    if _own.stemmers is None:
        _own.stemmers = tuple(snowballstemmer.stemmer(each).stemWord for each in ("french", "english"))
    return _own.stemmers


_FRENCH = (
    *("issement", "amment", "emment", "atrice", "ation", "ateur", "logie", "usion", "ution", "ement", "ance", "ence"),
    *("isme", "iste", "able", "ible", "ique", "euse", "iere", "ment", "ite", "ive", "eux", "ier", "if", "ion"),
)
"""What makes another word of a word, in French."""

_ENGLISH = (
    *("ational", "ation", "ator", "ement", "ment", "ness", "able", "ible", "ance", "ence", "ity", "ism", "ist", "ant"),
    *("ent", "ous", "ive", "al", "er", "or", "ful", "ic", "ion"),
)

_ADJECTIVES = frozenset(
    {"important", "interessant", "courant", "suivant", "montant", "restant", "comptant", "cependant"}
)
"""Beside verbs of which they look like a form: import, montage."""


def _french(word: str, stem: str) -> str:
    stem = _key(stem)
    one = word[:-1] if word.endswith("s") and len(word) > SHORTEST_WITH_FORMS and word[-2] != "s" else word
    if _is_one(word):
        return word
    if (one[:-1] if one.endswith("e") else one) in _ADJECTIVES:
        return one.removesuffix("e")
    if word.endswith("ons") and stem == word[:-1] and len(word) > 7:
        stem = word[:-3]  # facturons
    return _guarded(one, stem, _FRENCH)


def _english(word: str, stem: str) -> str:
    one = word
    if word.endswith("ies"):
        one = word[:-3] + "y"
    elif word.endswith("s") and word[-2] != "s":
        one = word[:-1]
    if _is_one(word):
        return word
    return _guarded(one, stem, _ENGLISH)


def _guarded(one: str, stem: str, endings: tuple[str, ...]) -> str:
    """The stem, unless it lacks what makes the word another one: then all of the word.

    :param one: the word, not in the plural
    """
    if len(stem) < 3:
        return one
    return one if any(one.endswith(each) and len(stem) <= len(one) - len(each) for each in endings) else stem


def _is_one(word: str) -> bool:
    """Whether its s is no plural's: devis, avis, mois."""
    return len(word) <= 5 and word.endswith("is")


_FEMALE = (("trice", ("teur",)), ("euse", ("eux", "eur")), ("ive", ("if",)), ("elle", ("el",)), ("iere", ("ier",)))


def _genders(word: str) -> Iterator[str]:
    """As a word is to a man or a thing of that gender: actrice, acteur."""
    if _is_one(word):
        return
    one = word.removesuffix("s")
    yield one
    for female, others in _FEMALE:
        if one.endswith(female) and len(one) > len(female) + 1:
            yield from (one[: -len(female)] + each for each in others)
    if one.endswith("aux") and len(one) > 5:
        yield from (one[:-3] + each for each in ("al", "ail"))
