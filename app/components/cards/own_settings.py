"""One's settings that are not one of a few: what rings in this browser, where one is signed in, one's own data."""

from __future__ import annotations

from datetime import timedelta

from babel.dates import format_timedelta
from htpy import Element, Node, a, b, button, div, h3, li, p, section, small, span, ul
from nicegui import Client

from app.components.asking import Actions, action
from app.components.cards.agents import told
from app.components.cards.card import Card, Form, heading
from app.components.forms import secondary
from app.components.icons import icon
from app.components.panel import Slots
from app.store.feed import Change, SessionEnded
from app.store.ids import read_id
from app.store.state import Session


class OwnSettings(Card, opened_by="own-settings"):
    hears = (SessionEnded,)

    def is_concerned(self, change: Change) -> bool:
        return isinstance(change, SessionEnded) and change.member_id == self.page.tab.member_id

    def render(self) -> Slots:
        words = self.page.words
        return {
            "head": heading(words, words("Settings")),
            "body": div(".body")[
                not self.page.tab.framed and [self._notifications(), self._data()],
                self._sessions(),
            ],
            "actions": div(".actions")[secondary(words("Close"), "close-dialog")],
        }

    async def sent(self, _form: Form, pressed: str) -> None:
        ended = read_id(pressed)
        if ended is not None:
            await self.page.store.sessions.revoke(self.page.member, ended)

    def _notifications(self) -> Element:
        words, on = self.page.words, self.page.tab.rings
        return _part(
            words("Notifications in this browser"),
            words("They tell of what rings while you look at something else. This browser alone is asked for it."),
            [
                p("#notifications-now")[
                    words("Notifications are on in this browser.")
                    if on
                    else words("Notifications are off in this browser.")
                ],
                button(".button", type="button", data_action="notifications", aria_describedby="notifications-now")[
                    words("Switch notifications off") if on else words("Switch notifications on")
                ],
            ],
        )

    def _data(self) -> Element:
        words = self.page.words
        return _part(
            words("My data"),
            words("All that you said and were told here, with your card and your settings. It takes a moment."),
            # In a tab of its own, which shows that they are being made, says so when they cannot be, and closes once
            # they come.
            a(".button", href="/export", target="_blank", rel="noopener")[words("Download my data")],
        )

    def _sessions(self) -> Element:
        words = self.page.words
        return _part(
            words("My sessions"),
            words("Where you are signed in. A session that you end shows nothing more at once."),
            ul(".names")[map(self._row, self.page.store.sessions.of(self.page.member))],
        )

    def _row(self, session: Session) -> Element:
        words = self.page.words
        return li(".session")[
            icon("devices", 20),
            span(".name")[b[told(session.agent, words)], " ", small[self._since(session)]],
            button(".button.danger", type="submit", name=str(session.id))[words("End")],
        ]

    def _since(self, session: Session) -> str:
        words = self.page.words
        if session.id == self.page.tab.session_id:
            return words("this one")
        ago = timedelta(milliseconds=min(0, session.seen - self.page.store.clock()))
        when = format_timedelta(ago, add_direction=True, locale=words.locale)
        return words("used {when}, from {address}", when=when, address=session.address)


class Ringing(Actions):
    @action
    async def ring(self, on: object) -> None:
        """Whether this browser says what is said while nobody looks; the settings that are open there show it."""
        page = self.page
        page.tabs.ring(page.tab, on is True)
        client = Client.instances.get(page.tab.id)
        for card in list(client.elements.values()) if client else ():
            if isinstance(card, OwnSettings):
                card.renew()


def _part(title: str, meaning: str, does: Node) -> Element:
    return section(".part")[h3[title], p(".hint")[meaning], does]
