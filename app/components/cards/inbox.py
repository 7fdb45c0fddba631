"""What one has received: who named, answered or reacted to one, what one was told aside, what to come back to."""

from __future__ import annotations

import contextlib

from htpy import Element, Node, button, div, li, p, span, ul
from nicegui import Client

from app.components.asking import Actions, Answer, Payload, action, offer
from app.components.cards.card import Card, heading
from app.components.fetched import Fetched
from app.components.forms import secondary
from app.components.fragments import called, moment
from app.components.icons import icon
from app.components.page import Page
from app.components.panel import Slots
from app.components.states import state
from app.components.window.inbox_facts import INBOX
from app.components.window.quote import said_in
from app.components.window.sentences import name, sentence
from app.locale import N_
from app.store import Refused, inbox
from app.store.feed import CanalJoined, CanalLeft, Change, MessageChanged, MessageGone, ReceivedChanged
from app.store.ids import LARGEST
from app.store.quotes import quote_of
from app.store.received import ASIDE, MENTION, REACTION, REMINDER, REPLY

WHAT = {
    MENTION: ("bell", N_("{name} mentioned you")),
    REPLY: ("reply", N_("{name} answered you")),
    ASIDE: ("lock", N_("{name} took you aside")),
    REACTION: ("smile", N_("{name} reacted with {emoji}")),
    REMINDER: ("clock", N_("Reminder: a message of {name}")),
}
"""By why it is received: its sign, and how that is said."""


class InboxCard(Card, Fetched[inbox.Page], default_classes="inbox", default_props="data-inbox"):
    """`which` is where each page began, up to the one that shows."""

    opened_by = INBOX
    hears = (CanalJoined, CanalLeft, MessageChanged, MessageGone, ReceivedChanged)

    def __init__(self, page: Page, held: inbox.Page, *which: int) -> None:
        self.looked = page.member.received
        """What came after it shows as new for as long as the card is open."""
        super().__init__(page, held, *which)

    @classmethod
    async def fetch(cls, page: Page, *which: int) -> inbox.Page:
        return await page.store.inbox.page(page.member, which[-1])

    def is_concerned(self, change: Change) -> bool:
        match change:
            case ReceivedChanged(member_ids):
                return self.page.tab.member_id in member_ids
            case CanalJoined(_, member_id) | CanalLeft(_, member_id):
                return member_id == self.page.tab.member_id
            case MessageChanged(message):
                return self._shows(message.id)
            case MessageGone(tombstone):
                return self._shows(tombstone.id)
        return True

    def render(self) -> Slots:
        words = self.page.words
        return {
            "head": heading(words, words("Inbox")),
            "body": div(".body")[
                ul(".all-received", aria_label=words("Inbox"))[map(self._row, self.held.items)]
                if self.held.items
                else self._nothing()
            ],
            "actions": self._ways(),
        }

    async def look(self) -> None:
        """What it shows has been looked at, in all of one's tabs."""
        if self.held.items:
            # When it cannot be kept, it will show as new again.
            with contextlib.suppress(Refused):
                await self.page.store.inbox.look(self.page.member, self.held.items[0].received.id)

    async def turn(self, *, older: bool) -> None:
        """Show the page of what is older, or go back."""
        if older and self.held.older:
            await self.fetch_again(*self.which, self.held.items[-1].received.id if self.held.items else 0)
        elif not older and len(self.which) > 1:
            await self.fetch_again(*self.which[:-1])

    @action
    async def closed(self) -> None:
        # What came while it was open, too.
        await self.look()
        self.delete()

    def _shows(self, message_id: int) -> bool:
        return any(each.message.id == message_id for each in self.held.items)

    def _row(self, item: inbox.Item) -> Element:
        words, got, message = self.page.words, item.received, item.message
        sign, said = WHAT[got.kind]
        by = message.author_id if got.kind == REMINDER else got.by_id
        new = got.id > self.looked
        canal = self.page.store.state.canals[message.canal_id]
        return li(".received", data_kind=got.kind, data_new=str(new).lower())[
            button(type="button", data_action="go-to-message", data_key=str(message.id))[
                span(".worn", data_fact_html=f"m{by}.cat"),
                span(".what")[
                    icon(sign, 14),
                    span[sentence(words, said, name=name(by), emoji=got.emoji)],
                    span(".aloud")[f" {words('new')}"] if new else None,
                ],
                span(".said", dir="auto")[said_in(quote_of(message), words)],
                span(".where")[called(canal), " · ", moment(got.at)],
            ]
        ]

    def _nothing(self) -> Element:
        words = self.page.words
        return state(
            "resting",
            p[words("Nothing here yet.")],
            p(".hint")[words("Here you find who mentions, answers or reacts to you, and what is said to you aside.")],
            kind="nothing-yet",
        )

    def _ways(self) -> Node:
        words = self.page.words
        return div(".actions")[
            secondary(words("Newer"), "newer-received") if len(self.which) > 1 else None,
            secondary(words("Older"), "older-received") if self.held.older else None,
            secondary(words("Close"), "close-dialog"),
        ]


class Turning(Actions):
    @action
    async def newer_received(self) -> None:
        await self._turn(older=False)

    @action
    async def older_received(self) -> None:
        await self._turn(older=True)

    async def _turn(self, *, older: bool) -> None:
        client = Client.instances.get(self.page.tab.id)
        for card in list(client.elements.values()) if client else ():
            if isinstance(card, InboxCard):
                await card.turn(older=older)


async def _opened(page: Page, _payload: Payload) -> Answer:
    card = (await InboxCard.fetched(page, LARGEST)).stand()
    await card.look()
    return {}


offer(INBOX, _opened)
