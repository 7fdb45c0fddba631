"""Answers: what they show of the message that they answer, to whom, and what becomes of it."""

import asyncio
from itertools import count

import pytest

from app.store import Forbidden, Refused
from app.store.said import Quote
from tests.changing import alter, remove

NONCES = count(1)


async def say(office, text="Bonjour", to=(), reply_to=None, by=None, canal=None):
    circle, nonce = [member.id for member in to], f"n{next(NONCES)}"
    by, canal = by or office.lea, canal or office.bureau
    return (await office.store.messages.post(by, canal.id, text, circle, nonce, reply_to=reply_to)).message


async def test_an_answer_shows_who_said_what_it_answers_and_how_that_begins(office, stores):
    asked = await say(office, "Qui vient **demain** ?\n\nEt *après* ?")
    answer = await say(office, "Moi", reply_to=asked.id, by=office.zoe)
    assert answer.quote == Quote(asked.id, office.lea.id, ("Qui vient demain ? Et après ?",))
    async for store in stores.through_restart(office.store):
        assert store.messages.newest(office.karim, office.bureau.id).messages == [asked, answer]
        assert (await store.messages.before(office.karim, office.bureau.id, 2**53)).messages == [asked, answer]


async def test_a_long_message_is_quoted_by_its_beginning(office):
    asked = await say(office, "mot " * 200)
    answer = await say(office, "Oui", reply_to=asked.id)
    assert len(answer.quote.said[0]) == 181
    assert answer.quote.said[0].endswith("…")


async def test_who_is_named_in_what_is_quoted_is_kept_by_their_id(office, stores):
    asked = await say(office, "Et @zoé, @tous ?")
    answer = await say(office, "Moi", reply_to=asked.id, by=office.zoe)
    async for store in stores.through_restart(office.store):
        (_, found) = store.messages.newest(office.karim, office.bureau.id).messages
        assert found.quote.said == answer.quote.said == ("Et ", office.zoe.id, ", @tous ?")


async def test_an_answer_to_an_aside_stays_in_its_circle(office):
    asked = await say(office, "Psst", to=[office.zoe])
    assert (await say(office, "Oui", to=[office.lea], reply_to=asked.id, by=office.zoe)).quote.said == ("Psst",)
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


async def test_what_is_being_deleted_is_answered_before_that_or_not_at_all(office):
    asked = await say(office)
    # What comes while this is written shares one batch: no check of these knows yet what the first has done.
    busy = asyncio.ensure_future(say(office, "Entre deux"))
    await asyncio.sleep(0)
    *_, answered = await asyncio.gather(
        busy,
        alter(office.store, asked.id, gone=True),
        say(office, "Oui", reply_to=asked.id, by=office.zoe),
        return_exceptions=True,
    )
    assert isinstance(answered, Refused)
    assert [each.quote for each in office.store.messages.newest(office.lea, office.bureau.id).messages] == [None, None]


async def test_answers_of_a_batch_take_one_statement_more_however_many_they_are(office, statements):
    asked = [await say(office) for _ in range(3)]

    async def sent(count, reply_to):
        busy = asyncio.ensure_future(say(office, "Entre deux"))
        await asyncio.sleep(0)
        with statements() as found:
            # The first is on its way: the others share the next commit.
            await asyncio.gather(busy, *(say(office, "Oui", reply_to=reply_to(n)) for n in range(count)))
        return [each.split()[0] for each in found].count("SELECT")

    plain, one, many = await sent(1, lambda _: None), await sent(1, lambda n: asked[n].id), 0
    many = await sent(3, lambda n: asked[n].id)
    assert one == many == plain + 1


async def test_whoever_has_left_answers_nothing_there_and_their_answers_stay_answers(office):
    asked = await say(office, "Qui vient ?", canal=office.direction)
    answer = await say(office, "Moi", reply_to=asked.id, by=office.karim, canal=office.direction)
    await office.store.canals.leave(office.karim, office.direction.id)
    with pytest.raises(Forbidden):
        await say(office, "Encore", reply_to=asked.id, by=office.karim, canal=office.direction)
    assert office.store.state.held(office.direction.id, answer.id).quote.said == ("Qui vient ?",)
