"""What stands between a canal's head and its log for whoever is new: it can be put away, for good."""

from __future__ import annotations

from typing import ClassVar

from htpy import Element, button, div, form, h2, header, small

from app.components.asking import action
from app.components.drawings import Name, drawing
from app.components.icons import icon
from app.components.page import Page
from app.components.panel import Panel, Slots
from app.locale import Words

TITLE = "first-title"
"""The id of its heading."""


class Block(Panel, default_classes="first", default_props=f"tag=section aria-labelledby={TITLE} data-region=button"):
    look: ClassVar[str] = "first"

    @classmethod
    def is_for(cls, page: Page) -> bool:
        """Whether whoever's page that is sees it."""
        raise NotImplementedError

    @classmethod
    def drawn(cls, page: Page) -> Slots:
        """What it shows, also before NiceGUI's scripts have come: what stands below it is not pushed down then."""
        raise NotImplementedError

    def render(self) -> Slots:
        return self.drawn(self.page)

    @action
    async def dismiss(self) -> None:
        """They want to see no more of it, on none of their pages."""
        await self.page.store.newcomers.meet(self.page.member)
        if not self.is_deleted:
            self.end()


def heading(drawn: Name, title: str, under: str = "") -> Element:
    """
    :param under: said below it, each time that it changes
    """
    told = small(role="status")[under] if under else None
    return header(role="none")[drawing(drawn), div[h2(id=TITLE)[title], told]]


def dismissal(words: Words) -> Element:
    """The way out."""
    title = words("Do not show this any more")
    out = button(".icon.close", type="submit", title=title, aria_label=title)[icon("close", 18)]
    return form(".first-out", data_send=Block.dismiss.__name__)[out]
