"""The card that asks where a link leads and what it is called: for a new link on the desktop, or for one there."""

from __future__ import annotations

from urllib.parse import urlsplit

from htpy import div

from app.components.asking import UNCLEAR
from app.components.cards.card import Card, Form, heading
from app.components.desktop.editing import Editing
from app.components.forms import field, primary, secondary
from app.components.page import Page
from app.components.panel import Slots
from app.store import Forbidden
from app.store.feed import Change, DesktopChanged
from app.store.widgets import ADDRESS_LONGEST, TITLE_LONGEST
from app.text import links


class LinkCard(Card, opened_by="link-card"):
    hears = (DesktopChanged,)

    def __init__(self, page: Page, key: str | dict[str, object]) -> None:
        """
        :param key: the id of the widget to change; or, for a new one, what `Editing.put` wants to know of its place:
            its `x` and `y`, or nothing for both, and whether the tiles stand in one `column`
        :raises Refused: when there is no such link
        """
        self.key = key
        self.place = _place(key) if isinstance(key, dict) else None
        super().__init__(page)

    def is_concerned(self, change: Change) -> bool:
        return isinstance(change, DesktopChanged) and change.member_id == self.page.tab.member_id

    def render(self) -> Slots:
        words, standing = self.page.words, self._standing
        return {
            "head": heading(words, words("Link")),
            "body": div(".body")[
                field(words("Title"), "title", value=standing["title"], maxlength=TITLE_LONGEST, autocomplete="off"),
                field(
                    words("Address"),
                    "address",
                    inputmode="url",
                    value=standing["address"],
                    required=True,
                    maxlength=ADDRESS_LONGEST,
                    autocomplete="off",
                    hint=words("Such as https://intranet.example"),
                ),
            ],
            "actions": div(".actions")[secondary(words("Cancel"), "close-dialog"), primary(words("Save"))],
        }

    async def keep(self, form: Form) -> None:
        # What was not touched here may have been changed elsewhere.
        touched = {name: typed for name in ("title", "address") if (typed := form.touched(name)) is not None}
        options = _link(**{**self._standing, **touched})
        editing = Editing(self.page)
        if self.place is not None:
            answer = await editing.put("link", options, *self.place)
        else:
            answer = await editing.fill(str(self.key), options)
        # Else the focus would go back to where the card came from.
        self.page.close_dialogs()
        self.page.tell("arranged", answer)

    @property
    def _standing(self) -> dict[str, str]:
        """The link as it is now; of one that is yet to be made, nothing.

        :raises Refused: when there is no such link, or no longer
        """
        if not isinstance(self.key, str):
            return {"title": "", "address": ""}
        widget = self.page.store.desktops.of(self.page.member).get(self.key)
        if widget.kind != "link":
            raise Forbidden(UNCLEAR)
        return {name: str(widget.options[name]) for name in ("title", "address")}


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
