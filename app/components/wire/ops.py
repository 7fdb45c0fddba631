"""What the wire says, as values: each operation is spelled once here, and once in the kit that takes it in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import ClassVar

import orjson

from app.components.wire.facts import Told

Json = orjson.Fragment
"""What is JSON already, inside something that becomes JSON: it is made once."""


@dataclass(frozen=True, slots=True)
class Op:
    """One thing that a browser does with what it knows."""

    called: ClassVar[str]

    def as_json(self) -> str:
        """`["NAME", field, …]`."""
        return to_json([self.called, *(getattr(self, each.name) for each in fields(self))])


@dataclass(frozen=True, slots=True)
class FactsTold(Op):
    """Some facts, as they stand from that stamp on."""

    called = "facts"
    at: int
    told: Json


@dataclass(frozen=True, slots=True)
class Passing(Op):
    """Facts that hold for a moment only, and are kept nowhere."""

    called = "passing"
    told: Told


@dataclass(frozen=True, slots=True)
class RowsSaid(Op):
    """Rows of a canal's log; whoever takes them in holds all of it that is for them, up to that revision."""

    called = "rows"
    canal: int
    at: int
    rows: Json


@dataclass(frozen=True, slots=True)
class Heard(Op):
    """Who spoke in a canal, for another site's page."""

    called = "message"
    canal: int
    author: int


@dataclass(frozen=True, slots=True)
class Ring(Op):
    """What the browser says of a message while nobody looks."""

    called = "ring"
    notice: dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Quiet(Op):
    """The browser says no more of what rang by these tags."""

    called = "quiet"
    tags: list[str]


@dataclass(frozen=True, slots=True)
class Toast(Op):
    """A sentence for a few seconds.

    :param kind: `info` or `error`
    :param offer: the `label` of a button, the `action` that it asks for, and with which `key`: with one it stays
    """

    called = "toast"
    sentence: str
    kind: str
    offer: dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Aloud(Op):
    """A sentence for whoever does not see it."""

    called = "aloud"
    sentence: str


@dataclass(frozen=True, slots=True)
class Behind(Op):
    """What was told so far may be wrong: ask for what is missing."""

    called = "behind"


@dataclass(frozen=True, slots=True)
class Gone(Op):
    """The session is over."""

    called = "gone"


Telling = tuple[Sequence[str], Op]
"""Rooms, and what is said there."""


def to_json(value: object) -> str:
    """JSON for the wire."""
    return orjson.dumps(value).decode()


def as_json(value: object) -> str:
    """JSON in ASCII, that may stand inside a script element."""
    return json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")
