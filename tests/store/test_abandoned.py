"""A canal that nobody is in any more: an administrator finds it, and is in it from then on."""

from __future__ import annotations

import asyncio
import json

import pytest

from app.store import Forbidden
from app.store.feed import CanalJoined
from app.store.ids import LARGEST


@pytest.fixture
async def paie(office):
    """Karim's own, which he has left; Zoé was in it before him."""
    store = office.store
    canal = await store.canals.create(office.karim, "Paie", "#0e7490", kind="private", members=[office.zoe.id])
    await store.messages.post(office.karim, canal.id, "Les bulletins sont partis", (), "public")
    await store.messages.post(office.karim, canal.id, "Entre nous", (office.zoe.id,), "aside")
    await store.canals.leave(office.zoe, canal.id)
    await store.canals.leave(office.karim, canal.id)
    return store.state.canals[canal.id]


async def found(office, by=None):
    return [each.canal.name for each in await office.store.abandoned.all(by or office.lea)]


async def test_a_canal_that_its_last_member_left_is_found_by_its_name_and_colour(office, paie, stores):
    before = office.store.clock.now
    [left] = await office.store.abandoned.all(office.lea)
    assert (left.canal.name, left.canal.color) == ("Paie", "#0e7490")
    assert before - 60_000 < left.since <= before
    store = await stores.reopen(office.store)
    assert await store.abandoned.all(office.lea) == [left]


async def test_only_administrators_find_one(office, paie):
    for member in (office.karim, office.zoe, office.odile):
        with pytest.raises(Forbidden):
            await office.store.abandoned.all(member)
        with pytest.raises(Forbidden):
            await office.store.abandoned.take_over(member, paie.id)


async def test_a_canal_with_somebody_in_it_is_not_found(office):
    await office.store.canals.create(office.karim, "À moi", kind="private")
    await office.store.canals.direct(office.zoe, [office.odile.id])
    assert await found(office) == []


async def test_a_canal_whose_last_member_s_account_is_closed_is_found_until_it_is_open_again(office, clock):
    store = office.store
    canal = await store.canals.create(office.karim, "À moi", kind="private", members=[office.zoe.id])
    await store.members.deactivate(office.lea, office.zoe.id)
    assert await found(office) == []
    clock.advance(days=3)
    await store.members.deactivate(office.lea, office.karim.id)
    closed = clock.now
    clock.advance(days=3)
    [left] = await store.abandoned.all(office.lea)
    assert left.canal.id == canal.id
    assert 0 <= closed - left.since < 60_000, "since then, not since what was last said"
    await store.members.reactivate(office.lea, office.zoe.id)
    assert await found(office) == []


async def test_a_conversation_of_closed_accounts_stays_theirs(office):
    direct = await office.store.canals.direct(office.zoe, [office.odile.id])
    for member in (office.zoe, office.odile):
        await office.store.members.deactivate(office.lea, member.id)
    assert await found(office) == []
    with pytest.raises(Forbidden):
        await office.store.abandoned.take_over(office.lea, direct.id)


async def test_the_latest_left_stands_first(office, paie, clock):
    clock.advance(minutes=5)
    other = await office.store.canals.create(office.zoe, "Cadeau", kind="private")
    await office.store.canals.leave(office.zoe, other.id)
    assert await found(office) == ["Cadeau", "Paie"]


async def test_who_takes_it_over_is_in_it_and_its_log_tells_so(office, paie, stores, heard):
    await office.store.abandoned.take_over(office.lea, paie.id)
    assert CanalJoined(paie.id, office.lea.id) in heard
    async for store in stores.through_restart(office.store):
        assert [member.login for member in store.canals.members(office.lea, paie.id)] == ["lea"]
        newest = store.messages.newest(office.lea, paie.id).messages[-1]
        assert (newest.author_id, json.loads(newest.event)) == (office.lea.id, {"what": "taken-over"})
        assert await store.abandoned.all(office.lea) == []


async def test_who_takes_it_over_reads_what_was_said_to_all_but_no_aside(office, paie):
    await office.store.abandoned.take_over(office.lea, paie.id)
    page = office.store.messages.newest(office.lea, paie.id)
    assert [message.html for message in page.messages if not message.event] == ["<p>Les bulletins sont partis</p>"]
    older = await office.store.messages.before(office.lea, paie.id, LARGEST)
    assert not any(message.is_aside for message in older.messages)
    assert office.store.unseen.of(office.lea, paie.id).n == 0, "nothing in it is news"


async def test_who_takes_it_over_may_bring_its_members_back(office, paie):
    await office.store.abandoned.take_over(office.lea, paie.id)
    await office.store.canals.add(office.lea, paie.id, office.zoe.id)
    said = office.store.messages.newest(office.zoe, paie.id).messages
    assert "Entre nous" in "".join(message.html for message in said), "asides are to whom they were to"


async def test_it_is_a_deed_that_tells_no_name(office, paie):
    await office.store.abandoned.take_over(office.lea, paie.id)
    newest = (await office.store.audits.newest(office.lea))[0]
    assert (newest.deed, newest.by_id, newest.details) == ("canal-taken-over", office.lea.id, {"canal": paie.id})


async def test_of_two_who_take_it_over_at_once_one_is_in_it(office, paie):
    await office.store.members.set_role(office.lea, office.odile.id, "admin")
    odile = office.store.members.get(office.odile.id)
    takers = [office.lea, odile]
    taking = (office.store.abandoned.take_over(by, paie.id) for by in takers)
    answers = await asyncio.gather(*taking, return_exceptions=True)
    [refused] = [answer for answer in answers if answer is not None]
    assert isinstance(refused, Forbidden)
    assert len(office.store.state.canals[paie.id].joined) == 1


async def test_one_that_somebody_is_in_and_one_that_does_not_exist_are_refused_alike(office):
    await office.store.members.set_role(office.lea, office.odile.id, "admin")
    odile, told = office.store.members.get(office.odile.id), []
    for canal_id in (office.direction.id, 4_242):
        with pytest.raises(Forbidden) as refused:
            await office.store.abandoned.take_over(odile, canal_id)
        told.append((refused.value.sentence, refused.value.params))
    assert told[0] == told[1]
