"""What the desktop's menus offer: those of the bar, and the one of a right click.

They stand in the page, which asks for them again when something of what they say has changed.
"""

from __future__ import annotations

from htpy import Element as Fragment
from htpy import div, span

from app.components.desktop.tiles import NAMES
from app.components.menu import LINE, Entry, Line, Offer, menu
from app.components.page import Page
from app.components.window.own_menu import homes, themes
from app.locale import N_, Words
from app.store import access
from app.store.layouts import WALLPAPERS
from app.store.members import setting

EDITING = "body:has([data-desktop][data-editing=true])"
RESTING = "body:has([data-desktop][data-editing=false])"
TILE = "[data-editing=true] [data-tile]"
TILE_WITH_OPTIONS = "[data-editing=true] [data-edits=true]"

BAR = {"work": N_("Work"), "view": N_("View"), "help": N_("Help")}
"""The menu bar's menus, by name."""

WALLPAPER_NAMES = {
    "dawn": N_("Dawn"),
    "paper": N_("Paper"),
    "paws": N_("Paws"),
    "hills": N_("Hills"),
    "roofs": N_("Roofs"),
    "waves": N_("Waves"),
}


def menus(page: Page) -> Fragment:
    """The menus of the bar, and the one of a right click, `menu-desktop`; each of them bears its name."""
    words = page.words
    arranging, start = _arranging(page), _start(page)
    offered: dict[str, list[Offer]] = {
        "work": [Entry(label=words("Chat"), href=_window(page))],
        "view": [*arranging, themes(words), LINE, homes(words), *start],
        "help": [Entry(label=words("What one can do here"), action="desktop-help")],
    }
    return div("#offers.offers", data_piece=True, data_parts=True)[
        (menu(f"menu-{name}", words(BAR[name]), offers) for name, offers in offered.items()),
        menu("menu-desktop", words("The desktop’s menu"), [*arranging, *start, *_of_tile(words)]),
    ]


def _arranging(page: Page) -> list[Offer]:
    words = page.words
    return [
        Entry(label=words("Edit mode"), action="edit-mode", where=RESTING),
        Entry(label=words("Leave edit mode"), action="edit-mode", where=EDITING),
        LINE,
        Entry(label=words("Add"), offers=_kinds(words), where=EDITING),
        Entry(label=words("Wallpaper"), offers=_papers(page)),
    ]


def _kinds(words: Words) -> list[Offer]:
    return [Entry(label=words(name), action="desktop-add", key=kind) for kind, name in NAMES.items()]


def _papers(page: Page) -> list[Offer]:
    chosen = page.store.desktops.of(page.member).wallpaper
    return [
        Entry(
            label=page.words(WALLPAPER_NAMES[name]),
            action="desktop-paper",
            key=name,
            checked=name == chosen,
            sample=span(".wallpaper.sample", data_wallpaper=name),
        )
        for name in WALLPAPERS
    ]


def _of_tile(words: Words) -> list[Offer]:
    """What can be done to the tile that is clicked."""
    return [
        Line(where=TILE),
        Entry(label=words("Options: {title}"), about="title", action="desktop-options", where=TILE_WITH_OPTIONS),
        Entry(label=words("Remove: {title}"), about="title", action="desktop-remove", where=TILE),
    ]


def _start(page: Page) -> list[Offer]:
    """For those who may choose what others start with."""
    if not access.may(access.access_admin, page.store.state, page.member):
        return []
    return [Entry(label=page.words("Starting layout"), action="starting-desktop")]


def _window(page: Page) -> str:
    # Whose home is the desktop asks for the window by name.
    return "/?window" if setting(page.member, "home") == "desktop" else "/"
