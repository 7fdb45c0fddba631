"""What a tile shows of itself: its title, and which canal a Miaou ! shows, or why it shows none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.components.page import Page
from app.locale import N_
from app.store import access, drawer
from app.store.layouts import Layout
from app.store.state import Canal
from app.store.widgets import Widget

NAMES = {
    "miaou": N_("Miaou!"),
    "people": N_("Who is there?"),
    "clock": N_("Clock"),
    "memo": N_("Memo"),
    "unread": N_("Unread"),
    "link": N_("Link"),
}
"""What each kind of widget is called."""

WITH_OPTIONS = frozenset({"miaou", "link"})
"""Kinds in which something can be chosen; what stands in the others is written there, or nothing."""

NO_CANAL = N_("There is no canal yet.")
GONE = N_("This canal is no longer yours, or no longer exists.")
CLOSED = N_("This canal is archived: nothing more is said in it.")


@dataclass(frozen=True)
class Tile:
    """One tile as its member sees it.

    :param canal: what a Miaou ! shows
    :param notice: what is the matter with that canal, or why there is none
    """

    title: str
    canal: Canal | None = None
    notice: str = ""


def tile(page: Page, widget: Widget) -> Tile:
    match widget.kind:
        case "miaou":
            return _miaou(page, widget.canal_id)
        case "link":
            return Tile(str(widget.options["title"]))
        case kind:
            return Tile(page.words(NAMES[kind]))


def canals_shown(page: Page, layout: Layout) -> list[int]:
    """The canals that the tiles show, each once."""
    canals = [tile(page, widget).canal for widget in layout.widgets if widget.kind == "miaou"]
    return list(dict.fromkeys(canal.id for canal in canals if canal is not None))


def as_json(page: Page, layout: Layout) -> dict[str, Any]:
    """The layout, each widget with what its tile shows.

    `named` are the members whose nicknames stand in titles: when one of them is renamed, this is another.
    """
    tiles = [(widget, tile(page, widget)) for widget in layout.widgets]
    direct = [shown.canal for _, shown in tiles if shown.canal and shown.canal.kind == "direct"]
    named = {other.id for canal in direct for other in drawer.others(page.store.state, page.member, canal)}
    return layout.as_json() | {"widgets": [_as_json(*each) for each in tiles], "named": sorted(named)}


def _miaou(page: Page, chosen: int | None) -> Tile:
    state, member, words = page.store.state, page.member, page.words
    mine = {canal.id: canal for canal in access.canals_of(state, member)}
    canal = drawer.first(state, member) if chosen is None else mine.get(chosen)
    if canal is None:
        return Tile(words(NAMES["miaou"]), notice=words(NO_CANAL if chosen is None else GONE))
    title = words("Miaou! · {canal}", canal=drawer.called(state, member, canal))
    return Tile(title, canal, words(CLOSED) if canal.archived else "")


def _as_json(widget: Widget, shown: Tile) -> dict[str, Any]:
    canal = {"canal": shown.canal.id, "color": shown.canal.color} if shown.canal else {"canal": None, "color": ""}
    told = {"title": shown.title, "notice": shown.notice, "edits": widget.kind in WITH_OPTIONS}
    return widget.as_json() | told | canal
