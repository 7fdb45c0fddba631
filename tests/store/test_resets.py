"""Password links: who forgot theirs chooses another, once, within a day."""

from __future__ import annotations

import asyncio
import hashlib

import pytest

from app.store import Forbidden, Refused, resets

GOOD = "chat-perché-9"
BETTER = "tout-autre-chat-9"

pytestmark = pytest.mark.usefixtures("quick_passwords")


async def test_a_member_chooses_a_new_password_by_the_link(office, stores):
    await office.store.members.set_password(office.zoe, GOOD)
    code = await office.store.resets.create(office.lea, office.zoe.id)
    store = await stores.reopen(office.store)
    assert store.resets.check(code) == office.zoe
    assert await store.resets.use(code, BETTER) == office.zoe
    assert await store.members.with_password("zoe", GOOD) is None
    assert await store.members.with_password("zoe", BETTER) == office.zoe


async def test_a_new_password_ends_all_sessions_of_its_member_and_of_nobody_else(office, stores):
    zoe, karim = [await office.store.sessions.start(member) for member in (office.zoe, office.karim)]
    await office.store.resets.use(await office.store.resets.create(office.lea, office.zoe.id), GOOD)
    async for store in stores.through_restart(office.store):
        assert store.sessions.find(zoe) is None
        assert store.sessions.find(karim) is not None


async def test_a_link_is_good_once(office, stores):
    code = await office.store.resets.create(office.lea, office.zoe.id)
    await office.store.resets.use(code, GOOD)
    async for store in stores.through_restart(office.store):
        with pytest.raises(Forbidden) as refused:
            await store.resets.use(code, BETTER)
        assert refused.value.sentence == resets.VOID
    assert await store.members.with_password("zoe", GOOD) == office.zoe


async def test_a_link_that_two_use_at_once_serves_one(office):
    code = await office.store.resets.create(office.lea, office.zoe.id)
    passwords = [f"{GOOD}-{n}" for n in range(4)]
    answers = await asyncio.gather(
        *(office.store.resets.use(code, password) for password in passwords), return_exceptions=True
    )
    assert sum(isinstance(answer, Forbidden) for answer in answers) == 3
    signed_in = [await office.store.members.with_password("zoe", password) for password in passwords]
    assert [bool(member) for member in signed_in] == [not isinstance(answer, Forbidden) for answer in answers]


async def test_a_link_is_out_of_date_after_a_day(office, clock):
    code = await office.store.resets.create(office.lea, office.zoe.id)
    clock.advance(hours=23)
    office.store.resets.check(code)
    clock.advance(hours=1)
    for asked in (office.store.resets.check, lambda code: asyncio.ensure_future(office.store.resets.use(code, GOOD))):
        with pytest.raises(Forbidden) as refused:
            await asked(code)
        assert refused.value.sentence == resets.VOID


async def test_a_newer_link_takes_the_place_of_the_older_one(office):
    old = await office.store.resets.create(office.lea, office.zoe.id)
    other = await office.store.resets.create(office.lea, office.karim.id)
    new = await office.store.resets.create(office.lea, office.zoe.id)
    with pytest.raises(Forbidden):
        office.store.resets.check(old)
    assert office.store.resets.check(new) == office.zoe
    assert office.store.resets.check(other) == office.karim


async def test_a_clock_that_was_ahead_voids_no_link_for_good(office, clock, stores):
    code = await office.store.resets.create(office.lea, office.zoe.id)
    clock.advance(days=365)
    with pytest.raises(Forbidden):
        office.store.resets.check(code)
    await office.store.resets.create(office.lea, office.karim.id)
    store = await stores.reopen(office.store)
    clock.advance(days=-365)
    async for each in stores.through_restart(store):
        assert each.resets.check(code).id == office.zoe.id


async def test_a_password_that_will_not_do_leaves_the_link_as_good_as_it_was(office):
    code = await office.store.resets.create(office.lea, office.zoe.id)
    token = await office.store.sessions.start(office.zoe)
    for password in ("court", "azertyuiop", "zoe", "x" * 300):
        with pytest.raises(Refused):
            await office.store.resets.use(code, password)
    assert office.store.sessions.find(token) is not None
    await office.store.resets.use(code, GOOD)


async def test_a_password_from_the_terminal_voids_the_link(office):
    code = await office.store.resets.create(office.lea, office.zoe.id)
    await office.store.members.set_password(office.zoe, GOOD)
    with pytest.raises(Forbidden):
        office.store.resets.check(code)


@pytest.mark.parametrize("code", ["", "inconnu", "é\ud800", "' OR 1=1 --", "0" * 10_000])
async def test_an_unknown_link_is_refused(office, code):
    await office.store.resets.create(office.lea, office.zoe.id)
    with pytest.raises(Forbidden) as refused:
        await office.store.resets.use(code, GOOD)
    assert refused.value.sentence == resets.VOID


async def test_nobody_who_is_deactivated_gets_or_uses_a_link(office):
    code = await office.store.resets.create(office.lea, office.zoe.id)
    await office.store.members.deactivate(office.lea, office.zoe.id)
    await office.store.members.reactivate(office.lea, office.zoe.id)
    with pytest.raises(Forbidden):
        office.store.resets.check(code)
    await office.store.members.deactivate(office.lea, office.zoe.id)
    with pytest.raises(Refused):
        await office.store.resets.create(office.lea, office.zoe.id)


@pytest.mark.parametrize("way", ["demoted", "deactivated"])
async def test_a_link_is_void_once_whoever_gave_it_is_no_administrator(office, stores, way):
    store = office.store
    await store.members.set_role(office.lea, office.karim.id, "admin")
    code = await store.resets.create(store.members.get(office.karim.id), office.zoe.id)
    assert store.resets.check(code).id == office.zoe.id
    if way == "demoted":
        await store.members.set_role(office.lea, office.karim.id, "member")
    else:
        await store.members.deactivate(office.lea, office.karim.id)
    async for each in stores.through_restart(store):
        with pytest.raises(Forbidden):
            each.resets.check(code)


async def test_the_code_is_nowhere_in_the_database(office, rows):
    code = await office.store.resets.create(office.lea, office.zoe.id)
    ((kept,),) = rows("SELECT code_hash FROM passwordreset")
    assert kept == hashlib.sha256(code.encode()).hexdigest()
    assert not any(code in str(row) for table in ("passwordreset", "audit") for row in rows(f"SELECT * FROM {table}"))
    assert len(code) == 32, "24 random bytes"
