"""Editing what one has said, in the place where one writes: the strip above it that says so, and what it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from htpy import fragment, span

from app.components.asking import Actions, Answer, Id, action
from app.components.icons import icon
from app.components.window.naming import Naming
from app.locale import N_, Words
from app.store import Forbidden, Refused, access
from app.text.typed import clean, is_blank

EDIT = "edit"
"""What has a message edited."""

TITLE = N_("Edit the message")

ELSEWHERE = N_("It has been edited elsewhere meanwhile: what you save takes the place of that.")


EMPTY = N_("There is nothing to save: delete the message instead.")
GONE = N_("This message has been deleted; what you wrote is kept.")


def told(words: Words, news: str = "") -> str:
    """What stands above it: that it is edited, and what there is to tell of it."""
    return str(fragment[icon("pen", 15), span(".what")[words(TITLE)], span(".news")[news]])


@contextmanager
def _plainly() -> Iterator[None]:
    """Whoever edits a message could read it: that there is none says to them that it is gone."""
    try:
        yield
    except Refused as refused:
        if refused.sentence in (access.DELETED, access.UNKNOWN_MESSAGE):
            raise Forbidden(GONE) from refused
        raise


class Editing(Actions):
    @action
    async def edit(self, key: Id) -> None:
        """A message of one's own is edited in the page."""
        message, text = await self.page.store.edits.typed(self.page.member, key)
        shown = told(self.page.words)
        edited = {"key": key, "version": message.edited, "text": text, "to": message.recipients, "shown": shown}
        self.page.tell("edit", message.canal_id, edited)

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
        words, lost, news = self.page.words, "", ""
        try:
            with _plainly():
                message, now = await self.page.store.edits.typed(self.page.member, key)
        except Refused as refused:
            news = lost = words(refused.sentence, **refused.params)
        else:
            if message.edited != version:
                if now == clean(text):
                    return {"saved": True}
                news = words(ELSEWHERE)
        return {"shown": told(words, news), "lost": lost}

    @action
    async def save_edit(self, key: Id, text: str, nonce: str) -> Answer:
        try:
            with _plainly():
                saved = await self.page.store.edits.edit(self.page.member, key, text, nonce)
        except Forbidden:
            raise
        except Refused as refused:
            if is_blank(clean(text)):
                raise Refused(EMPTY) from refused
            raise
        Naming(self.page).tell(saved)
        return {"version": saved.message.edited}
