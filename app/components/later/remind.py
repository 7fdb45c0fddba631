"""A reminder of a message: when."""

from __future__ import annotations

from htpy import div, p

from app.components.asking import UNCLEAR, Answer, Payload, is_id, offer
from app.components.cards.card import Card, Form, heading
from app.components.forms import primary, secondary
from app.components.later.times import at, choose, chosen, told
from app.components.page import Page
from app.components.panel import Slots
from app.components.window.announcement import in_short
from app.store import Forbidden, access
from app.store.feed import Change, MessageChanged, MessageGone
from app.store.state import Message


class Remind(Card):
    """It shows of which message, as long as that may be read."""

    opened_by = "remind"
    hears = (MessageChanged, MessageGone)

    def __init__(self, page: Page, message: Message) -> None:
        self.message = message
        super().__init__(page)

    def is_concerned(self, change: Change) -> bool:
        match change:
            case MessageChanged(message):
                return message.id == self.message.id and message.gone
            case MessageGone(tombstone):
                return tombstone.id == self.message.id
        return True

    def renew(self) -> None:
        # There is nothing to be reminded of any more.
        self.end()

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
                    p(".text", dir="auto")[in_short(message, page.store.state.nickname)],
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
    found = await page.store.reminders.about(page.member, [key])
    if key not in found:
        raise Forbidden(access.UNKNOWN_MESSAGE)
    Remind(page, found[key]).stand(key=key)
    return {}


offer(Remind.opened_by, _opened)
