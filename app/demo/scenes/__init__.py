"""The scenes that a presenter has played: one text file each and language, read by `scene`.

A file is easy to change by hand:

    title: Monday, 9 a.m.       what its button says
    about: People arrive.       what it shows, in a sentence
    canal: office               where it plays: the key of a `Place`
    viewer: agathe              as whom it is best seen
    away: karim, nour           who is absent when it begins
    instead: karim = theo       who plays a part whose own colleague is a person, or a page of the demo's
    page: /demo/erp             on which it is seen, if that is not the chat
                                (an empty line between what happens)
    4 karim comes               seconds after the one before, and who: connects, or `goes`
    5 marc > lea, karim         says something, with recipients if it is an aside
    The message, in Markdown,
    as many lines as it needs.
    4 lea ^ marc                behind `^` whom it answers: what they said last, in this scene
    Really, {marc}?             `{marc}` is the nickname of whoever plays Marc, `{year}` the year
    ~ Raelly?                   what it was before its author edited it, in one line
    + 👍 marc, karim            who put which emoji to it, a moment later
    | A record's title          at its end, a record as a card: title, reference, link, then its fields, as in `talk`
    6 marc takes back           what they said last
    3 waits                     nothing, for so long

Whoever is a person is not played: their part goes to whoever stands in for them, and is left out when there is nobody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Literal

from app.demo.languages import Lang
from app.demo.talk import body_of, named
from app.demo.typography import spaced

NAMES = ("monday", "client", "invoice", "secret", "erp", "coffee")
"""All scenes, in the order of their buttons."""

CODES = (1, 2)
"""Of a card's rows the reference and the link."""

Deed = Literal["says", "comes", "goes", "takes back", "waits"]

_FIELD = re.compile(r"(title|about|canal|viewer|away|instead|page): (.+)")
_HEAD = re.compile(
    r"(\d+) (?:(?P<waits>waits)|(?P<who>[a-z]+)(?: (?P<deed>comes|goes|takes back))?"
    r"(?: \^ (?P<answers>[a-z]+))?(?: > (?P<to>[a-z, ]+))?)"
)
_PART = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class Cue:
    """One thing that happens, `after` so many seconds. What a message has besides is as in `talk.Line`."""

    after: int
    who: str
    deed: Deed = "says"
    text: str = ""
    recipients: tuple[str, ...] = ()
    answers: str = ""
    before: str = ""
    reactions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    card: tuple[str, ...] = ()

    @property
    def named(self) -> set[str]:
        """Whose part's nickname stands in the text."""
        return {name for name in _PART.findall(" ".join((self.text, self.before, *self.card))) if name != "year"}


@dataclass(frozen=True, slots=True)
class Scene:
    name: str
    title: str
    about: str
    canal: str
    viewer: str
    cues: tuple[Cue, ...]
    away: tuple[str, ...] = ()
    instead: tuple[tuple[str, str], ...] = ()
    """Who plays whose part, when that is a person's."""
    page: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """Who does something in it, in the order in which they first do."""
        return tuple(dict.fromkeys(cue.who for cue in self.cues if cue.who))

    @property
    def circle(self) -> set[str]:
        """Among whom something is said aside in it."""
        return {login for cue in self.cues if cue.recipients for login in (cue.who, *cue.recipients)}

    def player(self, part: str, is_person: Callable[[str], bool]) -> str | None:
        """Who plays that part, given who is a person; nobody, when there is nobody left to."""
        if not is_person(part):
            return part
        instead = dict(self.instead)
        double = instead.get(part)
        if double is None or is_person(double):
            return None
        # Two parts in one mouth would be a conversation with oneself: the first one has it.
        first = next((each for each in self.parts if instead.get(each) == double and is_person(each)), None)
        return double if first == part else None


@cache
def scene(name: str, lang: Lang) -> Scene:
    """The scene of that name.

    :raises ValueError: with the line's number, when its file is not as described above
    """
    text = resources.files(__package__).joinpath(lang, f"{name}.txt").read_text(encoding="utf-8")
    return printed(parsed(name, text), lang)


def scenes(lang: Lang) -> list[Scene]:
    return [scene(name, lang) for name in NAMES]


def parsed(name: str, text: str) -> Scene:
    """The scene in `text`, the content of the file `name`.txt; raises as `scene` does."""
    rows = list(enumerate(text.splitlines(), start=1))
    fields: dict[str, str] = {}
    while rows and (field := _FIELD.fullmatch(rows[0][1])):
        fields[field[1]] = field[2]
        rows.pop(0)
    missing = [each for each in ("title", "about", "canal", "viewer") if each not in fields]
    if missing:
        raise ValueError(f"{name}.txt, line {rows[0][0] if rows else 1}: no {missing[0]} above this")
    pairs = [pair.split(" = ") for pair in named(fields.get("instead", ""))]
    if any(len(pair) != 2 for pair in pairs):
        raise ValueError(f"{name}.txt: who plays instead of whom is `instead: PART = WHO, PART = WHO`")
    return Scene(
        name,
        fields["title"],
        fields["about"],
        fields["canal"],
        fields["viewer"],
        tuple(_cues(name, rows)),
        named(fields.get("away", "")),
        tuple((part, who) for part, who in pairs),
        fields.get("page", ""),
    )


def printed(given: Scene, lang: Lang) -> Scene:
    """With the spaces that the language's typography wants."""
    cues = tuple(
        replace(
            cue,
            text=spaced(cue.text, lang),
            before=spaced(cue.before, lang),
            card=tuple(row if n in CODES else spaced(row, lang) for n, row in enumerate(cue.card)),
        )
        for cue in given.cues
    )
    return replace(given, title=spaced(given.title, lang), about=spaced(given.about, lang), cues=cues)


def _cues(name: str, rows: list[tuple[int, str]]) -> Iterator[Cue]:
    head: re.Match[str] | None = None
    body: list[str] = []
    for number, row in rows:
        found = _HEAD.fullmatch(row)
        if found is None:
            # Of what is said the lines are told apart in `_said`; anything else stands alone.
            if row.strip() and (head is None or head["deed"] or head["waits"]):
                raise ValueError(f"{name}.txt, line {number}: nobody says this")
            body.append(row)
            continue
        if head is not None:
            yield _cue(name, number, head, body)
        head, body = found, []
    if head is None:
        raise ValueError(f"{name}.txt: nothing happens in it")
    yield _cue(name, rows[-1][0], head, body)


def _cue(name: str, number: int, head: re.Match[str], body: list[str]) -> Cue:
    """:param number: of the line after it"""
    after = int(head[1])
    if head["waits"]:
        return Cue(after, "", "waits")
    if deed := head["deed"]:
        return Cue(after, head["who"], "comes" if deed == "comes" else "goes" if deed == "goes" else "takes back")
    cue = _said(after, head, body)
    if not cue.text and not cue.card:
        raise ValueError(f"{name}.txt, before line {number}: {cue.who} says nothing")
    return cue


def _said(after: int, head: re.Match[str], rows: list[str]) -> Cue:
    body = body_of(rows)
    to, answers = named(head["to"] or ""), head["answers"] or ""
    return Cue(after, head["who"], "says", body.text, to, answers, body.before, body.reactions, body.card)
