"""Where one was: to a message wherever it is in history, and what counts as read."""

from __future__ import annotations

from app.components.asking import Actions, Id, action
from app.components.page import Page
from app.locale import N_
from app.store import access

KEPT = N_("Marked as unread from here on.")
ALL_READ = N_("All is marked as read.")


class Whereabouts(Actions):
    @action
    async def go_to_message(self, key: Id) -> None:
        """To a message in its canal, in the place of whatever is open over the page."""
        page = self.page
        message = await page.store.messages.find_anywhere(page.member, key)
        page.go_to(message.canal_id, message.id)

    @action
    async def mark_unread(self, key: Id) -> None:
        """From that message on, its canal is unread, although it is being looked at: until one comes back to it."""
        page = self.page
        message = await page.store.messages.find_anywhere(page.member, key)
        page.tabs.go_blind(page.tab.member_id, message.canal_id)
        await page.store.reading.mark_back(page.member, message)
        self._show_line(message.canal_id)
        page.say_aloud(page.words(KEPT))

    @action
    async def mark_read(self, key: Id | None) -> None:
        """All of a canal, or of the one that is open in the page."""
        canal_id = self.page.tab.canal_id if key is None else key
        if canal_id is not None:
            access.access_canal(self.page.store.state, self.page.member, canal_id)
            await all_seen(self.page, canal_id)
            self._show_line(canal_id)

    @action
    async def mark_all_read(self) -> None:
        page = self.page
        unread = page.store.unseen.canals(page.member)
        for canal_id in unread:
            page.tabs.open_eyes(page.tab.member_id, canal_id)
        await page.store.reading.mark_all(page.member, unread)
        for canal_id in page.tab.shown:
            self._show_line(canal_id)
        page.toast(page.words(ALL_READ))

    def _show_line(self, canal_id: int) -> None:
        """Where the new ones begin, as it is from now on."""
        self.page.tell("mark", canal_id, self.page.store.state.mark(self.page.tab.member_id, canal_id))


async def all_seen(page: Page, canal_id: int) -> None:
    """They have come back to that canal, and have seen all of it."""
    page.tabs.open_eyes(page.tab.member_id, canal_id)
    await page.store.reading.mark_all(page.member, [canal_id])
