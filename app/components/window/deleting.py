"""Deleting a message, and thinking better of it."""

from __future__ import annotations

from app.components.asking import Actions, Id, action
from app.components.page import Effect, Offer
from app.locale import Words
from app.store import Store
from app.store.state import Member


class Deleting(Actions):
    @action
    async def delete_message(self, key: Id) -> None:
        """It is gone for everybody; whoever deleted it may undo that for a few seconds."""
        page = self.page
        left = await page.store.deletions.delete(page.member, key)
        page.tell(*_told(page.words, key, left))

    @action
    async def undo_delete(self, key: Id) -> None:
        """Everybody has it back."""
        page = self.page
        await page.store.deletions.undo(page.member, key)
        page.say_aloud(page.words("The message is back."))


def undoable(store: Store, member: Member, words: Words) -> list[Effect]:
    """What a page says as it opens of what its member has just deleted: for as long as is left, it may be undone."""
    return [_told(words, key, left) for key, left in store.deletions.running(member)]


def _told(words: Words, key: int, left: int) -> Effect:
    offer = [Offer(words("Undo"), "undo-delete", key, left).as_json()] if left else []
    return ["toast", words("Message deleted."), "info", *offer]
