"""The files that the office has: what room they take, whether they can be found, what photographs lose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from babel.numbers import format_decimal, format_percent
from htpy import Element, Node, dd, div, dl, dt, form, p, progress, table, tbody, td, th, thead, tr

from app.components.admin.part import FetchedSheet, Sheet
from app.components.asking import Answer, action
from app.components.cards.card import Form
from app.components.forms import Choice, choices, primary
from app.components.icons import icon
from app.components.page import Page
from app.components.panel import Slots
from app.components.sizes import size
from app.locale import N_, Words
from app.store.feed import MemberChanged, SafetyChanged
from app.store.files.census import Counted
from app.store.files.quota import Space

KINDS = {
    "image": N_("Pictures"),
    "animation": N_("Animations"),
    "pdf": N_("PDF"),
    "audio": N_("Sound"),
    "video": N_("Films"),
    "text": N_("Texts"),
    "code": N_("Code"),
    "document": N_("Office files"),
    "archive": N_("Archives"),
    "other": N_("Others"),
}
"""What the kinds of `said.KINDS` are called here."""


@dataclass(frozen=True)
class Stock:
    """What there is, and what room it has."""

    space: Space
    counted: Sequence[Counted]


class Files(FetchedSheet[Stock]):
    """Of what is in canals it tells numbers alone: an administrator may be in none of them."""

    name = "files"
    hears: ClassVar[tuple[type[Any], ...]] = (MemberChanged, SafetyChanged)

    @classmethod
    async def fetch(cls, page: Page, *_which: Any) -> Stock:
        files = page.store.files
        return Stock(await files.space(), await files.census(page.member))

    @property
    def title(self) -> str:
        return self.words("Files")

    @property
    def lead(self) -> str:
        return self.words("What comes with messages. A file that was sent several times takes its room once.")

    def parts(self) -> Slots:
        space = self.held.space
        return {
            "trouble": p(".trouble", role="alert")[self.words(space.trouble)] if space.trouble else None,
            "room": _room(self.words, space),
            "kinds": _kinds(self.words, self.held.counted),
            "facts": dl(".facts")[
                div[dt[self.words("Of one file, at most")], dd[size(self.store.files.quota.limits.file, self.words)]],
                div[dt[self.words("Free on the disk")], dd[size(space.free, self.words)]],
                div[dt[self.words("Search")], dd[self._found()]],
            ],
        }

    def _found(self) -> Node:
        ready = self.store.search.state().ready
        if ready >= 1:
            return self.words("everything can be found")
        share = format_percent(ready, locale=self.words.locale)
        return self.words("{share} can be found; the rest is being read, the newest first", share=share)


class Photographs(Sheet):
    name = "photographs"

    @property
    def title(self) -> str:
        return self.words("Photographs")

    @property
    def lead(self) -> str:
        return self.words(
            "Telephones write into a photograph where and when it was taken. The small pictures that the chat shows "
            "never hold that; this is about the originals, which one can save."
        )

    def parts(self) -> Slots:
        words = self.words
        offered = [
            Choice(
                "bare",
                words("Take it out"),
                words("Place, date, camera and author go; what one sees stays the same to the last pixel."),
            ),
            Choice("whole", words("Leave it in"), words("Whoever may read the message can read it in the original.")),
        ]
        return {
            "form": form(data_send="set_bare_photos")[
                choices(
                    words("What a camera wrote into a picture"),
                    "photos",
                    offered,
                    "bare" if self.store.office.bare_photos else "whole",
                ),
                div(".ways")[primary(words("Save"))],
            ],
            "hint": p(".hint")[
                words(
                    "It holds for what comes from now on. Films, and pictures that are packed into other files, stay "
                    "as they are."
                )
            ],
        }

    @action
    async def set_bare_photos(self, fields: dict[str, object]) -> Answer:
        doing = self.store.office.set_bare_photos(self.me, Form(fields).text("photos") != "whole")
        return await self.answered(doing, N_("What happens to photographs is changed."))


def _room(words: Words, space: Space) -> Element:
    if not space.quota:
        return p(".state", data_state="well")[icon("database", 18), words("{used} used", used=size(space.used, words))]
    share = min(space.used / space.quota, 1)
    return div(".under-way", data_state="trouble" if space.trouble else None)[
        p(id="files-room")[
            words(
                "{used} used of {quota}",
                used=size(space.used, words),
                quota=size(space.quota, words),
            )
        ],
        progress(max="100", value=f"{share * 100:.1f}", aria_labelledby="files-room"),
    ]


def _kinds(words: Words, counted: Sequence[Counted]) -> Element:
    if not counted:
        return p(".nothing")[words("No file has been sent yet.")]
    return table(".table.stock")[
        thead[tr[[th(scope="col")[words(each)] for each in (N_("Kind"), N_("Number"), N_("Size"))]]],
        tbody[
            [
                tr[
                    td(".kind")[words(KINDS[each.kind])],
                    td(".number")[format_decimal(each.count, locale=words.locale)],
                    td(".size")[size(each.size, words)],
                ]
                for each in counted
            ]
        ],
    ]
