"""The tiles of a desktop, in the grid's order: one goes through the page, and reads it on a phone, in that order."""

from __future__ import annotations

from htpy import Element as Fragment
from htpy import div, p

from app.components.desktop import clock, link, memo, miaou, people, unread
from app.components.desktop.tile import OF_KIND, Tile
from app.components.page import Page
from app.store.layouts import Layout
from app.store.widgets import KINDS, Widget

ROOMS = (miaou, people, clock, memo, unread, link)
"""Each brings a kind of tile."""

NAMES = {kind: OF_KIND[kind].named for kind in KINDS}
"""What each kind of widget is called."""


def tile(page: Page, widget: Widget) -> Tile:
    return OF_KIND[widget.kind](page, widget)


def canals_shown(page: Page, layout: Layout) -> list[int]:
    """The canals that the tiles show, each once."""
    canals = [tile(page, widget).canal for widget in layout.widgets]
    return list(dict.fromkeys(canal.id for canal in canals if canal is not None))


def grid(page: Page, layout: Layout) -> Fragment:
    """All tiles, the sentence that shows when there is none, and where one that is dragged would come to stand."""
    return div("#tiles.tiles", data_piece=True, data_keyed=True)[
        p(".empty")[page.words("Your desktop is empty. Right-click, or press and hold, to arrange it.")],
        div(".landing", hidden=True, data_landing=True, aria_hidden="true"),
        [tile(page, widget).draw() for widget in layout.widgets],
    ]
