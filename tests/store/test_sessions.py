"""Sessions: signing in and out, and ending those that one has elsewhere."""

import pytest

from app.store import Forbidden
from app.store.feed import SessionEnded
from app.store.members import Edit


async def deactivate(store, member):
    await store.writer.run(Edit(store, None, member.id, {"active": False}))


def ids(store, member):
    return [session.id for session in store.sessions.of(member)]


async def test_a_token_finds_its_session_also_after_a_restart(office, stores):
    token = await office.store.sessions.start(office.zoe, "Firefox", "192.168.1.20")
    session = office.store.sessions.find(token)
    assert (session.member_id, session.agent, session.address) == (office.zoe.id, "Firefox", "192.168.1.20")
    store = await stores.reopen(office.store)
    assert store.sessions.find(token) == session


async def test_each_sign_in_has_a_token_of_its_own(office):
    tokens = {await office.store.sessions.start(office.zoe) for _ in range(10)}
    assert len(tokens) == 10
    assert all(len(token) >= 43 for token in tokens), "32 random bytes"


async def test_the_database_keeps_a_hash_of_the_token_only(office, rows):
    token = await office.store.sessions.start(office.zoe)
    ((kept,),) = rows("SELECT token_hash FROM session")
    assert token not in kept
    assert office.store.sessions.find(kept) is None, "who reads the database cannot sign in with what stands there"
    for file in office.store.folder.glob("miaou.db*"):
        assert token.encode() not in file.read_bytes()


async def test_signing_in_again_ends_the_browsers_old_session(office, heard):
    old = await office.store.sessions.start(office.zoe)
    session = office.store.sessions.find(old)
    new = await office.store.sessions.start(office.karim, replacing=old)
    assert new != old
    assert office.store.sessions.find(old) is None
    assert heard == [SessionEnded(session.id, office.zoe.id)]
    assert office.store.sessions.find(new).member_id == office.karim.id


async def test_an_unknown_old_token_does_not_keep_one_from_signing_in(office):
    token = await office.store.sessions.start(office.zoe, replacing="forgé\ud800")
    assert office.store.sessions.find(token) is not None


@pytest.mark.parametrize("token", ["", "x", "é\ud800", "0" * 10_000])
async def test_a_forged_token_finds_nothing(office, token):
    await office.store.sessions.start(office.zoe)
    assert office.store.sessions.find(token) is None


async def test_signing_out_ends_the_session_for_good(office, stores, heard):
    token = await office.store.sessions.start(office.zoe)
    session = office.store.sessions.find(token)
    await office.store.sessions.end(token)
    assert heard == [SessionEnded(session.id, office.zoe.id)]
    assert office.store.sessions.find(token) is None
    await office.store.sessions.end(token)
    store = await stores.reopen(office.store)
    assert store.sessions.find(token) is None


async def test_one_ends_ones_own_session_from_another(office, heard):
    here = await office.store.sessions.start(office.zoe)
    there = await office.store.sessions.start(office.zoe)
    lost = office.store.sessions.find(there)
    await office.store.sessions.revoke(office.zoe, lost.id)
    assert heard == [SessionEnded(lost.id, office.zoe.id)]
    assert office.store.sessions.find(there) is None
    assert office.store.sessions.find(here) is not None


async def test_anothers_session_is_refused_as_an_unknown_one_is_also_to_an_administrator(office):
    token = await office.store.sessions.start(office.zoe)
    session = office.store.sessions.find(token)
    told = []
    for session_id in (session.id, 999_999):
        with pytest.raises(Forbidden) as refused:
            await office.store.sessions.revoke(office.lea, session_id)
        told.append((refused.value.sentence, refused.value.params))
    assert told[0] == told[1]
    assert office.store.sessions.find(token) == session


async def test_one_sees_ones_own_sessions_the_latest_used_first(office, clock):
    first = await office.store.sessions.start(office.zoe, "Chrome")
    await office.store.sessions.start(office.zoe, "Firefox")
    await office.store.sessions.start(office.lea, "Safari")
    assert [session.agent for session in office.store.sessions.of(office.zoe)] == ["Firefox", "Chrome"]
    clock.advance(hours=2)
    await office.store.sessions.touch(office.store.sessions.find(first))
    assert [session.agent for session in office.store.sessions.of(office.zoe)] == ["Chrome", "Firefox"]


async def test_a_session_that_nobody_used_for_thirty_days_is_over(office, clock, stores):
    token = await office.store.sessions.start(office.zoe)
    clock.advance(days=29, hours=23)
    assert office.store.sessions.find(token) is not None
    clock.advance(hours=2)
    assert office.store.sessions.find(token) is None
    store = await stores.reopen(office.store)
    assert store.sessions.find(token) is None


async def test_a_clock_that_was_ahead_signs_nobody_out_for_good(office, clock, stores):
    zoe, karim = [await office.store.sessions.start(member) for member in (office.zoe, office.karim)]
    clock.advance(days=365)
    store = await stores.reopen(office.store)
    assert store.sessions.find(zoe) is None
    assert ids(store, office.zoe) == [], "what is over is not shown as one's session"
    # Somebody signs in meanwhile, and what the store then knows of the time is wrong, too.
    lea = await store.sessions.start(office.lea)
    store = await stores.reopen(store)
    clock.advance(days=-365)
    async for each in stores.through_restart(store):
        for token, member in ((zoe, office.zoe), (karim, office.karim), (lea, office.lea)):
            assert each.sessions.find(token).member_id == member.id


async def test_a_clock_that_was_behind_signs_nobody_out_once_it_is_right(office, clock, stores):
    token = await office.store.sessions.start(office.zoe)
    clock.advance(days=-365)
    store = await stores.reopen(office.store)
    assert await store.sessions.touch(store.sessions.find(token))
    clock.advance(days=365)
    async for each in stores.through_restart(store):
        assert each.sessions.find(token) is not None


async def test_a_use_that_was_noted_by_a_clock_that_was_ahead_is_noted_anew(office, clock, stores):
    token = await office.store.sessions.start(office.zoe)
    right = clock.now
    clock.advance(days=20)
    await office.store.sessions.touch(office.store.sessions.find(token))
    clock.now = right
    assert office.store.sessions.last_used(office.lea)[office.zoe.id] <= clock.now, "never in the future"
    assert await office.store.sessions.touch(office.store.sessions.find(token))
    async for store in stores.through_restart(office.store):
        assert right <= store.sessions.find(token).seen < right + 60_000


async def test_what_has_long_been_over_is_forgotten(office, clock, stores, rows):
    await office.store.sessions.start(office.zoe)
    clock.advance(days=3 * 365)
    store = await stores.reopen(office.store)
    assert rows("SELECT count(*) FROM session") == [(1,)], "this may be a clock that is ahead"
    await store.sessions.start(office.karim)
    store = await stores.reopen(store)
    assert rows("SELECT member_id FROM session") == [(office.karim.id,)]


async def test_a_session_in_use_lives_on(office, clock, stores):
    token = await office.store.sessions.start(office.zoe)
    store = office.store
    for _ in range(3):
        clock.advance(days=20)
        await store.sessions.touch(store.sessions.find(token))
        store = await stores.reopen(store)
    assert store.sessions.find(token) is not None


async def test_the_last_use_is_written_once_an_hour_not_once_a_page(office, clock):
    token = await office.store.sessions.start(office.zoe)
    commits = office.store.writer.commits
    for _ in range(5):
        clock.advance(minutes=5)
        await office.store.sessions.touch(office.store.sessions.find(token))
    assert office.store.writer.commits == commits
    clock.advance(hours=1)
    await office.store.sessions.touch(office.store.sessions.find(token))
    assert office.store.writer.commits == commits + 1


async def test_a_session_that_ends_while_it_is_touched_stays_ended(office, clock):
    token = await office.store.sessions.start(office.zoe)
    session = office.store.sessions.find(token)
    clock.advance(hours=2)
    await office.store.sessions.end(token)
    await office.store.sessions.touch(session)
    assert office.store.sessions.find(token) is None
    assert ids(office.store, office.zoe) == []


async def test_a_deactivated_member_has_no_session_and_gets_none(office):
    token = await office.store.sessions.start(office.zoe)
    await deactivate(office.store, office.zoe)
    assert office.store.sessions.find(token) is None
    with pytest.raises(Forbidden):
        await office.store.sessions.start(office.zoe)


async def test_what_a_browser_says_of_itself_is_kept_short(office):
    token = await office.store.sessions.start(office.zoe, "x" * 100_000, "y" * 100_000)
    session = office.store.sessions.find(token)
    assert (len(session.agent), len(session.address)) == (200, 60)


async def test_from_where_somebody_was_signed_in_is_forgotten_once_that_is_over(office, clock, stores, rows):
    await office.store.sessions.start(office.zoe, agent="Firefox", address="192.0.2.7")
    clock.advance(days=31)
    await office.store.sessions.start(office.lea, agent="Safari", address="192.0.2.8")
    await stores.reopen(office.store)
    assert sorted(rows("SELECT agent, address FROM session")) == [("", ""), ("Safari", "192.0.2.8")]
