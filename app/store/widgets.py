"""What can stand on a desktop: the kinds of widgets, their sizes, and what may be in each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from app.locale import N_
from app.store.ids import LARGEST
from app.store.refusal import Refused
from app.text import links
from app.text.typed import clean_name, without_controls

COLUMNS = 12
LOWEST = 200
"""The last row in which a widget may begin."""

TALLEST = 20
MEMO_LONGEST = 4_000
TITLE_LONGEST = 80
ADDRESS_LONGEST = 2_000

NONSENSE = N_("This desktop cannot be kept: reload the page and try again.")

Options = dict[str, Any]


class Size(NamedTuple):
    """In cells."""

    w: int
    h: int


class Kind(NamedTuple):
    """The size of a new widget, and the least that one may have."""

    size: Size
    least: Size

    @property
    def sizes(self) -> tuple[Size, Size]:
        """What a new one may have: its own size, or a narrower one where that comes to stand higher."""
        return self.size, Size(self.least.w, self.size.h)


OF_KIND = {
    "miaou": Kind(Size(4, 5), Size(3, 3)),
    "people": Kind(Size(4, 2), Size(2, 2)),
    "clock": Kind(Size(3, 2), Size(2, 1)),
    "memo": Kind(Size(3, 3), Size(2, 2)),
    "unread": Kind(Size(3, 3), Size(2, 2)),
    "link": Kind(Size(3, 1), Size(2, 1)),
}
KINDS = tuple(OF_KIND)
"""In the order in which they are offered."""

_ID = re.compile(r"[a-z0-9]{1,16}")


@dataclass(frozen=True, slots=True)
class Widget:
    """One widget: its upper left corner and its size in cells, and what is in it (see `read_options`)."""

    id: str
    kind: str
    x: int
    y: int
    w: int
    h: int
    options: Options = field(default_factory=dict)

    @property
    def canal_id(self) -> int | None:
        """The canal that a Miaou ! widget shows; None: the first of the member's."""
        canal_id: int | None = self.options.get("canal")
        return canal_id

    @property
    def least(self) -> Size:
        return OF_KIND[self.kind].least

    def overlaps(self, other: Widget) -> bool:
        beside = self.x + self.w <= other.x or other.x + other.w <= self.x
        return not (beside or self.y + self.h <= other.y or other.y + other.h <= self.y)

    def at(self, x: int, y: int) -> Widget:
        """The nearest that it may come to that place."""
        return replace(self, x=_between(0, x, COLUMNS - self.w), y=_between(0, y, LOWEST))

    def sized(self, w: int, h: int) -> Widget:
        """The nearest that it may come to that size, its upper left corner staying where it is.

        At the right edge its least width takes precedence: then it goes to the left.
        """
        w = _between(self.least.w, min(w, COLUMNS - self.x), COLUMNS)
        return replace(self, w=w, h=_between(self.least.h, h, TALLEST)).at(self.x, self.y)

    def filled(self, options: object) -> Widget:
        """With something else in it.

        :raises Refused: when that cannot stand in a widget of its kind
        """
        return replace(self, options=read_options(self.kind, options))

    def as_json(self) -> dict[str, Any]:
        place = {"id": self.id, "kind": self.kind, "x": self.x, "y": self.y, "w": self.w, "h": self.h}
        return {**place, "options": self.options}


def read_widget(value: object) -> Widget:
    """The widget that a browser means.

    :raises Refused: when there can be no such thing
    """
    widget = _any_size(value)
    if widget.w < widget.least.w or widget.h < widget.least.h:
        raise Refused(NONSENSE)
    return widget


def kept_widget(value: object) -> Widget:
    """The widget that the database holds; one that was kept smaller than it may be now grows to its least size.

    :raises Refused: as `read_widget`
    """
    widget = _any_size(value)
    return widget.sized(widget.w, widget.h)


def read_options(kind: str, value: object) -> Options:
    """What may stand in a widget of that kind; everything else that is given is left out."""
    given = read_dict(value)
    match kind:
        case "miaou":
            canal_id = given.get("canal")
            return {"canal": None if canal_id is None else _number(canal_id, 1, LARGEST)}
        case "memo":
            text = without_controls(_text(given.get("text", "")))
            if len(text) > MEMO_LONGEST:
                raise Refused("A memo has at most {n} characters.", n=MEMO_LONGEST)
            typed = _number(given.get("typed", 0), 0, LARGEST)
            return {"text": text, "typed": typed} if typed else {"text": text}
        case "link":
            return _link(_text(given.get("title", "")), _text(given.get("address")))
    return {}


def read_dict(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Refused(NONSENSE)
    return value


def _any_size(value: object) -> Widget:
    given = read_dict(value)
    name, kind = given.get("id"), given.get("kind")
    if not (isinstance(name, str) and _ID.fullmatch(name)) or kind not in KINDS:
        raise Refused(NONSENSE)
    x, y = _number(given.get("x"), 0, COLUMNS - 1), _number(given.get("y"), 0, LOWEST)
    w, h = _number(given.get("w"), 1, COLUMNS), _number(given.get("h"), 1, TALLEST)
    if x + w > COLUMNS:
        raise Refused(NONSENSE)
    return Widget(name, str(kind), x, y, w, h, read_options(str(kind), given.get("options", {})))


def _link(title: str, address: str) -> Options:
    found = links.site(without_controls(address)) if len(address) <= ADDRESS_LONGEST else None
    if found is None:
        raise Refused("A link leads to a web address, such as https://intranet.example.")
    title = clean_name(title[: 4 * TITLE_LONGEST])
    if not title:
        raise Refused("A link needs a title.")
    return {"title": title[:TITLE_LONGEST], "address": found}


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Refused(NONSENSE)
    return value


def _number(value: object, least: int, most: int) -> int:
    # Not isinstance: to Python, True is a number.
    if type(value) is not int or not least <= value <= most:
        raise Refused(NONSENSE)
    return value


def _between(least: int, value: int, most: int) -> int:
    return min(max(value, least), most)
