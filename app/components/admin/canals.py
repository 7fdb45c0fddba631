"""The canals that nobody is in any more, and how an administrator brings one back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from htpy import Element, b, div, li, p, small, span, ul

from app.components.admin.moments import moment
from app.components.admin.part import FetchedSheet, number
from app.components.admin.pieces import step
from app.components.asking import Answer, action
from app.components.cards.card import Form
from app.components.page import Page
from app.components.panel import Slots
from app.locale import N_
from app.store.abandoned import Left
from app.store.feed import Administered, CanalChanged, CanalJoined, CanalLeft, MemberChanged, OfficeChanged


class LeftCanals(FetchedSheet[Sequence[Left]]):
    hears: ClassVar[tuple[type[Any], ...]] = (
        Administered,
        CanalChanged,
        CanalJoined,
        CanalLeft,
        MemberChanged,
        OfficeChanged,
    )
    name = "abandoned"

    @classmethod
    async def fetch(cls, page: Page, *_which: Any) -> Sequence[Left]:
        return await page.store.abandoned.all(page.member)

    @property
    def title(self) -> str:
        return self.words("Canals that nobody is in any more")

    @property
    def lead(self) -> str:
        return self.words(
            "Everybody in them left, or had their account deactivated: only here can they still be found. Take one "
            "over, and you are in it, as its log tells: you read what was said to everyone there, and may "
            "bring others in."
        )

    def parts(self) -> Slots:
        if not self.held:
            return {"canals": p(".nothing")[self.words("None: somebody is in each canal.")]}
        return {"canals": ul(".things", data_rove=".button")[map(self._canal, self.held)]}

    @action
    async def take_over(self, fields: dict[str, object]) -> Answer:
        answer = await self.answered(
            self._take_over(Form(fields)), N_("You are in this canal now: it stands among your own.")
        )
        # Somebody may have been quicker: the list is what it is now.
        self.renew()
        return answer

    async def _take_over(self, given: Form) -> None:
        await self.store.abandoned.take_over(self.me, number(given.text("canal")))

    def _canal(self, left: Left) -> Element:
        words, canal = self.words, left.canal
        return li(".thing.row-thing")[
            div(".left-canal.tinted", style=f"--c:{canal.color}")[
                span(".swatch"),
                div[
                    b[canal.name],
                    [" ", span(".badge")[words("archived")]] if canal.archived else None,
                    small(".facts")[words("Nobody in it since"), " ", moment(words, left.since)],
                ],
            ],
            step(
                "take_over",
                words("Take it over"),
                words("Take over {canal}", canal=canal.name),
                canal=str(canal.id),
            ),
        ]
