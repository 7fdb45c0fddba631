"""The desktop, each member's home page of widgets: a menu bar, and below it tiles on a grid."""

from __future__ import annotations

import json
from functools import cache

from htpy import Element as Fragment
from htpy import button, div, form, fragment, header, main, p, span, template, time
from markupsafe import Markup
from nicegui import ui
from nicegui.element import Element

from app.components import assets
from app.components.brand import logo
from app.components.dialog import heading
from app.components.forms import field, primary, secondary
from app.components.live_list import add_shell
from app.components.room import add_room
from app.locale import N_, Words
from app.store.layouts import ADDRESS_LONGEST, TITLE_LONGEST, Layout

MENUS = (("work", N_("Work")), ("view", N_("View")), ("help", N_("Help")))
"""The menu bar; `menu_bar.js` knows what is in each."""

DRAWN = ("paws", "hills", "roofs", "waves")
"""The wallpapers that are drawings, in assets/wallpaper/; the others are made of colours alone."""

SENTENCES = {
    "edit_mode": N_("Edit mode"),
    "leave_edit_mode": N_("Leave edit mode"),
    "add": N_("Add"),
    "miaou": N_("Miaou!"),
    "people": N_("Who is there?"),
    "clock": N_("Clock"),
    "memo": N_("Memo"),
    "unread": N_("Unread"),
    "link": N_("Link"),
    "wallpaper": N_("Wallpaper"),
    "wallpaper_dawn": N_("Dawn"),
    "wallpaper_paper": N_("Paper"),
    "wallpaper_paws": N_("Paws"),
    "wallpaper_hills": N_("Hills"),
    "wallpaper_roofs": N_("Roofs"),
    "wallpaper_waves": N_("Waves"),
    "starting_layout": N_("Starting layout"),
    "chat": N_("Chat"),
    "home_page": N_("Home page"),
    "home_window": N_("Chat"),
    "home_desktop": N_("Desktop"),
    "appearance": N_("Appearance"),
    "theme_auto": N_("Automatic"),
    "theme_light": N_("Light"),
    "theme_dark": N_("Dark"),
    "help": N_("What one can do here"),
    "desktop_menu": N_("The desktop’s menu"),
    "miaou_of": N_("Miaou! · {canal}"),
    "choose_canal": N_("Choose a canal"),
    "canal_gone": N_("This canal is no longer yours, or no longer exists."),
    "canal_closed": N_("This canal is archived: nothing more is said in it."),
    "no_canal": N_("There is no canal yet."),
    "open_in_chat": N_("Open in the chat"),
    "new_here": N_("There are new messages"),
    "all_read": N_("All is read."),
    "nobody": N_("Nobody yet."),
    "write_memo": N_("Write here what you must not forget…"),
    "memo_waits": N_("Not kept yet: the connection is lost."),
    "bad_address": N_("A link leads to a web address, such as https://intranet.example."),
    "empty_desktop": N_("Your desktop is empty. Right-click, or press and hold, to arrange it."),
    "options_of": N_("Options: {title}"),
    "remove_this": N_("Remove: {title}"),
    "removed": N_("Removed: {title}"),
    "undo": N_("Undo"),
    "move_up": N_("Move up: {title}"),
    "move_down": N_("Move down: {title}"),
    "taller": N_("Taller: {title}"),
    "shorter": N_("Shorter: {title}"),
    "added": N_("Added: {title}"),
    "no_room": N_("There is no room left on this desktop."),
    "too_many": N_("A desktop has at most {n} widgets."),
    "editing": N_("Edit mode. Arrows move a tile, Shift and arrows resize it, Delete removes it; Esc ends."),
    "editing_column": N_("Edit mode. Buttons on each tile move, resize and remove it."),
    "edited": N_("Edit mode has ended."),
    "tile_at": N_("{title}: column {x}, row {y}"),
    "tile_size": N_("{title}: {w} columns, {h} rows"),
    "tile_order": N_("{title}: {n} of {all}"),
    "at_edge": N_("It goes no further."),
}
"""What the browser says on this page alone: key → English sentence; `words.js` chooses among them."""


@cache
def _texts(words: Words) -> dict[str, str]:
    return {key: words(sentence) for key, sentence in SENTENCES.items()}


@cache
def _shell(words: Words) -> str:
    return str(fragment[_menu_bar(words), _surface(words), _link_form(words)])


def _menu_bar(words: Words) -> Fragment:
    return header(".menu-bar")[
        logo(26),
        div(".menus", role="menubar", aria_label=words("Menus"))[
            [
                button(
                    type="button",
                    role="menuitem",
                    tabindex="-1" if n else "0",
                    aria_haspopup="menu",
                    aria_expanded="false",
                    data_menu=name,
                )[words(title)]
                for n, (name, title) in enumerate(MENUS)
            ]
        ],
        time(".now"),
        button(
            ".own",
            type="button",
            data_action="own-menu",
            aria_label=words("My menu"),
            title=words("My menu"),
        )[span(".cat")],
    ]


def _surface(words: Words) -> Fragment:
    return main(".surface", data_desktop=True, data_editing="false", tabindex="0", aria_label=words("Home desktop"))[
        div(".wallpaper", data_wallpaper="", aria_hidden="true"),
        div(".tiles")[p(".empty", hidden=True), div(".landing", hidden=True, aria_hidden="true")],
        p(".aloud", role="status"),
    ]


def _link_form(words: Words) -> Fragment:
    return template(id="link-form")[
        form(novalidate=True)[
            heading(words, words("Link")),
            div(".body")[
                field(words("Title"), "title", required=True, maxlength=TITLE_LONGEST, autocomplete="off"),
                field(
                    words("Address"),
                    "address",
                    required=True,
                    maxlength=ADDRESS_LONGEST,
                    autocomplete="off",
                    hint=words("Such as https://intranet.example"),
                ),
            ],
            div(".actions")[secondary(words("Cancel"), "close-dialog"), primary(words("Save"))],
        ]
    ]


@cache
def _drawings() -> str:
    """Where each drawn wallpaper lies: a style sheet cannot know, since addresses follow their content."""
    files = {name: assets.address(f"wallpaper/{name}.svg") for name in DRAWN}
    rules = (f'[data-wallpaper="{name}"]{{--drawing:url("{file}")}}' for name, file in files.items())
    return f"<style>{''.join(rules)}</style>"


class Desktop(Element, component="desktop.js", default_classes="desk"):
    """The whole page.

    :param administers: whether one may set the starting layout
    :param layout: what stands on it
    :param first: the canal that a Miaou ! widget shows until one is chosen
    """

    def __init__(self, words: Words, administers: bool, layout: Layout, first: int | None) -> None:
        super().__init__()
        ui.add_head_html(_drawings())
        add_shell("desktop", _shell(words))
        add_room(words)
        page = {"layout": layout.as_json(), "first": first, "admin": administers, "texts": _texts(words)}
        content = Markup(json.dumps(page).replace("<", "\\u003c"))  # noqa: S704 - nothing in it can end the script
        ui.add_body_html(f'<script type="application/json" id="miaou-desktop">{content}</script>')
