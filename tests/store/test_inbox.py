"""The inbox: what a member receives, for which reason, and what of it they may still read."""

from __future__ import annotations

import asyncio
from itertools import count

from app.store import received
from app.store.feed import Change, ReceivedChanged
from app.store.inbox import PAGE
from app.store.posting import Post
from app.store.received import ASIDE, MENTION, REACTION, REMINDER, REPLY
from app.store.writer import Command
from app.text.mentions import EVERYBODY
from tests.changing import alter, remove

NONCES = count(1)


class Remind(Command):
    """As the command of a reminder that is due does."""

    def __init__(self, store, member, message):
        self.store, self.member, self.message = store, member, message

    def write(self, connection):
        found = [received.reminded(self.store, self.member.id, self.message)]
        received.write(connection, found)
        return found

    def apply(self, result):
        return received.take_in(self.store.state, result)


async def say(office, text="Bonjour", to=(), reply_to=None, by=None, canal=None):
    circle, nonce = [member.id for member in to], f"n{next(NONCES)}"
    by, canal = by or office.lea, canal or office.bureau
    return (await office.store.messages.post(by, canal.id, text, circle, nonce, reply_to=reply_to)).message


async def name(office, *mentions, to=(), canal=None, by=None, nonce=""):
    """Say something that names these members: as a message will once it is read for mentions."""
    by, canal, circle = by or office.lea, canal or office.bureau, tuple(member.id for member in to)
    named = tuple(getattr(each, "id", each) for each in mentions)
    nonce = nonce or f"n{next(NONCES)}"
    post = Post(office.store, by, canal.id, "Oh", "<p>Oh</p>", circle, nonce, mentions=named)
    return (await office.store.writer.run(post)).message


async def inbox(office, member, store=None):
    """What they find there: why, and of which message, newest first."""
    page = await (store or office.store).inbox.page(member)
    return [(each.received.kind, each.message.id) for each in page.items]


async def test_an_answer_is_received_by_whoever_is_answered_and_by_nobody_else(office, stores):
    asked = await say(office)
    answer = await say(office, by=office.zoe, reply_to=asked.id)
    async for store in stores.through_restart(office.store):
        assert await inbox(office, office.lea, store) == [(REPLY, answer.id)]
        assert store.inbox.unseen(office.lea) == 1
        for other in (office.karim, office.zoe, office.odile):
            assert await inbox(office, other, store) == []
            assert store.inbox.unseen(other) == 0


async def test_an_aside_is_received_by_each_of_those_whom_it_is_for(office):
    aside = await say(office, to=[office.karim, office.zoe])
    for to in (office.karim, office.zoe):
        assert await inbox(office, to) == [(ASIDE, aside.id)]
    for other in (office.lea, office.odile):
        assert await inbox(office, other) == []


async def test_whoever_is_named_receives_it_once_for_the_strongest_reason(office):
    asked = await say(office, by=office.karim)
    named = await name(office, office.karim, office.zoe)
    aside = await name(office, office.zoe, to=[office.zoe, office.karim])
    answer = await say(office, to=[office.karim, office.zoe], reply_to=asked.id)
    assert await inbox(office, office.zoe) == [(ASIDE, answer.id), (MENTION, aside.id), (MENTION, named.id)]
    assert await inbox(office, office.karim) == [(REPLY, answer.id), (ASIDE, aside.id), (MENTION, named.id)]


async def test_everybody_in_the_canal_is_named_at_once_but_its_author(office):
    said = await name(office, EVERYBODY, canal=office.direction)
    assert await inbox(office, office.karim) == [(MENTION, said.id)]
    for other in (office.lea, office.zoe, office.odile):
        assert await inbox(office, other) == []
    aside = await name(office, EVERYBODY, to=[office.zoe])
    assert await inbox(office, office.zoe) == [(MENTION, aside.id)]
    assert await inbox(office, office.odile) == []


async def test_nobody_receives_what_they_may_not_read_nor_what_they_do_themselves(office):
    asked = await say(office, by=office.odile)
    await name(office, office.zoe, 987_654, canal=office.direction)
    await name(office, office.odile, office.lea, to=[office.zoe])
    await say(office, to=[office.zoe], reply_to=asked.id)
    await say(office, by=office.odile, reply_to=asked.id)
    assert await inbox(office, office.odile) == []
    assert await inbox(office, office.lea) == []
    assert [kind for kind, _ in await inbox(office, office.zoe)] == [ASIDE, ASIDE]


async def test_a_message_that_is_sent_twice_is_received_once(office):
    first = await name(office, office.zoe, nonce="same")
    assert (await name(office, office.zoe, nonce="same")).id == first.id
    assert await inbox(office, office.zoe) == [(MENTION, first.id)]
    assert office.store.inbox.unseen(office.zoe) == 1


async def test_a_reaction_is_received_by_the_author_and_goes_when_it_is_taken_back(office, stores, heard):
    said, put = await say(office), office.store.reactions.put
    for by, emoji in ((office.zoe, "👍"), (office.odile, "👍"), (office.karim, "👍"), (office.lea, "👍")):
        await put(by, said.id, emoji, True)
    await put(office.odile, said.id, "👍", False)
    assert {id_ for change in heard if isinstance(change, ReceivedChanged) for id_ in change.member_ids} == {
        office.lea.id
    }
    async for store in stores.through_restart(office.store):
        assert await put_to(store, office.lea) == [(office.karim.id, "👍"), (office.zoe.id, "👍")]
        assert store.inbox.unseen(office.lea) == 2
        assert store.inbox.unseen(office.zoe) == 0


async def test_all_that_one_member_puts_to_a_message_is_one_thing_new_with_each_of_them(office, stores):
    said, put = await say(office), office.store.reactions.put
    for emoji in ("👍", "❤️", "❤️", "🚀"):
        await put(office.karim, said.id, "🎉", True)
        await put(office.zoe, said.id, emoji, True)
    (newest, *_) = (await office.store.inbox.page(office.lea)).items
    assert office.store.inbox.unseen(office.lea) == 2
    await office.store.inbox.look(office.lea, newest.received.id)
    await put(office.zoe, said.id, "❤️", False)
    assert office.store.inbox.unseen(office.lea) == 0, "what is taken back is no news"
    async for store in stores.through_restart(office.store):
        assert await put_to(store, office.lea) == [(office.zoe.id, "👍 🚀"), (office.karim.id, "🎉")]
        assert store.inbox.unseen(office.lea) == 0


async def put_to(store, member):
    items = (await store.inbox.page(member)).items
    assert {each.received.kind for each in items} <= {REACTION}
    return [(each.received.by_id, each.received.emoji) for each in items]


async def test_a_reminder_that_is_due_is_received_by_whom_it_was_for(office):
    said = await say(office)
    await office.store.writer.run(Remind(office.store, office.zoe, said))
    assert await inbox(office, office.zoe) == [(REMINDER, said.id)]
    assert office.store.inbox.unseen(office.zoe) == 1


async def test_of_a_canal_that_one_has_left_nothing_is_left_there_until_one_is_in_it_again(office, stores):
    said = await name(office, office.karim, canal=office.direction)
    await office.store.canals.leave(office.karim, office.direction.id)
    async for store in stores.through_restart(office.store):
        assert await inbox(office, office.karim, store) == []
        assert store.inbox.unseen(office.karim) == 0
    store = stores.newest
    await store.canals.add(office.lea, office.direction.id, office.karim.id)
    assert await inbox(office, office.karim, store) == [(MENTION, said.id)]
    assert store.inbox.unseen(office.karim) == 1


async def test_what_is_gone_is_not_there_and_comes_back_with_the_message(office, stores):
    said = await name(office, office.zoe)
    await alter(office.store, said.id, gone=True)
    async for store in stores.through_restart(office.store):
        assert await inbox(office, office.zoe, store) == []
        assert store.inbox.unseen(office.zoe) == 0
    store = stores.newest
    await alter(store, said.id, gone=False)
    assert await inbox(office, office.zoe, store) == [(MENTION, said.id)]
    assert store.inbox.unseen(office.zoe) == 1


async def test_of_a_message_that_is_taken_away_no_row_is_left(office, rows, heard):
    said = await name(office, office.zoe)
    other = await name(office, office.zoe)
    heard.clear()
    await remove(office.store, said.id)
    assert rows("SELECT message_id FROM received") == [(other.id,)]
    assert office.store.inbox.unseen(office.zoe) == 1
    assert [change for change in heard if isinstance(change, ReceivedChanged)] == [ReceivedChanged((office.zoe.id,))]


async def test_it_shows_what_a_message_says_now(office):
    said = await name(office, office.zoe)
    await alter(office.store, said.id, html="<p>Autrement</p>")
    (item,) = (await office.store.inbox.page(office.zoe)).items
    assert item.message.html == "<p>Autrement</p>"


async def test_how_far_one_has_looked_is_kept_and_never_goes_back(office, stores):
    for _ in range(3):
        await name(office, office.zoe)
    newest, second, _ = (each.received.id for each in (await office.store.inbox.page(office.zoe)).items)
    await office.store.inbox.look(office.zoe, second)
    assert office.store.inbox.unseen(office.zoe) == 1
    await asyncio.gather(office.store.inbox.look(office.zoe, newest), office.store.inbox.look(office.zoe, second + 1))
    async for store in stores.through_restart(office.store):
        assert store.inbox.unseen(office.zoe) == 0
        assert len((await store.inbox.page(office.zoe)).items) == 3
        assert store.members.get(office.zoe.id).received == newest


async def test_what_comes_after_a_restart_is_newer_than_what_one_has_looked_at(office, stores, clock):
    said = await name(office, office.zoe)
    await office.store.inbox.look(office.zoe, office.store.state.received[office.zoe.id][-1].id)
    # The row with the greatest id is gone, and the clock was ahead.
    await remove(office.store, said.id)
    clock.advance(days=-3)
    store = await stores.reopen(office.store)
    await store.messages.post(office.lea, office.bureau.id, "Psst", [office.zoe.id], "later")
    assert store.inbox.unseen(office.zoe) == 1


async def test_it_comes_in_pages(office):
    said = [await name(office, office.zoe) for _ in range(5)]
    first = await office.store.inbox.page(office.zoe, limit=2)
    assert first.older
    second = await office.store.inbox.page(office.zoe, first.items[-1].received.id, limit=3)
    assert not second.older
    assert [each.message.id for each in (*first.items, *second.items)] == [each.id for each in reversed(said)]


async def test_memory_holds_the_newest_of_it_only(office, stores, monkeypatch):
    monkeypatch.setattr(received, "HELD", 3)
    for _ in range(5):
        await name(office, office.zoe)
    async for store in stores.through_restart(office.store):
        assert [each.id for each in store.state.received[office.zoe.id]] == [
            each.received.id for each in reversed((await store.inbox.page(office.zoe)).items[:3])
        ]


async def test_a_mention_of_everybody_takes_as_many_statements_as_one(office, statements):
    with statements() as for_one:
        await name(office, office.zoe)
    for n in range(40):
        await office.store.members.create(f"membre{n}")
    with statements() as for_all:
        await name(office, EVERYBODY)
    assert len(for_all) == len(for_one)
    assert len(office.store.state.received) == 43


async def test_reading_it_and_looking_take_as_many_statements_however_much_there_is(office, statements):
    found = []
    for more in (1, PAGE + 5):
        for _ in range(more):
            await name(office, office.zoe)
        with statements() as sent:
            page = await office.store.inbox.page(office.zoe)
            await office.store.inbox.look(office.zoe, page.items[0].received.id)
        found.append(len(sent))
    assert found == [3, 3]


async def test_others_are_told_nothing_of_what_somebody_receives(office):
    told: list[Change] = []
    office.store.feed.listen((ReceivedChanged,), told.extend)
    await say(office, to=[office.zoe])
    await say(office)
    assert told == [ReceivedChanged((office.zoe.id,))]


async def test_ids_of_messages_do_not_tell_how_many_received_something(office, clock):
    """They are drawn from the clock: whoever compared the two would count the recipients of others' asides."""
    for n in range(40):
        await office.store.members.create(f"membre{n}")
    clock_stands = office.store.clock()
    office.store.clock = lambda: clock_stands
    before = await say(office)
    await name(office, EVERYBODY)
    after = await say(office)
    assert (after.id - before.id) / 1024 < 5
