"""The card of a text or a program that a message holds: as much of it as is shown, in colours that tell it apart."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import PurePath

from htpy import Element, a, button, code, div, p, pre
from markupsafe import Markup

from app.components.asking import Actions, Id, action
from app.components.cards.card import heading
from app.components.cards.of_message import OfMessage, file_of
from app.components.forms import secondary
from app.components.page import Page
from app.components.panel import Slots
from app.components.window.files.addresses import original
from app.components.window.files.signs import told
from app.locale import N_
from app.store import Refused
from app.store.files.files import TEXT_MOST
from app.store.said import File
from app.text import highlight

GONE = N_("This file is gone.")

COLOURED_MOST = 40_000
"""Letters; what is longer takes more time to colour than anybody waits."""

COPIED = "whole-text"
"""The id of what its button copies."""


@dataclass(frozen=True)
class Whole:
    """:param html: what stands in the file, coloured or not"""

    file: File
    html: Markup


class FileText(OfMessage[Whole | None], default_classes="file-text"):
    """`which` is a message's id, and that of its file."""

    opened_by = "file-text"

    @classmethod
    async def fetch(cls, page: Page, *which: int) -> Whole | None:
        file = await file_of(page, *which)
        if file is None:
            return None
        try:
            text = await page.store.files.text(page.member, file.id)
        except Refused:
            return None
        return Whole(file, await asyncio.to_thread(coloured, text, file))

    def render(self) -> Slots:
        words, whole = self.page.words, self.held
        if whole is None:
            raise Refused(GONE)
        cut = p(".hint")[words("Only the beginning is shown: the rest is in the file.")]
        shown = pre(id=COPIED, tabindex="0", dir="auto" if whole.file.kind == "text" else None)[code[whole.html]]
        return {
            "head": heading(words, whole.file.name),
            "body": div(".body.message-body", data_kind=whole.file.kind)[
                p(".soft")[told(whole.file, words)], shown, cut if whole.file.size > TEXT_MOST else None
            ],
            "actions": self._ways(whole.file),
        }

    def _ways(self, file: File) -> Element:
        words = self.page.words
        copied = words("The text is copied.")
        copy = button(".button", type="button", data_action="copy", data_copy=COPIED, data_copied=copied)
        return div(".actions")[
            secondary(words("Close"), "close-dialog"),
            copy[words("Copy the text")],
            a(".button.primary", href=original(file), download=file.name)[words("Download")],
        ]


def coloured(text: str, file: File) -> Markup:
    """Safe HTML of what stands in it, by the language that its name says. It takes a moment: call it in a thread."""
    language = PurePath(file.name).suffix[1:] if file.kind == "code" and len(text) <= COLOURED_MOST else ""
    return Markup(highlight.spans(text, language, highlight.deadline(len(text))))  # noqa: S704 - escaped there


class ShowingAll(Actions):
    @action
    async def file_text(self, key: Id, shows: str) -> None:
        """All of a text that a message holds.

        :param shows: the file's id
        """
        await FileText.show(self.page, key, shows)
