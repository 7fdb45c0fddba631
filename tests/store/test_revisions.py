"""Messages that change and go: what stays of them, who may know, and what a page that was away is told of."""

import asyncio
from itertools import count

import pytest

from app.store import Forbidden, Refused, window, window_rows
from app.store.feed import MessageChanged, MessageGone
from app.store.ids import time_of
from app.store.messages import PAGE
from tests.changing import alter, remove

NONCES = count(1)


async def say(office, *to, canal=None, by=None, text="Bonjour"):
    circle = [member.id for member in to]
    canal, by = canal or office.bureau, by or office.lea
    return (await office.store.messages.post(by, canal.id, text, circle, f"r{next(NONCES)}")).message


async def told(store, member, canal, revision=0, limit=PAGE):
    """The ids of what has changed or gone since, in order."""
    return [each.id for each in await store.revisions.since(member, canal.id, revision, limit)]


async def test_what_nobody_has_changed_has_its_id_for_a_revision(office, stores):
    said = await say(office)
    async for store in stores.through_restart(office.store):
        (found,) = store.messages.newest(office.zoe, office.bureau.id).messages
        assert found.revision == said.id
        assert await told(store, office.zoe, office.bureau) == []


async def test_a_change_gives_a_message_a_greater_revision_in_memory_and_in_the_database(office, stores, heard):
    first, second = await say(office), await say(office)
    found = await alter(office.store, first.id, html="<p>Bonsoir</p>")
    assert (found.id, found.html, found.revision > second.id) == (first.id, "<p>Bonsoir</p>", True)
    assert heard[-1] == MessageChanged(found)
    async for store in stores.through_restart(office.store):
        assert store.messages.newest(office.zoe, office.bureau.id).messages == [found, second]
        assert (await store.messages.before(office.zoe, office.bureau.id, 2**53)).messages == [found, second]
        assert await told(store, office.zoe, office.bureau, second.id) == [first.id]
        assert await told(store, office.zoe, office.bureau, found.revision) == []


async def test_revisions_are_drawn_as_ids_are_also_after_a_restart_with_the_clock_gone_back(office, stores, clock):
    said = await say(office)
    found = await alter(office.store, said.id)
    assert time_of(found.revision) == clock.now, "not the next number: the moment, and chance"
    clock.advance(days=-1)
    store = await stores.reopen(office.store)
    await remove(store, said.id)
    (gone,) = await store.revisions.since(office.zoe, office.bureau.id, found.revision)
    store = await stores.reopen(store)
    post = await store.messages.post(office.lea, office.bureau.id, "Bonjour", (), "after")
    assert post.message.id > gone.revision > found.revision


async def test_what_is_gone_leaves_its_place_and_revision_and_nothing_of_what_it_said(office, rows, heard, stores):
    for_all, aside = await say(office, text="Chut"), await say(office, office.zoe, text="Chut")
    stays = await say(office)
    for each in (for_all, aside):
        await remove(office.store, each.id)
    assert rows("SELECT id FROM message") == [(stays.id,)]
    assert rows("SELECT * FROM recipient") == []
    gone = [change.tombstone for change in heard if isinstance(change, MessageGone)]
    kept = rows("SELECT id, canal_id, revision, circle FROM tombstone ORDER BY id")
    circle = f"[{office.lea.id}, {office.zoe.id}]"
    assert kept == [
        (for_all.id, office.bureau.id, gone[0].revision, ""),
        (aside.id, office.bureau.id, gone[1].revision, circle),
    ]
    async for store in stores.through_restart(office.store):
        assert store.messages.newest(office.zoe, office.bureau.id).messages == [stays]


async def test_what_is_gone_does_not_come_back_when_it_is_sent_once_more(office, stores):
    post = await office.store.messages.post(office.lea, office.bureau.id, "Bonjour", (), "once")
    await remove(office.store, post.message.id)
    async for store in stores.through_restart(office.store):
        with pytest.raises(Refused):
            await store.messages.post(office.lea, office.bureau.id, "Bonjour", (), "once")
        assert store.messages.newest(office.zoe, office.bureau.id).messages == []
    assert (await store.messages.post(office.zoe, office.bureau.id, "Bonjour", (), "once")).fresh


@pytest.mark.parametrize("change", [alter, remove])
async def test_what_is_gone_can_neither_change_nor_go_and_takes_nothing_else_with_it(office, change):
    said, other = await say(office), await say(office)
    await remove(office.store, said.id)
    outcomes = await asyncio.gather(
        change(office.store, said.id), alter(office.store, other.id, html="<p>là</p>"), return_exceptions=True
    )
    assert isinstance(outcomes[0], Refused)
    assert [each.html for each in office.store.messages.newest(office.zoe, office.bureau.id).messages] == ["<p>là</p>"]


async def test_many_changes_and_sendings_at_once_leave_memory_as_a_start_would_find_it(office, stores):
    said = [await say(office, *to) for to in ((), (office.zoe,), (), (office.karim,), ())]
    ways = [alter(office.store, said[0].id, html="1"), say(office), remove(office.store, said[1].id), say(office)]
    ways += [alter(office.store, said[0].id, html="2"), remove(office.store, said[2].id), say(office, office.zoe)]
    await asyncio.gather(*ways)
    window = office.store.state.window(office.bureau.id)
    again = await stores.reopen(office.store)
    assert again.state.window(office.bureau.id) == window


async def test_one_is_told_what_changed_and_went_as_far_as_one_saw_it(office, stores):
    changed, gone = await say(office), await say(office)
    whispered, taken_back = await say(office, office.zoe), await say(office, office.zoe)
    elsewhere = await say(office, canal=office.direction)
    for each in (whispered, elsewhere, changed):
        await alter(office.store, each.id, html="<p>autrement</p>")
    for each in (gone, taken_back):
        await remove(office.store, each.id)
    async for store in stores.through_restart(office.store):
        for inside in (office.lea, office.zoe):
            seen = [whispered.id, changed.id, gone.id, taken_back.id]
            assert await told(store, inside, office.bureau) == seen
        for outside in (office.karim, office.odile):
            assert await told(store, outside, office.bureau) == [changed.id, gone.id]
        assert await told(store, office.karim, office.direction) == [elsewhere.id]
        with pytest.raises(Forbidden):
            await told(store, office.zoe, office.direction)


async def test_of_more_than_one_can_be_told_it_is_the_newest_whatever_others_whispered(office):
    said = [await say(office) for _ in range(4)]
    for each in said:
        await alter(office.store, each.id)
        await alter(office.store, (await say(office, office.karim)).id)
    assert await told(office.store, office.zoe, office.bureau, limit=2) == [each.id for each in said[1:]]
    assert await told(office.store, office.zoe, office.bureau, limit=4) == [each.id for each in said]


async def test_who_is_taken_out_of_a_canal_while_the_database_answers_is_told_nothing(office):
    await alter(office.store, (await say(office, canal=office.direction)).id)
    asking = asyncio.ensure_future(told(office.store, office.karim, office.direction))
    await asyncio.sleep(0)
    office.store.state.canals[office.direction.id].joined.pop(office.karim.id)
    with pytest.raises(Forbidden):
        await asking


async def test_an_older_page_does_not_hold_what_went_while_the_database_answered(office, monkeypatch):
    said, stays = await say(office), await say(office)
    database = office.store.database
    answers = database.read

    async def slowly(query):
        found = await answers(query)
        monkeypatch.setattr(database, "read", answers)
        await remove(office.store, said.id)
        return found

    monkeypatch.setattr(database, "read", slowly)
    page = await office.store.messages.before(office.zoe, office.bureau.id, 2**53)
    assert page.messages == [stays]


async def test_pages_of_history_have_neither_gap_nor_repetition_where_something_went(office):
    said = [await say(office, *to) for to in [(), (office.zoe,)] * 8]
    for each in said[3:9]:
        await remove(office.store, each.id)
    left = said[:3] + said[9:]
    for member in (office.zoe, office.odile):
        found, place, older = [], 2**53, True
        while older:
            page = await office.store.messages.before(member, office.bureau.id, place, limit=3)
            found, older = [message.id for message in page.messages] + found, page.older
            place = found[0]
        assert found == [each.id for each in left if member is office.zoe or not each.is_aside]


async def test_memory_is_filled_up_again_where_too_much_went(office, monkeypatch):
    for module in (window_rows, window):
        monkeypatch.setattr(module, "WINDOW", 3)
    monkeypatch.setattr(window, "LEAST", 2)
    said = [await say(office) for _ in range(8)]
    for each in said[-3:]:
        await remove(office.store, each.id)
    page = office.store.messages.newest(office.zoe, office.bureau.id)
    assert (page.messages, page.older) == (said[2:5], True)


async def test_a_star_goes_with_the_aside_that_gave_it_although_memory_held_it_no_longer(office, monkeypatch, stores):
    for module in (window_rows, window):
        monkeypatch.setattr(module, "WINDOW", 3)
    asides = [await say(office, office.zoe) for _ in range(2)]
    await asyncio.gather(*(say(office, office.karim) for _ in range(12)))
    unseen = office.store.unseen
    assert unseen.of(office.zoe, office.bureau.id).star
    await office.store.reading.mark(office.zoe, office.bureau.id, asides[0].id)
    assert unseen.of(office.zoe, office.bureau.id).star
    await remove(office.store, asides[1].id)
    assert not unseen.of(office.zoe, office.bureau.id).star
    assert not (await stores.reopen(office.store)).unseen.of(office.zoe, office.bureau.id).star


async def test_the_statements_of_a_change_do_not_grow_with_what_was_said(office, statements):
    async def counted():
        said = [await say(office, office.zoe) for _ in range(2)]
        found = []
        for command in (alter(office.store, said[0].id, html=""), remove(office.store, said[1].id)):
            with statements() as sent:
                await command
            found.append(len(sent))
        return found

    small = await counted()
    await asyncio.gather(*(say(office, *to) for to in [(), (office.zoe,)] * 40))
    assert await counted() == small
