"""All that one has put by for later: what one is writing, what is to be sent, and of what one is to be reminded."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, ClassVar

from htpy import Element, Node, div, h3, label, li, p, section, small, span, textarea, ul

from app.components.admin.sure import Sure
from app.components.asking import UNCLEAR, Actions, Answer, Id, Payload, action, offer
from app.components.cards.card import Card, Form, heading
from app.components.fetched import Fetched
from app.components.forms import primary, secondary
from app.components.icons import icon
from app.components.later.pieces import does, for_these, for_whom, quoted
from app.components.later.times import at, choose, chosen, stamp
from app.components.page import Page
from app.components.panel import Slots
from app.components.states import state
from app.components.window.announcement import in_short
from app.locale import N_
from app.store import Forbidden, access, composed, drawer
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
from app.store.ids import read_id
from app.store.put_by import Draft, Reminder, Scheduled
from app.store.said import Message
from app.text.typed import MAX_LENGTH

GONE = N_("This message is gone, or you may not read it any more.")
LATE = N_("Miaou was not running at that time: it was sent late.")
ELSEWHERE = N_("A canal that you have left")


class Later(Card, Fetched[Mapping[int, Message]]):
    """What is held is what the reminders are about, what was sent late and what drafts answer, as far as they may read
    it."""

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

    @classmethod
    async def fetch(cls, page: Page, *_which: Any) -> Mapping[int, Message]:
        ids = _shown(page)
        return await page.store.reminders.about(page.member, ids) if ids else {}

    def is_concerned(self, change: Change) -> bool:
        match change:
            case DraftChanged(member_id) | ScheduledChanged(member_id) | RemindersChanged(member_id):
                return member_id == self.page.tab.member_id
            case MessageChanged(message):
                return message.id in _shown(self.page)
            case MessageGone(tombstone):
                return tombstone.id in _shown(self.page)
        return True

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
            "body": div(".body")[parts or state("resting", p(".hint")[nothing])],
        }

    def _draft_of(self, draft: Draft) -> Element:
        words, where, which = self.page.words, draft.canal_id, str(draft.reply_to)
        return self._row(
            where,
            draft.typed,
            [self._answered(draft.reply_to), quoted(words, draft.content), for_whom(self.page, draft.content)],
            [
                does(words("Go on writing"), "write-on", where, data_answers=which) if self._is_in(where) else None,
                does(words("Throw away"), "discard-draft", where, danger=True, data_answers=which),
            ],
        )

    def _answered(self, message_id: int) -> Node:
        """What it answers, in one line, as long as one may read it."""
        message = self._readable(message_id)
        return p(".answered", dir="auto")[icon("reply", 13), span[self._in_short(message)]] if message else None

    def _readable(self, message_id: int) -> Message | None:
        message = self.held.get(message_id)
        return None if message is None or message.gone else message

    def _in_short(self, message: Message) -> str:
        state = self.page.store.state
        author = state.members[message.author_id].nickname
        return self.page.words("{name}: {text}", name=author, text=in_short(message, state.nickname, self.page.words))

    def _planned(self, row: Scheduled) -> Element:
        words = self.page.words
        if row.sent:
            told = [*self._said(self._readable(row.sent)), p(".note")[words(LATE)]]
            return self._row(row.canal_id, row.due, told, [self._forgets(row.id)])
        told = [quoted(words, row.content), for_whom(self.page, row.content)]
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

    def _said(self, message: Message | None) -> list[Node]:
        """What became of one that was sent: as it is now."""
        if message is None:
            return [p(".note")[self.page.words(GONE)]]
        text = in_short(message, self.page.store.state.nickname, self.page.words)
        return [p(".text", dir="auto")[text], for_these(self.page, message.recipients)]

    def _forgets(self, id_: int) -> Element:
        return does(self.page.words("Understood"), "forget-planned", id_)

    def _reminder(self, reminder: Reminder) -> Element:
        words, message = self.page.words, self._readable(reminder.message_id)
        seen = words("Seen") if reminder.done else words("Delete")
        if message is None:
            ends = does(seen, "forget-reminder", reminder.message_id)
            return self._row(None, reminder.due, [p(".note")[words(GONE)]], [ends])
        return self._row(
            reminder.canal_id,
            reminder.due,
            [p(".text", dir="auto")[self._in_short(message)]],
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


def _shown(page: Page) -> list[int]:
    """Of which messages something is shown, as long as they are there."""
    store, me = page.store, page.member
    planned = (each.sent for each in store.scheduled.of(me))
    answered = (each.reply_to for each in store.drafts.of(me))
    return [*(each.message_id for each in store.reminders.of(me)), *filter(None, planned), *filter(None, answered)]


async def _opened(page: Page, _payload: Payload) -> Answer:
    (await Later.fetched(page)).stand()
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


def _which(answers: str) -> int:
    """:raises Forbidden: when it is no id"""
    found = read_id(answers)
    if found is None:
        raise Forbidden(UNCLEAR)
    return found


def _resume(page: Page, canal_id: int, reply_to: int) -> None:
    """One goes on with that draft, in the place of whatever is open over the page."""
    page.close_dialogs()
    page.tell("resume", canal_id, reply_to)


class Deeds(Actions):
    """What is done to what is put by."""

    @action
    async def write_on(self, key: Id, answers: str = "0") -> None:
        """One goes on with a draft in that canal.

        :param answers: which: the id of the message that it answers; 0: none
        """
        page = self.page
        access.access_canal(page.store.state, page.member, key)
        _resume(page, key, _which(answers))

    @action
    async def discard_draft(self, key: Id, answers: str = "0") -> None:
        page, which = self.page, _which(answers)
        self._ask_first(lambda: page.store.drafts.discard(page.member, key, which))

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
        _resume(page, row.canal_id, composed.answered(composed.read(row.content)) or 0)
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
