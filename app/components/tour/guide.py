"""Sees when somebody on a tour has done what they were asked for, and has the next step read out to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from app.components.tour.steps import Deed, Did, step_of
from app.components.wire.ops import Aloud, Telling
from app.components.wire.rooms import member_room
from app.locale import N_, Words, catalogue
from app.store import Store
from app.store.feed import Reloaded, TourChanged
from app.store.habits import STEPS, Tour
from app.store.state import Member

END = N_("You know the house")
END_TOLD = N_(
    "That was all. Who wears ears is here, who sleeps is away. I am in your menu, should you want to go round again."
)


class Guide:
    """:param langs: the languages in which pages were opened"""

    def __init__(self, store: Store, langs: Collection[str]) -> None:
        self._store = store
        self._langs = langs
        self._guided: dict[int, Tour] = {}
        self._told: dict[int, Tour] = {}
        self._begin()

    @property
    def waits(self) -> bool:
        return bool(self._told)

    def clear(self) -> None:
        self._told.clear()

    def did(self, member: Member, what: str) -> None:
        """A member did something that the store does not tell of."""
        self.hear(Did(member.id, what))

    def hear(self, deed: Deed) -> None:
        if isinstance(deed, Reloaded):
            self._begin()
        elif isinstance(deed, TourChanged):
            self._follow(deed.member_id)
        for member_id, tour in self._guided.items():
            member = self._store.state.members[member_id]
            step = step_of(self._store, member, tour)
            if step is not None and step.is_done(self._store, member, tour, deed):
                self._store.tours.did(member, tour.step)

    def tellings(self) -> Iterable[Telling]:
        told = dict(self._told)
        self.clear()
        for member_id, tour in told.items():
            member = self._store.state.members[member_id]
            for lang in sorted(self._langs):
                yield [member_room(member_id, lang)], Aloud(read_out(self._store, member, tour, catalogue(lang)))

    def _begin(self) -> None:
        self._guided = {member_id: tour for member_id, tour in self._store.state.tours.items() if tour.goes_on}

    def _follow(self, member_id: int) -> None:
        before, now = self._guided.pop(member_id, None), self._store.state.tours[member_id]
        if now.goes_on:
            self._guided[member_id] = now
        if now.shown and now.step and now != before:
            self._told[member_id] = now


def read_out(store: Store, member: Member, tour: Tour, words: Words) -> str:
    """What the cat says, for the ear."""
    step = step_of(store, member, tour)
    if step is None:
        return f"{words(END)}. {words(END_TOLD)}"
    told = [words(each) for each in (step.told, step.hint, step.touch) if each]
    return " ".join([f"{counted(tour, words)}: {words(step.title)}.", *told])


def counted(tour: Tour, words: Words) -> str:
    return words("Step {n} of {all}", n=tour.step, all=STEPS)
