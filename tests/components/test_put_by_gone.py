"""What a page shows of what is put by for later, when the messages that it is about change, go, or are no longer one's
own to read."""

from __future__ import annotations

import asyncio

import pytest

from app.components.asking import offered
from app.components.later.card import Later
from app.components.later.remind import Remind
from tests.components.conftest import client_of

HOUR = 3_600_000
SECRET = "chuchotis"


@pytest.fixture
def karim(office, page_of):
    return page_of(office.karim)


@pytest.fixture
async def said(office):
    return (await office.store.messages.post(office.lea, office.direction.id, SECRET, (), "n1")).message


@pytest.fixture
async def reminding(karim, said):
    """The card in which Karim chooses when to be reminded of it."""
    with client_of(karim):
        await offered()["remind"](karim, {"key": said.id})
    (card,) = [each for each in client_of(karim).elements.values() if isinstance(each, Remind)]
    assert SECRET in shown(card)
    return card


def shown(card):
    return "".join(card._drawn.values())


async def until(what):
    async with asyncio.timeout(20):
        while not what():  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0)


async def test_a_message_that_is_deleted_is_nothing_to_be_reminded_of_any_more(office, said, reminding):
    await office.store.deletions.delete(office.lea, said.id)
    await until(lambda: reminding.is_deleted)


async def test_whoever_is_taken_out_of_a_canal_sees_no_message_of_it_any_more(office, reminding):
    await office.store.canals.remove(office.lea, office.direction.id, office.karim.id)
    await until(lambda: reminding.is_deleted)


async def test_that_somebody_else_leaves_or_another_message_goes_ends_nothing(office, said, reminding):
    other = (await office.store.messages.post(office.lea, office.direction.id, "Autre", (), "n2")).message
    await office.store.deletions.delete(office.lea, other.id)
    await office.store.edits.edit(office.lea, said.id, "Autrement", "e1")
    await until(lambda: "Autrement" in shown(reminding))
    assert not reminding.is_deleted


async def test_what_was_sent_late_is_shown_as_it_is_now_and_not_at_all_once_it_is_deleted(office, karim, clock):
    content = {"text": SECRET, "to": [office.lea.id], "half": "", "card": None}
    store = office.store
    await store.scheduled.add(office.karim, office.direction.id, content, clock.now + HOUR, "a1")
    clock.advance(hours=9)
    await store.agenda.round()
    (told,) = store.scheduled.of(office.karim)
    with client_of(karim):
        card = (await Later.fetched(karim)).stand()
    assert SECRET in shown(card)
    assert "For Léa alone" in shown(card)
    await store.edits.edit(office.karim, told.sent, "Autrement", "e1")
    await until(lambda: "Autrement" in shown(card))
    await store.deletions.delete(office.karim, told.sent)
    await until(lambda: "Autrement" not in shown(card))
    assert "sent late" in shown(card)
    assert "gone" in shown(card)
    await store.deletions.undo(office.karim, told.sent)
    await until(lambda: "Autrement" in shown(card))
