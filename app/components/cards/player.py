"""The card in which a sound of a message is heard. In a row it would fall silent with each reaction that its message
gets: a row is drawn anew as a whole, and Chromium takes the controls from a player that is moved within the page."""

from __future__ import annotations

from htpy import a, audio, div, p

from app.components.asking import Actions, Id, action
from app.components.cards.card import heading
from app.components.cards.of_message import OfMessage, file_of
from app.components.forms import secondary
from app.components.page import Page
from app.components.panel import Slots
from app.components.window.files.addresses import original, shown
from app.components.window.files.signs import described, told
from app.locale import N_
from app.store import Refused
from app.store.said import File

GONE = N_("This sound is gone.")


class Player(OfMessage[File | None], default_classes="player"):
    """`which` is a message's id, and that of its file."""

    opened_by = "listen"

    @classmethod
    async def fetch(cls, page: Page, *which: int) -> File | None:
        return await file_of(page, *which)

    def render(self) -> Slots:
        words, file = self.page.words, self.held
        if file is None:
            raise Refused(GONE)
        heard = audio(src=shown(file), controls=True, autoplay=True, aria_label=described(file, words))
        return {
            "head": heading(words, file.name),
            "body": div(".body")[p(".soft")[told(file, words)], heard],
            "actions": div(".actions")[
                secondary(words("Close"), "close-dialog"),
                a(".button.primary", href=original(file), download=file.name)[words("Download")],
            ],
        }


class Listening(Actions):
    @action
    async def listen(self, key: Id, shows: str) -> None:
        """A sound that a message holds.

        :param shows: the file's id
        """
        await Player.show(self.page, key, shows)
