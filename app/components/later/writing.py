"""What is being written, for all pages of a member: the newest draft of each canal, and what is to be sent later."""

from __future__ import annotations

import json
import secrets

from htpy import div, p

from app.components.asking import Actions, Answer, Id, action, is_id
from app.components.cards.card import Card, Form, heading
from app.components.forms import primary, secondary
from app.components.later.pieces import for_whom, quoted
from app.components.later.times import at, choose, chosen, told
from app.components.page import Page
from app.components.panel import Slots
from app.components.window.quote import Quoting
from app.components.window.record import record_to_be
from app.store import Forbidden, Refused, access, cards, composed, drawer


async def shown(page: Page, kept: str) -> composed.Content:
    """What was kept, as a browser takes it up again: what goes with the text is drawn anew, as it is now."""
    content = composed.read(kept)
    card, reply = content.get("card"), content.get("reply")
    if card is not None:
        content["card"] = {**card, "shown": str(record_to_be(cards.checked(card)))}
    if reply is not None:
        content |= await _answered(page, reply)
    return content


async def _answered(page: Page, reply: object) -> Answer:
    """What it answers; nothing when that is gone, or is theirs to read no longer."""
    key = reply.get("key") if isinstance(reply, dict) else None
    try:
        return await Quoting(page).quote(key) if is_id(key) else {"reply": None}
    except Forbidden:
        return {"reply": None}


class Drafting(Actions):
    @action
    async def draft(self, canal: Id, content: object = None, age: int | None = None) -> Answer:
        """What is written in a canal is kept; when something newer is, the answer has that.

        :param age: for how many milliseconds it has been there; None: it is only asked what is kept
        """
        drafts, member = self.page.store.drafts, self.page.member
        access.access_canal(self.page.store.state, member, canal)
        if age is None:
            kept, is_own = drafts.at(member, canal), False
        else:
            kept = await drafts.keep(member, canal, content, age)
            is_own = (kept.content if kept else "") == ("" if content is None else composed.written(content))
        stamp = kept.typed if kept else ""
        return (
            {"at": stamp} if is_own else {"at": stamp, "newer": await shown(self.page, kept.content) if kept else None}
        )


class SendLater(Card, opened_by="send-later"):
    """When what stands in the composer is to be sent."""

    def __init__(self, page: Page, canal: Id, content: object, nonce: str = "") -> None:
        """
        :param nonce: by which it is planned once, also by a card that is opened again
        """
        self.canal = access.access_canal(page.store.state, page.member, canal)
        self.content = composed.written(content)
        if not self.content:
            raise Refused("There is nothing to send: the message is empty.")
        access.access_post(page.store.state, page.member, canal, tuple(composed.read(self.content)["to"]))
        self.nonce = nonce or secrets.token_hex(16)
        super().__init__(page)

    def stand(self, **given: object) -> SendLater:
        super().stand(**given)
        self._props["again"] = json.dumps(
            [self.opened_by, {"canal": self.canal.id, "content": composed.read(self.content), "nonce": self.nonce}]
        )
        return self

    def render(self) -> Slots:
        words = self.page.words
        return {
            "head": heading(words, words("Send later")),
            "body": div(".body")[
                div(".put-by")[
                    p(".where")[drawer.called(self.page.store.state, self.page.member, self.canal)],
                    quoted(self.content),
                    for_whom(self.page, self.content),
                ],
                choose(self.page),
            ],
            "actions": div(".actions")[secondary(words("Cancel"), "close-dialog"), primary(words("Schedule"), "date")],
        }

    async def sent(self, form: Form, pressed: str) -> None:
        page, store = self.page, self.page.store
        due = chosen(page, form, pressed)
        content = composed.read(self.content)
        await store.scheduled.add(page.member, self.canal.id, content, due, self.nonce)
        await store.drafts.sent(page.member, self.canal.id, content["text"])
        page.tell("taken", self.canal.id)
        when = told(page.words, at(due, page.tab.zone))
        page.toast(page.words("It will be sent on {when}", when=when))
