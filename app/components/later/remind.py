"""A reminder of a message: when."""

from __future__ import annotations

import asyncio

from htpy import div, p

from app.components.asking import UNCLEAR, Answer, Payload, is_id, offer
from app.components.cards.card import Card, Form, heading
from app.components.forms import primary, secondary
from app.components.later.times import at, choose, chosen, told
from app.components.page import Page
from app.components.panel import Slots
from app.components.window.announcement import in_short
from app.store import Forbidden, Refused, access
from app.store.feed import CanalLeft, Change, MessageChanged, MessageGone
from app.store.said import Message


class Remind(Card):
    """It shows of which message, as long as that is there and may be read."""

    opened_by = "remind"
    hears = (CanalLeft, MessageChanged, MessageGone)

    def __init__(self, page: Page, message: Message) -> None:
        self.message = message
        super().__init__(page)

    def is_concerned(self, change: Change) -> bool:
        match change:
            case CanalLeft(canal_id, member_id):
                return (canal_id, member_id) == (self.message.canal_id, self.page.tab.member_id)
            case MessageChanged(message):
                return message.id == self.message.id
            case MessageGone(tombstone):
                return tombstone.id == self.message.id
        return True

    def renew(self) -> None:
        """Memory may not hold it: it is read first."""
        self._renewing = None
        self._reading = asyncio.get_running_loop().create_task(self._follow(), name="read it again")

    async def _follow(self) -> None:
        try:
            self.message = await self.page.store.messages.find_anywhere(self.page.member, self.message.id)
            read = True
        except Refused:
            # There is nothing to be reminded of any more.
            read = False
        if not self.is_deleted:
            super().renew() if read else self.end()

    def render(self) -> Slots:
        page, words, message = self.page, self.page.words, self.message
        access.access_canal(page.store.state, page.member, message.canal_id)
        before = page.store.state.reminders.get(page.member.id, {}).get(message.id)
        author = page.store.state.members[message.author_id].nickname
        return {
            "head": heading(words, words("Remind me")),
            "body": div(".body")[
                div(".put-by")[
                    p(".where")[author],
                    p(".text", dir="auto")[in_short(message, page.store.state.nickname, words)],
                ],
                choose(page, before.due if before and not before.done else None),
            ],
            "actions": div(".actions")[secondary(words("Cancel"), "close-dialog"), primary(words("Remind me"), "date")],
        }

    async def sent(self, form: Form, pressed: str) -> None:
        page = self.page
        due = chosen(page, form, pressed)
        await page.store.reminders.set(page.member, self.message.id, due)
        when = told(page.words, at(due, page.tab.zone))
        page.toast(page.words("You will be reminded on {when}", when=when))


async def _opened(page: Page, payload: Payload) -> Answer:
    key = payload.get("key")
    if not is_id(key):
        raise Forbidden(UNCLEAR)
    Remind(page, await page.store.messages.find_anywhere(page.member, key)).stand(key=key)
    return {}


offer(Remind.opened_by, _opened)
