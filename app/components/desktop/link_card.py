"""The card that asks where a link leads and what it is called: for a new link on the desktop, or for one there."""

from __future__ import annotations

from urllib.parse import urlsplit

from htpy import div, footer

from app.components.asking import UNCLEAR
from app.components.cards.card import Card, Form, heading
from app.components.desktop.editing import Editing
from app.components.forms import field, primary, secondary
from app.components.page import Page
from app.components.panel import Slots
from app.store import Forbidden
from app.store.widgets import ADDRESS_LONGEST, TITLE_LONGEST, Options
from app.text import links


class LinkCard(Card, opened_by="link-card"):
    def __init__(self, page: Page, key: str | dict[str, object]) -> None:
        """
        :param key: the id of the widget to change; or, for a new one, what `Editing.put` wants to know of its place:
            its `x` and `y`, or nothing for both, and whether the tiles stand in one `column`
        :raises Refused: when there is no such link
        """
        self.key = key
        self.link = _standing(page, key) if isinstance(key, str) else {"title": "", "address": ""}
        self.place = _place(key) if isinstance(key, dict) else None
        super().__init__(page)

    def render(self) -> Slots:
        words = self.page.words
        return {
            "head": heading(words, words("Link")),
            "body": div(".body")[
                field(words("Title"), "title", value=self.link["title"], maxlength=TITLE_LONGEST, autocomplete="off"),
                field(
                    words("Address"),
                    "address",
                    inputmode="url",
                    value=self.link["address"],
                    required=True,
                    maxlength=ADDRESS_LONGEST,
                    autocomplete="off",
                    hint=words("Such as https://intranet.example"),
                ),
            ],
            "actions": footer(".actions")[secondary(words("Cancel"), "close-dialog"), primary(words("Save"))],
        }

    async def keep(self, form: Form) -> None:
        options = _link(form.text("title"), form.text("address"))
        editing = Editing(self.page)
        if self.place is not None:
            answer = await editing.put("link", options, *self.place)
        else:
            answer = await editing.fill(str(self.key), options)
        # Else the focus would go back to where the card came from.
        self.page.close_dialogs()
        self.page.tell("arranged", answer)


def _standing(page: Page, widget_id: str) -> Options:
    widget = page.store.desktops.of(page.member).get(widget_id)
    if widget.kind != "link":
        raise Forbidden(UNCLEAR)
    return widget.options


def _link(title: str, address: str) -> dict[str, object]:
    """Without a title of its own, a link bears its site's name."""
    site = links.site(address)
    return {"title": title if title.strip() else urlsplit(site or "").hostname or "", "address": address}


def _place(given: dict[str, object]) -> tuple[int | None, int | None, bool]:
    x, y, column = given.get("x"), given.get("y"), given.get("column")
    # The page keeps what it was opened with: nothing more may come with it.
    if type(column) is not bool or not given.keys() <= {"x", "y", "column"}:
        raise Forbidden(UNCLEAR)
    if not ((x is None or type(x) is int) and (y is None or type(y) is int)):
        raise Forbidden(UNCLEAR)
    return x, y, column
