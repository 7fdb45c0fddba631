"""What rang is taken back once it is gone, or was read elsewhere, in no browser but its member's."""

from __future__ import annotations

from itertools import count

import pytest

from app.components.later.telling import LaterTeller
from app.components.wire.fact_teller import FactTeller
from app.components.wire.ops import Quiet, Ring
from app.components.wire.rooms import rings_room
from app.components.wire.rung import KEPT_MOST
from app.store.feed import ReminderDue

NONCES = count(1)


@pytest.fixture
def teller(office) -> FactTeller:
    """Karim and Zoé have a page open each."""
    teller = FactTeller(office.store, lambda _: "absent")
    office.store.feed.subscribe(lambda changes: [teller.hear(change) for change in changes])
    for member in (office.karim, office.zoe):
        teller.whole(member, "fr")
    return teller


async def said(office, teller, *to, canal=None) -> int:
    """The id of what Léa says, for whom it rings at once."""
    where, circle = canal or office.bureau, [member.id for member in to]
    message = (await office.store.messages.post(office.lea, where.id, "Bonjour", circle, f"r{next(NONCES)}")).message
    assert any(isinstance(op, Ring) for _, op in teller.tellings())
    return message.id


def taken_back(teller) -> dict[str, list[str]]:
    """What waits to be told of that: tags, by room."""
    return {room: op.tags for rooms, op in teller.tellings() if isinstance(op, Quiet) for room in rooms}


def room_of(member) -> str:
    return rings_room(member.id, "fr")


async def test_what_is_deleted_is_taken_back_from_all_for_whom_it_rang(office, teller):
    first, aside = await said(office, teller), await said(office, teller, office.karim)
    await office.store.deletions.delete(office.lea, first)
    told = [(set(rooms), op.tags) for rooms, op in teller.tellings() if isinstance(op, Quiet)]
    assert told == [({room_of(office.karim), room_of(office.zoe)}, [f"miaou-{first}"])], "in one emission"
    await office.store.deletions.delete(office.lea, aside)
    assert taken_back(teller) == {room_of(office.karim): [f"miaou-{aside}"]}
    await office.store.deletions.undo(office.lea, aside)
    await office.store.deletions.delete(office.lea, aside)
    assert taken_back(teller) == {}, "once"


async def test_what_one_has_read_in_another_tab_is_taken_back_and_nothing_else(office, teller):
    first, second = await said(office, teller), await said(office, teller)
    elsewhere = await said(office, teller, canal=office.direction)
    await office.store.reading.mark(office.karim, office.bureau.id, first)
    assert taken_back(teller) == {room_of(office.karim): [f"miaou-{first}"]}
    office.store.reading.watch(office.karim, office.bureau.id, "tab")
    assert taken_back(teller) == {room_of(office.karim): [f"miaou-{second}"]}
    await office.store.reading.mark(office.karim, office.direction.id, elsewhere)
    assert taken_back(teller) == {room_of(office.karim): [f"miaou-{elsewhere}"]}


async def test_what_was_said_in_a_canal_is_taken_back_from_whoever_is_in_it_no_longer(office, teller):
    message = await said(office, teller, canal=office.direction)
    await office.store.canals.remove(office.lea, office.direction.id, office.karim.id)
    assert taken_back(teller) == {room_of(office.karim): [f"miaou-{message}"]}


async def test_a_reminder_stays_when_its_message_is_read_and_goes_with_it(office, teller):
    message = (await office.store.messages.post(office.lea, office.bureau.id, "Bonjour", (), "due")).message
    later = LaterTeller(office.store, ["fr"], teller.rung)
    list(teller.tellings())
    later.hear(ReminderDue(office.karim.id, message.id, message))
    assert any(isinstance(op, Ring) for _, op in later.tellings())
    await office.store.reading.mark(office.karim, office.bureau.id, message.id)
    assert taken_back(teller) == {room_of(office.karim): [f"miaou-{message.id}"]}
    await office.store.deletions.delete(office.lea, message.id)
    assert taken_back(teller)[room_of(office.karim)] == [f"miaou-reminder-{message.id}"]


async def test_no_more_is_remembered_than_a_system_shows_and_nothing_of_whoever_is_gone(office, teller):
    messages = [await said(office, teller) for _ in range(KEPT_MOST + 1)]
    teller.forget(office.zoe.id, "fr")
    for message in messages[:2]:
        await office.store.deletions.delete(office.lea, message)
    assert taken_back(teller) == {room_of(office.karim): [f"miaou-{messages[1]}"]}
