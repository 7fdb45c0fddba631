"""Part: a panel of the admin page, for administrators alone; Sheet: one that stands under a title of its own."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from htpy import h2, p
from nicegui import ui

from app.components.admin.sure import Sure
from app.components.asking import Answer
from app.components.fetched import Fetched, Held
from app.components.page import Page
from app.components.panel import Panel, Slots
from app.locale import Words
from app.store import Refused, Store, access
from app.store.feed import Administered, Change, MemberChanged, OfficeChanged
from app.store.state import Member


@dataclass(frozen=True, eq=False)
class AdminPage(Page):
    """`base` is the address under which colleagues find this instance; `is_plain`: this page came by one at which
    browsers offer less, since others can read along."""

    base: str = ""
    is_plain: bool = False


class Part(Panel):
    """A piece of the admin page. Whoever administers no more is sent to the chat, and it shows nothing more."""

    hears: ClassVar[tuple[type[Any], ...]] = (Administered, MemberChanged, OfficeChanged)
    root: ClassVar[str] = "section"
    look: ClassVar[str] = ""
    page: AdminPage

    def __init__(self, page: AdminPage) -> None:
        super().__init__(page)
        self._missed = False
        self._is_wrong = False
        self.client.on_connect(self._catch_up)
        self._props["tag"] = self.root
        if self.look:
            self.classes(self.look)

    @property
    def words(self) -> Words:
        return self.page.words

    @property
    def store(self) -> Store:
        return self.page.store

    @property
    def me(self) -> Member:
        return self.page.member

    def _hear(self, changes: Sequence[Change]) -> None:
        # Where nobody looks there is nothing to draw: a browser may fetch a page and not open it, or be away.
        if self.client.has_socket_connection:
            super()._hear(changes)
        else:
            self._missed = True

    def _catch_up(self) -> None:
        if self._missed and not self.is_deleted:
            self._missed = False
            self.renew()

    def end(self) -> None:
        self.client.open("/")
        super().end()

    def _bring(self) -> None:
        # As HTML: in a prop NiceGUI would escape three hundred rows letter by letter, twice the processor time.
        brought = (
            f'<template data-panel="{self.id}" data-slot="{name}">{html}</template>'
            for name, html in self._drawn.items()
        )
        ui.add_body_html("".join(brought))

    def _draw(self) -> dict[str, str]:
        access.access_admin(self.store.state, self.me)
        return super()._draw()

    async def answered(self, doing: Awaitable[object], done: str = "", field: str = "") -> Answer:
        """Wait until it is done, and say so; or say why it was refused.

        :param done: what is said, as an English sentence
        :param field: the name of the field that any refusal is about; "" when the refusal itself says so
        """
        try:
            await doing
        except Refused as refused:
            self._entitle(wrong=True)
            return {"trouble": {field or refused.field: self.words(refused.sentence, **refused.params)}}
        self._entitle()
        if done:
            self.page.toast(self.words(done))
        return {"done": True}

    def _entitle(self, wrong: bool = False) -> None:
        """The browser's tab says first of all that something was refused, as at the doors, until something is done."""
        if wrong or self._is_wrong:
            title = self.client.title or ""
            said = self.words("Error: {title}", title=title) if wrong else title
            # As NiceGUI's own `run_javascript`, which would begin a task that could wait for an answer.
            code = f"document.title = {json.dumps(said)}"
            self.client.outbox.enqueue_message("run_javascript", {"code": code}, self.client.id)
        self._is_wrong = wrong

    def ask_first(self, question: str, yes: str, doing: Callable[[], Awaitable[object]], done: str) -> None:
        """Ask before a step that harms.

        :param question: what will happen
        :param yes: what the button says that lets it
        :param done: what is said then, as an English sentence
        """
        access.access_admin(self.store.state, self.me)
        Sure(self.page, question, yes, doing, self.words(done), self.asked)


def number(text: str) -> int:
    """The whole number that was typed.

    :raises Refused: when it is none
    """
    if not text.strip().isdecimal() or len(text) > 15:
        raise Refused("This is not a number: {typed}", typed=text.strip()[:20])
    return int(text)


class Sheet(Part):
    """A sheet of paper, whose address ends with its name, as `/admin#invites`."""

    look = "sheet"
    name: ClassVar[str] = ""

    def __init__(self, page: AdminPage) -> None:
        super().__init__(page)
        self._props["id"] = self.name
        self._props["aria-labelledby"] = f"{self.name}-title"

    @property
    def title(self) -> str:
        raise NotImplementedError

    @property
    def lead(self) -> str:
        """A sentence under the title."""
        return ""

    def parts(self) -> Slots:
        """What stands under them."""
        raise NotImplementedError

    def render(self) -> Slots:
        return {
            "title": h2(id=f"{self.name}-title")[self.title],
            "lead": p(".hint")[self.lead] if self.lead else None,
            **self.parts(),
        }


class FetchedSheet(Fetched[Held], Sheet):
    """A sheet of what memory does not hold."""

    page: AdminPage
