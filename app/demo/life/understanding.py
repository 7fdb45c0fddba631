"""What somebody meant by what they wrote, by plain rules: whom they name, what they ask, what it is about.

Nothing is guessed: what no rule knows is not understood, and whoever is asked says so. The rules of a language stand in
`answers/LANG/rules.txt`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from app.demo.cast import CHARACTERS
from app.demo.languages import LANGS, Lang
from app.demo.life.answers import Rule, rules
from app.demo.life.folding import words_of

FORMS = ("when", "how-much", "where", "who", "why", "how", "what")
"""What a question may ask for."""

REFERENCE = re.compile(r"(?<![\w-])([A-Za-z]{2,3})(\d{4}-\d{4})(?![\w-])")
_LINK = re.compile(r"https?://\S+")
_SENTENCE = re.compile(r"[^.!?;…\n]+[.!?;…\n]*")
_MARKS = 0x2100
"""Beyond are signs, not marks."""

ATTACHED = "📎"
"""Stands in a text for the files that go with it."""

DOUBTS = frozenset(["👎", "😢", "😭", "😡", "😠", "😱", "🙁", "😕", "🤔", "😞", "😤", "💔"])
"""Smileys that mean no good."""

FOREIGN = 2
"""By so many words of another language, more than of one's own, somebody speaks that one."""

LONG_NAME = 5
"""Letters from which on a name may have one wrong: "pour" is not Nour."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What is understood of a text.

    :param names: logins of the colleagues that it names, in its order
    :param everybody: whether it speaks to everybody by that word
    :param acts: kinds of things done by saying it (`hello`, `thanks`, …), in its order
    :param topics: what it is about, in its order
    :param asks: whether something is asked; `form` says what for, "" for a yes or a no
    :param wants: whether something is to be done
    :param references: records that it names, as these are written
    :param plain: whether it is in words of this language at all
    """

    names: tuple[str, ...] = ()
    everybody: bool = False
    acts: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    asks: bool = False
    form: str = ""
    wants: bool = False
    references: tuple[str, ...] = ()
    plain: bool = False


def understand(text: str, lang: Lang) -> Heard:
    """What that text means in that language."""
    links, bare = _LINK.findall(text), _LINK.sub(" ", text)
    references = tuple(f"{letters.upper()}{number}" for letters, number in REFERENCE.findall(bare))
    bare = REFERENCE.sub(" ", bare)
    book = _book(lang)
    raw = _SENTENCE.findall(bare)
    sentences = [book.told(words_of(each)) for each in raw]
    words = [word for each in sentences for word in each]
    asked = [each for each, typed in zip(sentences, raw, strict=True) if book.asks(each, "?" in typed)]
    questions = [word for each in asked for word in each]
    acts = book.found(words, book.acts)
    if links:
        acts.append("link")
    if ATTACHED in text:
        acts.append("file")
    if not links and not references and ATTACHED not in text and not _but_names(words):
        # Nothing but a smiley, or a name that is called.
        if any(ord(sign) > _MARKS for sign in text):
            acts.append("doubted" if DOUBTS & set(text) else "smiley")
        elif words:
            acts.append("talk")
    if _is_foreign(words, lang):
        acts.append("foreign")
    topics = [*book.found(questions, book.topics), *book.found(words, book.topics)]
    forms = book.found(questions, book.forms)
    # "Could you tell me when …" is a question, "Could you do …" is none.
    wants = book.has(words, "request") and not forms and not book.has(words, "tell")
    return Heard(
        names=tuple(_names(words)),
        everybody=book.has(words, "everybody"),
        acts=tuple(dict.fromkeys(acts)),
        topics=tuple(dict.fromkeys(topics)),
        asks=bool(asked) and not wants,
        form=forms[0] if forms else "",
        wants=wants,
        references=tuple(dict.fromkeys(references)),
        plain=bool(topics) or book.has(words, "plain"),
    )


def _but_names(words: Sequence[str]) -> set[str]:
    """What is said besides a colleague's name."""
    return {each for each in words if not any(_is_called(each, part) for name in _NAMES for part in name)}


def _is_foreign(words: Sequence[str], lang: Lang) -> bool:
    """Whether that is said in another of the demo's languages: by its small words."""
    more = {each: len(_book(each).small & set(words)) for each in LANGS}
    own = more.pop(lang)
    return max(more.values()) - own >= FOREIGN


class _Book:
    """The rules of one language, sorted by what they are for."""

    def __init__(self, lang: Lang) -> None:
        self.rules: Mapping[str, Rule] = rules(lang)
        self.topics = {kind: rule for kind, rule in self.rules.items() if rule.owners}
        self.forms = {kind: self.rules[kind] for kind in FORMS}
        apart = {*self.topics, *FORMS, "request", "tell", "everybody", "plain", "asks", "ignored"}
        self.acts = {kind: rule for kind, rule in self.rules.items() if kind not in apart}
        self.small = frozenset(word for phrase in self.rules["plain"].phrases for word in phrase)

    def found(self, words: Sequence[str], among: Mapping[str, Rule]) -> list[str]:
        """Which of these kinds stand in the words, in the order of the words."""
        there = frozenset(words)
        first = {kind: _place(words, _possible(there, rule.phrases)) for kind, rule in among.items()}
        # Of two that begin with the same word the one that stands first in its file.
        return sorted((kind for kind, place in first.items() if place >= 0), key=first.__getitem__)

    def has(self, words: Sequence[str], kind: str) -> bool:
        return _place(words, self.rules[kind].phrases) >= 0

    def told(self, words: Sequence[str]) -> list[str]:
        """Without what is said for politeness' sake, and asks nothing."""
        rest, kept = list(words), []
        while rest:
            length = max((len(each) for each in self.rules["ignored"].phrases if _starts(rest, each)), default=0)
            kept += rest[:1] if not length else []
            rest = rest[length or 1 :]
        return kept

    def asks(self, words: Sequence[str], marked: bool) -> bool:
        """Whether a sentence asks: by its mark, or by how it begins once nobody is greeted and called any more."""
        if marked:
            return True
        rest = list(words)
        openings = [*self.rules["hello"].phrases, *((word,) for name in _NAMES for word in name)]
        while rest and (length := max((len(each) for each in openings if _starts(rest, each)), default=0)):
            rest = rest[length:]
        return any(_starts(rest, phrase) for phrase in self.rules["asks"].phrases)


@cache
def _book(lang: Lang) -> _Book:
    return _Book(lang)


def _starts(words: Sequence[str], phrase: Sequence[str]) -> bool:
    return len(words) >= len(phrase) and all(_fits(word, part) for word, part in zip(words, phrase, strict=False))


def _possible(there: frozenset[str], phrases: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """The phrases whose first word is among these, as far as one look says: a text may be long."""
    return [phrase for phrase in phrases if phrase[0] in there or phrase[0].endswith("*")]


def _fits(word: str, part: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


def _place(words: Sequence[str], phrases: Sequence[Sequence[str]]) -> int:
    """Where the first of these phrases stands in the words; -1 where none does."""
    for place, word in enumerate(words if phrases else ()):
        if any(_fits(word, phrase[0]) and _starts(words[place:], phrase) for phrase in phrases):
            return place
    return -1


# How each colleague is called, in words.
_NAMES: dict[tuple[str, ...], str] = {
    **{tuple(words_of(each.nickname)): each.login for each in CHARACTERS},
    ("jb",): "jb",
    ("jean", "ba"): "jb",
    ("baptiste",): "jb",
}


def _names(words: Sequence[str]) -> list[str]:
    found: dict[str, None] = {}
    for place in range(len(words)):
        for name, login in _NAMES.items():
            here = words[place : place + len(name)]
            if len(here) == len(name) and all(_is_called(word, part) for word, part in zip(here, name, strict=True)):
                found[login] = None
    return list(found)


def _is_called(word: str, name: str) -> bool:
    """The name, or one of a few letters with one wrong, missing, too many, or with its neighbour."""
    if word == name:
        return True
    if len(name) < LONG_NAME or abs(len(word) - len(name)) > 1 or word[0] != name[0]:
        return False
    start = next((i for i, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), min(len(word), len(name)))
    rest, wanted = word[start:], name[start:]
    swapped = rest[:2] == wanted[:2][::-1] and rest[2:] == wanted[2:]
    return swapped or rest[1:] == wanted[1:] or rest[1:] == wanted or rest == wanted[1:]
