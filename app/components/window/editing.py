"""Editing what one has said, in the place where one writes: the strip above it that says so, and what it asks for."""

from __future__ import annotations

from functools import cache

from htpy import Element, button, div, span

from app.components.asking import Actions, Answer, Id, action
from app.components.icons import icon
from app.locale import Words
from app.store.state import Message

EDIT = "edit"
"""What a message's text is asked for by."""


@cache
def strip(words: Words) -> Element:
    leave = words("Stop editing")
    return div(
        ".editing",
        role="group",
        hidden=True,
        aria_label=words("Edit the message"),
        data_changed=words("It has been edited elsewhere meanwhile: what you save takes the place of that."),
    )[
        icon("pen", 15),
        span(".what")[words("Edit the message")],
        span(".news", role="status"),
        button(".anew", type="button", hidden=True)[words("Keep as a new message")],
        button(".icon.leave", type="button", title=leave, aria_label=leave)[icon("close", 16)],
    ]


class Editing(Actions):
    @action
    async def edit(self, key: Id) -> Answer:
        """A message of one's own as it was typed: whose circle it has, and when it was edited last."""
        message, text = await self.page.store.edits.typed(self.page.member, key)
        return _told(message) | {"text": text, "to": list(message.recipients)}

    @action
    async def edit_last(self, canal: Id) -> Answer:
        """The same of the newest one in a canal; nothing when there is none."""
        last = self.page.store.edits.last(self.page.member, canal)
        return await self.edit(last.id) if last else {}

    @action
    async def save_edit(self, key: Id, text: str, nonce: str) -> Answer:
        return _told(await self.page.store.edits.edit(self.page.member, key, text, nonce))


def _told(message: Message) -> Answer:
    return {"key": message.id, "place": message.canal_id, "version": message.edited}
