"""What the desktop's menus offer: those of the bar, and the one of a right click.

The page holds them, and asks for them again when something of what they say has changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.components.desktop.tiles import NAMES
from app.components.view import View
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


def menus(view: View) -> dict[str, Any]:
    """Each menu's entries, by its name: the bar's, `context` on the desktop, and what a tile's adds to that."""
    arranging, start, help_ = _arranging(view), _start(view), Entry(label=_help(view.words), does="desktop-help")
    offered = {
        "work": (Entry(label=view.words("Chat"), href=_window(view)),),
        "view": (*arranging, _themes(view), LINE, _homes(view), *start),
        "help": (help_,),
        "context": (*arranging, *start),
        "tile": _of_tile(view.words),
    }
    return {name: as_json(entries) for name, entries in offered.items()}


def _arranging(view: View) -> tuple[Entry | str, ...]:
    words = view.words
    wallpaper = view.store.desktops.of(view.member).wallpaper
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


def _themes(view: View) -> Entry:
    chosen = setting(view.member, "theme")
    themes = (
        Entry(label=view.words(THEMES[name]), does="set-theme", key=name or "auto", checked=name == chosen)
        for name in THEMES
    )
    return Entry(label=view.words("Appearance"), items=tuple(themes))


def _homes(view: View) -> Entry:
    chosen = setting(view.member, "home")
    homes = (
        Entry(label=view.words(HOMES[name]), does="set-home", key=name, checked=name == chosen)
        for name in SETTINGS["home"]
    )
    return Entry(label=view.words("Home page"), items=tuple(homes))


def _start(view: View) -> tuple[Entry, ...]:
    """For those who may choose what others start with."""
    if not access.may(access.access_admin, view.store.state, view.member):
        return ()
    return (Entry(label=view.words("Starting layout"), does="starting-desktop"),)


def _help(words: Words) -> str:
    return words("What one can do here")


def _window(view: View) -> str:
    # Whose home is the desktop asks for the window by name.
    return "/?window" if setting(view.member, "home") == "desktop" else "/"
