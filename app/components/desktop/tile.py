"""One tile of a desktop: its frame, and what edit mode offers on it. What is in it is each kind's own."""

from __future__ import annotations

import json
from functools import cached_property
from typing import ClassVar

from htpy import Element as Fragment
from htpy import Node, button, div, fragment, h2, header, section, span

from app.components.asking import Answer
from app.components.icons import icon
from app.components.page import Page
from app.locale import N_
from app.store.state import Canal
from app.store.widgets import Widget

TOOLS: tuple[tuple[str, str, str, str, dict[str, int]], ...] = (
    ("up", "arrow-up", N_("Move up: {title}"), "order", {"step": -1}),
    ("down", "arrow-down", N_("Move down: {title}"), "order", {"step": 1}),
    ("taller", "plus", N_("Taller: {title}"), "grow", {"right": 0, "down": 1}),
    ("shorter", "minus", N_("Shorter: {title}"), "grow", {"right": 0, "down": -1}),
    ("options", "pen", N_("Options: {title}"), "options", {}),
    ("remove", "close", N_("Remove: {title}"), "remove", {}),
)
"""What edit mode offers: a name, how it is drawn and called, and the action with what goes with it."""

OF_KIND: dict[str, type[Tile]] = {}


def place_of(widget: Widget) -> dict[str, int]:
    """Where it stands, as the style sheet wants to know it: cells are counted from 1 there."""
    return {"--x": widget.x + 1, "--y": widget.y + 1, "--w": widget.w, "--h": widget.h}


class Tile:
    """A widget as its member sees it. Each kind of widget has a class of its own, which says what is in it."""

    named: ClassVar[str]
    """What a new one of this kind is called."""

    has_options: ClassVar[bool] = False
    """Whether something can be chosen; what stands in the others is written there, or nothing."""

    def __init_subclass__(cls, *, kind: str) -> None:
        OF_KIND[kind] = cls

    def __init__(self, page: Page, widget: Widget) -> None:
        self.page, self.widget, self.words = page, widget, page.words

    @property
    def title(self) -> str:
        return self.words(self.named)

    @cached_property
    def canal(self) -> Canal | None:
        """The canal that it is about, if it is about one."""
        return None

    def head(self) -> Node:
        """What stands beside its title."""
        return None

    def body(self) -> Node:
        raise NotImplementedError

    async def choose(self) -> Answer:
        """Its options are asked for."""
        return {}

    @property
    def color(self) -> str:
        """The colour that it is about; none: the house's own."""
        return self.canal.color if self.canal else ""

    def draw(self, *, editing: bool) -> Fragment:
        """In edit mode nothing in it answers, and it can have the focus itself."""
        widget = self.widget
        place = ";".join(f"{name}:{value}" for name, value in place_of(widget).items())
        return section(
            class_=["tile", {"tinted": bool(self.color)}],
            role="group",
            tabindex="0" if editing else None,
            style=f"{place};--c:{self.color}" if self.color else place,
            data_parts=True,
            data_key=widget.id,
            # In edit mode it is the tile itself that one is at.
            data_region=":scope" if editing else "textarea:enabled, a[href], button, [tabindex='0']",
            data_tile=widget.id,
            data_widget=widget.kind,
            data_title=self.title,
            data_edits=str(self.has_options).lower(),
            aria_labelledby=f"tile-{widget.id}",
        )[
            header(".tile-head")[self.color and span(".swatch"), h2(id=f"tile-{widget.id}")[self.title], self.head()],
            div(".tile-body", data_parts=True, inert=editing)[self.body()],
            div(".tile-tools")[self._tools()],
            span(".tile-handle", data_corner=True),
        ]

    def _tools(self) -> Node:
        offered = [each for each in TOOLS if each[0] != "options" or self.has_options]
        return fragment[
            (
                button(
                    ".icon",
                    type="button",
                    data_tool=name,
                    data_action=f"desktop-{does}",
                    data_with=json.dumps(details),
                    aria_label=label,
                    title=label,
                )[icon(drawn, 18)]
                for name, drawn, sentence, does, details in offered
                for label in [self.words(sentence, title=self.title)]
            )
        ]
