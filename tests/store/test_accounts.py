"""What administrators decide of accounts: roles, who is out, who is back."""

from __future__ import annotations

import asyncio

import pytest

from app.store import Forbidden, Refused, access
from app.store.feed import MemberChanged, SessionEnded

pytestmark = pytest.mark.usefixtures("quick_passwords")

GOOD = "chat-perché-9"


async def test_an_administrator_makes_another_who_may_do_the_same(office, stores, heard):
    await office.store.members.set_role(office.lea, office.karim.id, "admin")
    assert heard == [MemberChanged(office.karim.id)]
    async for store in stores.through_restart(office.store):
        assert store.members.get(office.karim.id).is_admin
    await store.members.set_role(office.karim, office.zoe.id, "admin")
    assert store.members.get(office.zoe.id).is_admin


async def test_who_loses_the_role_may_do_no_more_from_that_moment(office):
    await office.store.members.set_role(office.lea, office.karim.id, "admin")
    await office.store.members.set_role(office.lea, office.karim.id, "member")
    with pytest.raises(Forbidden):
        await office.store.members.set_role(office.karim, office.zoe.id, "admin")


@pytest.mark.parametrize("role", ["", "Admin", "owner", "admin "])
async def test_a_role_that_does_not_exist_is_refused(office, role):
    with pytest.raises(Refused):
        await office.store.members.set_role(office.lea, office.karim.id, role)
    assert office.store.members.get(office.karim.id) == office.karim


async def test_the_last_administrator_stays_one(office):
    members = office.store.members
    for lost in (members.set_role(office.lea, office.lea.id, "member"), members.deactivate(office.lea, office.lea.id)):
        with pytest.raises(Refused) as refused:
            await lost
        assert refused.value.sentence == access.LAST_ADMIN
    assert office.store.members.get(office.lea.id) == office.lea


async def test_a_deactivated_administrator_does_not_count_as_one(office):
    await office.store.members.set_role(office.lea, office.karim.id, "admin")
    await office.store.members.deactivate(office.lea, office.karim.id)
    with pytest.raises(Refused):
        await office.store.members.set_role(office.lea, office.lea.id, "member")
    await office.store.members.set_role(office.lea, office.karim.id, "member")


async def test_of_two_administrators_who_go_at_once_one_stays(office):
    members = office.store.members
    await members.set_role(office.lea, office.karim.id, "admin")
    gone = await asyncio.gather(
        members.deactivate(office.lea, office.karim.id),
        members.deactivate(office.karim, office.lea.id),
        members.set_role(office.lea, office.lea.id, "member"),
        members.set_role(office.karim, office.karim.id, "member"),
        return_exceptions=True,
    )
    assert sum(isinstance(answer, Refused) for answer in gone) >= 2
    assert [member for member in members.all() if member.is_admin]


async def test_deactivating_ends_every_session_and_link_of_the_member_at_once(office, stores, heard):
    tokens = [await office.store.sessions.start(office.zoe) for _ in range(3)]
    lea = await office.store.sessions.start(office.lea)
    code = await office.store.resets.create(office.lea, office.zoe.id)
    heard.clear()
    before = office.store.writer.commits
    await office.store.members.deactivate(office.lea, office.zoe.id)
    assert office.store.writer.commits == before + 1
    assert [type(change) for change in heard] == [SessionEnded] * 3 + [MemberChanged]
    async for store in stores.through_restart(office.store):
        assert [store.sessions.find(token) for token in tokens] == [None] * 3
        assert store.sessions.find(lea) is not None
        assert not store.members.get(office.zoe.id).active
        with pytest.raises(Forbidden):
            store.resets.check(code)


async def test_what_a_deactivated_member_said_stays(office):
    said = await office.store.messages.post(office.zoe, office.bureau.id, "Au revoir", (), "n")
    await office.store.members.deactivate(office.lea, office.zoe.id)
    page = office.store.messages.newest(office.karim, office.bureau.id)
    assert page.messages[-1] == said.message
    assert office.store.members.get(office.zoe.id).nickname == "Zoé"


async def test_a_deactivated_member_can_neither_sign_in_nor_do_anything(office):
    await office.store.members.set_password(office.zoe, GOOD)
    await office.store.members.deactivate(office.lea, office.zoe.id)
    assert await office.store.members.with_password("zoe", GOOD) is None
    for tried in (
        office.store.sessions.start(office.zoe),
        office.store.messages.post(office.zoe, office.bureau.id, "Encore là", (), "n"),
        office.store.members.edit(office.zoe, office.zoe.id, note="Encore là"),
    ):
        with pytest.raises(Forbidden):
            await tried


async def test_a_reactivated_member_is_as_they_were_and_signs_in_anew(office, stores):
    await office.store.members.set_password(office.zoe, GOOD)
    token = await office.store.sessions.start(office.zoe)
    await office.store.members.deactivate(office.lea, office.zoe.id)
    await office.store.members.reactivate(office.lea, office.zoe.id)
    async for store in stores.through_restart(office.store):
        assert store.members.get(office.zoe.id) == office.zoe
        assert store.sessions.find(token) is None
        assert await store.members.with_password("zoe", GOOD) == office.zoe


async def test_deactivating_and_reactivating_twice_is_no_trouble(office):
    for _ in range(2):
        await office.store.members.deactivate(office.lea, office.zoe.id)
    for _ in range(2):
        await office.store.members.reactivate(office.lea, office.zoe.id)
    assert office.store.members.get(office.zoe.id) == office.zoe


async def test_administrators_alone_see_who_was_deactivated_and_who_was_here_when(office, clock):
    await office.store.members.deactivate(office.lea, office.odile.id)
    assert {member.login for member in office.store.members.everyone(office.lea)} == {"lea", "karim", "zoe", "odile"}
    await office.store.sessions.start(office.zoe)
    clock.advance(hours=3)
    await office.store.sessions.start(office.zoe)
    seen = office.store.sessions.last_used(office.lea)
    assert seen.keys() == {office.zoe.id}
    assert clock.now - seen[office.zoe.id] < 60_000
