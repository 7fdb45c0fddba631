"""Answers: what they show of the message that they answer, to whom, and what becomes of it."""

from itertools import count

import pytest

from app.store import Forbidden, Refused
from app.store.state import Quote
from tests.changing import alter, remove

NONCES = count(1)


async def say(office, text="Bonjour", to=(), reply_to=None, by=None, canal=None):
    circle, nonce = [member.id for member in to], f"n{next(NONCES)}"
    by, canal = by or office.lea, canal or office.bureau
    return (await office.store.messages.post(by, canal.id, text, circle, nonce, reply_to=reply_to)).message


async def test_an_answer_shows_who_said_what_it_answers_and_how_that_begins(office, stores):
    asked = await say(office, "Qui vient **demain** ?\n\nEt *après* ?")
    answer = await say(office, "Moi", reply_to=asked.id, by=office.zoe)
    assert answer.quote == Quote(asked.id, office.lea.id, "Qui vient demain ? Et après ?")
    async for store in stores.through_restart(office.store):
        assert store.messages.newest(office.karim, office.bureau.id).messages == [asked, answer]
        assert (await store.messages.before(office.karim, office.bureau.id, 2**53)).messages == [asked, answer]


async def test_a_long_message_is_quoted_by_its_beginning(office):
    asked = await say(office, "mot " * 200)
    answer = await say(office, "Oui", reply_to=asked.id)
    assert len(answer.quote.text) == 181
    assert answer.quote.text.endswith("…")


async def test_an_answer_to_an_aside_stays_in_its_circle(office):
    asked = await say(office, "Psst", to=[office.zoe])
    assert (await say(office, "Oui", to=[office.lea], reply_to=asked.id, by=office.zoe)).quote.text == "Psst"
    for to in ([], [office.karim], [office.zoe, office.karim]):
        with pytest.raises(Forbidden):
            await say(office, "Non", to=to, reply_to=asked.id)


async def test_what_one_may_not_read_cannot_be_answered_and_is_as_if_it_did_not_exist(office):
    aside = await say(office, "Psst", to=[office.zoe])
    elsewhere = await say(office, "Loin", canal=office.direction)
    refusals = set()
    for answered in (aside.id, elsewhere.id, 1, 2**60):
        with pytest.raises(Forbidden) as refused:
            await say(office, "Alors ?", to=[office.lea], reply_to=answered, by=office.karim)
        refusals.add(str(refused.value))
    assert len(refusals) == 1


async def test_what_is_gone_cannot_be_answered_any_more(office):
    asked = await say(office)
    await alter(office.store, asked.id, gone=True)
    with pytest.raises(Refused):
        await say(office, "Oui", reply_to=asked.id)
    await remove(office.store, asked.id)
    with pytest.raises(Refused):
        await say(office, "Oui", reply_to=asked.id)
