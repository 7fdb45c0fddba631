"""What the colleagues tell each other when nobody asks: one text file for each language.

=== coffee              where: the key of a `Place`
zoe                     who speaks; what follows is what they say
The ficus has a leaf.
jb ^ zoe                behind `^` whose last words they answer by a quote
It leans.
~ It laens.             what they say first, and mend a moment later
+ 😂 marc, karim        who puts which emoji to it
-                       they take it back some seconds later
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from app.demo.cast import CHARACTERS
from app.demo.languages import Lang
from app.demo.typography import spaced

_WHERE = re.compile(r"=== ([a-z-]+)")
_WHO = re.compile(rf"({'|'.join(each.login for each in CHARACTERS)})(?: \^ ([a-z]+))?")
_REACTION = re.compile(r"\+ (\S+) ([a-z, ]+)")


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing said; `answers` is whose last remark it quotes, `before` what is said first, `gone` whether it is
    taken back."""

    author: str
    text: str
    answers: str = ""
    before: str = ""
    gone: bool = False
    reactions: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    place: str
    remarks: tuple[Remark, ...]

    @property
    def authors(self) -> frozenset[str]:
        return frozenset(remark.author for remark in self.remarks)


@cache
def conversations(lang: Lang) -> tuple[Conversation, ...]:
    """All that is told in that language, in the order of its file; raises as `parsed`."""
    name = f"{lang}.txt"
    return tuple(parsed(name, resources.files(__package__).joinpath(name).read_text(encoding="utf-8"), lang))


def parsed(name: str, text: str, lang: Lang) -> Iterator[Conversation]:
    """The conversations in a file's text.

    :raises ValueError: with the line's number, when it is not written as above
    """
    remarks: list[Remark] = []
    head: re.Match[str] | None = None
    body: list[str] = []
    place = ""
    for number, row in enumerate([*text.splitlines(), "=== end"], start=1):
        line = row.strip()
        where, who = _WHERE.fullmatch(line), _WHO.fullmatch(line)
        if (where or who) and head is not None:
            remarks.append(_remark(name, number, head, body, lang))
            head, body = None, []
        if where:
            if place and not remarks:
                raise ValueError(f"{name}, line {number}: nothing is said above this line")
            if remarks:
                yield Conversation(place, tuple(remarks))
            place, remarks = where[1], []
        elif who:
            if not place:
                raise ValueError(f"{name}, line {number}: nobody knows where this is said")
            head = who
        elif line:
            if head is None:
                raise ValueError(f"{name}, line {number}: nobody says this")
            body.append(line)


def _remark(name: str, number: int, head: re.Match[str], body: list[str], lang: Lang) -> Remark:
    said, before, gone, reactions = [], "", False, []
    for line in body:
        if put := _REACTION.fullmatch(line):
            reactions.append((put[1], tuple(each.strip() for each in put[2].split(","))))
        elif line.startswith("~ "):
            before = line.removeprefix("~ ")
        elif line == "-":
            gone = True
        else:
            said.append(line)
    if not said:
        raise ValueError(f"{name}, line {number}: {head[1]} says nothing above this line")
    text, before = spaced("\n".join(said), lang), spaced(before, lang)
    return Remark(head[1], text, head[2] or "", before, gone, tuple(reactions))
