"""Receipts: who is told that others have seen what they said, and who never is."""

from __future__ import annotations

from itertools import count

import pytest

from app.store import receipts, window, window_rows
from app.store.feed import ReceiptChanged
from tests.changing import alter, remove

NONCES = count(1)
FAR = 2**52


async def say(office, canal, by, *to):
    circle = [member.id for member in to]
    return (await office.store.messages.post(by, canal.id, "Bonjour", circle, f"n{next(NONCES)}")).message


def seen(store, author, message):
    """Those of whom the author of a message is told that they have seen it, and when."""
    state = store.state
    found = receipts.seen_by(state, state.members[author.id], message.canal_id, message.id)
    return [(reader.login, at) for reader, at in found]


async def switch(office, member, receipts):
    await office.store.members.set(member, "receipts", receipts)


@pytest.fixture
async def two(office):
    return await office.store.canals.direct(office.lea, [office.zoe.id])


@pytest.fixture
async def three(office):
    return await office.store.canals.direct(office.lea, [office.zoe.id, office.karim.id])


async def test_in_a_conversation_of_two_one_is_told_when_the_other_has_seen_the_last_thing(office, two, stores, clock):
    first = await say(office, two, office.lea)
    await office.store.reading.mark(office.zoe, two.id, FAR)
    last = await say(office, two, office.lea)
    assert seen(office.store, office.lea, last) == []
    await office.store.reading.mark(office.zoe, two.id, FAR)
    when = clock.now
    async for store in stores.through_restart(office.store):
        ((login, at),) = seen(store, office.lea, last)
        assert (login, when - 5 <= at <= when) == ("zoe", True)
        assert seen(store, office.lea, first) == []


async def test_when_it_was_seen_stays_so_while_only_the_reader_goes_on_writing(office, two):
    last = await say(office, two, office.lea)
    await office.store.reading.mark(office.zoe, two.id, FAR)
    before = seen(office.store, office.lea, last)
    await say(office, two, office.zoe)
    await office.store.reading.mark(office.zoe, two.id, FAR)
    assert seen(office.store, office.lea, last) == before != []


async def test_in_a_conversation_of_several_one_is_told_who_and_not_when(office, three, stores):
    last = await say(office, three, office.lea)
    await office.store.reading.mark(office.zoe, three.id, FAR)
    assert seen(office.store, office.lea, last) == [("zoe", 0)]
    await office.store.reading.mark(office.karim, three.id, FAR)
    async for store in stores.through_restart(office.store):
        assert seen(store, office.lea, last) == [("karim", 0), ("zoe", 0)]


async def test_of_an_aside_those_alone_whom_it_was_for_are_told_of(office, stores):
    aside = await say(office, office.bureau, office.lea, office.zoe)
    for reader in (office.karim, office.odile):
        await office.store.reading.mark(reader, office.bureau.id, FAR)
    await say(office, office.bureau, office.karim)
    for reader in (office.karim, office.odile):
        await office.store.reading.mark(reader, office.bureau.id, FAR)
    assert seen(office.store, office.lea, aside) == []
    await office.store.reading.mark(office.zoe, office.bureau.id, FAR)
    async for store in stores.through_restart(office.store):
        assert [login for login, _ in seen(store, office.lea, aside)] == ["zoe"]
        assert seen(store, office.zoe, aside) == []


async def test_when_an_aside_was_seen_does_not_move_with_what_is_read_later(office, stores, clock):
    aside = await say(office, office.bureau, office.lea, office.zoe)
    await office.store.reading.mark(office.zoe, office.bureau.id, FAR)
    before = seen(office.store, office.lea, aside)
    clock.advance(hours=3)
    await say(office, office.bureau, office.karim, office.zoe)
    await say(office, office.bureau, office.karim)
    await office.store.reading.mark(office.zoe, office.bureau.id, FAR)
    async for store in stores.through_restart(office.store):
        assert seen(store, office.lea, aside) == before != []


async def test_an_ordinary_message_of_a_canal_has_no_receipts_and_makes_no_work(office, statements, heard):
    said = await say(office, office.bureau, office.lea)
    heard.clear()
    with statements() as sent:
        await office.store.reading.mark(office.zoe, office.bureau.id, FAR)
    assert len(sent) == 1
    assert seen(office.store, office.lea, said) == []
    assert not [change for change in heard if isinstance(change, ReceiptChanged)]


async def test_asides_that_are_seen_take_one_statement_however_many_they_are(office, statements):
    found = []
    for more in (1, 20):
        for _ in range(more):
            await say(office, office.bureau, office.lea, office.zoe)
        with statements() as sent:
            await office.store.reading.mark(office.zoe, office.bureau.id, FAR)
        found.append(len(sent))
    assert found == [2, 2]


async def test_who_shows_no_receipts_is_shown_none_and_nobody_hears_of_their_reading(office, two, heard):
    for off, on in ((office.lea, office.zoe), (office.zoe, office.lea)):
        await switch(office, off, "off")
        said = [await say(office, two, office.lea), await say(office, office.bureau, office.lea, office.zoe)]
        heard.clear()
        for canal in (two, office.bureau):
            await office.store.reading.mark(office.zoe, canal.id, FAR)
        assert [seen(office.store, office.lea, each) for each in said] == [[], []]
        told = [change for change in heard if isinstance(change, ReceiptChanged)]
        assert not [change for change in told if receipts.is_told(office.store.state, change)]
        await switch(office, off, "on")
        assert [login for login, _ in seen(office.store, on, said[0])] == []


async def test_what_was_read_while_receipts_were_off_is_not_told_afterwards(office, two, stores):
    await switch(office, office.zoe, "off")
    said = await say(office, two, office.lea)
    aside = await say(office, office.bureau, office.lea, office.zoe)
    for canal in (two, office.bureau):
        await office.store.reading.mark(office.zoe, canal.id, FAR)
    await switch(office, office.zoe, "on")
    async for store in stores.through_restart(office.store):
        assert seen(store, office.lea, said) == []
        assert seen(store, office.lea, aside) == []


async def test_who_has_left_a_canal_neither_is_told_nor_told_of(office, heard):
    aside = await say(office, office.direction, office.lea, office.karim)
    await office.store.reading.mark(office.karim, office.direction.id, FAR)
    other = await say(office, office.direction, office.karim, office.lea)
    await office.store.canals.leave(office.karim, office.direction.id)
    assert seen(office.store, office.lea, aside) == []
    heard.clear()
    await office.store.reading.mark(office.lea, office.direction.id, FAR)
    assert seen(office.store, office.karim, other) == []
    (told,) = [change for change in heard if isinstance(change, ReceiptChanged)]
    assert told.member_id == office.karim.id
    assert not receipts.is_told(office.store.state, told)


async def test_when_the_last_thing_goes_the_one_before_it_is_the_last(office, two):
    first, last = await say(office, two, office.lea), await say(office, two, office.lea)
    await office.store.reading.mark(office.zoe, two.id, FAR)
    assert seen(office.store, office.lea, first) == []
    await alter(office.store, last.id, gone=True)
    assert [login for login, _ in seen(office.store, office.lea, first)] == ["zoe"]
    await alter(office.store, last.id, gone=False)
    assert seen(office.store, office.lea, first) == []
    await remove(office.store, last.id)
    assert [login for login, _ in seen(office.store, office.lea, first)] == ["zoe"]


async def test_memory_holds_the_newest_asides_that_were_seen_only(office, stores, monkeypatch, heard):
    monkeypatch.setattr(receipts, "HELD", 2)
    asides = [await say(office, office.bureau, office.lea, office.zoe) for _ in range(3)]
    await office.store.reading.mark(office.zoe, office.bureau.id, FAR)
    assert ReceiptChanged(office.lea.id, office.bureau.id, asides[0].id) in heard
    async for store in stores.through_restart(office.store):
        assert [bool(seen(store, office.lea, each)) for each in asides] == [False, True, True]


async def test_of_an_aside_from_long_ago_its_author_is_told_as_they_come_upon_it(office, stores, monkeypatch, heard):
    for module in (window_rows, window):
        monkeypatch.setattr(module, "WINDOW", 2)
    asides = []
    for _ in range(6):
        asides.append(await say(office, office.bureau, office.lea, office.zoe, office.karim))
        await office.store.reading.mark(office.zoe, office.bureau.id, FAR)
    store = await stores.reopen(office.store)
    assert seen(store, office.lea, asides[0]) == []
    told = []
    store.feed.subscribe(told.extend)
    for member in (office.zoe, office.odile):
        await store.messages.before(member, office.bureau.id, FAR)
    assert told == []
    await store.messages.around(office.lea, office.bureau.id, asides[1].id)
    assert told[:2] == [ReceiptChanged(office.lea.id, office.bureau.id, each.id) for each in asides[:2]]
    assert [seen(store, office.lea, each) for each in asides] == [[("zoe", 0)]] * 6
    told.clear()
    await store.messages.around(office.lea, office.bureau.id, asides[1].id)
    assert told == []


async def test_coming_upon_asides_takes_one_statement_however_many_they_are(office, statements):
    counts = []
    for n in (1, 8):
        for _ in range(n):
            await say(office, office.bureau, office.lea, office.zoe)
        await office.store.reading.mark(office.zoe, office.bureau.id, FAR)
        office.store.state.asides_seen.clear()
        with statements() as sent:
            await office.store.messages.before(office.lea, office.bureau.id, FAR)
        counts.append(len(sent))
    assert counts[0] == counts[1]
