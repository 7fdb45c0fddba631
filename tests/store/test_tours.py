"""How far each member has been shown round: kept, on all their devices, and offered no more than once."""

import asyncio

from app.store.feed import TourChanged
from app.store.habits import STEPS


def standing(store, member):
    """The step, and whether it shows."""
    tour = store.tours.of(member)
    return tour and (tour.step, tour.shown)


async def test_of_most_members_nothing_is_known(office):
    assert [office.store.tours.of(member) for member in office.members] == [None] * 4


async def test_it_is_offered_once(office):
    tours, lea = office.store.tours, office.lea
    await tours.offer(lea)
    assert standing(office.store, lea) == (0, True)
    await tours.close(lea)
    await tours.offer(lea)
    assert standing(office.store, lea) == (0, False)


async def test_who_says_no_to_what_was_not_offered_by_name_is_not_asked_again(office):
    await office.store.tours.close(office.lea)
    assert standing(office.store, office.lea) == (0, False)


async def test_one_goes_on_step_by_step_also_after_a_restart(office, stores):
    await office.store.tours.begin(office.karim)
    for step in range(1, 4):
        await office.store.tours.go_on(office.karim, step)
    async for store in stores.through_restart(office.store):
        assert standing(store, office.karim) == (4, True)
        assert standing(store, office.lea) is None


async def test_what_was_done_twice_leads_one_step_further(office):
    await office.store.tours.begin(office.lea)
    await asyncio.gather(*(office.store.tours.go_on(office.lea, 1) for _ in range(3)))
    office.store.tours.did(office.lea, 1)
    # What is in the writer's row before it is written before it.
    await office.store.tours.go_on(office.lea, 5)
    assert standing(office.store, office.lea) == (2, True)


async def test_nobody_goes_on_who_has_closed_it_or_has_not_begun(office):
    await office.store.tours.go_on(office.lea, 1)
    await office.store.tours.go_on(office.lea, 0)
    await office.store.tours.begin(office.karim)
    await office.store.tours.close(office.karim)
    await office.store.tours.go_on(office.karim, 1)
    assert (standing(office.store, office.lea), standing(office.store, office.karim)) == ((0, False), (1, False))


async def test_it_goes_on_where_it_was_closed_and_from_the_beginning_after_its_end(office):
    tours, lea = office.store.tours, office.lea
    await tours.begin(lea)
    await tours.go_on(lea, 1)
    await tours.close(lea)
    await tours.begin(lea)
    assert standing(office.store, lea) == (2, True)
    for step in range(2, STEPS + 1):
        await tours.go_on(lea, step)
    assert standing(office.store, lea) == (STEPS + 1, True)
    assert not tours.of(lea).goes_on
    await tours.begin(lea)
    assert standing(office.store, lea) == (1, True)


async def test_each_step_knows_when_it_began(office, clock):
    await office.store.tours.begin(office.lea)
    first = office.store.tours.of(office.lea).since
    clock.advance(minutes=1)
    await office.store.tours.go_on(office.lea, 1)
    assert first < office.store.tours.of(office.lea).since <= clock.now


async def test_the_feed_tells_whose_it_is(office):
    told = []
    office.store.feed.listen((TourChanged,), told.extend)
    await office.store.tours.begin(office.zoe)
    assert told == [TourChanged(office.zoe.id)]
