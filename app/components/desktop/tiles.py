"""The tiles of a desktop, in the grid's order: one goes through the page, and reads it on a phone, in that order."""

from __future__ import annotations

from htpy import Element as Fragment
from htpy import div, p

from app.components.desktop import clock, link, memo, miaou, people, unread
from app.components.desktop.tile import OF_KIND, Tile
from app.components.forms import secondary
from app.components.page import Page
from app.components.states import state
from app.store.layouts import Layout
from app.store.widgets import KINDS, Widget

ROOMS = (miaou, people, clock, memo, unread, link)
"""Each brings a kind of tile."""

NAMES = {kind: OF_KIND[kind].named for kind in KINDS}
"""What each kind of widget is called."""

LANDING = "landing"
"""The key of the place where a tile that is dragged would come to stand."""


def tile(page: Page, widget: Widget) -> Tile:
    return OF_KIND[widget.kind](page, widget)


def canals_shown(page: Page, layout: Layout) -> list[int]:
    """The canals that the tiles show, each once."""
    canals = [tile(page, widget).canal for widget in layout.widgets]
    return list(dict.fromkeys(canal.id for canal in canals if canal is not None))


def grid(page: Page, layout: Layout, *, editing: bool) -> Fragment:
    """All tiles, the sentence that shows when there is none, and where one that is dragged would come to stand."""
    rows = max((widget.y + widget.h for widget in layout.widgets), default=0)
    return div(".tiles", style=f"--rows:{rows}", data_keyed=True)[
        state(
            "empty",
            p[page.words("Your desktop is empty. Right-click, or press and hold, to arrange it.")],
            secondary(page.words("Edit mode"), "edit-mode"),
            kind="empty",
        ),
        div(".cell", data_cell=True, aria_hidden="true"),
        div(".landing", style="", data_key=LANDING, aria_hidden="true"),
        [tile(page, widget).draw(editing=editing) for widget in layout.widgets],
    ]
