"""Pins: who may pin what to which canal, how many, what becomes of them with their message, and what others hear."""

import json
from itertools import count

import pytest

from app.store import Forbidden, Refused
from app.store.access import ARCHIVED, DELETED, NO_ASIDES_PINNED, UNKNOWN_MESSAGE
from app.store.deletions import UNDO_MS
from app.store.feed import MessageChanged, MessagePosted, PinsChanged
from app.store.pins import MOST

NONCES = count(1)


async def say(office, text="Bonjour", to=(), canal=None, by=None, reply_to=None):
    circle, nonce = [member.id for member in to], f"p{next(NONCES)}"
    post = office.store.messages.post
    posted = await post(by or office.lea, (canal or office.bureau).id, text, circle, nonce, reply_to=reply_to)
    return posted.message


async def pinned(office, member=None, canal=None, store=None):
    """What is pinned, the latest first."""
    there = await (store or office.store).pins.all(member or office.karim, (canal or office.bureau).id)
    return [each.message.id for each in there]


async def test_whoever_may_say_something_in_a_canal_pins_what_others_said_there(office, stores):
    first, second = await say(office), await say(office, by=office.zoe)
    await office.store.pins.pin(office.karim, first.id)
    office.store.clock.now += 1000
    await office.store.pins.pin(office.lea, second.id)
    async for store in stores.through_restart(office.store):
        assert await pinned(office, store=store) == [second.id, first.id]
        (_, one) = await store.pins.all(office.zoe, office.bureau.id)
        assert (one.pin.by_id, one.message.html) == (office.karim.id, "<p>Bonjour</p>")
        assert store.pins.count(store.state.canals[office.bureau.id]) == 2


async def test_any_of_them_takes_it_down_again(office):
    said = await say(office)
    await office.store.pins.pin(office.karim, said.id)
    await office.store.pins.pin(office.zoe, said.id, False)
    assert await pinned(office) == []
    assert office.store.pins.count(office.bureau) == 0


async def test_each_time_the_canals_log_tells_who_did_it_and_of_which_message(office):
    said = await say(office)
    await office.store.pins.pin(office.karim, said.id)
    await office.store.pins.pin(office.zoe, said.id, False)
    *_, on, off = office.store.messages.newest(office.karim, office.bureau.id).messages
    assert (on.author_id, json.loads(on.event)) == (office.karim.id, {"what": "pinned", "message": said.id})
    assert (off.author_id, json.loads(off.event)) == (office.zoe.id, {"what": "unpinned", "message": said.id})
    assert not office.store.unseen.of(office.lea, office.bureau.id).star, "it gives nobody a star"


async def test_twice_is_as_good_as_once_and_nobody_hears_of_it(office, heard):
    said = await say(office)
    for on in (True, False):
        await office.store.pins.pin(office.karim, said.id, on)
        before = len(heard)
        await office.store.pins.pin(office.zoe, said.id, on)
        assert heard[before:] == []


async def test_a_pin_is_a_change_of_its_message_that_a_tab_which_was_away_is_told_of(office, heard):
    said = await say(office)
    before = office.store.state.window(office.bureau.id).revision
    heard.clear()
    await office.store.pins.pin(office.karim, said.id)
    changed, pins, line = heard
    assert isinstance(changed, MessageChanged) and changed.message.id == said.id and not changed.message.edited
    assert pins == PinsChanged(office.bureau.id)
    assert isinstance(line, MessagePosted) and line.message.event
    told = await office.store.revisions.since(office.zoe, office.bureau.id, before)
    assert [each.id for each in told] == [said.id]


async def test_what_was_said_aside_is_not_pinned_and_to_others_it_is_not_there(office):
    aside = await say(office, to=[office.karim])
    for member, sentence in (
        (office.lea, NO_ASIDES_PINNED),
        (office.karim, NO_ASIDES_PINNED),
        (office.zoe, UNKNOWN_MESSAGE),
    ):
        with pytest.raises(Forbidden) as refused:
            await office.store.pins.pin(member, aside.id)
        assert refused.value.sentence == sentence


async def test_in_an_archived_canal_nothing_is_pinned_or_taken_down_and_what_is_stays(office):
    kept, other = await say(office), await say(office)
    await office.store.pins.pin(office.karim, kept.id)
    await office.store.canals.archive(office.lea, office.bureau.id)
    for message, on in ((kept, False), (other, True)):
        with pytest.raises(Forbidden) as refused:
            await office.store.pins.pin(office.karim, message.id, on)
        assert refused.value.sentence == ARCHIVED
    assert await pinned(office) == [kept.id]


async def test_a_canal_has_so_many_pins_and_no_more(office):
    several = [await say(office) for _ in range(MOST + 1)]
    for each in several[:-1]:
        await office.store.pins.pin(office.karim, each.id)
    with pytest.raises(Refused) as refused:
        await office.store.pins.pin(office.karim, several[-1].id)
    assert refused.value.params == {"n": MOST}
    assert len(await pinned(office)) == MOST
    await office.store.pins.pin(office.karim, several[0].id, False)
    await office.store.pins.pin(office.karim, several[-1].id)
    elsewhere = await say(office, canal=office.direction)
    await office.store.pins.pin(office.lea, elsewhere.id)


async def test_a_message_that_is_edited_stays_pinned_as_it_is_now(office, heard):
    said = await say(office)
    await office.store.pins.pin(office.karim, said.id)
    heard.clear()
    await office.store.edits.edit(office.lea, said.id, "Bonsoir", "e")
    assert PinsChanged(office.bureau.id) in heard
    (one,) = await office.store.pins.all(office.zoe, office.bureau.id)
    assert one.message.html == "<p>Bonsoir</p>"


async def test_one_that_is_deleted_is_pinned_no_longer_and_is_again_when_that_is_undone(office, heard, stores):
    said = await say(office)
    await office.store.pins.pin(office.karim, said.id)
    heard.clear()
    await office.store.deletions.delete(office.lea, said.id)
    assert PinsChanged(office.bureau.id) in heard
    assert await pinned(office) == [] and office.store.pins.count(office.bureau) == 0
    heard.clear()
    await office.store.deletions.undo(office.lea, said.id)
    assert PinsChanged(office.bureau.id) in heard
    async for store in stores.through_restart(office.store):
        assert await pinned(office, store=store) == [said.id]


@pytest.mark.parametrize("answered", [False, True], ids=["gone", "an empty row under its answer"])
async def test_nothing_is_left_of_a_pin_once_its_message_is_gone_for_good(office, rows, answered):
    said = await say(office)
    if answered:
        await say(office, by=office.zoe, reply_to=said.id)
    await office.store.pins.pin(office.karim, said.id)
    office.store.deletions.steady = lambda: now
    now = 0
    await office.store.deletions.delete(office.lea, said.id)
    now = UNDO_MS
    await office.store.deletions.take_due()
    assert rows("SELECT * FROM pin") == []
    assert office.store.state.pins[office.bureau.id] == {}
    with pytest.raises(Refused):
        await office.store.pins.pin(office.karim, said.id)


async def test_what_is_gone_just_now_is_not_pinned(office):
    said = await say(office)
    await office.store.deletions.delete(office.lea, said.id)
    with pytest.raises(Refused) as refused:
        await office.store.pins.pin(office.lea, said.id)
    assert refused.value.sentence == DELETED


async def test_who_is_taken_out_of_a_canal_learns_nothing_of_its_pins(office):
    said = await say(office, canal=office.direction)
    await office.store.pins.pin(office.lea, said.id)
    for look in (
        office.store.pins.all(office.zoe, office.direction.id),
        office.store.pins.pin(office.zoe, said.id, False),
    ):
        with pytest.raises(Forbidden):
            await look


async def test_what_changes_otherwise_while_it_is_pinned_stays_pinned(office):
    said = await say(office)
    await office.store.pins.pin(office.karim, said.id)
    await office.store.reactions.put(office.zoe, said.id, "👍", True)
    assert await pinned(office) == [said.id]
