"""The star law: who has a star, how much they have not seen, and whether they are named in it, is what a model finds
that remembers of each single message who has seen it; whatever became of the messages since."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.store import Store
from tests.naive import Naive, steps


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps(30), st.booleans())
@example([("say", 0, 0, 0, set()), ("edit", 0, 0, 0, {1})], False)
@example([("name", 0, 0, 0, {1}), ("edit", 0, 0, 0, set()), ("edit", 0, 0, 0, {2})], True)
@example([("name", 0, 0, 0, {1}), ("delete", 0, 0, 0, set()), ("undo", 0, 0, 0, set())], False)
@example(
    [("name", 0, 1, 0, {1}), ("answer", 1, 1, 0, set()), ("delete", 0, 1, 0, set()), ("time passes", 0, 0, 0, set())],
    True,
)
@example(
    [("name aside", 0, 1, 0, {1}), ("mark", 1, 1, 0, []), ("mark unread", 1, 1, 0, []), ("leave", 1, 1, 0, set())],
    False,
)
async def test_stars_are_those_of_a_model_that_remembers_each_single_message(office, stores, happened, restart):
    naive = Naive(stores.newest, office.members)
    await naive.furnish()
    for step in happened:
        await naive.live(step)
        compare(naive, stores.newest)
    if restart:
        naive.watching.clear()
        naive.store = await stores.reopen(stores.newest)
        compare(naive, naive.store)


def compare(naive: Naive, store: Store) -> None:
    for place in naive.places:
        for member in map(store.members.get, sorted(place.inside)):
            reading, kept = store.reading.of(member, place.canal.id), store.unseen.of(member, place.canal.id)
            unseen, watched = naive.unseen(member.id, place), naive.is_watched(member.id, place)
            assert (list(reading.unseen), reading.more) == ([each.id for each in unseen], False)
            assert reading.named == naive.is_named(member.id, place)
            assert reading.watched == watched
            assert (kept.n, kept.more) == ((0, False) if watched else (len(unseen), False))
            assert kept.named == (naive.is_named(member.id, place) and not watched)
