"""The desktop, each member's home page of widgets: a menu bar, and below it tiles on a grid."""

from __future__ import annotations

from htpy import Element as Fragment
from htpy import Node, button, div, fragment, h1, header, main, p, span, time
from markupsafe import Markup
from nicegui import ui

from app.components.asking import Answer, action
from app.components.brand import logo
from app.components.cards import switcher
from app.components.desktop import keys, tiles
from app.components.desktop.editing import Editing
from app.components.desktop.menus import BAR, menus
from app.components.desktop.room import add_room
from app.components.desktop.wallpaper import drawings, wallpaper
from app.components.live_list import LiveList, in_ascii
from app.components.menu import opens
from app.components.page import Page
from app.components.panel import Panel, Slots
from app.components.window import own_menu
from app.components.window.inbox_facts import inbox_button
from app.components.window.own_facts import LATER, SELF
from app.locale import Words
from app.store.feed import (
    CanalChanged,
    CanalJoined,
    CanalLeft,
    Change,
    DesktopChanged,
    MemberChanged,
    PreferencesChanged,
    SettingChanged,
)

OF_ALL = (CanalChanged, MemberChanged)
"""What changes how a tile's canal is called and drawn, whoever does it; the others concern their own member alone."""


def _menu_bar(words: Words, offers: Node) -> Fragment:
    """:param offers: the menus that it opens, and those that a right click does"""
    return header(".menu-bar", data_region="[role=menuitem][tabindex='0']")[
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
        switcher.opener(words),
        inbox_button(),
        button(
            ".own",
            type="button",
            aria_label=words("My menu"),
            title=words("My menu"),
            data_facts=LATER,
            **opens(own_menu.NAME),
        )[span(".worn", data_fact_html=f"{SELF}.cat")],
        own_menu.own_menu(words, "desktop"),
        offers,
    ]


class Desktop(Panel, default_classes="desk", default_props="tag=div shell=board"):
    """The whole page."""

    component = LiveList.component
    """What it shows comes with the page, and its pieces are drawn anew one by one."""

    hears = (*OF_ALL, CanalJoined, CanalLeft, DesktopChanged, PreferencesChanged, SettingChanged)

    def __init__(self, page: Page) -> None:
        self.editing = False
        super().__init__(page)
        add_room(page.words, page.store.files.quota.limits.file)

    def is_concerned(self, change: Change) -> bool:
        return isinstance(change, OF_ALL) or getattr(change, "member_id", None) == self.page.tab.member_id

    def render(self) -> Slots:
        return {"surface": self._surface(), "offers": menus(self.page)}

    @action
    async def edit(self, on: bool, column: bool) -> Answer:
        """Edit mode begins, or ends.

        :param column: whether the tiles stand in one column
        """
        self.editing = on
        self.renew()
        if not on:
            # Whoever left it may be writing by now.
            return {"said": self.page.words(keys.ENDED)}
        # What had the focus may not take it any more.
        return {"said": self.page.words(keys.BEGUN_IN_COLUMN if column else keys.BEGUN), "focus": ""}

    def _surface(self) -> Fragment:
        page = self.page
        layout = page.store.desktops.of(page.member)
        return main(
            "#surface.surface",
            tabindex="0",
            aria_label=page.words("Home desktop"),
            data_piece=True,
            data_parts=True,
            data_attach="board",
            data_desktop=True,
            data_board=Editing.called,
            data_asks=" ".join(name.removeprefix(Editing.called) for name in Editing.offers),
            data_keys=" ".join(keys.KEYS),
            data_revision=str(layout.revision),
            data_editing=str(self.editing).lower(),
            data_context_menu="menu-desktop",
        )[
            h1(".aloud")[page.words("Home desktop")],
            wallpaper(layout),
            tiles.grid(page, layout, editing=self.editing),
            p(".aloud", role="status"),
        ]

    def _bring(self) -> None:
        ui.add_head_html(drawings())
        # Both are ours, and safe: drawn by htpy a moment ago.
        surface, offers = (Markup(self._drawn[name]) for name in ("surface", "offers"))  # noqa: S704
        shell = str(fragment[_menu_bar(self.page.words, offers), surface])
        ui.add_body_html(f'<template id="shell-board">{in_ascii(shell)}</template>')
