"""Invites: joining by a link that is known, fresh and not used up."""

import asyncio
import dataclasses

import pytest

from app.store import Forbidden, Refused, invites
from app.store.members import Edit

GOOD = "chat-perché-9"

pytestmark = pytest.mark.usefixtures("quick_passwords")


@pytest.fixture
def last_use(monkeypatch):
    """Invites made from now on are good for one person."""
    monkeypatch.setattr(invites, "USES", 1)


async def join(store, code, login="nour"):
    return await store.invites.join(code, login, login.title(), GOOD)


async def test_an_invite_makes_an_account_of_an_ordinary_member(office):
    invite = await office.store.invites.create(office.lea)
    made = await join(office.store, invite.code)
    assert (made.login, made.nickname, made.role) == ("nour", "Nour", "member")
    assert await office.store.members.with_password("nour", GOOD) == made


async def test_an_invite_counts_its_uses_also_over_a_restart(office, stores):
    invite = await office.store.invites.create(office.lea)
    await join(office.store, invite.code)
    store = await stores.reopen(office.store)
    await join(store, invite.code, "amine")
    assert store.invites.check(invite.code) == dataclasses.replace(invite, uses_left=invite.uses_left - 2)
    store = await stores.reopen(store)
    assert store.invites.check(invite.code).uses_left == invite.uses_left - 2


@pytest.mark.parametrize("code", ["", "inconnu", "é\ud800", "' OR 1=1 --", "0" * 10_000])
async def test_an_unknown_invite_is_refused(office, code):
    await office.store.invites.create(office.lea)
    with pytest.raises(Forbidden) as refused:
        await join(office.store, code)
    assert refused.value.sentence == invites.VOID


async def test_an_invite_is_out_of_date_after_two_weeks(office, clock, stores):
    invite = await office.store.invites.create(office.lea)
    clock.advance(days=13, hours=23)
    await join(office.store, invite.code)
    clock.advance(hours=2)
    with pytest.raises(Forbidden) as refused:
        await join(office.store, invite.code, "amine")
    assert refused.value.sentence == invites.VOID
    store = await stores.reopen(office.store)
    with pytest.raises(Forbidden):
        store.invites.check(invite.code)


async def test_an_invite_that_runs_out_while_the_password_is_hashed_is_refused(office, clock):
    invite = await office.store.invites.create(office.lea)
    joining = asyncio.ensure_future(join(office.store, invite.code))
    await asyncio.sleep(0)
    clock.advance(days=15)
    with pytest.raises(Forbidden):
        await joining
    assert office.store.members.by_login("nour") is None


async def test_a_used_up_invite_is_refused(office, last_use, stores):
    invite = await office.store.invites.create(office.lea)
    await join(office.store, invite.code)
    async for store in stores.through_restart(office.store):
        with pytest.raises(Forbidden) as refused:
            store.invites.check(invite.code)
        assert refused.value.sentence == invites.VOID


async def test_the_last_use_of_an_invite_is_not_shared_by_two(office, last_use, rows):
    invite = await office.store.invites.create(office.lea)
    made = await asyncio.gather(
        *(join(office.store, invite.code, f"nour{n}") for n in range(5)), return_exceptions=True
    )
    assert sum(isinstance(answer, Forbidden) for answer in made) == 4
    assert len(office.store.members.all()) == len(office.members) + 1
    assert rows("SELECT uses_left FROM invite") == [(0,)]


async def test_a_refused_name_or_password_does_not_use_the_invite(office, last_use):
    invite = await office.store.invites.create(office.lea)
    for login, nickname, password in (
        ("LÉA", "Nour", GOOD),
        ("nour", "zoe", GOOD),
        ("", "Nour", GOOD),
        ("nour", "\u202e", GOOD),
        ("nour", "Nour", "court"),
        ("nour", "Nour", "azertyuiop"),
    ):
        with pytest.raises(Refused):
            await office.store.invites.join(invite.code, login, nickname, password)
    await join(office.store, invite.code)


async def test_an_administrators_standing_invite_is_the_same_while_it_works(office, clock):
    first = await office.store.invites.standing(office.lea)
    assert await office.store.invites.standing(office.lea) == first
    clock.advance(days=15)
    second = await office.store.invites.standing(office.lea)
    assert second.code != first.code
    assert office.store.invites.check(second.code) == second


async def test_only_administrators_invite(office):
    for asked in (office.store.invites.create, office.store.invites.standing):
        with pytest.raises(Forbidden):
            await asked(office.karim)
    assert office.store.state.invites == {}


@pytest.mark.parametrize("loss", [{"active": False}, {"role": "member"}])
async def test_the_invites_of_who_is_no_administrator_any_more_are_void(office, loss):
    invite = await office.store.invites.create(office.lea)
    await office.store.writer.run(Edit(office.store, None, office.lea.id, loss))
    with pytest.raises(Forbidden):
        await join(office.store, invite.code)


async def test_codes_cannot_be_guessed_from_one_another(office):
    codes = {(await office.store.invites.create(office.lea)).code for _ in range(20)}
    assert len(codes) == 20
    assert all(len(code) == 12 for code in codes), "9 random bytes"


async def test_an_invite_stands_for_as_many_days_and_people_as_one_says(office, clock):
    invite = await office.store.invites.create(office.lea, days=2, uses=1)
    clock.advance(days=1, hours=23)
    office.store.invites.check(invite.code)
    clock.advance(hours=2)
    with pytest.raises(Forbidden):
        office.store.invites.check(invite.code)
    single = await office.store.invites.create(office.lea, uses=1)
    await join(office.store, single.code)
    with pytest.raises(Forbidden):
        await join(office.store, single.code, "amine")


@pytest.mark.parametrize(("days", "uses"), [(0, 1), (-1, 1), (91, 1), (1, 0), (1, -5), (1, 1001), (10**12, 10**12)])
async def test_an_invite_for_ever_or_for_the_whole_world_is_refused(office, days, uses):
    with pytest.raises(Refused):
        await office.store.invites.create(office.lea, days, uses)
    assert office.store.state.invites == {}


async def test_any_administrator_ends_an_invite_at_once(office, stores):
    invite = await office.store.invites.create(office.lea)
    await office.store.members.set_role(office.lea, office.karim.id, "admin")
    await office.store.invites.revoke(office.karim, invite.code)
    async for store in stores.through_restart(office.store):
        with pytest.raises(Forbidden):
            await join(store, invite.code)
        with pytest.raises(Forbidden) as refused:
            await store.invites.revoke(office.lea, invite.code)
        assert refused.value.sentence == "This invitation has already ended."


async def test_an_invite_that_ends_while_the_password_is_hashed_is_refused(office):
    invite = await office.store.invites.create(office.lea)
    joining = asyncio.ensure_future(join(office.store, invite.code))
    await asyncio.sleep(0)
    await office.store.invites.revoke(office.lea, invite.code)
    with pytest.raises(Forbidden):
        await joining


async def test_the_invites_that_still_work_are_listed_newest_first(office, clock, last_use):
    old = await office.store.invites.create(office.lea, days=1, uses=5)
    used = await office.store.invites.create(office.lea)
    await join(office.store, used.code)
    clock.advance(hours=20)
    new = await office.store.invites.create(office.lea, days=1, uses=5)
    assert office.store.invites.all(office.lea) == [new, old]
    clock.advance(hours=5)
    assert office.store.invites.all(office.lea) == [new]
