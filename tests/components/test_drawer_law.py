"""The drawer law: the canals that a member's open page was told of, one change after the other, are theirs and no
others, in their order, with the counts, marks and drafts that a model finds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from hypothesis import HealthCheck, example, given, settings

from app.components.window.canal_facts import key_of
from app.components.wire.fact_teller import FactTeller
from app.components.wire.ops import FactsTold, to_json
from app.components.wire.rooms import member_room, office_room
from app.store.feed import Change
from app.store.state import Member
from tests.naive import Naive, Place, steps

SHOWN = ("name", "n", "@data-unread", "@data-mentioned", "@data-draft")


class Page:
    """What a member's open page knows of their canals."""

    def __init__(self, teller: FactTeller, member: Member) -> None:
        self.rooms = {member_room(member.id, "fr"), office_room("fr")}
        self.canals: dict[str, dict[str, Any]] = {}
        self.take(json.loads(to_json(teller.whole(member, "fr")))["told"])

    def take(self, told: dict[str, Any]) -> None:
        for key, facts in told.items():
            if facts is None:
                self.canals.pop(key, None)
            elif key.startswith("c"):
                self.canals.setdefault(key, {}).update(facts)

    def drawer(self, naive: Naive) -> list[tuple[Any, ...]]:
        """Of the canals that the model has made: as they stand, from the top."""
        made = {key_of(place.canal.id) for place in naive.places}
        mine = sorted((key for key in self.canals if key in made), key=lambda key: self.canals[key]["@data-sort"])
        return [(key, *(self.canals[key].get(name, "") for name in SHOWN)) for key in mine]


def expected(naive: Naive, member: Member) -> list[tuple[Any, ...]]:
    def row(place: Place) -> tuple[Any, ...]:
        unseen = [] if naive.is_watched(member.id, place) else naive.unseen(member.id, place)
        named = any(member.id in each.names for each in unseen)
        marks = (str(each).lower() for each in (bool(unseen), named, member.id in place.drafts))
        return key_of(place.canal.id), place.name, str(len(unseen) or ""), *marks

    return [row(place) for place in naive.drawer(member.id)]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps(30))
@example([("say", 0, 0, 0, set()), ("edit", 0, 0, 0, {1, 2}), ("edit", 0, 0, 0, {1})])
@example([("draft", 1, 1, 0, set()), ("leave", 1, 1, 0, set()), ("add", 1, 1, 0, set()), ("no draft", 1, 1, 0, set())])
@example(
    [("arrange", 1, 0, 2, set()), ("archive", 0, 1, 0, set()), ("rename", 0, 2, 5, set()), ("restore", 0, 1, 0, set())]
)
@example(
    [
        ("name aside", 0, 1, 0, {1}),
        ("answer", 1, 1, 0, set()),
        ("delete", 0, 1, 0, set()),
        ("time passes", 0, 0, 0, set()),
    ]
)
async def test_a_drawer_that_is_told_of_each_change_stands_as_a_model_finds_it(office, happened):
    naive = Naive(office.store, office.members)
    await naive.furnish()
    teller = FactTeller(office.store, lambda _member_id: "absent")

    def heard(changes: Sequence[Change]) -> None:
        for change in changes:
            teller.hear(change)

    office.store.feed.subscribe(heard)
    try:
        pages = {member.id: Page(teller, member) for member in office.members}
        for step in happened:
            await naive.live(step)
            for rooms, op in teller.tellings():
                told = json.loads(op.as_json())[2] if isinstance(op, FactsTold) else {}
                for page in pages.values():
                    if page.rooms & set(rooms):
                        page.take(told)
            for member in office.members:
                assert pages[member.id].drawer(naive) == expected(naive, member)
    finally:
        office.store.feed._listeners.remove(heard)
