"""The cat that shows one round: a small card beside what it talks about. One goes on by doing what it asks for."""

from __future__ import annotations

from typing import Literal

from htpy import Element as Fragment
from htpy import Node, a, b, button, div, h2, p, small, span
from nicegui import Client

from app.components.asking import Actions, Id, action
from app.components.brand import peeking
from app.components.icons import icon
from app.components.page import Page
from app.components.panel import Panel, Slots
from app.components.tour.guide import END, END_TOLD, counted, read_out
from app.components.tour.steps import INVITE, Step, is_alone, step_of
from app.locale import N_
from app.store.feed import Change, MemberChanged, TourChanged
from app.store.habits import STEPS, Tour

Where = Literal["window", "desktop"]

TWICE_MS = 500
"""The second click of a double click comes sooner, and would pass over the next step at the same place."""

OFFER = N_("Shall I show you round?")
OFFER_TOLD = N_("Seven small things that you do for real, a minute or two in all. I am the cat of the house.")


class Guided(Panel, default_classes="tour", default_props="tag=aside id=tour data-region=.tour-told"):
    """:param where: in which page it stands; on the desktop only what is done there is told, beside the menu for it"""

    hears = (TourChanged, MemberChanged)

    def __init__(self, page: Page, where: Where = "window") -> None:
        self.where = where
        super().__init__(page)
        self._props["aria-label"] = page.words("Guided tour")

    def is_concerned(self, change: Change) -> bool:
        # Whether there are others changes what one can do.
        return isinstance(change, MemberChanged) or getattr(change, "member_id", None) == self.page.tab.member_id

    def render(self) -> Slots:
        member = self.page.member
        tour = self.page.store.tours.of(member) or Tour()
        step = step_of(self.page.store, member, tour)
        if not tour.shown or (self.where == "desktop" and tour.step < STEPS):
            return {}
        if not tour.step:
            return {"card": self._offer()}
        return {"card": self._end() if step is None else self._step(tour, step)}

    def _offer(self) -> Fragment:
        words = self.page.words
        yes = button(".button.primary", type="button", data_action=f"{Touring.called}begin")[words("Show me")]
        no = button(".button.quiet", type="button", data_action=f"{Touring.called}close")[words("No, thank you")]
        return self._card("offer", 0, words(OFFER), p[words(OFFER_TOLD)], div(".ways")[no, yes])

    def _step(self, tour: Tour, step: Step) -> Fragment:
        words = self.page.words
        told = p[words(step.told)]
        hint = p[
            small(".by-mouse" if step.touch else "")[words(step.hint)],
            step.touch and small(".by-touch")[words(step.touch)],
        ]
        ways = div(".ways")[
            _dots(tour.step),
            span(".n", aria_hidden="true")[f"{tour.step} / {STEPS}"],
            span(".aloud")[counted(tour, words)],
            button(".button.quiet", type="button", data_action=f"{Touring.called}skip")[words("Skip")],
            self._leads_to(step),
        ]
        at = "view" if step.at == self.where else step.at
        return self._card(at, tour.step, words(step.title), [told, hint], ways)

    def _leads_to(self, step: Step) -> Node:
        """The way to where it is done, when that is another page."""
        words = self.page.words
        if step is INVITE:
            return button(".button.primary", type="submit", name="invite", form="post-invite")[words("Invite")]
        if step.at == "desktop" and self.where != "desktop":
            return a(".button.primary", href="/desktop")[words("To the desktop")]
        return None

    def _end(self) -> Fragment:
        words = self.page.words
        ways = div(".ways")[
            _dots(STEPS),
            button(".button.primary", type="button", data_action=f"{Touring.called}close")[words("Thank you!")],
        ]
        return self._card("end", STEPS + 1, words(END), p[words(END_TOLD)], ways)

    def _card(self, at: str, step: int, title: str, told: Node, ways: Node) -> Fragment:
        close = button(
            ".icon.close",
            type="button",
            data_action=f"{Touring.called}close",
            data_anywhere=True,
            aria_keyshortcuts="Escape",
            aria_label=self.page.words("Close"),
        )[icon("close", 18)]
        # Its key: by which Esc closes it when the focus is in it, and what one passes over.
        return div(".tour-card", data_at=at, data_key=str(step))[
            peeking(), div(".tour-told", tabindex="0")[h2[title], told], ways, close
        ]


class Touring(Actions):
    called = "tour-"

    @action
    async def begin(self) -> None:
        """Be shown round: from where one was, or from the beginning."""
        await self.page.store.tours.begin(self.page.member)
        page_shows(self.page)

    @action
    async def skip(self, key: Id) -> None:
        """Pass over a step that they have had the time to see."""
        store, member = self.page.store, self.page.member
        tour = store.tours.of(member)
        if tour is not None and store.clock() - tour.since >= TWICE_MS:
            await store.tours.go_on(member, key)

    @action
    async def close(self) -> None:
        """It is not shown any more, and not offered again."""
        await self.page.store.tours.close(self.page.member)


def page_shows(page: Page, where: Where = "window") -> None:
    """Let it be in the page that is being made, or that asks."""
    if not any(isinstance(each, Guided) for each in Client.instances[page.tab.id].elements.values()):
        Guided(page, where)


def is_due(page: Page) -> bool:
    """Whether something of it shows in a page that is opened now. It is offered to whoever is alone: nobody else has an
    account, or it was offered to them by name and nobody else has a page open."""
    member = page.member
    tour = page.store.tours.of(member)
    if tour is not None and tour.step:
        return tour.shown
    if page.store.newcomers.is_to_be_greeted(member):
        # One thing at a time.
        return False
    if tour is None:
        return is_alone(page.store, member)
    return tour.shown and all(each.member_id == member.id for each in page.tabs.all())


def said_first(page: Page) -> list[list[object]]:
    """What is read out of it as the page opens."""
    tour = page.store.tours.of(page.member) or Tour()
    words = page.words
    sentence = read_out(page.store, page.member, tour, words) if tour.step else f"{words(OFFER)} {words(OFFER_TOLD)}"
    return [["aloud", sentence]]


def _dots(done: int) -> Fragment:
    return span(".dots", aria_hidden="true")[(b(class_={"done": n <= done}) for n in range(1, STEPS + 1))]
