"""All that keys do: told in a card, and pressed from anywhere in the page, each from its one line here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from htpy import Element, button, dd, div, dl, dt, h3, kbd
from nicegui import ui

from app.components.cards.card import Card, heading
from app.components.cards.switcher import FIND, KEYS
from app.components.forms import secondary
from app.components.live_list import plain
from app.components.panel import Slots
from app.components.search.field import SEARCH
from app.locale import N_, Words

Where = Literal["window", "desktop", "frame", "room"]
"""Where keys are pressed; a room is a small window on one canal, in a page that shows several."""


@dataclass(frozen=True)
class Shortcut:
    """
    :param named: the keys, as one reads them
    :param does: what they do
    :param keys: the same, as a page knows them, where it is by an `action` that anything in it may ask for
    :param where: in what they are heard
    """

    named: str
    does: str
    keys: str = ""
    action: str = ""
    where: tuple[Where, ...] = ()


PAGES: tuple[Where, ...] = ("window", "frame")

SHORTCUTS: tuple[tuple[str, tuple[Shortcut, ...]], ...] = (
    (
        N_("From place to place"),
        (
            # What they press is heard itself.
            Shortcut(N_("Ctrl+K"), FIND, KEYS),
            Shortcut(N_("Ctrl+Shift+F"), SEARCH),
            Shortcut(N_("Alt+↑"), N_("The canal above"), "Alt+ArrowUp", "previous-canal", PAGES),
            Shortcut(N_("Alt+↓"), N_("The canal below"), "Alt+ArrowDown", "next-canal", PAGES),
            Shortcut(N_("Alt+Shift+↑"), N_("The unread canal above"), "Alt+Shift+ArrowUp", "previous-unread", PAGES),
            Shortcut(N_("Alt+Shift+↓"), N_("The unread canal below"), "Alt+Shift+ArrowDown", "next-unread", PAGES),
            Shortcut(N_("Ctrl+Shift+↑ and ↓"), N_("In the list: the canal goes up or down")),
            Shortcut(N_("F6"), N_("The next part of the window; with Shift the one before")),
            Shortcut(N_("?"), N_("These shortcuts"), "?", "shortcuts", (*PAGES, "desktop")),
        ),
    ),
    (
        N_("In the conversation"),
        (
            Shortcut(N_("↑ and ↓"), N_("From message to message")),
            Shortcut(N_("Enter"), N_("What can be done with the message")),
            Shortcut(N_("→ and ←"), N_("Its buttons and links")),
            # In a site's frame it closes that.
            Shortcut(N_("Esc"), N_("Mark this canal as read"), "Escape", "mark-read", ("window", "room")),
            Shortcut(
                N_("Shift+Esc"), N_("Mark everything as read"), "Shift+Escape", "mark-all-read", (*PAGES, "desktop")
            ),
        ),
    ),
    (
        N_("Writing"),
        (
            Shortcut(N_("Enter"), N_("Send")),
            Shortcut(N_("Shift+Enter"), N_("A new line")),
            Shortcut(N_("↑"), N_("Edit your last message, when nothing is written")),
            Shortcut(N_("Ctrl+B"), N_("Bold")),
            Shortcut(N_("Ctrl+I"), N_("Italic")),
        ),
    ),
    (
        N_("In a calendar"),
        (
            Shortcut(N_("Arrows"), N_("From day to day")),
            Shortcut(N_("Page up and page down"), N_("From month to month")),
        ),
    ),
)


_besides: dict[str, tuple[Shortcut, ...]] = {}


def also(title: str, some: tuple[Shortcut, ...]) -> None:
    """Tell these as well: of what an instance has besides."""
    _besides[title] = some


class Shortcuts(Card, opened_by="shortcuts"):
    def render(self) -> Slots:
        words = self.page.words
        return {
            "head": heading(words, words("Keyboard shortcuts")),
            "body": div(".body.shortcuts", tabindex="0")[
                ((h3[words(title)], _told(words, some)) for title, some in (*SHORTCUTS, *_besides.items()))
            ],
            "actions": div(".actions")[secondary(words("Close"), "close-dialog")],
        }


def _told(words: Words, some: tuple[Shortcut, ...]) -> Element:
    return dl(".keys")[(div[dt[kbd[words(each.named)]], dd[words(each.does)]] for each in some)]


@cache
def pressed(words: Words, where: Where) -> Element:
    """What keys press that no button of the page stands for: it shows nowhere."""
    heard = [each for _, some in SHORTCUTS for each in some if where in each.where]
    return div(hidden=True)[[_button(words, each) for each in heard]]


def _button(words: Words, shortcut: Shortcut) -> Element:
    does = words(shortcut.does)
    return button(type="button", data_action=shortcut.action, data_anywhere=True, aria_keyshortcuts=shortcut.keys)[does]


def add_keys(words: Words, where: Where) -> None:
    """Have them heard in the page."""
    ui.add_body_html(plain(str(pressed(words, where))))
