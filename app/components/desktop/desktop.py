"""The desktop, each member's home page of widgets: a menu bar, and below it tiles on a grid."""

from __future__ import annotations

import json
from functools import cache

from htpy import Element as Fragment
from htpy import button, div, fragment, header, main, p, span, time
from markupsafe import Markup
from nicegui import ui
from nicegui.element import Element

from app.components import assets
from app.components.brand import logo
from app.components.desktop import tiles
from app.components.desktop.menus import BAR, menus
from app.components.desktop.room import add_room
from app.components.desktop.sentences import SENTENCES
from app.components.live_list import add_shell
from app.components.page import Page
from app.components.window.own_facts import SELF
from app.locale import Words

DRAWN = ("paws", "hills", "roofs", "waves")
"""The wallpapers that are drawings, in assets/wallpaper/; the others are made of colours alone."""


@cache
def _texts(words: Words) -> dict[str, str]:
    return {key: words(sentence) for key, sentence in SENTENCES.items()}


@cache
def _shell(words: Words) -> str:
    return str(fragment[_menu_bar(words), _surface(words), div(".offers")])


def _menu_bar(words: Words) -> Fragment:
    return header(".menu-bar")[
        logo(26),
        div(".menus", role="menubar", aria_label=words("Menus"), data_rove="[role=menuitem]")[
            [
                button(
                    type="button",
                    role="menuitem",
                    tabindex="-1" if n else "0",
                    aria_haspopup="menu",
                    aria_expanded="false",
                    aria_controls=f"menu-{name}",
                )[words(title)]
                for n, (name, title) in enumerate(BAR.items())
            ]
        ],
        time(".now"),
        button(
            ".own",
            type="button",
            data_action="own-menu",
            aria_label=words("My menu"),
            title=words("My menu"),
        )[span(".worn", data_fact_html=f"{SELF}.cat")],
    ]


def _surface(words: Words) -> Fragment:
    return main(
        ".surface",
        data_desktop=True,
        data_editing="false",
        data_context_menu="menu-desktop",
        tabindex="0",
        aria_label=words("Home desktop"),
    )[
        div(".wallpaper", data_wallpaper="", aria_hidden="true"),
        div(".tiles")[p(".empty", hidden=True), div(".landing", hidden=True, aria_hidden="true")],
        p(".aloud", role="status"),
    ]


@cache
def _drawings() -> str:
    """Where each drawn wallpaper lies: a style sheet cannot know, since addresses follow their content."""
    files = {name: assets.address(f"wallpaper/{name}.svg") for name in DRAWN}
    rules = (f'[data-wallpaper="{name}"]{{--drawing:url("{file}")}}' for name, file in files.items())
    return f"<style>{''.join(rules)}</style>"


class Desktop(Element, component="../desktop.js", default_classes="desk"):
    """The whole page."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        words = page.words
        ui.add_head_html(_drawings())
        add_shell("desktop", _shell(words))
        add_room(words)
        layout = page.store.desktops.of(page.member)
        held = {"layout": tiles.as_json(page, layout), "menus": menus(page), "texts": _texts(words)}
        content = Markup(json.dumps(held).replace("<", "\\u003c"))  # noqa: S704 - nothing in it can end the script
        ui.add_body_html(f'<script type="application/json" id="miaou-desktop">{content}</script>')
