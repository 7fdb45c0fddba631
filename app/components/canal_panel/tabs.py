"""The tabs of a canal's panel: which one shows, and what there is to see in it."""

from __future__ import annotations

from htpy import Element, Node, button, div, span

from app.components.canal_panel.contents import FILES, LINKS, PEOPLE, PINS, TABS, Contents
from app.components.canal_panel.files import files
from app.components.canal_panel.links import links
from app.components.canal_panel.people import people
from app.components.canal_panel.pins import pins
from app.components.forms import secondary
from app.components.page import Page
from app.locale import Words
from app.store import access
from app.store.state import Canal

SHOWN = "shown-in-panel"
"""The id of what the tabs turn."""


def tabs(shown: str, canal: Canal, page: Page) -> Element:
    n = page.store.pins.count(canal)
    # The kit walks a toolbar sideways: the tabs are one.
    return div(".tabs", role="toolbar", data_rove="[role=tab]")[
        div(role="tablist", aria_label=page.words("What to see of it"))[
            [_tab(tab, shown, page.words, n if tab == PINS else 0) for tab in TABS]
        ]
    ]


def _tab(tab: str, shown: str, words: Words, n: int) -> Element:
    is_shown = tab == shown
    return button(
        id=f"panel-{tab}",
        type="button",
        role="tab",
        tabindex="0" if is_shown else "-1",
        aria_selected=str(is_shown).lower(),
        aria_controls=SHOWN if is_shown else None,
        data_action="turn-panel",
        data_tab=tab,
    )[words(TABS[tab]), [" ", span(".n")[str(n)]] if n else None]


def shown(page: Page, canal: Canal, held: Contents) -> Element:
    return div(".shown", id=SHOWN, role="tabpanel", aria_labelledby=f"panel-{held.tab}", tabindex="-1")[
        _inside(page, canal, held), _pages(held, page.words)
    ]


def _inside(page: Page, canal: Canal, held: Contents) -> Node:
    words = page.words
    if held.tab == PINS:
        may_pin = access.may(access.access_post, page.store.state, page.member, canal.id, ())
        return pins(held.pins, words, may_pin)
    if held.tab == LINKS:
        return links(held.links, words, bool(held.before))
    if held.tab == FILES:
        return files(held.files, words)
    assert held.tab == PEOPLE
    return people(page, canal)


def _pages(held: Contents, words: Words) -> Node:
    """The way to what is older, and back."""
    if not held.before and len(held.since) == 1:
        return None
    return div(".pages")[
        secondary(words("Newer"), "newer-in-panel") if len(held.since) > 1 else None,
        secondary(words("Older"), "older-in-panel") if held.before else None,
    ]
