"""How each member wants each canal."""

import asyncio

import pytest

from app.store import Forbidden, Refused
from app.store.feed import PreferencesChanged
from app.store.habits import Preference
from app.store.preferences import LEVELS


@pytest.mark.parametrize("level", LEVELS)
async def test_what_rings_is_each_members_own_choice(office, stores, heard, level):
    await office.store.preferences.ring(office.zoe, office.bureau.id, level)
    assert heard == [PreferencesChanged(office.zoe.id, (office.bureau.id,))]
    async for store in stores.through_restart(office.store):
        assert store.preferences.of(office.zoe, office.bureau.id) == Preference(level)
        assert store.preferences.of(office.karim, office.bureau.id) == Preference()


async def test_canals_stand_in_the_order_that_a_member_gave_them(office, stores, heard):
    order = (office.direction.id, office.bureau.id)
    await office.store.preferences.arrange(office.karim, order)
    assert heard == [PreferencesChanged(office.karim.id, order)]
    async for store in stores.through_restart(office.store):
        assert [store.preferences.of(office.karim, canal).place for canal in order] == [1, 2]
        assert [store.preferences.of(office.lea, canal).place for canal in order] == [0, 0]


async def test_an_order_leaves_what_rings_as_it_was_and_the_other_way_round(office):
    await office.store.preferences.ring(office.zoe, office.bureau.id, "none")
    await office.store.preferences.arrange(office.zoe, [office.bureau.id])
    assert office.store.preferences.of(office.zoe, office.bureau.id) == Preference("none", 1)
    await office.store.preferences.ring(office.zoe, office.bureau.id, "mentions")
    assert office.store.preferences.of(office.zoe, office.bureau.id) == Preference("mentions", 1)


async def test_two_tabs_that_choose_at_once_are_both_heeded(office, stores):
    await asyncio.gather(
        office.store.preferences.ring(office.zoe, office.bureau.id, "none"),
        office.store.preferences.arrange(office.zoe, [office.bureau.id]),
    )
    async for store in stores.through_restart(office.store):
        assert store.preferences.of(office.zoe, office.bureau.id) == Preference("none", 1)


@pytest.mark.parametrize("level", ["", "loud", "ALL"])
async def test_a_level_that_does_not_exist_is_refused(office, level):
    with pytest.raises(Refused):
        await office.store.preferences.ring(office.zoe, office.bureau.id, level)
    assert office.store.preferences.of(office.zoe, office.bureau.id) == Preference()


async def test_an_order_that_names_a_canal_twice_is_refused(office):
    with pytest.raises(Refused):
        await office.store.preferences.arrange(office.zoe, [office.bureau.id, office.bureau.id])


async def test_an_order_with_a_canal_that_does_not_exist_for_one_is_refused_whole(office):
    with pytest.raises(Forbidden):
        await office.store.preferences.arrange(office.zoe, [office.bureau.id, office.direction.id])
    assert office.store.preferences.of(office.zoe, office.bureau.id) == Preference()


async def test_an_order_of_nothing_changes_nothing(office, heard):
    await office.store.preferences.arrange(office.zoe, [])
    assert heard == []


async def test_who_leaves_a_canal_takes_their_preferences_along(office, stores, rows):
    await office.store.preferences.ring(office.karim, office.direction.id, "none")
    await office.store.canals.leave(office.karim, office.direction.id)
    assert rows("SELECT * FROM preference") == []
    await office.store.canals.add(office.lea, office.direction.id, office.karim.id)
    assert office.store.preferences.of(office.karim, office.direction.id) == Preference()
