"""What each member has seen, and so where a star shows."""

import asyncio
from itertools import count

import pytest

from app.store import Forbidden, window, window_rows
from app.store.feed import ReadingChanged
from app.store.reading import COUNTED

NUMBERS = count(1)


async def say(store, by, canal, to=()):
    posted = await store.messages.post(by, canal.id, "Bonjour", [m.id for m in to], f"n{next(NUMBERS)}")
    return posted.message


def stars(office, canal, store=None):
    store = store or office.store
    return {member.login for member in office.members if store.unseen.of(member, canal.id).star}


async def test_a_message_gives_a_star_to_all_but_its_author(office):
    assert stars(office, office.bureau) == set()
    said = await say(office.store, office.lea, office.bureau)
    assert stars(office, office.bureau) == {"karim", "zoe", "odile"}
    assert office.store.reading.of(office.zoe, office.bureau.id).unseen == (said.id,)
    assert office.store.reading.of(office.lea, office.bureau.id).unseen == ()


async def test_an_aside_gives_a_star_to_its_recipients_only(office, stores):
    await say(office.store, office.lea, office.bureau, to=[office.zoe])
    assert stars(office, office.bureau) == {"zoe"}
    for stranger in (office.karim, office.odile):
        reading = office.store.reading.of(stranger, office.bureau.id)
        assert (reading.unseen, reading.more) == ((), False), "not even a count tells of it"
    assert stars(office, office.bureau, await stores.reopen(office.store)) == {"zoe"}


async def test_a_message_in_one_canal_gives_no_star_to_another(office):
    await say(office.store, office.lea, office.direction)
    assert office.store.unseen.of(office.karim, office.direction.id).star
    assert not office.store.unseen.of(office.karim, office.bureau.id).star


async def test_what_is_marked_as_seen_gives_no_star_also_after_a_restart(office, stores, heard):
    first, second, third = [await say(office.store, office.lea, office.bureau) for _ in range(3)]
    heard.clear()
    await office.store.reading.mark(office.zoe, office.bureau.id, second.id)
    assert heard == [ReadingChanged(office.zoe.id, office.bureau.id)]
    async for store in stores.through_restart(office.store):
        reading = store.reading.of(office.zoe, office.bureau.id)
        assert (reading.mark, reading.unseen) == (second.id, (third.id,))
        assert store.unseen.of(office.zoe, office.bureau.id).star
        assert store.reading.of(office.karim, office.bureau.id).unseen == (first.id, second.id, third.id)


async def test_marking_goes_forwards_only(office, heard, stores):
    first, second = [await say(office.store, office.lea, office.bureau) for _ in range(2)]
    await office.store.reading.mark(office.zoe, office.bureau.id, second.id)
    heard.clear()
    await office.store.reading.mark(office.zoe, office.bureau.id, first.id)
    await office.store.reading.mark(office.zoe, office.bureau.id, second.id)
    assert heard == []
    assert not office.store.unseen.of(office.zoe, office.bureau.id).star


async def test_two_tabs_that_mark_at_once_leave_the_further_of_the_two(office, stores):
    first, second = [await say(office.store, office.lea, office.bureau) for _ in range(2)]
    await asyncio.gather(
        office.store.reading.mark(office.zoe, office.bureau.id, second.id),
        office.store.reading.mark(office.zoe, office.bureau.id, first.id),
    )
    async for store in stores.through_restart(office.store):
        assert store.reading.of(office.zoe, office.bureau.id).mark == second.id


@pytest.mark.parametrize("forged", [2**70, 2**53, -1, -(2**70)])
async def test_a_forged_mark_does_not_swallow_what_is_still_to_come(office, forged):
    said = await say(office.store, office.lea, office.bureau)
    await office.store.reading.mark(office.zoe, office.bureau.id, forged)
    assert office.store.unseen.of(office.zoe, office.bureau.id).star is (forged < said.id)
    await say(office.store, office.lea, office.bureau)
    assert office.store.unseen.of(office.zoe, office.bureau.id).star


async def test_a_mark_that_waits_while_its_member_leaves_is_dropped(office, rows):
    said = await say(office.store, office.lea, office.direction)
    await asyncio.gather(
        office.store.canals.leave(office.karim, office.direction.id),
        office.store.reading.mark(office.karim, office.direction.id, said.id),
    )
    assert rows("SELECT * FROM readmark") == []


async def test_a_canal_joined_with_history_has_no_star(office, stores):
    await say(office.store, office.lea, office.direction)
    await office.store.canals.add(office.lea, office.direction.id, office.zoe.id)
    assert not office.store.unseen.of(office.zoe, office.direction.id).star
    store = await stores.reopen(office.store)
    assert not store.unseen.of(office.zoe, office.direction.id).star
    await say(store, office.lea, office.direction)
    assert len(store.reading.of(office.zoe, office.direction.id).unseen) == 1


@pytest.mark.parametrize("restarted", [False, True])
async def test_who_comes_after_the_clock_was_ahead_finds_no_star_for_what_was_said_before(
    office, clock, stores, restarted
):
    right = clock.now
    clock.advance(days=365)
    await say(office.store, office.lea, office.bureau)
    await say(office.store, office.lea, office.direction)
    clock.now = right
    store = await stores.reopen(office.store) if restarted else office.store
    nour = await store.members.create("nour")
    await store.canals.add(office.lea, office.direction.id, nour.id)
    assert right <= nour.created < right + 60_000, "in /admin stands the clock's own time"
    async for each in stores.through_restart(store):
        assert not each.unseen.of(nour, office.bureau.id).star
        assert not each.unseen.of(nour, office.direction.id).star
    for canal in (office.bureau, office.direction):
        said = await say(each, office.lea, canal)
        assert each.reading.of(nour, canal.id).unseen == (said.id,)


@pytest.mark.parametrize("restarted", [False, True])
async def test_who_came_while_the_clock_was_ahead_has_a_star_for_what_is_said_after(office, clock, stores, restarted):
    clock.advance(days=365)
    nour = await office.store.members.create("nour")
    await office.store.canals.add(office.lea, office.direction.id, office.zoe.id)
    clock.advance(days=-365)
    store = await stores.reopen(office.store) if restarted else office.store
    for canal, reader in ((office.bureau, nour), (office.direction, office.zoe)):
        said = await say(store, office.lea, canal)
        assert store.reading.of(reader, canal.id).unseen == (said.id,)


async def test_an_office_joined_with_history_has_no_star(office):
    await say(office.store, office.lea, office.bureau)
    late = await office.store.members.create("nour", "Nour")
    assert not office.store.unseen.of(late, office.bureau.id).star
    await say(office.store, office.lea, office.bureau)
    assert office.store.unseen.of(late, office.bureau.id).star


async def test_who_comes_back_to_a_canal_finds_no_star_for_what_was_said_meanwhile(office, stores):
    said = await say(office.store, office.lea, office.direction)
    await office.store.reading.mark(office.karim, office.direction.id, said.id)
    await office.store.canals.leave(office.karim, office.direction.id)
    await say(office.store, office.lea, office.direction)
    await office.store.canals.add(office.lea, office.direction.id, office.karim.id)
    async for store in stores.through_restart(office.store):
        assert not store.unseen.of(office.karim, office.direction.id).star


async def test_what_is_said_under_a_members_eyes_gives_them_no_star(office, heard):
    office.store.reading.watch(office.zoe, office.bureau.id, "tab")
    assert heard == [ReadingChanged(office.zoe.id, office.bureau.id)]
    await say(office.store, office.lea, office.bureau)
    assert stars(office, office.bureau) == {"karim", "odile"}


async def test_who_looks_away_without_a_mark_finds_a_star(office):
    office.store.reading.watch(office.zoe, office.bureau.id, "tab")
    said = await say(office.store, office.lea, office.bureau)
    office.store.reading.look_away(office.zoe, office.bureau.id, "tab")
    assert office.store.reading.of(office.zoe, office.bureau.id).unseen == (said.id,)
    assert "zoe" in stars(office, office.bureau)


async def test_a_canal_is_watched_until_the_last_tab_looks_away(office, heard):
    for tab in ("one", "two", "two"):
        office.store.reading.watch(office.zoe, office.bureau.id, tab)
    assert len(heard) == 1
    office.store.reading.look_away(office.zoe, office.bureau.id, "one")
    assert office.store.reading.of(office.zoe, office.bureau.id).watched
    assert len(heard) == 1
    for tab in ("two", "two", "unknown"):
        office.store.reading.look_away(office.zoe, office.bureau.id, tab)
    assert not office.store.reading.of(office.zoe, office.bureau.id).watched
    assert len(heard) == 2


async def test_a_canal_that_does_not_exist_for_one_cannot_be_watched(office, heard):
    for canal_id in (office.direction.id, 123_456):
        with pytest.raises(Forbidden):
            office.store.reading.watch(office.odile, canal_id, "tab")
    assert heard == []


async def test_unseen_messages_are_counted_to_a_hundred(office, stores):
    said = await asyncio.gather(*(say(office.store, office.lea, office.bureau) for _ in range(COUNTED)))
    reading = office.store.reading.of(office.zoe, office.bureau.id)
    assert (len(reading.unseen), reading.more) == (COUNTED, False)
    said.append(await say(office.store, office.lea, office.bureau))
    async for store in stores.through_restart(office.store):
        reading = store.reading.of(office.zoe, office.bureau.id)
        assert reading.unseen == tuple(message.id for message in said[1:])
        assert reading.more is True


@pytest.fixture
def small_memory(monkeypatch):
    """Holds ten messages of each canal instead of hundreds."""
    for module in (window_rows, window):
        monkeypatch.setattr(module, "WINDOW", 10)


async def test_a_star_outlasts_many_asides_to_others(small_memory, office, stores):
    said = await say(office.store, office.lea, office.bureau)
    await asyncio.gather(*(say(office.store, office.lea, office.bureau, [office.karim]) for _ in range(50)))
    async for store in stores.through_restart(office.store):
        assert store.reading.of(office.zoe, office.bureau.id).unseen == (said.id,)


async def test_an_aside_keeps_its_star_for_one_who_only_writes(small_memory, office, stores):
    await say(office.store, office.lea, office.bureau, to=[office.zoe])
    for _ in range(30):
        await say(office.store, office.zoe, office.bureau)
    assert office.store.unseen.of(office.zoe, office.bureau.id).star
    assert office.zoe.login in stars(office, office.bureau, await stores.reopen(office.store))


async def test_an_aside_gives_a_star_also_when_many_others_were_said_after_it(small_memory, office, stores):
    said = await say(office.store, office.lea, office.bureau, [office.zoe])
    await asyncio.gather(*(say(office.store, office.lea, office.bureau, [office.karim]) for _ in range(50)))
    async for store in stores.through_restart(office.store):
        assert store.unseen.of(office.zoe, office.bureau.id).star
        assert not store.unseen.of(office.odile, office.bureau.id).star
    await store.reading.mark(office.zoe, office.bureau.id, said.id)
    async for seen in stores.through_restart(store):
        assert not seen.unseen.of(office.zoe, office.bureau.id).star


async def test_what_is_marked_as_unread_has_a_star_again_also_after_a_restart(office, stores, heard):
    first, second, third = [await say(office.store, office.lea, office.bureau) for _ in range(3)]
    await office.store.reading.mark(office.zoe, office.bureau.id, third.id)
    heard.clear()
    await office.store.reading.mark_back(office.zoe, second)
    assert heard == [ReadingChanged(office.zoe.id, office.bureau.id)]
    async for store in stores.through_restart(office.store):
        assert store.reading.of(office.zoe, office.bureau.id).unseen == (second.id, third.id)
        assert store.unseen.of(office.zoe, office.bureau.id).n == 2
        assert store.reading.of(office.karim, office.bureau.id).unseen == (first.id, second.id, third.id)


async def test_what_is_unread_from_far_back_has_a_star_also_when_one_said_all_that_came_since(
    office, monkeypatch, stores
):
    monkeypatch.setattr(window_rows, "WINDOW", 10)
    monkeypatch.setattr(window, "WINDOW", 10)
    old = await say(office.store, office.lea, office.bureau)
    for _ in range(30):
        await say(office.store, office.zoe, office.bureau)
    await office.store.reading.mark(office.zoe, office.bureau.id, 2**53)
    await office.store.reading.mark_back(office.zoe, old)
    async for store in stores.through_restart(office.store):
        assert store.unseen.of(office.zoe, office.bureau.id).star


async def test_a_mark_that_goes_on_while_one_marks_as_unread_does_not_win(office):
    first, second = [await say(office.store, office.lea, office.bureau) for _ in range(2)]
    await asyncio.gather(
        office.store.reading.mark(office.zoe, office.bureau.id, second.id),
        office.store.reading.mark_back(office.zoe, first),
    )
    assert office.store.unseen.of(office.zoe, office.bureau.id).n == 2


async def test_all_is_read_at_once_in_one_commit(office):
    canals = [await office.store.canals.create(office.lea, f"Canal {n}") for n in range(5)]
    for canal in canals:
        await say(office.store, office.lea, canal)
    assert set(office.store.unseen.canals(office.zoe)) == {canal.id for canal in canals}
    commits = office.store.writer.commits
    await office.store.reading.mark_all(office.zoe, office.store.unseen.canals(office.zoe))
    assert (office.store.unseen.canals(office.zoe), office.store.writer.commits - commits) == ([], 1)
