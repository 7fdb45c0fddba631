"""Who has just come is met once, and the office hears of them by a line."""

import json

import pytest

from app.store.founding import OPEN_CANAL, found
from app.store.newcomers import Begun, first_canal, is_alone

PASSWORD = "moustaches et croquettes"


@pytest.fixture
async def lea(store):
    """Whoever has just founded the office."""
    return await found(store, "lea", "Léa", PASSWORD)


async def joins(store, lea, login="zoe"):
    invite = await store.invites.standing(lea)
    return await store.invites.join(invite.code, login, login.title(), PASSWORD)


def lines(store, member):
    """What happened in the office's first canal: who did it, and what."""
    told = store.messages.newest(member, first_canal(store.state).id).messages
    return [(each.author_id, json.loads(each.event)) for each in told if each.event]


async def test_whoever_founds_an_office_has_three_things_to_do_until_they_are_done(store, stores, lea):
    assert store.newcomers.begun(lea) == Begun(others=False, canal=False, image=False)
    await joins(store, lea)
    assert store.newcomers.begun(lea) == Begun(others=True, canal=False, image=False)
    await store.canals.create(lea, "Atelier")
    assert store.newcomers.begun(lea) == Begun(others=True, canal=True, image=False)
    async for each in stores.through_restart(store):
        assert each.newcomers.begun(lea) == Begun(others=True, canal=True, image=False)
    await stores.newest.members.set_image(lea, lea.id, b"large", b"small")
    assert stores.newest.newcomers.begun(lea) is None


async def test_neither_a_direct_conversation_nor_a_canal_that_is_not_theirs_is_their_first_one(store, lea):
    zoe = await joins(store, lea)
    await store.canals.direct(lea, [zoe.id])
    await store.canals.create(zoe, "Cadeau de Léa", kind="private")
    assert store.newcomers.begun(lea) == Begun(others=True, canal=False, image=False)


async def test_they_may_want_to_see_no_more_of_it(store, stores, lea):
    await store.newcomers.meet(lea)
    async for each in stores.through_restart(store):
        assert each.newcomers.begun(lea) is None


async def test_whoever_administers_no_more_has_nothing_to_begin(store, lea):
    zoe = await joins(store, lea)
    await store.members.set_role(lea, zoe.id, "admin")
    await store.members.set_role(zoe, lea.id, "member")
    assert store.newcomers.begun(lea) is None


async def test_a_colleague_is_to_be_greeted_once(store, stores, lea):
    zoe = await joins(store, lea)
    assert store.newcomers.is_to_be_greeted(zoe)
    assert store.newcomers.begun(zoe) is None
    assert not store.newcomers.is_to_be_greeted(lea)
    await store.newcomers.meet(zoe)
    async for each in stores.through_restart(store):
        assert not each.newcomers.is_to_be_greeted(zoe)
        # The founder still has their things to do.
        assert each.newcomers.begun(lea)


async def test_a_line_says_that_a_colleague_has_come_and_gives_nobody_a_star(store, stores, lea):
    zoe = await joins(store, lea)
    karim = await joins(store, lea, "karim")
    for member in (lea, zoe, karim):
        assert lines(store, member) == [(zoe.id, {"what": "joined"}), (karim.id, {"what": "joined"})]
        assert not store.unseen.total(member).star
    async for each in stores.through_restart(store):
        assert len(lines(each, lea)) == 2


async def test_the_canal_with_which_the_office_begins_is_called_as_they_say(store):
    await found(store, "lea", "Léa", PASSWORD, "The whole office")
    assert first_canal(store.state).name == "The whole office"


async def test_of_whoever_founds_the_office_no_line_tells(store, lea):
    assert lines(store, lea) == []


async def test_the_line_stands_in_the_canal_with_which_the_office_began_and_in_no_other(store, lea):
    await store.canals.create(lea, "Atelier")
    await store.canals.create(lea, "Direction", kind="private")
    zoe = await joins(store, lea)
    assert first_canal(store.state).name == OPEN_CANAL
    told = {canal.name: len(store.messages.newest(lea, canal.id).messages) for canal in store.canals.of(lea)}
    assert told == {OPEN_CANAL: 1, "Atelier": 0, "Direction": 0}
    assert store.newcomers.is_to_be_greeted(zoe)


async def test_in_an_archived_canal_nothing_happens_any_more(store, lea):
    await store.canals.create(lea, "Atelier")
    await store.canals.archive(lea, first_canal(store.state).id)
    before = lines(store, lea)
    await joins(store, lea)
    assert lines(store, lea) == before


async def test_nobody_comes_where_nobody_has_begun(store):
    """A first member from the command line, before there is any canal."""
    assert first_canal(store.state) is None
    await store.members.create("zoe")
    assert is_alone(store.state)


async def test_one_is_alone_until_somebody_comes_and_once_all_others_have_left(store, lea):
    assert is_alone(store.state)
    zoe = await joins(store, lea)
    assert not is_alone(store.state)
    await store.members.deactivate(lea, zoe.id)
    assert is_alone(store.state)
