"""The sites that may show the widget, and what becomes of logins that are unknown here."""

from __future__ import annotations

from htpy import code, div, form, li, p, ul

from app.components.admin.part import Sheet
from app.components.admin.pieces import removal
from app.components.asking import Answer, action
from app.components.cards.card import Form
from app.components.forms import Choice, choices, field, primary
from app.components.panel import Slots
from app.locale import N_

ORIGIN_LONGEST = 253


class Sites(Sheet):
    name = "sites"

    @property
    def title(self) -> str:
        return self.words("1. Sites that may show it")

    def parts(self) -> Slots:
        words, origins = self.words, self.store.embedding.origins
        return {
            "allowed": ul(".things", data_rove=".button")[
                [li(".thing.row-thing")[code[origin], removal(words, "origin", origin, origin)] for origin in origins]
            ]
            if origins
            else p(".nothing")[words("No site yet: only this instance itself shows the widget.")],
            "form": form(".line", data_send="allow")[
                field(
                    words("Address of the site"),
                    "origin",
                    hint=words("Such as https://erp.example.com: without a path"),
                    autocomplete="off",
                    required=True,
                    maxlength=ORIGIN_LONGEST,
                ),
                primary(words("Allow")),
            ],
        }

    @action
    async def allow(self, fields: dict[str, object]) -> Answer:
        doing = self.store.embedding.allow_origin(self.me, Form(fields).text("origin"))
        return await self.answered(doing, N_("This site may show the widget now."), "origin")

    @action
    async def take_out(self, fields: dict[str, object]) -> None:
        words, origin = self.words, Form(fields).text("origin")
        self.ask_first(
            words("{name} shows the widget no longer; whoever uses it there is cut off.", name=origin),
            words("Remove"),
            lambda: self.store.embedding.remove_origin(self.me, origin),
            N_("This site shows the widget no longer."),
        )


class UnknownLogins(Sheet):
    name = "creation"

    @property
    def title(self) -> str:
        return self.words("3. Who has no account yet")

    def parts(self) -> Slots:
        words = self.words
        offered = [
            Choice("no", words("Refuse it"), words("Only those whom you invited come in.")),
            Choice("yes", words("Make an account"), words("Whoever the host signs for is a member.")),
        ]
        return {
            "form": form(data_send="let_create")[
                choices(
                    words("When the host names a login that is unknown here"),
                    "creates",
                    offered,
                    "yes" if self.store.embedding.creates else "no",
                ),
                div(".ways")[primary(words("Save"))],
            ]
        }

    @action
    async def let_create(self, fields: dict[str, object]) -> Answer:
        doing = self.store.embedding.let_create(self.me, Form(fields).text("creates") == "yes")
        return await self.answered(doing, N_("What happens to unknown logins is changed."))
