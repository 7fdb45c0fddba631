"""What the desktop's menus offer: those of the bar, and the one of a right click.

The page holds them, and asks for them again when something of what they say has changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.components.desktop.tiles import NAMES
from app.components.page import Page
from app.locale import N_, Words
from app.store import access
from app.store.layouts import WALLPAPERS
from app.store.members import SETTINGS, setting

LINE = "line"
"""What stands between two groups of entries."""

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
HOMES = {"window": N_("Chat"), "desktop": N_("Desktop")}
THEMES = {"": N_("Automatic"), "light": N_("Light"), "dark": N_("Dark")}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry of a menu.

    :param does: what a click on it asks for: an action of the server's, or of the desktop's script
    :param key: what that is done with
    :param href: where it leads instead
    :param items: its submenu
    :param checked: it is one of several, and whether it is the one
    :param paper: the wallpaper that a sample is shown of
    :param when: it is offered while tiles are arranged only ("editing"), or while they are not ("resting")
    """

    label: str
    does: str = ""
    key: str = ""
    href: str = ""
    items: tuple[Entry | str, ...] = ()
    checked: bool | None = None
    paper: str = ""
    when: str = ""

    def as_json(self) -> dict[str, Any]:
        """Without what it has not."""
        plain = {"label": self.label, "does": self.does, "key": self.key, "href": self.href}
        more = {"checked": self.checked, "paper": self.paper, "when": self.when, "items": as_json(self.items)}
        return {name: value for name, value in (plain | more).items() if value not in ("", None, [])}


def as_json(entries: tuple[Entry | str, ...]) -> list[Any]:
    return [entry if isinstance(entry, str) else entry.as_json() for entry in entries]


def menus(page: Page) -> dict[str, Any]:
    """Each menu's entries, by its name: the bar's, `context` on the desktop, and what a tile's adds to that."""
    arranging, start, help_ = _arranging(page), _start(page), Entry(label=_help(page.words), does="desktop-help")
    offered = {
        "work": (Entry(label=page.words("Chat"), href=_window(page)),),
        "view": (*arranging, _themes(page), LINE, _homes(page), *start),
        "help": (help_,),
        "context": (*arranging, *start),
        "tile": _of_tile(page.words),
    }
    return {name: as_json(entries) for name, entries in offered.items()}


def _arranging(page: Page) -> tuple[Entry | str, ...]:
    words = page.words
    wallpaper = page.store.desktops.of(page.member).wallpaper
    kinds = tuple(Entry(label=words(name), does="add", key=kind) for kind, name in NAMES.items())
    papers = tuple(
        Entry(label=words(WALLPAPER_NAMES[name]), does="paper", key=name, paper=name, checked=name == wallpaper)
        for name in WALLPAPERS
    )
    return (
        Entry(label=words("Edit mode"), does="edit-mode", when="resting"),
        Entry(label=words("Leave edit mode"), does="edit-mode", when="editing"),
        LINE,
        Entry(label=words("Add"), items=kinds, when="editing"),
        Entry(label=words("Wallpaper"), items=papers),
    )


def _of_tile(words: Words) -> tuple[Entry | str, ...]:
    """The page fills in the tile's title."""
    return (
        LINE,
        Entry(label=words("Options: {title}"), does="options"),
        Entry(label=words("Remove: {title}"), does="remove"),
    )


def _themes(page: Page) -> Entry:
    chosen = setting(page.member, "theme")
    themes = (
        Entry(label=page.words(THEMES[name]), does="set-theme", key=name or "auto", checked=name == chosen)
        for name in THEMES
    )
    return Entry(label=page.words("Appearance"), items=tuple(themes))


def _homes(page: Page) -> Entry:
    chosen = setting(page.member, "home")
    homes = (
        Entry(label=page.words(HOMES[name]), does="set-home", key=name, checked=name == chosen)
        for name in SETTINGS["home"]
    )
    return Entry(label=page.words("Home page"), items=tuple(homes))


def _start(page: Page) -> tuple[Entry, ...]:
    """For those who may choose what others start with."""
    if not access.may(access.access_admin, page.store.state, page.member):
        return ()
    return (Entry(label=page.words("Starting layout"), does="starting-desktop"),)


def _help(words: Words) -> str:
    return words("What one can do here")


def _window(page: Page) -> str:
    # Whose home is the desktop asks for the window by name.
    return "/?window" if setting(page.member, "home") == "desktop" else "/"
