"""All that one has put by for later: what one is writing, what is to be sent, and of what one is to be reminded."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from typing import ClassVar

from htpy import Element, Node, div, h3, label, li, p, section, small, span, textarea, ul

from app.components.admin.sure import Sure
from app.components.asking import Actions, Answer, Id, Payload, action, offer
from app.components.cards.card import Card, Form, heading
from app.components.forms import primary, secondary
from app.components.later.pieces import does, for_whom, quoted
from app.components.later.times import at, choose, chosen, stamp
from app.components.page import Page
from app.components.panel import Slots
from app.components.window.announcement import in_short
from app.locale import N_
from app.store import Refused, access, composed, drawer
from app.store.feed import (
    CanalChanged,
    CanalJoined,
    CanalLeft,
    Change,
    DraftChanged,
    MemberChanged,
    MessageChanged,
    MessageGone,
    RemindersChanged,
    ScheduledChanged,
)
from app.store.state import Draft, Message, Reminder, Scheduled
from app.text.typed import MAX_LENGTH

GONE = N_("This message is gone, or you may not read it any more.")
LATE = N_("Miaou was not running at that time: it was sent late.")
ELSEWHERE = N_("A canal that you have left")


class Later(Card):
    """What the reminders are about memory does not hold: it is fetched before it is drawn, and again when something may
    be otherwise."""

    opened_by: ClassVar[str] = "later"
    hears = (
        CanalChanged,
        CanalJoined,
        CanalLeft,
        DraftChanged,
        MemberChanged,
        MessageChanged,
        MessageGone,
        RemindersChanged,
        ScheduledChanged,
    )

    def __init__(self, page: Page, messages: Mapping[int, Message]) -> None:
        self.messages = messages
        self._fetching: asyncio.Task[None] | None = None
        self._stale = False
        super().__init__(page)

    def is_concerned(self, change: Change) -> bool:
        match change:
            case DraftChanged(member_id) | ScheduledChanged(member_id) | RemindersChanged(member_id):
                return member_id == self.page.tab.member_id
            case MessageChanged(message):
                return message.id in self.messages
            case MessageGone(tombstone):
                return tombstone.id in self.messages
        return True

    def renew(self) -> None:
        self._renewing = None
        self._stale = True
        if self._fetching is None or self._fetching.done():
            self._fetching = asyncio.get_running_loop().create_task(self._follow(), name="fetch again")

    async def _follow(self) -> None:
        while self._stale:
            self._stale = False
            # Else it stays as it is; whether they are a member no more, drawing it tells.
            with contextlib.suppress(Refused):
                self.messages = await fetched(self.page)
        if not self.is_deleted:
            super().renew()

    def render(self) -> Slots:
        words, store, me = self.page.words, self.page.store, self.page.member
        lists = {
            words("Scheduled messages"): [self._planned(each) for each in store.scheduled.of(me)],
            words("Reminders"): [self._reminder(each) for each in store.reminders.of(me)],
            words("Drafts"): [self._draft_of(each) for each in store.drafts.of(me)],
        }
        parts = [section(".part")[h3[title], ul(".put-by-list")[rows]] for title, rows in lists.items() if rows]
        nothing = words(
            "There is nothing here: what you write and do not send, plan for later or want to be reminded of."
        )
        return {
            "head": heading(words, words("For later")),
            "body": div(".body")[parts or p(".hint")[nothing]],
        }

    def _draft_of(self, draft: Draft) -> Element:
        words = self.page.words
        return self._row(
            draft.canal_id,
            draft.typed,
            [quoted(draft.content), for_whom(self.page, draft.content)],
            [
                does(words("Go on writing"), "go", draft.canal_id) if self._is_in(draft.canal_id) else None,
                does(words("Throw away"), "discard-draft", draft.canal_id, danger=True),
            ],
        )

    def _planned(self, row: Scheduled) -> Element:
        words = self.page.words
        told = [quoted(row.content), for_whom(self.page, row.content)]
        if row.sent:
            return self._row(row.canal_id, row.due, [*told, p(".note")[words(LATE)]], [self._forgets(row.id)])
        mine = self._is_in(row.canal_id)
        wrong = [p(".wrong")[words("Not sent."), " ", words(row.trouble)]] if row.trouble else []
        return self._row(
            row.canal_id,
            row.due,
            [*told, *wrong],
            [
                does(words("Change"), "planned", row.id) if mine else None,
                does(words("Do not send"), "take-back-planned", row.id) if mine else None,
                does(words("Throw away"), "discard-planned", row.id, danger=True) if wrong else None,
            ],
        )

    def _forgets(self, id_: int) -> Element:
        return does(self.page.words("Understood"), "forget-planned", id_)

    def _reminder(self, reminder: Reminder) -> Element:
        words, message = self.page.words, self.messages.get(reminder.message_id)
        seen = words("Seen") if reminder.done else words("Delete")
        if message is None:
            ends = does(seen, "forget-reminder", reminder.message_id)
            return self._row(None, reminder.due, [p(".note")[words(GONE)]], [ends])
        author = self.page.store.state.members[message.author_id].nickname
        text = words("{name}: {text}", name=author, text=in_short(message, self.page.store.state.nickname))
        return self._row(
            reminder.canal_id,
            reminder.due,
            [p(".text", dir="auto")[text]],
            [
                does(words("Go to the message"), "open-reminded", reminder.message_id),
                does(words("Later"), "remind", reminder.message_id),
                does(seen, "forget-reminder", reminder.message_id),
            ],
            is_due=bool(reminder.done),
        )

    def _row(
        self, canal_id: int | None, when: int, what: list[Node], deeds: list[Node], is_due: bool = False
    ) -> Element:
        words = self.page.words
        return li(class_=["put-by", {"due": is_due}])[
            p(".where")[self._canal(canal_id), small[stamp(words, at(when, self.page.tab.zone))]],
            what,
            div(".deeds")[deeds],
        ]

    def _canal(self, canal_id: int | None) -> Node:
        """What a canal is called, of which one may still know it."""
        if canal_id is None:
            return None
        store, canal = self.page.store, self.page.store.state.canals[canal_id]
        if not access.is_in(self.page.member, canal):
            return span[self.page.words(ELSEWHERE)]
        name = drawer.called(store.state, self.page.member, canal)
        return [span(".swatch.tinted", style=f"--c:{canal.color}"), span(".name")[name]]

    def _is_in(self, canal_id: int) -> bool:
        return access.may(access.access_canal, self.page.store.state, self.page.member, canal_id)


async def fetched(page: Page) -> Mapping[int, Message]:
    """What the member's reminders are about, as far as they may read it."""
    reminders = page.store.reminders
    ids = [each.message_id for each in reminders.of(page.member)]
    return await reminders.about(page.member, ids) if ids else {}


async def _opened(page: Page, _payload: Payload) -> Answer:
    Later(page, await fetched(page)).stand()
    return {}


offer(Later.opened_by, _opened)


class Planned(Card, opened_by="planned"):
    """A scheduled message: its time, and its text."""

    hears = (ScheduledChanged,)

    def __init__(self, page: Page, key: Id) -> None:
        self.row_id = key
        super().__init__(page)

    @property
    def row(self) -> Scheduled:
        """:raises Forbidden: when it is there no longer"""
        return access.access_scheduled(self.page.store.state, self.page.member, self.row_id)

    def render(self) -> Slots:
        words, row = self.page.words, self.row
        return {
            "head": heading(words, words("Scheduled message")),
            "body": div(".body")[
                p(".wrong")[words("Not sent."), " ", words(row.trouble)] if row.trouble else None,
                div(".field")[
                    label(for_="text-field")[words("Message")],
                    textarea(id="text-field", name="text", maxlength=str(2 * MAX_LENGTH), dir="auto")[
                        composed.read(row.content)["text"]
                    ],
                ],
                for_whom(self.page, row.content),
                choose(self.page, row.due),
            ],
            "actions": div(".actions")[secondary(words("Cancel"), "close-dialog"), primary(words("Save"), "date")],
        }

    async def sent(self, form: Form, pressed: str) -> None:
        # What was not touched here may have been changed elsewhere.
        text, is_moved = form.touched("text"), pressed != "date" or form.touched("when") is not None
        due = chosen(self.page, form, pressed) if is_moved else None
        await self.page.store.scheduled.alter(self.page.member, self.row_id, due=due, text=text)
        self.page.toast(self.page.words("Saved."))


class Deeds(Actions):
    """What is done to what is put by."""

    @action
    async def discard_draft(self, key: Id) -> None:
        page = self.page
        self._ask_first(lambda: page.store.drafts.discard(page.member, key))

    @action
    async def discard_planned(self, key: Id) -> None:
        page = self.page
        access.access_scheduled(page.store.state, page.member, key)
        self._ask_first(lambda: page.store.scheduled.forget(page.member, key))

    @action
    async def forget_planned(self, key: Id) -> None:
        """It was sent late, and they know it."""
        await self.page.store.scheduled.forget(self.page.member, key)

    @action
    async def take_back_planned(self, key: Id) -> None:
        """It is not sent: one goes on writing it where it was."""
        page = self.page
        row = access.access_scheduled(page.store.state, page.member, key)
        await page.store.scheduled.take_back(page.member, key)
        page.go_to(row.canal_id)
        page.toast(page.words("It will not be sent: its text is where you write again."))

    @action
    async def forget_reminder(self, key: Id) -> None:
        await self.page.store.reminders.cancel(self.page.member, key)

    @action
    async def open_reminded(self, key: Id) -> None:
        """Go where the message is that one wanted to be reminded of; that it was due is seen then."""
        page = self.page
        found = await page.store.reminders.about(page.member, [key])
        if access.access_reminder(page.store.state, page.member, key).done:
            await page.store.reminders.cancel(page.member, key)
        if key not in found:
            page.toast(page.words(GONE))
            return
        page.go_to(found[key].canal_id, key)

    def _ask_first(self, doing: Callable[[], Awaitable[object]]) -> None:
        words = self.page.words
        question = words("What you wrote there will be gone.")
        Sure(self.page, question, words("Throw away"), doing, words("Thrown away."), self.page.asked)
