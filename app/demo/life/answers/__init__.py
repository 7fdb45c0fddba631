"""What the colleagues say to people: text files, the same for each language, easy to change by hand.

`LANG/LOGIN.txt` holds the answers of one colleague, `LANG/everybody.txt` those that anyone may give:

    # a note, for whoever reads the file
    = thanks                    the kind of thing that is answered; an empty line or none between kinds
    Avec plaisir, {name}.       one answer in each line; {name} is who wrote
    = deliveries when           an answer to that question about that topic alone
    = record FA                 to a record whose reference begins so; {ref} is that reference
    = react                     emoji, for when there is nothing to say

`LANG/rules.txt` says by which words a kind is known, accents and capitals aside; behind `>` who knows a topic best:

    = deliveries > solene, karim
    livraison*, expedi*, le camion      `*`: whatever the word ends in
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import NamedTuple

from app.demo.languages import Lang
from app.demo.life.folding import fold
from app.demo.typography import spaced

PLACEHOLDERS = frozenset({"name", "ref"})

_HEAD = re.compile(r"= ([a-z-]+(?: [A-Za-z-]+)?)(?: > ([a-z, ]+))?")
_PLACEHOLDER = re.compile(r"\{(\w*)\}")


class Rule(NamedTuple):
    """By which phrases, in folded words, a kind is known; of a topic, who knows it best."""

    phrases: tuple[tuple[str, ...], ...]
    owners: tuple[str, ...] = ()


@cache
def answers(lang: Lang, whose: str) -> Mapping[str, tuple[str, ...]]:
    """The answers in one file by their kind.

    :param whose: a login, or `everybody`
    :raises ValueError: with the line's number, when the file is not written as above
    """
    name = f"{whose}.txt"
    found: dict[str, tuple[str, ...]] = {}
    for number, kind, _, lines in _sections(name, _read(lang, name)):
        if kind in found:
            raise ValueError(f"{name}, line {number}: {kind} stands there twice")
        for line in lines:
            if unknown := set(_PLACEHOLDER.findall(line)) - PLACEHOLDERS:
                raise ValueError(f"{name}, line {number}: nothing fills {{{unknown.pop()}}}")
        found[kind] = tuple(spaced(line, lang) for line in lines)
    return found


@cache
def rules(lang: Lang) -> Mapping[str, Rule]:
    """The rules of a language by the kind that they know; raises as `answers`."""
    found: dict[str, Rule] = {}
    for _, kind, owners, lines in _sections("rules.txt", _read(lang, "rules.txt")):
        phrases = [phrase for line in lines for phrase in line.split(",") if phrase.strip()]
        found[kind] = Rule(tuple(tuple(re.findall(r"[a-z0-9]+\*?", fold(each))) for each in phrases), owners)
    return found


def parsed(name: str, text: str) -> dict[str, tuple[str, ...]]:
    """The lines of a file by their kind; raises as `answers`."""
    return {kind: lines for _, kind, _, lines in _sections(name, text)}


def _read(lang: Lang, name: str) -> str:
    return resources.files(__package__).joinpath(lang, name).read_text(encoding="utf-8")


def _sections(name: str, text: str) -> Iterator[tuple[int, str, tuple[str, ...], tuple[str, ...]]]:
    """Each kind with the number of its line, its owners and its lines."""
    lines: list[str] = []
    number, kind, owners = 0, "", tuple[str, ...]()
    for n, row in enumerate([*text.splitlines(), "= end"], start=1):
        line = row.strip()
        if line.startswith("="):
            head = _HEAD.fullmatch(line)
            if head is None:
                raise ValueError(f"{name}, line {n}: this is no head of a kind")
            if kind and not lines:
                raise ValueError(f"{name}, line {number}: nothing stands under {kind}")
            if kind:
                yield number, kind, owners, tuple(lines)
            named = (each.strip() for each in (head[2] or "").split(","))
            number, kind, owners, lines = n, head[1], tuple(each for each in named if each), []
        elif line and not line.startswith("#"):
            if not kind:
                raise ValueError(f"{name}, line {n}: no kind above this line")
            lines.append(line)
