"""The card that asks where a link leads and what it is called: for a new link on the desktop, or for one there."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from htpy import div, footer, fragment

from app.components.asking import UNCLEAR
from app.components.cards.dialog import Dialog, Fields, heading, text
from app.components.desktop.editing import Editing
from app.components.forms import field, primary, secondary
from app.components.view import View
from app.store import Forbidden
from app.store.widgets import ADDRESS_LONGEST, TITLE_LONGEST, Options
from app.text import links


def open_link_card(view: View, key: object) -> None:
    """
    :param key: the id of the widget to change; or, for a new one, what `Editing.put` wants to know of its place:
        its `x` and `y`, or nothing for both, and whether the tiles stand in one `column`
    :raises Refused: when there is no such link
    """
    words = view.words
    place = None if isinstance(key, str) else _place(key)
    link = {"title": "", "address": ""} if place else _standing(view, str(key))

    async def keep(fields: Fields) -> None:
        options = _link(text(fields, "title"), text(fields, "address"))
        editing = Editing(view)
        answer = await (editing.put("link", options, *place) if place else editing.fill(str(key), options))
        dialog.client.run_javascript(f"window.miaou.arranged({json.dumps(answer)})")

    dialog = Dialog(
        words,
        fragment[
            heading(words, words("Link")),
            div(".body")[
                field(words("Title"), "title", value=link["title"], maxlength=TITLE_LONGEST, autocomplete="off"),
                field(
                    words("Address"),
                    "address",
                    inputmode="url",
                    value=link["address"],
                    required=True,
                    maxlength=ADDRESS_LONGEST,
                    autocomplete="off",
                    hint=words("Such as https://intranet.example"),
                ),
            ],
            footer(".actions")[secondary(words("Cancel"), "close-dialog"), primary(words("Save"))],
        ],
        keep,
    )


def _standing(view: View, widget_id: str) -> Options:
    widget = view.store.desktops.of(view.member).get(widget_id)
    if widget.kind != "link":
        raise Forbidden(UNCLEAR)
    return widget.options


def _link(title: str, address: str) -> dict[str, object]:
    """Without a title of its own, a link bears its site's name."""
    site = links.site(address)
    return {"title": title if title.strip() else urlsplit(site or "").hostname or "", "address": address}


def _place(key: object) -> tuple[int | None, int | None, bool]:
    given = key if isinstance(key, dict) else {}
    x, y, column = given.get("x"), given.get("y"), given.get("column")
    if type(column) is not bool or not all(each is None or type(each) is int for each in (x, y)):
        raise Forbidden(UNCLEAR)
    return x, y, column
