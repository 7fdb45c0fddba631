"""Pieces of a canal's history: around a message, after one, a day; and what it costs."""

from __future__ import annotations

import asyncio
from itertools import count

import pytest

from app.store import Forbidden
from app.store.access import UNKNOWN_MESSAGE
from tests.changing import alter, remove
from tests.conftest import MONDAY

NONCES = count(1)
HOUR = 3_600_000
DAY = 24 * HOUR


async def say(office, *to, by=None, canal=None, text="Bonjour"):
    circle = [member.id for member in to]
    canal, by = canal or office.bureau, by or office.lea
    return (await office.store.messages.post(by, canal.id, text, circle, f"h{next(NONCES)}")).message.id


async def several(office, n):
    return [await say(office) for _ in range(n)]


def ids(page):
    return [message.id for message in page.messages]


async def test_a_piece_holds_as_many_before_a_message_as_from_it_on_and_says_where_it_ends(office):
    said = await several(office, 20)
    around = office.store.messages.around
    middle = await around(office.zoe, office.bureau.id, said[10], 6)
    assert (ids(middle), middle.older, middle.newer) == (said[7:13], True, True)
    begin, end = [await around(office.zoe, office.bureau.id, each, 6) for each in (said[0], said[-1])]
    assert (ids(begin), begin.older, begin.newer) == (said[:3], False, True)
    assert (ids(end), end.older, end.newer) == (said[-4:], True, False)


async def test_what_follows_comes_page_by_page_to_the_newest(office):
    said = await several(office, 7)
    after = office.store.messages.after
    page = await after(office.zoe, office.bureau.id, said[0], 3)
    assert (ids(page), page.newer) == (said[1:4], True)
    page = await after(office.zoe, office.bureau.id, said[3], 3)
    assert (ids(page), page.newer) == (said[4:], False)


@pytest.mark.parametrize("forged", [-1, 2**53, 2**70, -(2**70)])
async def test_an_id_that_is_none_leads_to_an_end(office, forged):
    said = await several(office, 3)
    page = await office.store.messages.around(office.zoe, office.bureau.id, forged)
    assert ids(page) == said
    assert (page.older, page.newer) == (False, False)


async def test_asides_of_others_are_in_no_piece_and_move_none_of_its_ends(office):
    said = await several(office, 3)
    whispered = [await say(office, office.karim) for _ in range(5)]
    said += await several(office, 3)
    page = await office.store.messages.around(office.zoe, office.bureau.id, whispered[2], 6)
    assert (ids(page), page.older, page.newer) == (said, False, False)
    assert set(whispered) < set(ids(await office.store.messages.around(office.karim, office.bureau.id, said[3])))


async def test_a_piece_knows_its_canal_up_to_the_newest_that_its_reader_sees(office):
    said = await several(office, 9)
    await say(office, office.karim)
    page = await office.store.messages.around(office.zoe, office.bureau.id, said[0], 2)
    assert page.at == said[-1]
    changed = await alter(office.store, said[-1], html="<p>Bonsoir</p>")
    page = await office.store.messages.around(office.zoe, office.bureau.id, said[0], 2)
    assert page.at == changed.revision


async def test_a_message_is_found_by_whoever_may_read_it_and_for_all_others_there_is_none(office):
    public, aside = await say(office), await say(office, office.karim)
    private, gone = await say(office, canal=office.direction), await say(office)
    await remove(office.store, gone)
    for member, sought in ((office.zoe, public), (office.karim, aside), (office.lea, aside), (office.karim, private)):
        assert (await office.store.messages.find_anywhere(member, sought)).id == sought
    for sought in (aside, private, gone, 1, 0, -1, 2**70):
        with pytest.raises(Forbidden) as refused:
            await office.store.messages.find_anywhere(office.zoe, sought)
        assert refused.value.sentence == UNKNOWN_MESSAGE


async def test_who_is_taken_out_while_the_database_answers_finds_nothing(office):
    private = await say(office, canal=office.direction)
    finding = asyncio.ensure_future(office.store.messages.find_anywhere(office.karim, private))
    reading = asyncio.ensure_future(office.store.messages.around(office.karim, office.direction.id, private))
    await asyncio.sleep(0)
    await office.store.canals.leave(office.karim, office.direction.id)
    for each in (finding, reading):
        try:
            found = await each
        except Forbidden:
            continue
        # It was faster than the leaving, then: it is theirs still.
        assert found


async def test_the_first_news_after_a_mark_is_somebody_else_s_and_no_event(office):
    first = await say(office)
    await say(office, by=office.zoe)
    await office.store.canals.edit(office.lea, office.bureau.id, topic="Autre chose")
    await say(office, office.karim)
    news = await say(office)
    found = office.store.messages.first
    assert await found(office.zoe, office.bureau.id, first + 1, news=True) == news
    assert await found(office.zoe, office.bureau.id, news + 1, news=True) is None
    assert await found(office.zoe, office.bureau.id, 0) == first


@pytest.mark.parametrize("doing", ["find", "around", "after", "first", "days"])
async def test_it_costs_the_same_however_much_was_said(office, statements, doing):
    messages, bureau = office.store.messages, office.bureau.id
    sent = []
    for n in (3, 60):
        said = await several(office, n)
        ways = {
            "find": lambda said=said: messages.find_anywhere(office.zoe, said[1]),
            "around": lambda said=said: messages.around(office.zoe, bureau, said[1], 4),
            "after": lambda said=said: messages.after(office.zoe, bureau, said[1], 4),
            "first": lambda said=said: messages.first(office.zoe, bureau, said[1], news=True),
            "days": lambda: office.store.days.spoken(office.zoe, bureau, [MONDAY, MONDAY + DAY]),
        }
        with statements() as asked:
            await ways[doing]()
        sent.append(asked)
    assert len(sent[0]) == len(sent[1]) <= 2
    # What was said of late is found in memory.
    assert bool(sent[0]) == (doing != "find")


async def test_the_database_goes_straight_to_the_place_and_looks_through_nothing(office, rows, statements):
    said = await several(office, 5)
    with statements() as sent:
        await office.store.messages.around(office.zoe, office.bureau.id, said[2])
        await office.store.messages.first(office.zoe, office.bureau.id, said[2], news=True)
        await office.store.days.spoken(office.zoe, office.bureau.id, [MONDAY, MONDAY + DAY])
    driver = office.store.database.engine.raw_connection()
    try:
        for each in sent:
            plan = driver.cursor().execute(f"EXPLAIN QUERY PLAN {each}", [0] * each.count("?")).fetchall()
            steps = [step[3] for step in plan]
            assert not any(step.startswith("SCAN message") for step in steps), steps
            assert not any("TEMP B-TREE" in step for step in steps if "message" in each), steps
            found = [step for step in steps if step.startswith("SEARCH message ")]
            assert found
            assert all("canal_id=? AND rowid" in step or "(canal_id=?)" in step for step in found), steps
    finally:
        driver.close()


async def test_days_on_which_something_was_said_are_those_of_the_reader_s_own_messages(office, clock):
    clock.now = MONDAY
    await say(office)
    clock.now = MONDAY + 2 * DAY
    await say(office, office.karim)
    clock.now = MONDAY + 4 * DAY
    await say(office)
    edges = [MONDAY - HOUR + n * DAY for n in range(7)]
    for member, expected in ((office.zoe, [0, 4]), (office.karim, [0, 2, 4])):
        days, oldest = await office.store.days.spoken(member, office.bureau.id, edges)
        assert days == expected
        assert abs(oldest - MONDAY) < HOUR
    assert await office.store.days.spoken(office.karim, office.direction.id, edges) == ([], 0)


async def test_what_a_page_lacks_is_looked_up_the_same_whether_an_aside_has_changed_or_nothing(office, statements):
    """How long it takes would tell those outside that there was something."""
    first, aside = await say(office), await say(office, office.karim)
    sent = []
    for change in (False, True):
        if change:
            await alter(office.store, aside, html="<p>Autrement</p>")
        with statements() as asked:
            assert not await office.store.revisions.since(office.zoe, office.bureau.id, aside)
        sent.append(asked)
    assert sent[0] == sent[1] != []
    assert first < aside
