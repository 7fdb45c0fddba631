"""What is done in a search: typing, adding to it, going to what is found, leaving."""

from __future__ import annotations

from app.components.asking import UNCLEAR, Actions, Id, action
from app.components.search.offers import begun_as
from app.components.search.results_panel import NOTHING, ResultsPanel, come_back, left, opened, standing
from app.components.search.sought import Sought
from app.store import Forbidden

ORDERS = ("newest", "best")


class Searching(Actions):
    @action
    async def search_open(self) -> None:
        """The field was pressed: show what was found before, or what can be sought."""
        panel = opened(self.page)
        if not panel.is_open:
            await come_back(panel)

    @action
    async def search(self, text: str) -> None:
        """That has been typed."""
        panel = opened(self.page)
        await self._look(panel, panel.sought.typing(text))

    @action
    async def search_begin(self, key: str) -> None:
        """A filter was chosen: offer what it may be. What was typed besides stays sought, and the field is empty."""
        panel = self._panel()
        await panel.look_for(panel.sought.taking(self._typed_besides(panel.sought)).beginning(key))

    @action
    async def search_take(self, key: str) -> None:
        """It is part of what is sought from now on, and so is what was typed besides; the field is empty."""
        panel = self._panel()
        await self._look(panel, panel.sought.taking(self._typed_besides(panel.sought), key))

    def _typed_besides(self, sought: Sought) -> str:
        """What was typed, without the beginning of what is offered for it."""
        begun, half = begun_as(self.page, sought), sought.half
        return half[: begun[0].start] + half[begun[0].end :] if begun else sought.typed

    @action
    async def search_drop(self, key: Id) -> None:
        panel = self._panel()
        await self._look(panel, panel.sought.without(key))

    @action
    async def search_order(self, key: str) -> None:
        if key not in ORDERS:
            raise Forbidden(UNCLEAR)
        panel = self._panel()
        await self._look(panel, panel.sought.ordered("best" if key == "best" else "newest"))

    @action
    async def search_more(self) -> None:
        panel = self._panel()
        await self._look(panel, panel.sought.longer())

    @action
    async def search_close(self) -> None:
        """Search no longer; who came from the newest end, or has gone to a message, goes on there."""
        panel, here = standing(self.page), self.page.tab.canal_id
        at = panel.at if panel else None
        if panel:
            panel.close()
        if here is None:
            return
        if at and at.canal.id == here:
            self.page.tell("open", here, at.message.id)
        elif here in self.page.tab.watching:
            self.page.tell("open", here)

    @action
    async def go_to_found(self, key: Id) -> None:
        """To what was found, beside the other results."""
        await self._go(key)

    @action
    async def leave_for_found(self, key: Id) -> None:
        """To what was found, in the place of the results: the field leads back to them, and so does going back."""
        await self._go(key)
        left(self.page)

    async def _go(self, message_id: int) -> None:
        page = self.page
        message = await page.store.messages.find_anywhere(page.member, message_id)
        panel = standing(page)
        if panel:
            panel.went_to(message.id)
        page.go_to(message.canal_id, message.id)

    async def _look(self, panel: ResultsPanel, sought: Sought) -> None:
        words = self.page.words
        await panel.look_for(sought)
        if panel.is_blank:
            return
        n = len(panel.results())
        more = bool(panel.held and panel.held[-1].more)
        told = words.plural("{n} result", "{n} results", n, n=n) if n else words(NOTHING)
        self.page.say_aloud(words("The first {n} results", n=n) if more else told)

    def _panel(self) -> ResultsPanel:
        return opened(self.page)
