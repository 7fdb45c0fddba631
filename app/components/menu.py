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
    :param offers: its submenu
    :param checked: it is one of several, and whether it is the one
    :param sample: what is shown before the label
    :param where: offered only where the menu is opened on something inside what this CSS selector means
    """

    label: str
    about: str = ""
    action: str = ""
    key: str = ""
    href: str = ""
    offers: Sequence[Offer] = ()
    checked: bool | None = None
    sample: Node = None
    where: str = ""


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
    chosen = {} if offer.checked is None else {"aria_checked": str(offer.checked).lower()}
    does = {"href": offer.href} if offer.href else {"type": "button", "data_action": offer.action or None}
    return (a if offer.href else button)(
        ".menu-item",
        role="menuitem" if offer.checked is None else "menuitemradio",
        tabindex="-1",
        data_key=offer.key or None,
        data_where=where,
        **does,
        **chosen,
        **(opens(submenu) if offer.offers else {}),
    )[
        offer.sample,
        span[_label(offer)],
        offer.checked and icon("check", 16),
        bool(offer.offers) and icon("chev", 14),
    ]


def _label(entry: Entry) -> Node:
    if not entry.about:
        return entry.label
    before, _, after = entry.label.partition(f"{{{entry.about}}}")
    return fragment[before, bdi(data_of=entry.about), after]
