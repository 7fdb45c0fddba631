"""The switcher: a key leads from anywhere to a canal or a person, by a piece of its name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from htpy import Element, button, div, h2, header, input, kbd, li, small, span, ul

from app.components.asking import Actions, Id, action
from app.components.cards.card import Card, Form
from app.components.forms import left, secondary
from app.components.fragments import worn
from app.components.icons import icon
from app.components.panel import Slots
from app.components.search.field import SEARCH
from app.components.search.results_panel import opened
from app.components.search.sought import Sought
from app.components.tour.steps import SWITCHED
from app.locale import N_, Words
from app.store import access, drawer
from app.store.feed import CanalChanged, CanalJoined, CanalLeft, MemberChanged
from app.store.names import in_order
from app.store.state import Canal, Member, State

KEYS = "Control+K"
FIND = N_("Find a canal or a person")
TYPED = "typed"

FAVOURITES = 5


def proposed(state: State, member: Member, haunts: Sequence[int] = (), here: int | None = None) -> list[Canal | Member]:
    """All that one may go to: where one goes most, the canals that have a name, the people, then conversations of
    several and what is archived. A conversation of two is the other person.

    :param haunts: the canals that one goes to most, in this order
    :param here: where one is
    """
    mine = sorted(access.canals_of(state, member), key=lambda canal: drawer.place(state, member, canal))
    canals = [canal for canal in mine if not _is_person(state, member, canal)]
    people = sorted((other for other in state.active_members() if other.id != member.id), key=in_order)
    named = [canal for canal in canals if not drawer.group(canal)]
    all_of_them: list[Canal | Member] = [*named, *people, *canals[len(named) :]]
    known = {canal.id: canal for canal in mine}
    gone_to = [_as_proposed(state, member, known[each]) for each in haunts if each in known and each != here]
    favourites = [each for each in gone_to if each in all_of_them][:FAVOURITES]
    return [*favourites, *(each for each in all_of_them if each not in favourites)]


def _as_proposed(state: State, member: Member, canal: Canal) -> Canal | Member:
    return drawer.others(state, member, canal)[0] if _is_person(state, member, canal) else canal


def _is_person(state: State, member: Member, canal: Canal) -> bool:
    """Whether one comes there by the one other person in it."""
    others = drawer.others(state, member, canal) if canal.kind == "direct" else []
    return len(others) == 1 and others[0].active


class Switcher(Card, opened_by="switcher", default_classes="switcher", default_props="data-switcher"):
    hears = (CanalChanged, CanalJoined, CanalLeft, MemberChanged)

    def render(self) -> Slots:
        words = self.page.words
        return {"all": div(".found", data_filtered=True)[self._field(), self._list(), _found(words), _search(words)]}

    async def sent(self, form: Form, _pressed: str) -> None:
        """What is typed is no canal's name and nobody's: look for it in what was said."""
        await opened(self.page).look_for(Sought().taking(form.text(TYPED)))

    def _field(self) -> Element:
        words, title = self.page.words, self.page.words(FIND)
        out = button(".icon.close", type="button", data_action="close-dialog", aria_label=words("Close"))
        # The page's own head is another: within a dialog there is none.
        return header(role="none")[
            h2(".aloud", tabindex="-1")[title],
            icon("find", 18),
            # A search field would be emptied by Esc, which closes the card.
            input(
                type="text",
                name=TYPED,
                placeholder=words("Canal or person"),
                aria_label=title,
                autocomplete="off",
                autocapitalize="none",
                spellcheck="false",
                data_filter=".one",
            ),
            out[icon("close")],
        ]

    def _list(self) -> Element:
        page = self.page
        found = proposed(page.store.state, page.member, page.store.haunts.of(page.member), page.tab.canal_id)
        rows = [self._row(each, "-1" if at else "0") for at, each in enumerate(found)]
        return ul(data_rove=".one > button", aria_label=self.page.words("Canals and people"))[rows]

    def _row(self, found: Canal | Member, tabindex: str) -> Element:
        """:param tabindex: one of them is in the Tab order, so that keys can scroll the list"""
        return self._person(found, tabindex) if isinstance(found, Member) else self._canal(found, tabindex)

    def _canal(self, canal: Canal, tabindex: str) -> Element:
        name = drawer.called(self.page.store.state, self.page.member, canal)
        return li(".one.tinted", style=f"--c:{canal.color}")[
            button(".goes", type="button", tabindex=tabindex, data_action="go", data_key=str(canal.id))[
                span(".swatch"), span(".name", data_named=True)[name], small[_kind(canal, self.page.words)]
            ]
        ]

    def _person(self, member: Member, tabindex: str) -> Element:
        return li(".one")[
            button(".goes", type="button", tabindex=tabindex, data_action="message-member", data_key=str(member.id))[
                worn(member, self.page.store.presence.status(member.id)),
                span(".name", data_named=True)[member.nickname],
                small[member.note],
            ]
        ]


class Going(Actions):
    @action
    async def go(self, key: Id) -> None:
        """Open a canal, in the place of the card that leads there."""
        canal = access.access_canal(self.page.store.state, self.page.member, key)
        self.page.wire.tours.did(self.page.member, SWITCHED)
        self.page.go_to(canal.id)


def _kind(canal: Canal, words: Words) -> str:
    if canal.archived:
        return words("Archived")
    return {"private": words("Private"), "direct": words("Direct")}.get(canal.kind, "")


def _found(words: Words) -> Element:
    none = words("No canal and nobody by that name")
    create = secondary(words("Create a canal"), "new-canal")
    return left(none, lambda n: words.plural("{n} result", "{n} results", n, n="{n}"), create)


def _search(words: Words) -> Element:
    """The way on, from names to what was said."""
    return button(".goes.on", type="submit", name="search")[icon("find", 17), span(".name")[words(SEARCH)]]


@cache
def opener(words: Words) -> Element:
    """The button that says by which keys it opens."""
    title = f"{words(FIND)} ({words('Ctrl+K')})"
    return button(
        ".finds",
        type="button",
        data_action="switcher",
        data_anywhere=True,
        aria_keyshortcuts=KEYS,
        aria_haspopup="dialog",
        aria_label=title,
        title=title,
    )[kbd[words("Ctrl+K")], icon("folk", 18)]
