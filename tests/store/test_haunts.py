"""Where a member goes most: kept, bounded, and of nobody else's concern."""

import asyncio

from app.store import haunts


async def go(store, member, *canals):
    for canal in canals:
        store.haunts.go(member, canal.id)
        # What is in the writer's row before it is written before it.
        await store.members.set(member, "theme", "dark")


async def test_nobody_has_any_at_first(office):
    assert office.store.haunts.of(office.lea) == []


async def test_where_one_goes_most_comes_first_also_after_a_restart(office, stores):
    await go(office.store, office.lea, office.bureau, office.direction, office.bureau, office.direction, office.bureau)
    async for store in stores.through_restart(office.store):
        assert store.haunts.of(office.lea) == [office.bureau.id, office.direction.id]
        assert store.haunts.of(office.karim) == []


async def test_where_one_goes_lately_counts_more_than_where_one_went_long_ago(office):
    await go(office.store, office.lea, *[office.bureau] * 5, *[office.direction] * 6)
    assert office.store.haunts.of(office.lea)[0] == office.direction.id


async def test_only_some_are_kept_and_the_latest_always_is(office):
    canals = [await office.store.canals.create(office.lea, f"Canal {n}") for n in range(haunts.KEPT_MOST + 3)]
    await go(office.store, office.lea, *canals)
    kept = office.store.haunts.of(office.lea)
    assert len(kept) == haunts.KEPT_MOST
    assert canals[-1].id in kept


async def test_several_at_once_are_written_once(office, rows):
    commits = office.store.writer.commits
    for _ in range(20):
        office.store.haunts.go(office.lea, office.bureau.id)
    await office.store.members.set(office.lea, "theme", "dark")
    assert office.store.writer.commits - commits <= 3
    assert len(rows("SELECT * FROM haunt")) == 1


async def test_where_one_may_not_go_is_not_kept(office, rows):
    await go(office.store, office.zoe, office.direction)
    assert (office.store.haunts.of(office.zoe), rows("SELECT * FROM haunt")) == ([], [])


async def test_who_leaves_while_it_waits_keeps_nothing(office):
    office.store.haunts.go(office.karim, office.direction.id)
    await asyncio.gather(office.store.canals.leave(office.karim, office.direction.id))
    assert set(office.store.haunts.of(office.karim)) <= {office.direction.id}
