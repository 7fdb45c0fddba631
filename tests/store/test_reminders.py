"""Of which messages members want to be reminded, and when."""

import pytest

from app.store import Forbidden, Refused, reminders
from app.store.feed import ReminderDue
from tests.changing import remove

HOUR = 3_600_000


@pytest.fixture
async def message(office):
    posted = await office.store.messages.post(office.lea, office.direction.id, "À relire", (), "n1")
    return posted.message


@pytest.fixture
async def reminded(office, clock, message):
    """Karim is to be reminded of it in an hour."""
    await office.store.reminders.set(office.karim, message.id, clock.now + HOUR)
    (reminder,) = office.store.reminders.of(office.karim)
    return reminder


def dues(heard):
    return [change for change in heard if isinstance(change, ReminderDue)]


async def test_one_is_reminded_at_the_time_and_once(office, stores, clock, message, reminded, heard):
    await office.store.agenda.round()
    assert dues(heard) == []
    clock.advance(hours=1)
    for _ in range(2):
        await office.store.agenda.round()
    assert dues(heard) == [ReminderDue(office.karim.id, message.id, message)]
    async for store in stores.through_restart(office.store):
        (due,) = store.reminders.due(office.karim)
        assert (due.message_id, due.canal_id) == (message.id, office.direction.id)
    await store.reminders.cancel(office.karim, message.id)
    assert store.reminders.of(office.karim) == []


async def test_when_nobody_served_at_the_time_one_is_reminded_at_the_start(office, stores, clock, message, reminded):
    await stores.close(office.store)
    clock.advance(hours=9)
    store = await stores.open()
    heard = []
    store.feed.subscribe(heard.extend)
    await store.agenda.round()
    assert dues(heard) == [ReminderDue(office.karim.id, message.id, message)]


async def test_it_can_be_put_off_and_cancelled(office, stores, clock, message, reminded, heard):
    await office.store.reminders.put_off(office.karim, message.id, clock.now + 2 * HOUR)
    clock.advance(hours=1)
    store = office.store
    await store.agenda.round()
    assert dues(heard) == []
    clock.advance(hours=1)
    await store.agenda.round()
    assert len(dues(heard)) == 1
    await store.reminders.put_off(office.karim, message.id, clock.now + HOUR)
    assert store.reminders.due(office.karim) == []
    await store.reminders.cancel(office.karim, message.id)
    clock.advance(hours=5)
    async for store in stores.through_restart(stores.newest):
        await store.agenda.round()
        assert store.reminders.of(office.karim) == []
    assert len(dues(heard)) == 1


async def test_asked_for_twice_it_is_one_at_the_later_asked_time(office, clock, message, reminded):
    await office.store.reminders.set(office.karim, message.id, clock.now + 3 * HOUR)
    (only,) = office.store.reminders.of(office.karim)
    assert only.due > reminded.due


async def test_of_a_message_that_is_gone_nothing_is_told(office, clock, message, reminded, heard):
    await remove(office.store, message.id)
    clock.advance(hours=1)
    await office.store.agenda.round()
    assert dues(heard) == [ReminderDue(office.karim.id, message.id, None)]
    assert await office.store.reminders.about(office.karim, [message.id]) == {}


async def test_of_a_canal_that_one_has_left_nothing_is_told(office, clock, message, reminded, heard):
    await office.store.canals.leave(office.karim, office.direction.id)
    clock.advance(hours=1)
    await office.store.agenda.round()
    assert dues(heard) == [ReminderDue(office.karim.id, message.id, None)]
    with pytest.raises(Forbidden):
        await office.store.reminders.put_off(office.karim, message.id, clock.now + HOUR)
    await office.store.reminders.cancel(office.karim, message.id)


async def test_a_closed_account_is_reminded_when_it_is_back(office, clock, message, reminded, heard):
    await office.store.members.deactivate(office.lea, office.karim.id)
    clock.advance(hours=1)
    await office.store.agenda.round()
    assert dues(heard) == []
    await office.store.members.reactivate(office.lea, office.karim.id)
    await office.store.agenda.round()
    assert len(dues(heard)) == 1


async def test_nobody_is_reminded_of_what_they_may_not_read(office, clock, message):
    aside = await office.store.messages.post(office.lea, office.bureau.id, "Tout bas", (office.karim.id,), "n2")
    await office.store.canals.edit(office.lea, office.direction.id, topic="Budget")
    event = next(each for each in office.store.state.window(office.direction.id).messages if each.event)
    for member, message_id in (
        (office.zoe, message.id),
        (office.zoe, aside.message.id),
        (office.zoe, 4_242),
        (office.karim, event.id),
    ):
        with pytest.raises(Forbidden, match="does not exist, or you may not read it"):
            await office.store.reminders.set(member, message_id, clock.now + HOUR)
    await office.store.reminders.set(office.karim, aside.message.id, clock.now + HOUR)
    assert [*office.store.state.reminders] == [office.karim.id]


async def test_another_members_is_out_of_reach(office, clock, message, reminded):
    for doing in (
        office.store.reminders.cancel(office.lea, message.id),
        office.store.reminders.put_off(office.lea, message.id, clock.now + HOUR),
    ):
        with pytest.raises(Forbidden, match="no longer exists"):
            await doing
    assert office.store.reminders.of(office.karim) == [reminded]


@pytest.mark.parametrize("after", [-HOUR, 400 * 24 * HOUR])
async def test_a_time_that_has_passed_or_is_too_far_is_refused(office, clock, message, after):
    with pytest.raises(Refused):
        await office.store.reminders.set(office.karim, message.id, clock.now + after)
    assert office.store.state.reminders == {}


async def test_only_so_many_are_kept(office, clock, message, monkeypatch):
    monkeypatch.setattr(reminders, "REMINDERS_MOST", 1)
    other = await office.store.messages.post(office.lea, office.bureau.id, "Et ceci", (), "n2")
    await office.store.reminders.set(office.karim, message.id, clock.now + HOUR)
    with pytest.raises(Refused):
        await office.store.reminders.set(office.karim, other.message.id, clock.now + HOUR)
    await office.store.reminders.set(office.karim, message.id, clock.now + 2 * HOUR)


async def test_a_hundred_that_are_due_take_as_many_statements_as_one(office, clock, statements):
    async def sent(n):
        for each in range(n):
            posted = await office.store.messages.post(office.lea, office.bureau.id, "Dit", (), f"{n}-{each}")
            await office.store.reminders.set(office.karim, posted.message.id, clock.now + HOUR)
        clock.advance(hours=2)
        with statements() as made:
            await office.store.agenda.round()
        assert len(office.store.reminders.due(office.karim)) >= n
        return len(made)

    assert 0 < await sent(1) == await sent(20)
