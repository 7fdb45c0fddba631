"""A menu: what it offers is said here, and stands in the page; how it opens and is walked is the kit's (`menu.js`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from htpy import Fragment, Node, a, bdi, button, div, fragment, hr, span

from app.components.icons import icon


@dataclass(frozen=True)
class Line:
    """What stands between two groups of entries.

    :param where: as of an `Entry`
    """

    where: str = ""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry of a menu.

    :param about: the name of what is said of the place where the menu is opened: `{name}` in the label becomes what
        `data-name` says there
    :param action: its `data-action`, done with its `key`
    :param href: where it leads instead
    :param keeps: what that leads to is kept, under this name
    :param offers: its submenu
    :param checked: it is one of several, and whether it is the one
    :param switch: it is on or off by itself
    :param facts: the key of what is known of it in the page: whether it is chosen, or what it is done with
    :param sends: the form of the page that it sends: of `invite`, `post-invite`
    :param sample: what is shown before the label
    :param where: offered only where the menu is opened on something inside what this CSS selector means
    :param does: its `data-do`, by which others than we find it
    :param copies: whose text the action `copy` copies in what the menu is opened on, as a CSS selector; without it,
        where the entry leads
    :param copied: what is said then
    """

    label: str
    about: str = ""
    action: str = ""
    key: str = ""
    href: str = ""
    keeps: str = ""
    offers: Sequence[Offer] = ()
    checked: bool | None = None
    switch: bool = False
    facts: str = ""
    sends: str = ""
    sample: Node = None
    where: str = ""
    does: str = ""
    copies: str = ""
    copied: str = ""


Offer = Entry | Line

LINE = Line()


def menu(name: str, label: str, offers: Sequence[Offer], look: str = ".menu") -> Fragment:
    """A menu, closed, and its submenus.

    :param name: its id, by which a button says that it opens it (see `opens`)
    :param label: what a screen reader calls it
    """
    entries = [(f"{name}-{n}", offer) for n, offer in enumerate(offers)]
    submenus = [(id_, offer) for id_, offer in entries if isinstance(offer, Entry) and offer.offers]
    return fragment[
        div(look, id=name, role="menu", popover="auto", tabindex="-1", aria_label=label)[
            [_drawn(id_, offer) for id_, offer in entries]
        ],
        [menu(id_, offer.label, offer.offers, ".menu.submenu") for id_, offer in submenus],
    ]


def opens(name: str) -> dict[str, str]:
    """What a button says that opens the menu of that name."""
    return {"aria_haspopup": "menu", "aria_expanded": "false", "aria_controls": name, "popovertarget": name}


def _drawn(submenu: str, offer: Offer) -> Node:
    where = offer.where or None
    if isinstance(offer, Line):
        return hr(data_where=where)
    is_choice = offer.switch or offer.checked is not None
    chosen = {"aria_checked": str(bool(offer.checked)).lower()} if is_choice else {}
    return (a if offer.href else button)(
        ".menu-item",
        role="menuitemcheckbox" if offer.switch else "menuitemradio" if is_choice else "menuitem",
        tabindex="-1",
        data_key=offer.key or None,
        data_facts=offer.facts or None,
        data_where=where,
        data_do=offer.does or None,
        data_copies=offer.copies or None,
        data_copied=offer.copied or None,
        **_deed(offer),
        **chosen,
        **(opens(submenu) if offer.offers else {}),
    )[
        offer.sample,
        span[_label(offer)],
        is_choice and icon("check", 16),
        bool(offer.offers) and icon("chev", 14),
    ]


def _deed(entry: Entry) -> dict[str, str | None]:
    if entry.href:
        return {"href": entry.href, "download": entry.keeps or None, "data_action": entry.action or None}
    if entry.sends:
        return {"type": "submit", "name": entry.sends, "form": f"post-{entry.sends}"}
    return {"type": "button", "data_action": entry.action or None}


def _label(entry: Entry) -> Node:
    if not entry.about:
        return entry.label
    before, _, after = entry.label.partition(f"{{{entry.about}}}")
    return fragment[before, bdi(data_of=entry.about), after]
