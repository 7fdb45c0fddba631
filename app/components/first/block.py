"""What stands between a canal's head and its log for whoever is new: it can be put away, for good."""

from __future__ import annotations

from htpy import Element, button, div, form, h2, header, small

from app.components.asking import action
from app.components.drawings import Name, drawing
from app.components.icons import icon
from app.components.panel import Panel
from app.locale import Words

TITLE = "first-title"
"""The id of its heading."""


class Block(Panel, default_classes="first", default_props=f"tag=section aria-labelledby={TITLE} data-region=button"):
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
