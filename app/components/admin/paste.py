"""What to paste into a host's page, for the canal and the appearance that one chooses, and what it will show."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import urlencode

from htpy import Element, b, div, form, iframe, label, option, p, select, small, textarea

from app.components.admin.part import AdminPage, Sheet
from app.components.admin.pieces import copy_button
from app.components.admin.snippets import SNIPPETS, Snippet
from app.components.asking import action
from app.components.cards.card import Form
from app.components.panel import Slots
from app.store.feed import CanalChanged, MemberChanged
from app.store.state import Canal

THEMES = ("", "light", "dark")


class Paste(Sheet):
    hears: ClassVar[tuple[type[Any], ...]] = (CanalChanged, MemberChanged)
    name = "paste"

    def __init__(self, page: AdminPage) -> None:
        self.canal = self.theme = ""
        super().__init__(page)

    @property
    def title(self) -> str:
        return self.words("4. What to paste")

    def parts(self) -> Slots:
        words = self.words
        return {
            "options": form(".options", data_send="choose", data_at_once=True)[
                self._choice("canal", words("Canal that it opens"), self._canals()),
                self._choice(
                    "theme",
                    words("Appearance"),
                    dict(zip(THEMES, (words("Automatic"), words("Light"), words("Dark")), strict=True)),
                ),
            ],
            **{snippet.name: self._snippet(snippet) for snippet in SNIPPETS},
            "hint": p(".hint")[
                words(
                    "The button asks /miaou-token of your site for a token; in the frame's address it takes TOKEN's "
                    "place. The host signs it for whoever is signed in there: a JWT with sub (login), aud (miaou), jti "
                    "and exp, good once, for 10 minutes at most."
                )
            ],
            "preview": self._preview(),
        }

    @action
    async def choose(self, fields: dict[str, object]) -> None:
        given = Form(fields)
        canal, theme = given.text("canal"), given.text("theme")
        self.canal = canal if canal in self._canals() else ""
        self.theme = theme if theme in THEMES else ""
        self.renew()

    def _canals(self) -> dict[str, str]:
        """Those that whoever comes by it may open."""
        mine: list[Canal] = self.store.canals.of(self.me)
        offered = {str(canal.id): canal.name for canal in mine if canal.is_open and not canal.archived}
        return {"": self.words("The first of theirs"), **offered}

    def _choice(self, name: str, title: str, offered: dict[str, str]) -> Element:
        return div(".field")[
            label(for_=f"snippet-{name}")[title],
            select(id=f"snippet-{name}", name=name)[[option(value=value)[called] for value, called in offered.items()]],
        ]

    def _snippet(self, snippet: Snippet) -> Element:
        words, name = self.words, f"snippet-{snippet.name}"
        return div(".snippet")[
            p(".snippet-title")[b[words(snippet.title)], " ", small[words(snippet.meaning)]],
            div(".copyable.tall")[
                textarea(
                    id=name,
                    rows=str(snippet.rows + 2),
                    readonly=True,
                    spellcheck="false",
                    aria_label=words(snippet.title),
                )[snippet.filled(self.page.base, self.canal, self.theme)],
                copy_button(words, name),
            ],
        ]

    def _preview(self) -> Element:
        words = self.words
        chosen = urlencode({name: value for name, value in (("canal", self.canal), ("theme", self.theme)) if value})
        return div(".preview")[
            p(".snippet-title")[b[words("Preview")], " ", small[words("As yourself, in this very instance.")]],
            iframe(
                "#preview",
                src=f"/widget?{chosen}" if chosen else "/widget",
                title=words("Preview of the widget"),
                loading="lazy",
            ),
        ]
