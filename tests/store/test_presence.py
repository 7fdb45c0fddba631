"""Who is there."""

import asyncio

import pytest

from app.store.feed import StatusChanged


@pytest.fixture
async def store(stores):
    return await stores.open(presence_grace=0.02)


def told(heard):
    return [change.member_id for change in heard if isinstance(change, StatusChanged)]


async def becomes(store, member, status):
    """Waits until the feed says so, a second at most."""
    changed = asyncio.Event()
    store.feed.subscribe(lambda _: changed.set())
    async with asyncio.timeout(1):
        while store.presence.status(member.id) != status:
            await changed.wait()
            changed.clear()


async def test_who_has_no_tab_is_absent(office):
    assert {office.store.presence.status(member.id) for member in office.members} == {"absent"}


async def test_an_active_tab_makes_its_member_connected_and_is_told_once(office, heard):
    for _ in range(3):
        office.store.presence.active(office.zoe.id, "tab")
    assert office.store.presence.status(office.zoe.id) == "connected"
    assert office.store.presence.status(office.karim.id) == "absent"
    assert told(heard) == [office.zoe.id]


async def test_a_member_is_absent_when_the_last_active_tab_goes_idle(office, heard):
    office.store.presence.active(office.zoe.id, "one")
    office.store.presence.active(office.zoe.id, "two")
    office.store.presence.idle(office.zoe.id, "one")
    assert office.store.presence.status(office.zoe.id) == "connected"
    office.store.presence.idle(office.zoe.id, "two")
    office.store.presence.idle(office.zoe.id, "two")
    assert office.store.presence.status(office.zoe.id) == "absent"
    assert told(heard) == [office.zoe.id, office.zoe.id]


async def test_a_closed_tab_counts_a_little_longer_then_its_member_is_absent(office, heard):
    office.store.presence.active(office.zoe.id, "tab")
    office.store.presence.closed(office.zoe.id, "tab")
    assert office.store.presence.status(office.zoe.id) == "connected"
    await becomes(office.store, office.zoe, "absent")
    assert told(heard) == [office.zoe.id, office.zoe.id]


async def test_a_reload_does_not_make_its_member_flicker(office, heard):
    office.store.presence.active(office.zoe.id, "before")
    office.store.presence.closed(office.zoe.id, "before")
    office.store.presence.active(office.zoe.id, "after")
    office.store.presence.active(office.karim.id, "other")
    office.store.presence.closed(office.karim.id, "other")
    await becomes(office.store, office.karim, "absent")  # by then the tab from before the reload is out, too
    assert office.store.presence.status(office.zoe.id) == "connected"
    assert told(heard).count(office.zoe.id) == 1


async def test_a_tab_that_comes_back_in_time_was_never_away(office, heard):
    office.store.presence.active(office.zoe.id, "tab")
    office.store.presence.closed(office.zoe.id, "tab")
    office.store.presence.active(office.zoe.id, "tab")
    office.store.presence.active(office.karim.id, "other")
    office.store.presence.closed(office.karim.id, "other")
    await becomes(office.store, office.karim, "absent")
    assert office.store.presence.status(office.zoe.id) == "connected"
    assert told(heard).count(office.zoe.id) == 1


async def test_a_machine_that_vanished_counts_from_when_it_was_last_there(office, heard):
    office.store.presence.active(office.karim.id, "closed")
    office.store.presence.active(office.zoe.id, "vanished")
    office.store.presence.closed(office.karim.id, "closed")
    office.store.presence.closed(office.zoe.id, "vanished", since_s=1)
    await becomes(office.store, office.karim, "absent")
    assert told(heard)[-2:] == [office.zoe.id, office.karim.id]


async def test_an_idle_tab_that_closes_changes_nothing(office, heard):
    office.store.presence.active(office.zoe.id, "tab")
    office.store.presence.idle(office.zoe.id, "tab")
    heard.clear()
    office.store.presence.closed(office.zoe.id, "tab")
    office.store.presence.closed(office.zoe.id, "unknown")
    assert office.store.presence.status(office.zoe.id) == "absent"
    assert heard == []


async def test_nothing_fires_after_the_store_is_closed(office, stores, heard):
    office.store.presence.active(office.zoe.id, "tab")
    office.store.presence.closed(office.zoe.id, "tab")
    heard.clear()
    await stores.close(office.store)
    fired = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_later(0.03, fired.set_result, None)
    await fired
    assert heard == []
