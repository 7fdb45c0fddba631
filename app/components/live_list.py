"""LiveList: one NiceGUI element that shows keyed fragments, fed by the wire and not by NiceGUI's outbox."""

from __future__ import annotations

from functools import lru_cache

from htpy import Element as Fragment
from nicegui import ui
from nicegui.dependencies import register_importmap_override
from nicegui.element import Element

from app.components import assets


def serve_scripts() -> None:
    """Let our scripts be had by name from the file in which all stand: `import … from "miaou/wire.js"`."""
    register_importmap_override("miaou/", assets.address("kit/"))


def add_shell(name: str, shell: Fragment | str) -> None:
    """Put a panel's HTML into the page, for its script to take up: NiceGUI escapes what stands in a prop letter by
    letter, which takes twice the processor time (`tests/bench/going_round.py`)."""
    ui.add_body_html(f'<template id="shell-{name}">{plain(str(shell))}</template>')


@lru_cache(maxsize=64)
def plain(html: str) -> str:
    """The same HTML in ASCII alone. One emoji makes Python keep all of a page in four bytes a letter, and NiceGUI
    copies a page a dozen times: 0.87 × the time to make one (`tests/bench/going_round.py`).

    :param html: what is the same in many pages; neither scripts nor style sheets
    """
    return in_ascii(html)


def in_ascii(html: str) -> str:
    """As `plain`, for what stands in one page alone."""
    return html.encode("ascii", "xmlcharrefreplace").decode("ascii")


class LiveList(Element, component="../browser/shell.js"):
    """A part of the window: a shell drawn once, around a list that the browser keeps up to date.

    Each kind says as its class's `default_props` which HTML element it is (`tag`) and what it is called (`shell`). What
    is set later NiceGUI takes for news: that doubled the price of an element.

    :param shell: what surrounds the list's rows
    :param label: what a screen reader calls it
    """

    def __init__(self, shell: Fragment | str, label: str = "") -> None:
        super().__init__()
        add_shell(self._props["shell"], shell)
        if label:
            self._props["aria-label"] = label
