"""Editing: another text in the place of what one said, for those who read it; what it was before is kept."""

import asyncio
from itertools import count

import pytest

from app.store import Forbidden, Refused, Unavailable, access
from app.store.edits import HISTORY_MOST
from app.store.feed import MessageChanged
from app.store.messages import INLINE_RENDERING
from app.store.posting import NONCE_LONGEST, Posted
from app.store.window import WINDOW
from app.text.typed import MAX_LENGTH
from tests.changing import alter, remove

NONCES = count(1)
CARD = {"title": "Facture FA2024-0153"}


async def say(office, text="Bonjour", to=(), by=None, canal=None, **more):
    circle, nonce = [member.id for member in to], f"n{next(NONCES)}"
    by, canal = by or office.lea, canal or office.bureau
    return (await office.store.messages.post(by, canal.id, text, circle, nonce, **more)).message


async def edit(office, said, text="Bonsoir", by=None, nonce=None):
    return (await office.store.edits.edit(by or office.lea, said.id, text, nonce or f"e{next(NONCES)}")).message


async def refusal(asking):
    with pytest.raises(Refused) as refused:
        await asking
    return type(refused.value), str(refused.value)


async def texts(store, by, said):
    return [each.text for each in await store.edits.history(by, said.id)]


async def test_an_edited_message_says_something_else_in_memory_and_database_and_after_a_restart(office, clock, stores):
    said = await say(office)
    clock.advance(minutes=3)
    edited = await edit(office, said, "Bonjour **à tous**")
    assert "<strong>à tous</strong>" in edited.html
    assert said.at + 3 * 60_000 < edited.edited <= clock.now
    assert (edited.id, edited.at, edited.nonce) == (said.id, said.at, said.nonce)
    assert edited.revision > said.revision
    async for store in stores.through_restart(office.store):
        assert store.messages.newest(office.zoe, office.bureau.id).messages == [edited]
        assert (await store.messages.before(office.zoe, office.bureau.id, 2**53)).messages == [edited]
        assert await store.revisions.since(office.zoe, office.bureau.id, said.id) == [edited]
        assert await store.edits.typed(office.lea, said.id) == (edited, "Bonjour **à tous**")


async def test_everybody_who_reads_it_hears_of_it_once(office, heard):
    said = await say(office)
    heard.clear()
    edited = await edit(office, said)
    assert heard == [MessageChanged(edited)]


async def test_references_and_smileys_are_read_anew(office):
    said = await say(office, "FA0153 :)")
    await office.store.references.add(office.lea, "FA####", "https://erp.example/{ref}")
    await office.store.members.set(office.lea, "smileys", "off")
    lea = office.store.members.get(office.lea.id)
    edited = await edit(office, said, "FA0153 est payée :)", by=lea)
    assert "https://erp.example/FA0153" in edited.html
    assert ":)" in edited.html


async def test_a_long_text_is_edited_like_a_short_one(office):
    said = await say(office)
    long = "mot " * INLINE_RENDERING
    assert (await edit(office, said, long)).html.count("mot") == INLINE_RENDERING


async def test_a_card_stays_under_its_message_whose_text_may_go(office):
    said = await say(office, "La voici", card=CARD)
    assert (await edit(office, said, "")).card == said.card
    assert (await edit(office, said, "Payée")).card == said.card


@pytest.mark.parametrize("text", ["", " \n ", "x" * (MAX_LENGTH + 1)])
async def test_a_message_is_edited_to_nothing_that_could_not_be_said(office, text):
    said = await say(office)
    await refusal(edit(office, said, text))
    assert office.store.state.held(office.bureau.id, said.id) == said


async def test_the_same_text_again_changes_nothing(office, heard):
    said = await say(office)
    heard.clear()
    assert await edit(office, said, "Bonjour\r\n ") == said
    assert heard == []
    assert await texts(office.store, office.lea, said) == []


async def test_the_same_nonce_edits_once_for_ever(office, stores):
    said = await say(office)
    first = await edit(office, said, "Un", nonce="e")
    assert await edit(office, said, "Un", nonce="e") == first
    second = await edit(office, said, "Deux", nonce="f")
    async for store in stores.through_restart(office.store):
        for text in ("Un", "Trois"):
            assert await store.edits.edit(office.lea, said.id, text, "e") == Posted(second, fresh=False)
        assert await texts(store, office.lea, said) == ["Deux", "Un", "Bonjour"]


async def test_one_nonce_edits_each_message_that_it_comes_with(office):
    for said in [await say(office), await say(office)]:
        assert "Bonsoir" in (await edit(office, said, nonce="e")).html


@pytest.mark.parametrize("nonce", ["", "\ud800", "n\n", "x" * (NONCE_LONGEST + 1)])
async def test_what_is_no_nonce_is_refused_and_keeps_nobody_from_writing(office, nonce):
    said = await say(office)
    told, posted = await asyncio.gather(
        refusal(office.store.edits.edit(office.lea, said.id, "Bonsoir", nonce)), say(office, by=office.zoe)
    )
    assert told[0] is Refused
    assert posted.author_id == office.zoe.id


async def test_only_the_author_edits_and_an_administrator_does_not(office):
    said = await say(office, by=office.zoe)
    assert office.lea.is_admin
    kind, told = await refusal(edit(office, said, by=office.lea))
    assert kind is Forbidden
    assert told != access.UNKNOWN_MESSAGE
    assert not access.may(access.access_message_to_edit, office.store.state, office.lea, said)


async def test_what_one_may_not_read_is_to_edit_and_to_history_as_if_it_did_not_exist(office):
    elsewhere = await say(office, "Loin", canal=office.direction)
    aside = await say(office, "Psst", to=[office.karim])
    told = set()
    for message_id in (elsewhere.id, aside.id, 1, 0, 2**53 - 1):
        for asking in (
            office.store.edits.edit(office.zoe, message_id, "Moi", f"e{next(NONCES)}"),
            office.store.edits.typed(office.zoe, message_id),
            office.store.edits.history(office.zoe, message_id),
        ):
            told.add(await refusal(asking))
    assert told == {(Forbidden, access.UNKNOWN_MESSAGE)}


async def test_what_happened_to_a_canal_is_nobodys_to_edit(office):
    await office.store.canals.edit(office.lea, office.bureau.id, topic="Tout")
    (event,) = office.store.messages.newest(office.lea, office.bureau.id).messages
    assert event.event
    assert await refusal(edit(office, event)) == (Forbidden, access.UNKNOWN_MESSAGE)
    assert office.store.edits.last(office.lea, office.bureau.id) is None


async def test_in_an_archived_canal_nothing_is_edited_until_it_is_restored(office):
    said = await say(office)
    await office.store.canals.archive(office.lea, office.bureau.id)
    assert (await refusal(edit(office, said)))[0] is Forbidden
    assert office.store.edits.last(office.lea, office.bureau.id) is None
    await office.store.canals.archive(office.lea, office.bureau.id, False)
    assert "Bonsoir" in (await edit(office, said)).html


async def test_whoever_was_taken_out_of_a_canal_edits_nothing_more_there(office):
    said = await say(office, by=office.karim, canal=office.direction)
    await office.store.canals.remove(office.lea, office.direction.id, office.karim.id)
    assert await refusal(edit(office, said, by=office.karim)) == (Forbidden, access.UNKNOWN_MESSAGE)


async def test_what_is_gone_is_edited_no_more_and_has_no_history(office):
    said, taken = await say(office), await say(office)
    await edit(office, taken)
    await alter(office.store, said.id, gone=True)
    await remove(office.store, taken.id)
    assert await refusal(edit(office, said)) == (Refused, access.DELETED)
    assert await refusal(office.store.edits.history(office.lea, said.id)) == (Refused, access.DELETED)
    assert (await refusal(edit(office, taken)))[1] == access.UNKNOWN_MESSAGE
    assert office.store.edits.last(office.lea, office.bureau.id) is None


async def test_an_edit_that_comes_while_the_message_goes_is_refused_and_brings_nothing_back(office, rows):
    hidden, taken = await say(office), await say(office)
    outcomes = await asyncio.gather(
        alter(office.store, hidden.id, gone=True),
        remove(office.store, taken.id),
        edit(office, hidden, "Trop tard"),
        edit(office, taken, "Trop tard"),
        return_exceptions=True,
    )
    assert [type(each) for each in outcomes[2:]] == [Refused, Refused]
    assert rows("SELECT count(*) FROM message WHERE text = 'Trop tard'") == [(0,)]
    assert rows("SELECT count(*) FROM version") == [(0,)]


async def test_the_later_of_two_edits_wins_and_the_other_is_in_the_history(office):
    said = await say(office)
    await asyncio.gather(edit(office, said, "Un"), edit(office, said, "Deux"))
    assert "Deux" in office.store.state.held(office.bureau.id, said.id).html
    assert await texts(office.store, office.lea, said) == ["Deux", "Un", "Bonjour"]


async def test_an_edit_leaves_an_aside_in_its_circle(office):
    aside = await say(office, "Psst", to=[office.zoe])
    edited = await edit(office, aside, "Psst, encore")
    assert edited.circle == aside.circle
    assert office.store.messages.newest(office.zoe, office.bureau.id).messages == [edited]
    assert office.store.messages.newest(office.karim, office.bureau.id).messages == []
    assert await office.store.revisions.since(office.karim, office.bureau.id, 0) == []


async def test_what_answers_it_quotes_what_it_says_now(office, stores):
    asked = await say(office, "Qui vient ?")
    answer = await say(office, "Moi", by=office.zoe, reply_to=asked.id)
    edited = await edit(office, asked, "Qui vient **demain** ?")
    async for store in stores.through_restart(office.store):
        found = store.messages.newest(office.karim, office.bureau.id).messages
        assert [(each.id, each.revision > edited.id) for each in found] == [(asked.id, True), (answer.id, True)]
        assert found[1].quote.said == ("Qui vient demain ?",)


async def test_a_message_that_memory_holds_no_longer_is_edited_too(office):
    first = await say(office)
    for _ in range(2 * WINDOW + 1):
        await say(office, by=office.zoe)
    assert office.store.state.held(office.bureau.id, first.id) is None
    edited = await edit(office, first, "Enfin")
    older = (await office.store.messages.before(office.karim, office.bureau.id, first.id + 1)).messages
    assert older == [edited]


async def test_the_history_is_for_the_author_and_for_administrators_who_read_the_message(office, clock):
    said = await say(office, "Un", by=office.zoe)
    clock.advance(minutes=1)
    edited = await edit(office, said, "Deux", by=office.zoe)
    for by in (office.zoe, office.lea):
        now, before = await office.store.edits.history(by, said.id)
        assert (now.at, now.text, before.at, before.text) == (edited.edited, "Deux", said.at, "Un")
    assert (await refusal(office.store.edits.history(office.karim, said.id)))[0] is Forbidden
    aside = await say(office, "Entre nous", by=office.zoe, to=[office.karim])
    await edit(office, aside, "Entre nous deux", by=office.zoe)
    assert await refusal(office.store.edits.history(office.lea, aside.id)) == (Forbidden, access.UNKNOWN_MESSAGE)


async def test_a_history_that_is_long_shows_its_newest_part(office):
    said = await say(office)
    for n in range(HISTORY_MOST + 2):
        await edit(office, said, f"Version {n}")
    found = await texts(office.store, office.lea, said)
    assert len(found) == HISTORY_MOST + 1
    assert found[:2] == [f"Version {HISTORY_MOST + 1}", f"Version {HISTORY_MOST}"]


async def test_the_last_one_is_the_newest_that_one_said_oneself_in_that_canal(office):
    await say(office, "Avant")
    aside = await say(office, "Psst", to=[office.zoe])
    await say(office, by=office.zoe)
    await say(office, canal=office.direction)
    assert office.store.edits.last(office.lea, office.bureau.id) == aside
    assert office.store.edits.last(office.karim, office.bureau.id) is None
    with pytest.raises(Forbidden):
        office.store.edits.last(office.zoe, office.direction.id)


async def test_an_edit_takes_as_many_statements_in_a_long_history_as_in_a_short_one(office, statements):
    said = await say(office)
    counts = []
    for n in range(4):
        with statements() as sent:
            await edit(office, said, f"Version {n}")
        counts.append(len(sent))
        await say(office, "Réponse", by=office.zoe)
    # How it is now, what it was, what it is, all of it with its reactions, and which answer it.
    assert counts == [6] * 4
    for n in range(2):
        for _ in range(3):
            await say(office, "Réponse", by=office.zoe, reply_to=said.id)
        with statements() as sent:
            await edit(office, said, f"Citée {n}")
        # These are given their revisions, and read with all that belongs to them.
        assert len(sent) == 10


async def test_an_edit_that_cannot_be_written_changes_nothing(office, heard, monkeypatch):
    said = await say(office)
    heard.clear()

    def full(*_):
        raise OSError("the disk is full")

    monkeypatch.setattr(office.store.database, "verify", full)
    with pytest.raises(Unavailable):
        await edit(office, said, nonce="e")
    monkeypatch.undo()
    assert (heard, office.store.state.held(office.bureau.id, said.id)) == ([], said)
    assert "Bonsoir" in (await edit(office, said, nonce="e")).html
