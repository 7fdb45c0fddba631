"""Deleting a message, and thinking better of it."""

from __future__ import annotations

from app.components.asking import Actions, Id, action
from app.components.page import Offer


class Deleting(Actions):
    @action
    async def delete_message(self, key: Id) -> None:
        """It is gone for everybody; whoever deleted it may undo that for a few seconds."""
        page = self.page
        left = await page.store.deletions.delete(page.member, key)
        offer = Offer(page.words("Undo"), "undo-delete", key, left) if left else None
        page.toast(page.words("Message deleted."), offer=offer)

    @action
    async def undo_delete(self, key: Id) -> None:
        """Everybody has it back."""
        page = self.page
        await page.store.deletions.undo(page.member, key)
        page.say_aloud(page.words("The message is back."))
