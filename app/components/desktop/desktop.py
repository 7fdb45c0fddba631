"""The desktop, each member's home page of widgets: a menu bar, and below it tiles on a grid."""

from __future__ import annotations

from htpy import Element as Fragment
from htpy import button, div, fragment, header, main, span, time
from nicegui import ui
from nicegui.element import Element

from app.components.brand import logo
from app.components.desktop import keys, tiles
from app.components.desktop.editing import Editing
from app.components.desktop.menus import BAR, menus
from app.components.desktop.room import add_room
from app.components.desktop.wallpaper import drawings, wallpaper
from app.components.live_list import in_ascii
from app.components.menu import opens
from app.components.page import Page
from app.components.window.own_facts import SELF
from app.locale import Words
from app.store.layouts import Layout


def drawn(page: Page) -> str:
    """All of it, as it stands now."""
    layout = page.store.desktops.of(page.member)
    return str(fragment[_menu_bar(page.words), _surface(page, layout), menus(page)])


def _menu_bar(words: Words) -> Fragment:
    return header(".menu-bar")[
        logo(26),
        div(".menus", role="menubar", aria_label=words("Menus"), data_rove="[role=menuitem]")[
            [
                button(
                    type="button",
                    role="menuitem",
                    tabindex="-1" if n else "0",
                    **opens(f"menu-{name}"),
                )[words(title)]
                for n, (name, title) in enumerate(BAR.items())
            ]
        ],
        span(".now")[
            time(data_attach="now", data_now="date"),
            " · ",
            time(data_attach="now", data_now="time"),
        ],
        button(
            ".own",
            type="button",
            data_action="own-menu",
            aria_label=words("My menu"),
            title=words("My menu"),
        )[span(".worn", data_fact_html=f"{SELF}.cat")],
    ]


def _surface(page: Page, layout: Layout) -> Fragment:
    return main(
        ".surface",
        tabindex="0",
        aria_label=page.words("Home desktop"),
        data_desktop=True,
        data_board=Editing.called,
        data_asks=" ".join(name.removeprefix(Editing.called) for name in Editing.offers),
        data_revision=str(layout.revision),
        data_editing="false",
        data_context_menu="menu-desktop",
        **keys.as_attributes(),
    )[wallpaper(layout), tiles.grid(page, layout), keys.spoken(page.words)]


class Desktop(Element, component="../desktop.js", default_classes="desk"):
    """The whole page."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        ui.add_head_html(drawings())
        ui.add_body_html(f'<template id="shell-desktop">{in_ascii(drawn(page))}</template>')
        add_room(page.words)
