"""The question before a step that harms."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from htpy import div, p

from app.components.cards.card import Card, Form, heading
from app.components.forms import primary, secondary
from app.components.page import Page
from app.components.panel import Slots


class Sure(Card):
    """It asks, and does it; no browser can open it by a name."""

    def __init__(
        self,
        page: Page,
        question: str,
        yes: str,
        doing: Callable[[], Awaitable[object]],
        done: str,
        asked: int | None = None,
    ) -> None:
        """
        :param yes: what the button says that lets it
        :param done: what is said then
        :param asked: as `Page.asked`
        """
        self.question, self.yes, self.doing, self.done = question, yes, doing, done
        super().__init__(page)
        self._props["asked"] = asked
        # One question at a time.
        for each in list(self.client.elements.values()):
            if isinstance(each, Sure) and each is not self:
                each.delete()

    def render(self) -> Slots:
        words = self.page.words
        return {
            "head": heading(words, words("Are you sure?")),
            "body": div(".body")[p[self.question]],
            "actions": div(".actions")[secondary(words("Cancel"), "close-dialog"), primary(self.yes, danger=True)],
        }

    async def keep(self, _form: Form) -> None:
        await self.doing()
        self.page.toast(self.done)
