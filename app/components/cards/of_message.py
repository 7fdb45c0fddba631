"""A card of what one message holds: it changes with the message, and goes with it."""

from __future__ import annotations

from typing import Generic, TypeVar

from app.components.cards.card import Card
from app.components.fetched import Fetched
from app.components.page import Page
from app.store import Refused
from app.store.feed import CanalLeft, Change, MessageChanged, MessageGone
from app.store.ids import read_id
from app.store.said import File, Message

Held = TypeVar("Held")


class OfMessage(Card, Fetched[Held], Generic[Held]):
    """`which` begins with the message's id. What is fetched is None once it is gone, or no longer the member's."""

    hears = (CanalLeft, MessageChanged, MessageGone)

    @classmethod
    async def show(cls, page: Page, message_id: int, which: str) -> None:
        """Open it in that page, in the colour of the message's canal.

        :param which: the id of one of its files, as a browser sent it
        :raises Refused: when there is no such thing for this member
        """
        card = await cls.fetched(page, message_id, read_id(which) or 0)
        # It may have gone just now: then the card hears of it.
        message = await message_of(page, message_id)
        if message:
            card.tint(page.store.state.canals[message.canal_id].color)
        card.stand(key=message_id, shows=which)

    def is_concerned(self, change: Change) -> bool:
        match change:
            case CanalLeft(_, member_id):
                return member_id == self.page.tab.member_id
            case MessageChanged(message):
                return self._is(message.id)
            case MessageGone(tombstone):
                return self._is(tombstone.id)
        return True

    def _is(self, message_id: int) -> bool:
        return self.which[:1] == (message_id,)


async def message_of(page: Page, message_id: int) -> Message | None:
    """That message; None when it is gone, or not the member's to read."""
    try:
        return await page.store.messages.find_anywhere(page.member, message_id)
    except Refused:
        return None


async def file_of(page: Page, message_id: int, file_id: int) -> File | None:
    """A file that a message holds; None when it does not, or is not the member's to read."""
    message = await message_of(page, message_id)
    return next((file for file in message.files if file.id == file_id), None) if message else None
