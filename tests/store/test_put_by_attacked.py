"""What is put by for later when all goes wrong at once: messages that go meanwhile, and commands that come twice or at
the very last moment."""

from __future__ import annotations

import asyncio
import threading

import pytest

from app.store import Forbidden, Refused, scheduled
from app.store.feed import ReminderDue
from tests.changing import delete_for_good, remove

HOUR = 3_600_000


def content(text="Demain matin", **more):
    return {"text": text, "to": [], "half": "", "card": None, **more}


def said(store):
    messages = [message for window in store.state.windows.values() for message in window.messages]
    return [message.html for message in messages if not message.event]


@pytest.fixture
async def message(office):
    return (await office.store.messages.post(office.lea, office.direction.id, "À relire", (), "n1")).message


async def test_a_reminder_of_what_is_gone_counts_for_nothing_in_the_inbox(office, stores, clock, message):
    await office.store.messages.post(office.karim, office.direction.id, "Oui", (), "n2", reply_to=message.id)
    await office.store.reminders.set(office.karim, message.id, clock.now + HOUR)
    # Its empty row stays, under the answer.
    await delete_for_good(office.store, office.lea, message.id)
    clock.advance(hours=1)
    await office.store.agenda.round()
    async for store in stores.through_restart(office.store):
        assert (await store.inbox.page(office.karim)).items == []
        assert store.inbox.unseen(office.karim) == 0


async def test_nobody_is_reminded_of_what_is_gone(office, clock, message):
    await office.store.messages.post(office.karim, office.direction.id, "Oui", (), "n2", reply_to=message.id)
    await office.store.deletions.delete(office.lea, message.id)
    with pytest.raises(Refused, match="deleted"):
        await office.store.reminders.set(office.karim, message.id, clock.now + HOUR)


async def test_a_message_that_goes_as_its_reminder_is_due_keeps_nobody_from_theirs(office, clock, message, monkeypatch):
    other = (await office.store.messages.post(office.lea, office.direction.id, "Autre", (), "n2")).message
    for each in (message, other):
        await office.store.reminders.set(office.karim, each.id, clock.now + HOUR)
    clock.advance(hours=1)
    database_read = office.store.database.read

    async def meanwhile(*args):
        found = await database_read(*args)
        monkeypatch.setattr(office.store.database, "read", database_read)
        await remove(office.store, message.id)
        return found

    monkeypatch.setattr(office.store.database, "read", meanwhile)
    await office.store.agenda.round()
    assert office.store.state.held(office.direction.id, message.id) is None
    assert [each.done > 0 for each in office.store.reminders.of(office.karim)] == [True, True]
    assert [each.message.id for each in (await office.store.inbox.page(office.karim)).items] == [other.id]
    assert office.store.inbox.unseen(office.karim) == 1


async def test_reminders_that_fail_keep_no_message_from_being_sent(office, clock, message, monkeypatch):
    await office.store.reminders.set(office.karim, message.id, clock.now + HOUR)
    await office.store.scheduled.add(office.karim, office.direction.id, content(), clock.now + HOUR, "a1")
    clock.advance(hours=1)

    async def broken(*_args):
        raise Refused("an error of our own")

    monkeypatch.setattr(office.store.reminders, "tell_due", broken)
    await office.store.agenda.round()
    assert "<p>Demain matin</p>" in said(office.store)


async def test_of_a_message_that_was_sent_late_and_is_deleted_no_word_is_left(office, stores, clock, rows):
    await office.store.scheduled.add(office.karim, office.direction.id, content("Motsecret"), clock.now + HOUR, "a1")
    clock.advance(hours=9)
    await office.store.agenda.round()
    (told,) = office.store.scheduled.of(office.karim)
    assert told.sent
    await delete_for_good(office.store, office.karim, told.sent)
    assert rows("SELECT count(*) FROM scheduled WHERE content LIKE '%Motsecret%'") == [(0,)]
    async for store in stores.through_restart(office.store):
        assert "Motsecret" not in repr(store.state.scheduled)


async def test_planned_again_by_the_same_nonce_is_no_refusal_once_its_time_is_there(office, clock):
    due = clock.now + HOUR
    first = await office.store.scheduled.add(office.karim, office.direction.id, content(), due, "a1")
    clock.advance(hours=2)
    assert await office.store.scheduled.add(office.karim, office.direction.id, content(), due, "a1") == first
    assert office.store.scheduled.of(office.karim) == [first]


async def test_planned_again_by_the_same_nonce_is_no_refusal_when_there_are_many(office, clock, monkeypatch):
    monkeypatch.setattr(scheduled, "SCHEDULED_MOST", 1)
    due = clock.now + HOUR
    first = await office.store.scheduled.add(office.karim, office.direction.id, content(), due, "a1")
    assert await office.store.scheduled.add(office.karim, office.direction.id, content(), due, "a1") == first


@pytest.mark.parametrize("does", ["forget", "alter", "take_back"])
async def test_what_is_changed_in_the_very_last_moment_is_sent_as_it_is_then_or_not_at_all(
    office, clock, does, monkeypatch
):
    store, loop = office.store, asyncio.get_running_loop()
    row = await store.scheduled.add(office.karim, office.direction.id, content(), clock.now + HOUR, "a1")
    clock.advance(hours=1)
    begun, goes_on, commit = asyncio.Event(), threading.Event(), store.writer._commit

    def held_up(commands):
        loop.call_soon_threadsafe(begun.set)
        assert goes_on.wait(20)
        return commit(commands)

    monkeypatch.setattr(store.writer, "_commit", held_up)
    more = {"text": "Autrement"} if does == "alter" else {}
    doing = asyncio.create_task(getattr(store.scheduled, does)(office.karim, row.id, **more))
    await asyncio.wait_for(begun.wait(), 20)
    # It is allowed already, and just being written.
    sending = asyncio.create_task(store.agenda.round())
    await asyncio.sleep(0)
    goes_on.set()
    await asyncio.gather(doing, sending)
    await store.agenda.round()
    assert said(store) == (["<p>Autrement</p>"] if does == "alter" else [])


async def test_one_who_may_not_read_a_message_is_refused_by_the_very_same_question(office, statements):
    """Else how long it takes would tell whether there is one."""
    hidden = (await office.store.messages.post(office.lea, office.direction.id, "@Karim", (), "n1")).message
    aside = (await office.store.messages.post(office.lea, office.bureau.id, "Psst", [office.karim.id], "n2")).message
    await office.store.messages.post(office.karim, office.direction.id, "Oui", (), "n3", reply_to=hidden.id)
    await office.store.reactions.put(office.karim, aside.id, "👍", True)
    asked = []
    for message_id in (4_242, hidden.id, aside.id):
        with statements() as sent:
            for refused in (
                office.store.messages.find_anywhere(office.zoe, message_id),
                office.store.messages.find(office.zoe, office.bureau.id, message_id),
                office.store.messages.post(office.zoe, office.bureau.id, "Quoi ?", (), "n4", reply_to=message_id),
            ):
                with pytest.raises(Forbidden, match="may not read it"):
                    await refused
        asked.append(sent)
    assert len(asked[0]) == 3
    assert asked[1:] == asked[:1] * 2


async def test_many_reminders_that_are_due_at_once_take_as_many_statements_as_one(office, clock, statements, heard):
    async def told(members, messages):
        due = clock.now + HOUR
        for n in range(messages):
            posted = await office.store.messages.post(office.lea, office.bureau.id, "À relire", (), f"n{due}-{n}")
            for each in members:
                await office.store.reminders.set(each, posted.message.id, due)
        clock.advance(hours=1)
        with statements() as sent:
            await office.store.agenda.round()
        return len(sent)

    one = await told([office.karim], 1)
    assert await told(office.members, 12) == one
    assert len([each for each in heard if isinstance(each, ReminderDue) and each.message]) == 1 + 4 * 12


async def test_an_account_that_is_closed_as_reminders_are_due_keeps_nobody_from_theirs(office, clock, message):
    for each in (office.karim, office.lea):
        await office.store.reminders.set(each, message.id, clock.now + HOUR)
    clock.advance(hours=1)
    telling = asyncio.create_task(office.store.agenda.round())
    await office.store.members.deactivate(office.lea, office.karim.id)
    await telling
    await office.store.agenda.round()
    assert [each.message_id for each in office.store.reminders.due(office.lea)] == [message.id]
    await office.store.members.reactivate(office.lea, office.karim.id)
    await office.store.agenda.round()
    assert [each.message_id for each in office.store.reminders.due(office.karim)] == [message.id]
