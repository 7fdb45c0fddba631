"""The card of the files of one's own message, out of which each may be taken."""

from __future__ import annotations

from htpy import Element, div, li, p, ul

from app.components.admin.sure import Sure
from app.components.asking import Actions, Id, action
from app.components.cards.card import heading
from app.components.cards.of_message import OfMessage, message_of
from app.components.forms import secondary
from app.components.later.pieces import does
from app.components.page import Page
from app.components.panel import Slots
from app.components.window.files.signs import likeness, name, told
from app.store import Forbidden, access
from app.store.ids import read_id
from app.store.said import File, Message


class FilesOut(OfMessage[Message | None], default_classes="files-out"):
    """`which` is the message's id."""

    opened_by = "files-out"

    @classmethod
    async def fetch(cls, page: Page, *which: int) -> Message | None:
        return await message_of(page, which[0])

    def render(self) -> Slots:
        words = self.page.words
        message = access.access_files_to_take_out(self.page.store.state, self.page.member, self.held)
        return {
            "head": heading(words, words("Files of the message")),
            "body": div(".body")[
                p(".hint")[words("What you take out is gone for everybody, and cannot be brought back.")],
                ul(".put-by-list", aria_label=words("Files of the message"))[
                    (self._row(message, file) for file in message.files)
                ],
            ],
            "actions": div(".actions")[secondary(words("Close"), "close-dialog")],
        }

    def _row(self, message: Message, file: File) -> Element:
        words = self.page.words
        which = {"data_takes": str(file.id), "aria_label": words("Take out: {name}", name=file.name)}
        out = does(words("Take out"), "take-file-out", message.id, danger=True, **which)
        return li(".put-by")[likeness(file), p(".where")[name(file)], p(".note")[told(file, words)], div(".deeds")[out]]


class TakingOut(Actions):
    @action
    async def files_out(self, key: Id) -> None:
        """The files of that message, out of which they may be taken."""
        (await FilesOut.fetched(self.page, key)).stand(key=key)

    @action
    async def take_file_out(self, key: Id, takes: str) -> None:
        """It is asked first.

        :param takes: the file's id
        """
        page, words, file_id = self.page, self.page.words, read_id(takes) or 0
        message = await page.store.messages.find_anywhere(page.member, key)
        access.access_files_to_take_out(page.store.state, page.member, message)
        file = next((each for each in message.files if each.id == file_id), None)
        if file is None:
            raise Forbidden(access.UNKNOWN_FILE)

        async def take_out() -> None:
            await page.store.files.take_out(page.member, key, file_id)

        question = words("“{name}” will be gone for everybody.", name=file.name)
        Sure(page, question, words("Take out"), take_out, words("Taken out."), page.asked)
