"""What is being written, for all pages of a member: the newest draft of each canal and answer; what is to be sent."""

from __future__ import annotations

import json
import secrets

from htpy import div, p

from app.components.asking import Actions, Answer, Id, action
from app.components.cards.card import Card, Form, heading
from app.components.forms import primary, secondary
from app.components.later.pieces import for_whom, quoted
from app.components.later.times import at, choose, chosen, told
from app.components.page import Page
from app.components.panel import Slots
from app.components.window.canal_facts import stamp
from app.components.window.quote import Quoting
from app.components.window.record import record_to_be
from app.components.window.tray import chip
from app.store import Refused, access, cards, composed, drawer
from app.store.put_by import Draft


async def shown(page: Page, draft: Draft) -> composed.Content:
    """What was kept, as a browser takes it up again: what goes with the text is drawn anew, as it is now."""
    content = composed.read(draft.content)
    card = content.get("card")
    if card is not None:
        content["card"] = {**card, "shown": str(record_to_be(cards.checked(card)))}
    if files := composed.files_of(draft.content):
        held = await page.store.files.sendable(page.member, files)
        content["files"] = [{"key": file.id, "shown": str(chip(file, page.words))} for file in held]
    if draft.reply_to:
        content["reply"] = (await Quoting(page).quote(draft.reply_to))["reply"]
    return content


class Drafting(Actions):
    @action
    async def draft(self, canal: Id, content: object = None, age: int | None = None, answers: Id = 0) -> Answer:
        """What is written in a canal is kept; when something else is that is newer, the answer has that.

        :param age: for how many milliseconds it has been there; None: it is only asked what is kept
        :param answers: the message that it answers; 0: none
        """
        drafts, member = self.page.store.drafts, self.page.member
        access.access_canal(self.page.store.state, member, canal)
        if age is None:
            kept = drafts.at(member, canal, answers)
        else:
            kept = await drafts.keep(member, canal, content, age, answers)
        answer: Answer = {"at": stamp(drafts.there(member, canal))}
        if (kept.content if kept else "") != composed.draft(content):
            answer["newer"] = await shown(self.page, kept) if kept else None
        return answer


class SendLater(Card, opened_by="send-later"):
    """When what stands in the composer is to be sent."""

    def __init__(self, page: Page, canal: Id, content: object, nonce: str = "", answers: Id = 0) -> None:
        """
        :param answers: as which draft it is kept until then
        :param nonce: by which it is planned once, also by a card that is opened again
        """
        self.canal = access.access_canal(page.store.state, page.member, canal)
        self.content = composed.written(content)
        if not self.content:
            raise Refused("There is nothing to send: the message is empty.")
        access.access_post(page.store.state, page.member, canal, tuple(composed.read(self.content)["to"]))
        self.nonce, self.answers = nonce or secrets.token_hex(16), answers
        super().__init__(page)

    def stand(self, **given: object) -> SendLater:
        super().stand(**given)
        again = {"canal": self.canal.id, "content": composed.read(self.content), "answers": self.answers}
        self._props["again"] = json.dumps([self.opened_by, {**again, "nonce": self.nonce}])
        return self

    def render(self) -> Slots:
        words = self.page.words
        return {
            "head": heading(words, words("Send later")),
            "body": div(".body")[
                div(".put-by")[
                    p(".where")[drawer.called(self.page.store.state, self.page.member, self.canal)],
                    quoted(words, self.content),
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
        files = composed.files_of(self.content)
        await store.drafts.sent(page.member, self.canal.id, content["text"], self.answers, files)
        page.tell("taken", self.canal.id, self.answers)
        when = told(page.words, at(due, page.tab.zone))
        page.toast(page.words("It will be sent on {when}", when=when))
