"""A new colleague is greeted by the cat: once, in the first page of theirs that anybody looks at."""

from __future__ import annotations

from htpy import Element, button, div, form, li, ul

from app.components.asking import action
from app.components.cards.image_editor import ImageEditor
from app.components.first.block import Block, dismissal, heading
from app.components.first.presses import pressing
from app.components.icons import icon
from app.components.page import Page
from app.components.panel import Slots
from app.locale import Words
from app.store.newcomers import first_canal


class Greeting(Block, default_classes="first greeting"):
    look = "first greeting"

    @classmethod
    def is_for(cls, page: Page) -> bool:
        return page.store.newcomers.is_to_be_greeted(page.member)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.client.on_connect(self._greeted)

    async def _greeted(self) -> None:
        # Not as it is drawn: a browser may fetch a page and never show it.
        if self.page.store.newcomers.is_to_be_greeted(self.page.member):
            await self.page.store.newcomers.meet(self.page.member)

    @classmethod
    def drawn(cls, page: Page) -> Slots:
        words, member = page.words, page.member
        return {
            "head": heading("waving", words("Welcome, {name}!", name=member.nickname)),
            "told": ul(".first-told")[_told(words)],
            "presses": div(".first-steps")[
                _hello(words) if first_canal(page.store.state) else None,
                pressing(words("Put your picture"), "user", ImageEditor.opened_by, member.id),
            ],
            "out": dismissal(words),
        }

    @action
    async def hello(self) -> None:
        """A greeting stands where one writes in the office's first canal, for them to send."""
        page, canal = self.page, first_canal(self.page.store.state)
        if canal is None:
            return
        if not page.store.drafts.there(page.member, canal.id):
            text = page.words("Hello everyone, {name} here!", name=page.member.nickname)
            await page.store.drafts.keep(page.member, canal.id, {"text": text, "to": [], "half": "", "card": None}, 0)
        page.go_to(canal.id)
        await self.dismiss()


def _told(words: Words) -> list[Element]:
    """The three things to know."""
    return [
        li[words("On the left are the canals, each with its colour: a star says where something is new.")],
        li[words("An aside is read by those alone whom you choose above what you write.")],
        li[words("The cats say who is there: with ears one is connected, asleep one is away.")],
    ]


def _hello(words: Words) -> Element:
    return form(data_send=Greeting.hello.__name__)[
        button(".button.primary", type="submit")[icon("smile", 18), words("Say hello")]
    ]
