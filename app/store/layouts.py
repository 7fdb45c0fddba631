"""What stands on a desktop, and where. A layout is read from what a browser says, and cannot be wrong afterwards."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from app.locale import N_
from app.store.ids import LARGEST
from app.store.refusal import Refused
from app.text import links
from app.text.typed import clean_name, without_controls

COLUMNS = 12
LOWEST = 200
"""The last row in which a widget may begin."""

TALLEST = 20
WIDGETS_MOST = 40
MEMO_LONGEST = 4_000
TITLE_LONGEST = 80
ADDRESS_LONGEST = 2_000
OPTIONS_LARGEST = 40_000
"""Characters of all that stands in a desktop's widgets: each change goes out to all of a member's tabs."""

WALLPAPERS = ("dawn", "paper", "paws", "hills", "roofs", "waves")
KINDS = ("miaou", "people", "clock", "memo", "unread", "link")

NONSENSE = N_("This desktop cannot be kept: reload the page and try again.")
NO_ROOM = N_("There is no room left on this desktop.")

Options = dict[str, Any]

_ID = re.compile(r"[a-z0-9]{1,16}")


@dataclass(frozen=True, slots=True)
class Widget:
    """One widget: its upper left corner and its size in cells, and what is in it (see `_options`)."""

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

    def overlaps(self, other: Widget) -> bool:
        beside = self.x + self.w <= other.x or other.x + other.w <= self.x
        return not (beside or self.y + self.h <= other.y or other.y + other.h <= self.y)

    def as_json(self) -> dict[str, Any]:
        place = {"id": self.id, "kind": self.kind, "x": self.x, "y": self.y, "w": self.w, "h": self.h}
        return {**place, "options": self.options}


@dataclass(frozen=True, slots=True)
class Layout:
    """A desktop. `revision` grows with each change of it: of two that a tab hears of, the greater is the newer."""

    wallpaper: str
    widgets: tuple[Widget, ...]
    revision: int = 0

    @property
    def canals(self) -> set[int]:
        """The canals that its widgets name."""
        return {widget.canal_id for widget in self.widgets if widget.canal_id is not None}

    def arranged(self, wanted: Layout) -> Layout:
        """As wanted, but what is in a widget that already stands here stays as it is."""
        kept = {widget.id: widget for widget in self.widgets}
        widgets = (
            replace(widget, options=kept[widget.id].options)
            if widget.id in kept and kept[widget.id].kind == widget.kind
            else widget
            for widget in wanted.widgets
        )
        return _checked(replace(wanted, widgets=tuple(widgets)))

    def filled(self, widget_id: str, options: object) -> Layout:
        """With something else in one of its widgets.

        :raises Refused: when it is not there, or the options will not do
        """
        if all(widget.id != widget_id for widget in self.widgets):
            raise Refused("This widget is no longer on your desktop.")
        widgets = (
            replace(widget, options=_options(widget.kind, options)) if widget.id == widget_id else widget
            for widget in self.widgets
        )
        return _checked(replace(self, widgets=tuple(widgets)))

    def with_canals(self, known: Iterable[int]) -> Layout:
        """Widgets of any other canal show the first of the member's."""
        unknown = self.canals - set(known)
        widgets = (
            replace(widget, options={"canal": None}) if widget.canal_id in unknown else widget
            for widget in self.widgets
        )
        return replace(self, widgets=tuple(widgets))

    def as_json(self) -> dict[str, Any]:
        widgets = [widget.as_json() for widget in self.widgets]
        return {"wallpaper": self.wallpaper, "widgets": widgets, "revision": self.revision}


FIRST = Layout(
    "dawn",
    (
        Widget("miaou", "miaou", 0, 0, 5, 7, {"canal": None}),
        Widget("clock", "clock", 8, 0, 4, 2),
        Widget("people", "people", 8, 2, 4, 3),
        Widget("memo", "memo", 8, 5, 4, 2, {"text": ""}),
    ),
)
"""What members start with, until an administrator chooses something else."""


def read(value: object) -> Layout:
    """The layout that a browser means; widgets that overlap move down until none does.

    :raises Refused: when it is none, or too much
    """
    given = _dict(value)
    widgets, wallpaper = given.get("widgets"), given.get("wallpaper")
    if not isinstance(widgets, list) or wallpaper not in WALLPAPERS:
        raise Refused(NONSENSE)
    if len(widgets) > WIDGETS_MOST:
        raise Refused("A desktop has at most {n} widgets.", n=WIDGETS_MOST)
    return _checked(Layout(wallpaper, tuple(map(_widget, widgets))))


def kept(text: str) -> Layout | None:
    """The layout that a text of the database holds; None when there is none in it that this version can show."""
    try:
        given = json.loads(text)
        return replace(read(given), revision=int(given.get("revision", 0)))
    except (ValueError, TypeError, OverflowError, RecursionError, Refused):
        return None


def as_text(layout: Layout) -> str:
    return json.dumps(layout.as_json(), ensure_ascii=False, separators=(",", ":"))


def _checked(layout: Layout) -> Layout:
    if len({widget.id for widget in layout.widgets}) != len(layout.widgets):
        raise Refused(NONSENSE)
    if sum(len(str(value)) for widget in layout.widgets for value in widget.options.values()) > OPTIONS_LARGEST:
        raise Refused("Too much is written on this desktop: shorten a memo.")
    return replace(layout, widgets=tuple(_settled(layout.widgets)))


def _settled(widgets: Iterable[Widget]) -> list[Widget]:
    """In reading order; whoever begins higher, or further left, keeps their place."""
    placed: list[Widget] = []
    for widget in sorted(widgets, key=_place):
        placed.append(_below(placed, widget))
    if any(widget.y > LOWEST for widget in placed):
        raise Refused(NO_ROOM)
    return sorted(placed, key=_place)


def _below(placed: Iterable[Widget], widget: Widget) -> Widget:
    """The widget, moved down as far as it takes to lie on none of those."""
    under = [other.y + other.h for other in placed if widget.overlaps(other)]
    return _below(placed, replace(widget, y=max(under))) if under else widget


def _place(widget: Widget) -> tuple[int, int]:
    return widget.y, widget.x


def _widget(value: object) -> Widget:
    given = _dict(value)
    name, kind = given.get("id"), given.get("kind")
    if not (isinstance(name, str) and _ID.fullmatch(name)) or kind not in KINDS:
        raise Refused(NONSENSE)
    x, y = _number(given.get("x"), 0, COLUMNS - 1), _number(given.get("y"), 0, LOWEST)
    w, h = _number(given.get("w"), 1, COLUMNS), _number(given.get("h"), 1, TALLEST)
    if x + w > COLUMNS:
        raise Refused(NONSENSE)
    return Widget(name, str(kind), x, y, w, h, _options(str(kind), given.get("options", {})))


def _options(kind: str, value: object) -> Options:
    """What may stand in a widget of that kind; everything else that is given is left out."""
    given = _dict(value)
    match kind:
        case "miaou":
            canal_id = given.get("canal")
            return {"canal": None if canal_id is None else _number(canal_id, 1, LARGEST)}
        case "memo":
            text = without_controls(_text(given.get("text", "")))
            if len(text) > MEMO_LONGEST:
                raise Refused("A memo has at most {n} characters.", n=MEMO_LONGEST)
            return {"text": text}
        case "link":
            return _link(_text(given.get("title", "")), _text(given.get("address")))
    return {}


def _link(title: str, address: str) -> Options:
    found = links.web_address(without_controls(address)) if len(address) <= ADDRESS_LONGEST else None
    if found is None:
        raise Refused("A link leads to a web address, such as https://intranet.example.")
    title = clean_name(title[: 4 * TITLE_LONGEST])
    if not title:
        raise Refused("A link needs a title.")
    return {"title": title[:TITLE_LONGEST], "address": found}


def _dict(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Refused(NONSENSE)
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Refused(NONSENSE)
    return value


def _number(value: object, least: int, most: int) -> int:
    # Not isinstance: to Python, True is a number.
    if type(value) is not int or not least <= value <= most:
        raise Refused(NONSENSE)
    return value
