"""What stands on a desktop, and where. A layout is read from what a browser says, and cannot be wrong afterwards."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from app.locale import N_
from app.store import grid
from app.store.refusal import Refused
from app.store.widgets import NONSENSE, Widget, kept_widget, read_dict, read_widget

WIDGETS_MOST = 40
OPTIONS_LARGEST = 40_000
"""Characters of all that stands in a desktop's widgets: each change goes out to all of a member's tabs."""

WALLPAPERS = ("dawn", "paper", "paws", "hills", "roofs", "waves")

NO_ROOM = N_("There is no room left on this desktop.")
GONE = N_("This widget is no longer on your desktop.")


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

    def get(self, widget_id: str) -> Widget:
        """:raises Refused: when it is not there"""
        for widget in self.widgets:
            if widget.id == widget_id:
                return widget
        raise Refused(GONE)

    def filled(self, widget_id: str, options: object) -> Layout:
        """With something else in one of its widgets.

        :raises Refused: when it is not there, or the options will not do
        """
        filled = self.get(widget_id).filled(options)
        return self.of(filled if widget.id == widget_id else widget for widget in self.widgets)

    def with_canals(self, known: Iterable[int]) -> Layout:
        """Widgets of any other canal show the first of the member's."""
        unknown = self.canals - set(known)
        widgets = (
            replace(widget, options={"canal": None}) if widget.canal_id in unknown else widget
            for widget in self.widgets
        )
        return replace(self, widgets=tuple(widgets))

    def of(self, widgets: Iterable[Widget], first: str = "") -> Layout:
        """With these widgets; what lies on another goes down, the one named `first` staying where it is.

        :raises Refused: when they are too many, too full, or find no room
        """
        return _checked(replace(self, widgets=tuple(widgets)), first)

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
    return _read(value, read_widget)


def kept(text: str) -> Layout | None:
    """The layout that a text of the database holds; None when there is none in it that this version can show."""
    try:
        given = json.loads(text)
        return replace(_read(given, kept_widget), revision=int(given.get("revision", 0)))
    except (ValueError, TypeError, OverflowError, RecursionError, Refused):
        return None


def as_text(layout: Layout) -> str:
    return json.dumps(layout.as_json(), ensure_ascii=False, separators=(",", ":"))


def _read(value: object, widget: Callable[[object], Widget]) -> Layout:
    given = read_dict(value)
    widgets, wallpaper = given.get("widgets"), given.get("wallpaper")
    if not isinstance(widgets, list) or wallpaper not in WALLPAPERS:
        raise Refused(NONSENSE)
    # Before each of them is looked at: there may be thousands.
    _bounded(len(widgets))
    return _checked(Layout(wallpaper, tuple(map(widget, widgets))))


def _checked(layout: Layout, first: str = "") -> Layout:
    _bounded(len(layout.widgets))
    if len({widget.id for widget in layout.widgets}) != len(layout.widgets):
        raise Refused(NONSENSE)
    if sum(len(str(value)) for widget in layout.widgets for value in widget.options.values()) > OPTIONS_LARGEST:
        raise Refused("Too much is written on this desktop: shorten a memo.")
    widgets = grid.settled(layout.widgets, first)
    if not grid.fit(widgets):
        raise Refused(NO_ROOM)
    return replace(layout, widgets=widgets)


def _bounded(number: int) -> None:
    if number > WIDGETS_MOST:
        raise Refused("A desktop has at most {n} widgets.", n=WIDGETS_MOST)
