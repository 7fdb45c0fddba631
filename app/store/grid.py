"""Where widgets stand: in cells counted from 0, none on another. Who is in the way goes down, never to a side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.store.widgets import COLUMNS, LOWEST, Size, Widget

Cell = tuple[int, int]
"""Column and row."""


def in_order(widgets: Iterable[Widget]) -> tuple[Widget, ...]:
    """As one reads: from the top, and from the left."""
    return tuple(sorted(widgets, key=lambda widget: (widget.y, widget.x)))


def settled(widgets: Iterable[Widget], first: str = "") -> tuple[Widget, ...]:
    """With none lying on another: what is in the way of the one named `first`, or of one that begins higher or
    further left, goes down."""
    placed: list[Widget] = []
    for widget in sorted(in_order(widgets), key=lambda widget: widget.id != first):
        placed.append(_below(placed, widget))
    return in_order(placed)


def fit(widgets: Iterable[Widget]) -> bool:
    """Whether all of them begin within the desktop."""
    return all(widget.y <= LOWEST for widget in widgets)


def free_place(widgets: Sequence[Widget], size: Size, near: Cell = (0, 0)) -> Cell | None:
    """Where something of that size fits: the free place nearest to a cell, at its height or below."""
    columns = sorted(range(COLUMNS - size.w + 1), key=lambda x: (abs(x - near[0]), x))
    for y in range(max(0, near[1]), LOWEST + 1):
        for x in columns:
            new = Widget("", "clock", x, y, *size)
            if not any(new.overlaps(other) for other in widgets):
                return x, y
    return None


def lowest_place(widgets: Iterable[Widget]) -> Cell:
    """Below all of them: where something new stands in one column."""
    return 0, max((widget.y + widget.h for widget in widgets), default=0)


def stepped(widgets: Iterable[Widget], widget_id: str, step: int) -> tuple[Widget, ...]:
    """The widgets with the named one a step earlier (-1) or later (1) as one reads them.

    It changes places with its neighbour, each in its own size; the others keep their order.
    """
    before = list(in_order(widgets))
    here = next((n for n, widget in enumerate(before) if widget.id == widget_id), -1)
    there = here + step
    if here < 0 or not 0 <= there < len(before):
        return tuple(before)
    order = before.copy()
    order[here], order[there] = before[there], before[here]
    # Each takes the place of who stood there, or below whoever is in the way: never above who comes before it.
    placed: list[Widget] = []
    for widget, who_stood_there in zip(order, before, strict=True):
        last = placed[-1] if placed else None
        y = max(who_stood_there.y, last.y if last else 0)
        wanted = _below(placed, widget.at(who_stood_there.x, y))
        if last and not (last.y, last.x) < (wanted.y, wanted.x):
            wanted = _below(placed, replace(wanted, y=last.y + 1))
        placed.append(wanted)
    return tuple(placed)


def _below(placed: Iterable[Widget], widget: Widget) -> Widget:
    """The widget, moved down as far as it takes to lie on none of those."""
    under = [other.y + other.h for other in placed if widget.overlaps(other)]
    return _below(placed, replace(widget, y=max(under))) if under else widget
