"""An invitation's code over the whole screen, for a phone across a desk. It needs no script: the browser opens and
closes it."""

from __future__ import annotations

from urllib.parse import urlsplit

from htpy import Element, Fragment, button, div, fragment, h2, p, wbr

from app.components.qr import qr
from app.locale import Words

QUIET = 4
"""Modules left white around a code, as the standard asks: a telephone finds it by them."""


def enlarging(words: Words, name: str) -> Element:
    """The button that opens the large code of that name."""
    return button(".button", type="button", popovertarget=name)[words("Show large")]


def large_code(words: Words, address: str, office: str, name: str) -> Element:
    """The code of an address, and the address itself for whoever has no camera; Esc closes it.

    :param office: what the office that it leads to is called, if anything
    :param name: an id that nothing else in the page has
    """
    title = words("Scan to join {office}", office=office) if office else words("Scan to join the office")
    return div(".large-code", id=name, popover="auto", role="dialog", aria_labelledby=f"{name}-title")[
        h2(id=f"{name}-title")[title],
        div(".qr", role="img", aria_label=words("Code to photograph"))[qr(address, QUIET)],
        p(".address")[broken(address)],
        button(".button", type="button", popovertarget=name, popovertargetaction="hide", autofocus=True)[
            words("Close")
        ],
    ]


def broken(address: str) -> Fragment:
    """An address that, where it is too long for its line, goes on in the next with its path, not with a letter."""
    path = urlsplit(address).path
    return fragment[address.removesuffix(path), wbr, path]
