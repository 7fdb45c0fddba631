"""The card that makes a canal: its name, its colour, and who is in it."""

from __future__ import annotations

from htpy import Element, div

from app.components.cards.card import Card, Form, heading
from app.components.cards.colour_picker import chosen_color, colour_picker
from app.components.cards.people import found, people
from app.components.forms import Choice, choices, field, picks, primary, secondary
from app.components.page import Page
from app.components.panel import Slots
from app.store.canals import TOPIC_LONGEST
from app.store.feed import MemberChanged
from app.store.names import COLORS, LONGEST


class NewCanal(Card, opened_by="new-canal"):
    hears = (MemberChanged,)

    def __init__(self, page: Page) -> None:
        used = {canal.color for canal in page.store.canals.of(page.member)}
        self.fresh = next((color for color in COLORS if color not in used), COLORS[0])
        super().__init__(page)
        self.tint(self.fresh)

    def render(self) -> Slots:
        words = self.page.words
        return {
            "head": heading(words, words("New canal")),
            "body": div(".body")[
                div(".only-named")[
                    field(words("Name"), "name", maxlength=LONGEST, autocomplete="off", autofocus=True),
                    colour_picker(words, self.fresh),
                ],
                self._kinds(),
                div(".only-private")[self._people()],
                div(".only-named")[
                    field(
                        words("Topic"),
                        "topic",
                        maxlength=TOPIC_LONGEST,
                        autocomplete="off",
                        hint=words("What is talked about here"),
                    ),
                ],
            ],
            "actions": div(".actions")[secondary(words("Cancel"), "close-dialog"), primary(words("Create"))],
        }

    async def keep(self, form: Form) -> None:
        canals, me, chosen = self.page.store.canals, self.page.member, form.ids("member")
        if form.text("kind") == "direct":
            canal = await canals.direct(me, chosen)
        else:
            canal = await canals.create(
                me,
                form.text("name"),
                color=chosen_color(form) or self.fresh,
                kind=form.text("kind") or "open",
                topic=form.text("topic"),
                members=chosen,
            )
        self.page.go_to(canal.id)

    def _kinds(self) -> Element:
        words = self.page.words
        kinds = [
            Choice("open", words("Open"), words("The whole office")),
            Choice("private", words("Private"), words("Only those you choose; others never see it")),
            Choice("direct", words("Direct"), words("A conversation without a name")),
        ]
        return choices(words("Who is in it"), "kind", kinds, "open")

    def _people(self) -> Element:
        words, store = self.page.words, self.page.store
        others = [member for member in store.members.all() if member.id != self.page.tab.member_id]
        return picks(words("Members"), "member", people(store, others), find=words("Find somebody"), found=found(words))
