"""Editing what one has said, in the place where one writes: the strip above it that says so, and what it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from htpy import Element, button, div, span

from app.components.asking import Actions, Answer, Id, action
from app.components.icons import icon
from app.locale import N_, Words
from app.store import Forbidden, Refused, access
from app.text.typed import clean, is_blank

EDIT = "edit"
"""What has a message edited."""

ELSEWHERE = N_("It has been edited elsewhere meanwhile: what you save takes the place of that.")


EMPTY = N_("There is nothing to save: delete the message instead.")
GONE = N_("This message has been deleted; what you wrote is kept.")


@contextmanager
def _plainly() -> Iterator[None]:
    """Whoever edits a message could read it: that there is none says to them that it is gone."""
    try:
        yield
    except Refused as refused:
        if refused.sentence in (access.DELETED, access.UNKNOWN_MESSAGE):
            raise Forbidden(GONE) from refused
        raise


@cache
def strip(words: Words) -> Element:
    leave = words("Stop editing")
    return div(
        ".editing",
        role="group",
        hidden=True,
        aria_label=words("Edit the message"),
    )[
        icon("pen", 15),
        span(".what")[words("Edit the message")],
        span(".news", role="status"),
        button(".icon.leave", type="button", title=leave, aria_label=leave)[icon("close", 16)],
    ]


class Editing(Actions):
    @action
    async def edit(self, key: Id) -> None:
        """A message of one's own is edited in the page."""
        message, text = await self.page.store.edits.typed(self.page.member, key)
        told = {"key": key, "version": message.edited, "text": text, "to": message.recipients}
        self.page.tell("edit", message.canal_id, told)

    @action
    async def edit_last(self, canal: Id) -> None:
        """The newest one of a canal is, if there is any."""
        last = self.page.store.edits.last(self.page.member, canal)
        if last:
            await self.edit(last.id)

    @action
    async def editing(self, key: Id, version: object, text: str) -> Answer:
        """What whoever edits a message should know of it.

        :param version: when it had been edited last as they began
        :param text: what they are about to save
        """
        try:
            with _plainly():
                message, now = await self.page.store.edits.typed(self.page.member, key)
        except Refused as refused:
            return {"news": self.page.words(refused.sentence, **refused.params), "lost": True}
        if message.edited == version:
            return {"news": ""}
        return {"saved": True} if now == clean(text) else {"news": self.page.words(ELSEWHERE)}

    @action
    async def save_edit(self, key: Id, text: str, nonce: str) -> Answer:
        try:
            with _plainly():
                return {"version": (await self.page.store.edits.edit(self.page.member, key, text, nonce)).edited}
        except Forbidden:
            raise
        except Refused as refused:
            if is_blank(clean(text)):
                raise Refused(EMPTY) from refused
            raise
