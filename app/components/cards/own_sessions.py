"""Where one is signed in, and ending a session from another."""

from __future__ import annotations

from datetime import timedelta

from babel.dates import format_timedelta
from htpy import Element, b, button, div, li, p, small, span, ul

from app.components.cards.agents import told
from app.components.cards.card import Card, Form, heading
from app.components.forms import secondary
from app.components.icons import icon
from app.components.panel import Slots
from app.store.feed import Change, SessionEnded
from app.store.ids import read_id
from app.store.state import Session


class OwnSessions(Card, opened_by="own-sessions"):
    hears = (SessionEnded,)

    def is_concerned(self, change: Change) -> bool:
        return isinstance(change, SessionEnded) and change.member_id == self.page.tab.member_id

    def render(self) -> Slots:
        words = self.page.words
        return {
            "head": heading(words, words("My sessions")),
            "body": div(".body")[
                p(".hint")[words("Where you are signed in. A session that you end shows nothing more at once.")],
                ul(".names")[map(self._row, self.page.store.sessions.of(self.page.member))],
            ],
            "actions": div(".actions")[secondary(words("Close"), "close-dialog")],
        }

    async def sent(self, _form: Form, pressed: str) -> None:
        ended = read_id(pressed)
        if ended is not None:
            await self.page.store.sessions.revoke(self.page.member, ended)

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
        when = format_timedelta(ago, add_direction=True, locale=words.lang)
        return words("used {when}, from {address}", when=when, address=session.address)
