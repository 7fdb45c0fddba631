"""References in messages that become links."""

from __future__ import annotations

from htpy import Element, code, div, form, li, p, span, ul

from app.components.admin.part import Sheet, number
from app.components.admin.pieces import removal
from app.components.asking import Answer, action
from app.components.cards.card import Form
from app.components.forms import field, primary
from app.components.panel import Slots
from app.locale import N_
from app.store.references import ADDRESS_LONGEST
from app.store.references import LONGEST as PATTERN_LONGEST
from app.store.state import Reference
from app.text.references import PLACE

EXAMPLE = f"https://erp.example.com/invoice/{PLACE}"


class Links(Sheet):
    name = "references"

    @property
    def title(self) -> str:
        return self.words("References that become links")

    @property
    def lead(self) -> str:
        return self.words("An invoice's number in a message leads to that invoice.")

    def parts(self) -> Slots:
        words, known = self.words, self.store.references.all
        return {
            "known": ul(".things", data_rove=".button")[map(self._reference, known)]
            if known
            else p(".nothing")[words("No pattern yet.")],
            "form": form(data_send="add")[
                field(
                    words("What it looks like"),
                    "pattern",
                    hint=words("# stands for a digit, @ for a letter: FA####-####"),
                    autocomplete="off",
                    required=True,
                    maxlength=PATTERN_LONGEST,
                ),
                field(
                    words("Where it leads"),
                    "address",
                    hint=words("With {place} where the reference goes: {example}", place=PLACE, example=EXAMPLE),
                    autocomplete="off",
                    required=True,
                    maxlength=ADDRESS_LONGEST,
                ),
                div(".ways")[primary(words("Add"))],
            ],
        }

    @action
    async def add(self, fields: dict[str, object]) -> Answer:
        given = Form(fields)
        doing = self.store.references.add(self.me, given.text("pattern"), given.text("address"))
        return await self.answered(doing, N_("References that look like this become links from now on."))

    @action
    async def take_out(self, fields: dict[str, object]) -> None:
        words, wanted = self.words, number(Form(fields).text("reference"))
        pattern = next((each.pattern for each in self.store.references.all if each.id == wanted), "?")
        self.ask_first(
            words("Messages to come show {name} as plain text again.", name=pattern),
            words("Remove"),
            lambda: self.store.references.remove(self.me, wanted),
            N_("References that look like this become links no longer."),
        )

    def _reference(self, reference: Reference) -> Element:
        return li(".thing.row-thing")[
            div(".reference")[code[reference.pattern], span(".to")["→"], code(".soft")[reference.address]],
            removal(self.words, "reference", str(reference.id), reference.pattern),
        ]
