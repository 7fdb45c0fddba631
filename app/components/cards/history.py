"""The card of what a message said before it was edited, for its author and the administrators."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from htpy import Element, div, h3, li, ol

from app.components.asking import Id
from app.components.cards.card import Card, heading
from app.components.forms import secondary
from app.components.fragments import moment
from app.components.page import Page
from app.components.panel import Slots
from app.store import Refused
from app.store.edits import Said
from app.store.feed import CanalLeft, Change, MemberChanged, MessageChanged, MessageGone


class History(Card, opened_by="history", default_classes="history"):
    hears = (CanalLeft, MemberChanged, MessageChanged, MessageGone)

    def __init__(self, page: Page, key: Id) -> None:
        self.id_of_message = key
        self.said: Sequence[Said] = ()
        super().__init__(page)
        self.renew()

    def is_concerned(self, change: Change) -> bool:
        match change:
            case CanalLeft(_, member_id) | MemberChanged(member_id):
                # They may not be allowed to see it any more.
                return member_id == self.page.tab.member_id
            case MessageChanged(message):
                return message.id == self.id_of_message
            case MessageGone(tombstone):
                return tombstone.id == self.id_of_message
        return True

    def renew(self) -> None:
        """What it shows is in the database only: it is read first."""
        self._renewing = None
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        try:
            self.said = await self.page.store.edits.history(self.page.member, self.id_of_message)
            read = True
        except Refused:
            # It is gone, or no longer theirs to see.
            read = False
        # It may have been closed meanwhile, or have ended by what changed before.
        if not self.is_deleted:
            super().renew() if read else self.end()

    def render(self) -> Slots:
        words = self.page.words
        return {
            "head": heading(words, words("Versions of the message")),
            "body": div(".body")[ol(".versions", reversed=True)[map(self._version, self.said)]],
            "actions": div(".actions")[secondary(words("Close"), "close-dialog")],
        }

    def _version(self, said: Said) -> Element:
        now = self.page.words("Now") if said is self.said[0] else None
        return li[h3[now, now and " · ", moment(said.at)], div(".text", dir="auto")[said.text]]
