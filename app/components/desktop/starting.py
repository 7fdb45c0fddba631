"""The card that makes an administrator's desktop the one that new members start with."""

from __future__ import annotations

from htpy import div, p

from app.components.cards.card import Card, Form, heading
from app.components.forms import primary, secondary
from app.components.page import Page
from app.components.panel import Slots
from app.store import access


class StartingDesktop(Card, opened_by="starting-desktop"):
    def __init__(self, page: Page) -> None:
        """:raises Forbidden: unless the member is an administrator"""
        access.access_admin(page.store.state, page.member)
        super().__init__(page)

    def render(self) -> Slots:
        words = self.page.words
        return {
            "head": heading(words, words("Starting layout")),
            "body": div(".body")[
                p[words("New members will start with your desktop as it stands now, its memos and links included.")],
                p(".hint")[words("Where a tile shows a canal that is not open to everybody, each chooses their own.")],
            ],
            "actions": div(".actions")[secondary(words("Cancel"), "close-dialog"), primary(words("Make it the start"))],
        }

    async def keep(self, _form: Form) -> None:
        desktops, me = self.page.store.desktops, self.page.member
        await desktops.set_starting(me, desktops.of(me))
        self.page.toast(self.page.words("New members will start with this desktop."))
