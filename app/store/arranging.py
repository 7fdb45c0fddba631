"""What one may do to a desktop: each makes another layout of the one that stands.

What cannot be done because there is an edge, or nobody to change places with, leaves the layout as it is.
"""

from __future__ import annotations

from dataclasses import replace

from app.store import grid
from app.store.grid import Cell
from app.store.layouts import NO_ROOM, WALLPAPERS, Layout
from app.store.refusal import Refused
from app.store.widgets import NONSENSE, OF_KIND, Size, Widget, read_options


def added(
    layout: Layout, widget_id: str, kind: str, options: object, near: Cell | None = None, *, column: bool = False
) -> Layout:
    """With a new widget of that kind.

    :param near: the cell that it stands as near to as can be; none: the upper left one
    :param column: whether the tiles are shown in one column: then it stands below all of them
    :raises Refused: when there is no room, no such kind, or the options will not do
    """
    if kind not in OF_KIND:
        raise Refused(NONSENSE)
    found = _lowest(layout, kind) if column else _free(layout, kind, near or (0, 0))
    if found is None:
        raise Refused(NO_ROOM)
    (x, y), (w, h) = found
    new = Widget(widget_id, kind, x, y, w, h, read_options(kind, options))
    return layout.of([*layout.widgets, new])


def removed(layout: Layout, widget_id: str) -> Layout:
    """:raises Refused: when it is not there"""
    gone = layout.get(widget_id)
    return replace(layout, widgets=tuple(widget for widget in layout.widgets if widget is not gone))


def put_back(layout: Layout, widget: Widget) -> Layout:
    """With a widget where it once stood, and what is in its way below it.

    :raises Refused: when there is no room any more, or it is there already
    """
    return layout.of([*layout.widgets, widget], first=widget.id)


def moved(layout: Layout, widget_id: str, x: int, y: int) -> Layout:
    """With a widget as near to that cell as can be.

    :raises Refused: when it is not there
    """
    return _with(layout, layout.get(widget_id).at(x, y))


def shifted(layout: Layout, widget_id: str, right: int, down: int) -> Layout:
    """With a widget so many cells further.

    :raises Refused: when it is not there
    """
    widget = layout.get(widget_id)
    return moved(layout, widget_id, widget.x + right, widget.y + down)


def resized(layout: Layout, widget_id: str, w: int, h: int) -> Layout:
    """With a widget in that size, or what of it fits.

    :raises Refused: when it is not there
    """
    return _with(layout, layout.get(widget_id).sized(w, h))


def grown(layout: Layout, widget_id: str, right: int, down: int) -> Layout:
    """With a widget larger by so many cells, or smaller.

    :raises Refused: when it is not there
    """
    widget = layout.get(widget_id)
    return resized(layout, widget_id, widget.w + right, widget.h + down)


def stepped(layout: Layout, widget_id: str, step: int) -> Layout:
    """With a widget one step later as one reads them, or earlier when `step` is negative.

    :raises Refused: when it is not there
    """
    layout.get(widget_id)
    return _if_fit(layout, grid.stepped(layout.widgets, widget_id, 1 if step > 0 else -1))


def papered(layout: Layout, wallpaper: str) -> Layout:
    """:raises Refused: when there is no such wallpaper"""
    if wallpaper not in WALLPAPERS:
        raise Refused(NONSENSE)
    return replace(layout, wallpaper=wallpaper)


def _lowest(layout: Layout, kind: str) -> tuple[Cell, Size]:
    return grid.lowest_place(layout.widgets), OF_KIND[kind].size


def _free(layout: Layout, kind: str, near: Cell) -> tuple[Cell, Size] | None:
    """Whatever comes to stand highest; of two that stand as high, the one in its full size."""
    places = [(grid.free_place(layout.widgets, size, near), size) for size in OF_KIND[kind].sizes]
    found = [(place, size) for place, size in places if place is not None]
    return min(found, key=lambda each: each[0][1], default=None)


def _with(layout: Layout, widget: Widget) -> Layout:
    """The widget keeps the place that it is given; whoever is in its way goes down."""
    others = (each for each in layout.widgets if each.id != widget.id)
    return _if_fit(layout, grid.settled([*others, widget], first=widget.id))


def _if_fit(layout: Layout, widgets: tuple[Widget, ...]) -> Layout:
    return replace(layout, widgets=widgets) if grid.fit(widgets) else layout
