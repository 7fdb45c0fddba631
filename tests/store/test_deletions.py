"""Messages that are deleted: gone at once, back when that is undone, and after eight seconds left nowhere."""

import asyncio
import contextlib
import json
import uuid
import zipfile
from dataclasses import replace
from io import BytesIO
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import event, insert

from app.store import Forbidden, Refused, access, deletions, exports, revisions, tables, window, window_rows
from app.store.deletions import UNDO_MS
from app.store.feed import MessageChanged, MessageGone
from app.store.said import Deletion, Quote
from tests.changing import alter, delete_for_good, holding, later, remove

NONCES = count(1)


async def say(office, *to, text="Bonjour", by=None, canal=None, reply_to=None, nonce="", **more):
    circle, by, canal = [member.id for member in to], by or office.lea, canal or office.bureau
    nonce = nonce or f"d{next(NONCES)}"
    return (await office.store.messages.post(by, canal.id, text, circle, nonce, reply_to=reply_to, **more)).message


def shown(store, member, canal):
    return store.messages.newest(member, canal.id).messages


async def furnish(store, message, by):
    """All that may belong to a message: a former text, a reaction, something that somebody received."""
    told = {"member_id": by.id, "message_id": message.id, "emoji": "👍", "at": 1}
    received = told | {"id": message.id, "kind": "reaction", "by_id": by.id}
    with store.database.engine.begin() as connection:
        connection.execute(insert(tables.Version).values(message_id=message.id, text="Avant", at=1, nonce="v"))
        connection.execute(insert(tables.Reaction).values(told))
        connection.execute(insert(tables.Received).values(received))
    return await alter(store, message.id, edited=1)


def left(rows, message_id):
    """What of a message stands in any table."""
    kept = {"message": rows("SELECT id FROM message WHERE id = :id", id=message_id)}
    for table in ("version", "deletion", "reaction", "received", "recipient"):
        kept[table] = rows(f"SELECT message_id FROM {table} WHERE message_id = :id", id=message_id)
    return {table for table, found in kept.items() if found}


# At once


async def test_a_deleted_message_is_gone_for_everybody_at_once_and_for_eight_seconds_its_author_may_undo_that(
    office, heard, rows, clock, stores
):
    said = await say(office, text="Chut", card={"title": "Devis"})
    office.store.deletions.steady = lambda: 0
    assert await office.store.deletions.delete(office.lea, said.id) == UNDO_MS
    ((message_id, by_id, due),) = rows("SELECT message_id, by_id, due FROM deletion")
    assert (message_id, by_id) == (said.id, office.lea.id)
    assert clock.now - 5 < due - UNDO_MS <= clock.now
    async for store in stores.through_restart(office.store):
        for member in (office.lea, office.zoe):
            (found,) = shown(store, member, office.bureau)
            assert (found.id, found.gone, found.html, found.card) == (said.id, True, "", "")
            assert (await store.messages.before(member, office.bureau.id, 2**53)).messages == [found]
            assert await store.revisions.since(member, office.bureau.id, said.id) == [found]
        assert heard[-1] == MessageChanged(found, counts=True)


async def test_deleted_twice_it_is_the_same(office, rows):
    said = await say(office)
    delete = office.store.deletions.delete
    answers = await asyncio.gather(*(delete(by, said.id) for by in (office.lea, office.lea)))
    assert all(0 < each <= UNDO_MS for each in answers)
    assert len(rows("SELECT * FROM deletion")) == 1
    karims = await say(office, by=office.karim)
    await delete(office.karim, karims.id)
    assert await delete(office.lea, karims.id) == 0, "it is not hers to undo"


async def test_what_quotes_a_deleted_message_says_that_it_is_gone(office, stores):
    said = await say(office, text="Chut")
    answer = await say(office, reply_to=said.id, by=office.zoe)
    await office.store.deletions.delete(office.lea, said.id)
    async for store in stores.through_restart(office.store):
        gone, found = shown(store, office.zoe, office.bureau)
        assert gone.gone
        assert found.quote == Quote(said.id, office.lea.id, gone=True)
        assert found.revision > answer.revision
    await store.deletions.undo(office.lea, said.id)
    assert [each.quote for each in shown(store, office.zoe, office.bureau)] == [None, answer.quote]


async def test_a_deleted_message_can_neither_be_answered_nor_changed(office):
    said = await say(office)
    await office.store.deletions.delete(office.lea, said.id)
    with pytest.raises(Refused) as told:
        await say(office, reply_to=said.id)
    assert told.value.sentence == access.ANSWERED_GONE
    with pytest.raises(Refused) as told:
        await alter(office.store, said.id, html="<p>Si</p>")
    assert told.value.sentence == access.DELETED
    with pytest.raises(Refused):
        await office.store.messages.find_anywhere(office.zoe, said.id)


async def test_a_deleted_message_counts_as_unseen_for_nobody_until_it_is_back(office):
    unseen = office.store.unseen
    asked = [(office.zoe, 2), (office.lea, 0), (office.odile, 1)]
    for member, _ in asked:
        assert unseen.of(member, office.bureau.id).n == 0
    for_all, aside = await say(office), await say(office, office.zoe)
    assert [unseen.of(member, office.bureau.id).n for member, _ in asked] == [n for _, n in asked]
    for said in (for_all, aside):
        await office.store.deletions.delete(office.lea, said.id)
    assert [unseen.of(member, office.bureau.id).star for member, _ in asked] == [False] * 3
    assert [office.store.reading.of(member, office.bureau.id).unseen for member, _ in asked] == [()] * 3
    for said in (for_all, aside):
        await office.store.deletions.undo(office.lea, said.id)
    assert [unseen.of(member, office.bureau.id).n for member, _ in asked] == [n for _, n in asked]


async def test_a_deleted_message_is_in_nobody_s_export(office, stores):
    said = await say(office, text="Chut")
    await say(office, text="Salut")
    await office.store.deletions.delete(office.lea, said.id)
    for member in (office.lea, office.zoe):
        file = BytesIO()
        await exports.export(office.store, member, member.id, file)
        with zipfile.ZipFile(file) as archive:
            told = "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
        assert "Salut" in told
        assert "Chut" not in told


# Whose


async def test_one_deletes_one_s_own_messages_and_an_administrator_those_that_she_may_read(office):
    store = office.store
    mine, hers = await say(office, by=office.karim), await say(office, by=office.lea)
    aside = await say(office, office.zoe, by=office.karim)
    elsewhere = await say(office, by=office.karim, canal=await store.canals.direct(office.karim, [office.zoe.id]))
    with pytest.raises(Forbidden) as own:
        await store.deletions.delete(office.karim, hers.id)
    assert own.value.sentence == "You may delete your own messages only."
    refusals = set()
    for by, message_id in (
        *((office.lea, each) for each in (aside.id, elsewhere.id, 1, 2**60)),
        (office.odile, aside.id),
    ):
        with pytest.raises(Forbidden) as unknown:
            await store.deletions.delete(by, message_id)
        refusals.add(unknown.value.sentence)
    assert refusals == {access.UNKNOWN_MESSAGE}
    for by, said in ((office.karim, aside), (office.karim, elsewhere), (office.lea, mine)):
        assert await store.deletions.delete(by, said.id) > 0


async def test_what_happened_to_a_canal_cannot_be_deleted(office):
    await office.store.canals.edit(office.lea, office.bureau.id, topic="Tout")
    (event_line,) = shown(office.store, office.lea, office.bureau)
    with pytest.raises(Forbidden):
        await office.store.deletions.delete(office.lea, event_line.id)


async def test_in_an_archived_canal_one_may_still_delete(office):
    said = await say(office, by=office.karim, canal=office.direction)
    await office.store.canals.archive(office.lea, office.direction.id, True)
    assert await office.store.deletions.delete(office.karim, said.id) > 0


async def test_what_an_administrator_deletes_of_others_is_noted_without_a_word_of_it(office):
    said, own = await say(office, by=office.karim, text="Chut"), await say(office, text="Chut")
    aside = await say(office, office.lea, by=office.karim, text="Chut")
    for each in (said, own, aside):
        await office.store.deletions.delete(office.lea, each.id)
    await office.store.deletions.undo(office.lea, said.id)
    noted = [(each.deed, each.details) for each in await office.store.audits.newest(office.lea)]
    where = {"member": office.karim.id, "canal": office.bureau.id}
    # Of an aside not where: other administrators must not learn that there was one.
    assert noted == [
        ("message-restored", where),
        ("message-deleted", {"member": office.karim.id}),
        ("message-deleted", where),
    ]


# Undone


async def test_undone_it_is_as_it_was(office, stores, rows):
    asked = await say(office, by=office.zoe)
    said = await say(office, office.zoe, text="**Chut**", reply_to=None)
    said = await furnish(office.store, said, office.zoe)
    answer = await say(office, reply_to=asked.id, text="Oui")
    for each in (said, answer):
        await office.store.deletions.delete(office.lea, each.id)
    async for store in stores.through_restart(office.store):
        for each in (said, answer):
            await store.deletions.undo(office.lea, each.id)
            await store.deletions.undo(office.lea, each.id)
        found = {each.id: replace(each, changed=0) for each in shown(store, office.lea, office.bureau)}
        assert found == {each.id: replace(each, changed=0) for each in (asked, said, answer)}
        later(store)
        assert await store.deletions.take_due()
        assert rows("SELECT * FROM deletion") == rows("SELECT * FROM tombstone") == []


async def test_nobody_else_can_undo_it_nor_anybody_too_late_and_all_are_told_the_same(office):
    said, other = await say(office, by=office.karim), await say(office, by=office.karim)
    aside = await say(office, office.karim, by=office.zoe)
    for by, each in ((office.karim, said), (office.lea, other), (office.zoe, aside)):
        await office.store.deletions.delete(by, each.id)
    tried = [(office.zoe, said.id), (office.lea, said.id), (office.karim, other.id), (office.odile, aside.id)]
    tried += [(office.karim, 1), (office.karim, 2**60)]
    refusals = [(by, message_id) for by, message_id in tried if await refusal(office, by, message_id)]
    assert refusals == tried
    later(office.store)
    await office.store.deletions.take_due()
    assert await refusal(office, office.karim, said.id)


async def refusal(office, by, message_id):
    with pytest.raises(Forbidden) as refused:
        await office.store.deletions.undo(by, message_id)
    return refused.value.sentence == access.UNDONE_BY_NONE


# For good


async def test_before_eight_seconds_are_over_nothing_is_taken_away_and_then_all_of_it(office, rows, heard):
    said = await furnish(office.store, await say(office, office.zoe), office.zoe)
    store = office.store
    store.deletions.steady = lambda: 1_000
    await store.deletions.delete(office.lea, said.id)
    store.deletions.steady = lambda: 1_000 + UNDO_MS - 1
    await store.deletions.take_due()
    assert left(rows, said.id) == {"message", "version", "deletion", "reaction", "received", "recipient"}
    store.deletions.steady = lambda: 1_000 + UNDO_MS
    assert await store.deletions.take_due()
    assert left(rows, said.id) == set()
    assert [each for each in heard if isinstance(each, MessageGone)]
    assert shown(store, office.lea, office.bureau) == []
    assert store.state.deletions == {}


async def test_where_something_answered_it_an_empty_row_stays_until_the_last_answer_goes(office, rows, stores):
    said = await furnish(office.store, await say(office, office.zoe, text="Chut"), office.zoe)
    answers = [await say(office, office.zoe, reply_to=said.id) for _ in range(2)]
    await delete_for_good(office.store, office.lea, said.id)
    assert left(rows, said.id) == {"message", "recipient"}
    ((*kept,),) = rows("SELECT text, html, card, mentions, edited, gone FROM message WHERE id = :id", id=said.id)
    assert kept == ["", "", "", "", 0, 1]
    for store in [each async for each in stores.through_restart(office.store)][1:]:
        assert [each.gone for each in shown(store, office.zoe, office.bureau)] == [True, False, False]
        assert [each.id for each in shown(store, office.odile, office.bureau)] == []
        assert await refusal(replace(office, store=store), office.lea, said.id)
        await delete_for_good(store, office.lea, answers[0].id)
        assert [each.id for each in shown(store, office.zoe, office.bureau)] == [said.id, answers[1].id]
        await store.deletions.delete(office.lea, answers[1].id)
        assert [each.gone for each in shown(store, office.zoe, office.bureau)] == [True, True]
        later(store)
        await store.deletions.take_due()
        assert shown(store, office.zoe, office.bureau) == []
        assert left(rows, said.id) == set()


async def test_a_message_and_its_answer_deleted_at_once_both_go_whichever_goes_first(office, rows):
    for order in (slice(None), slice(None, None, -1)):
        said = await say(office)
        both = [said, await say(office, reply_to=said.id)]
        for each in both[order]:
            await office.store.deletions.delete(office.lea, each.id)
        later(office.store)
        await office.store.deletions.take_due()
        assert rows("SELECT id FROM message") == []


async def test_a_chain_of_answers_leaves_an_empty_row_only_where_something_stands_under_it(office, rows):
    first = await say(office)
    second = await say(office, reply_to=first.id)
    third = await say(office, reply_to=second.id)
    await delete_for_good(office.store, office.lea, first.id)
    await delete_for_good(office.store, office.lea, second.id)
    assert rows("SELECT id, gone FROM message ORDER BY id") == [(second.id, 1), (third.id, 0)]
    await delete_for_good(office.store, office.lea, third.id)
    assert rows("SELECT id FROM message") == []


async def test_answers_without_number_all_lose_what_they_quote(office, monkeypatch, stores):
    monkeypatch.setattr(revisions, "QUOTING_MOST", 2)
    monkeypatch.setattr(deletions, "QUOTING_MOST", 2)
    said = await say(office, text="Chut")
    answers = [await say(office, reply_to=said.id) for _ in range(7)]
    revision = office.store.state.window(office.bureau.id).revision
    await delete_for_good(office.store, office.lea, said.id)
    assert {each.quote.said for each in shown(office.store, office.zoe, office.bureau)[1:]} == {()}
    told = [each.id for each in await office.store.revisions.since(office.zoe, office.bureau.id, revision)]
    assert sorted(told) == [said.id, *(each.id for each in answers)]


@pytest.mark.parametrize("answered", [False, True])
async def test_nothing_of_its_words_is_left_in_the_database_nor_in_the_process(office, answered):
    # Backwards, so that this very line does not hold it.
    backwards = uuid.uuid4().hex
    said = await say(office, office.zoe, text=f"Chut {backwards[::-1]}", card={"title": f"Devis {backwards[::-1]}"})
    await alter(office.store, said.id, html=f"<p>Autrement {backwards[::-1]}</p>")
    if answered:
        await say(office, office.zoe, reply_to=said.id)
    for each in range(30):
        await say(office, text=f"Et {each}")
    folder = office.store.folder
    assert found_in(folder, backwards)
    assert holding(backwards)
    await office.store.deletions.delete(office.lea, said.id)
    del said
    assert not holding(backwards), "not even while it may be undone"
    later(office.store)
    assert await office.store.deletions.take_due()
    assert found_in(folder, backwards) == []


def found_in(folder: Path, backwards):
    return [path.name for path in folder.rglob("miaou.db*") if backwards[::-1].encode() in path.read_bytes()]


async def test_while_somebody_reads_an_older_state_all_else_goes_on_and_then_the_journal_forgets_it(office):
    backwards = uuid.uuid4().hex
    said = await say(office, text=f"Chut {backwards[::-1]}")
    with office.store.database.engine.connect() as reader:
        reader.exec_driver_sql("SELECT count(*) FROM message").scalar()
        await office.store.deletions.delete(office.lea, said.id)
        later(office.store)
        assert not await office.store.deletions.take_due()
        await say(office, text="Bonjour")
        assert found_in(office.store.folder, backwards)
    assert await office.store.deletions.take_due()
    assert found_in(office.store.folder, backwards) == []


async def test_sent_once_more_it_comes_back_in_no_way(office, stores):
    said = [await say(office, nonce=f"n{n}") for n in range(2)]
    answer = await say(office, reply_to=said[0].id)
    for each in said:
        await office.store.deletions.delete(office.lea, each.id)
        again = await office.store.messages.post(office.lea, office.bureau.id, "Encore", (), each.nonce)
        assert (again.message.id, again.fresh) == (each.id, False)
    later(office.store)
    await office.store.deletions.take_due()
    for store in [each async for each in stores.through_restart(office.store)][1:]:
        again = await store.messages.post(office.lea, office.bureau.id, "Encore", (), "n0")
        assert (again.message.id, again.fresh) == (said[0].id, False)
        with pytest.raises(Refused):
            await store.messages.post(office.lea, office.bureau.id, "Encore", (), "n1")
        assert [each.id for each in shown(store, office.zoe, office.bureau)] == [said[0].id, answer.id]
        await delete_for_good(store, office.lea, answer.id)
        with pytest.raises(Refused):
            await store.messages.post(office.lea, office.bureau.id, "Encore", (), "n0")
        assert (await store.messages.post(office.zoe, office.bureau.id, "Encore", (), "n0")).fresh


async def test_what_memory_holds_no_longer_is_deleted_and_brought_back_like_all_else(office, monkeypatch):
    for module in (window_rows, window):
        monkeypatch.setattr(module, "WINDOW", 3)
    said = [await say(office, text=f"Et {n}") for n in range(8)]
    assert office.store.state.held(office.bureau.id, said[0].id) is None
    for each in said[:2]:
        await office.store.deletions.delete(office.lea, each.id)
        assert await office.store.deletions.delete(office.lea, each.id) > 0
    await office.store.deletions.undo(office.lea, said[0].id)
    page = await office.store.messages.before(office.zoe, office.bureau.id, said[2].id)
    assert [(each.id, each.gone, each.html) for each in page.messages] == [
        (said[0].id, False, "<p>Et 0</p>"),
        (said[1].id, True, ""),
    ]
    later(office.store)
    await office.store.deletions.take_due()
    page = await office.store.messages.before(office.zoe, office.bureau.id, said[2].id)
    assert [each.id for each in page.messages] == [said[0].id]


async def test_an_answer_that_takes_an_empty_row_with_it_takes_nothing_else(office, monkeypatch, stores):
    for module in (window_rows, window):
        monkeypatch.setattr(module, "WINDOW", 3)
    monkeypatch.setattr(window, "LEAST", 2)
    before = await say(office)
    said = await say(office)
    answer = await say(office, reply_to=said.id)
    after = [await say(office) for _ in range(3)]
    await delete_for_good(office.store, office.lea, said.id)
    assert office.store.state.held(office.bureau.id, said.id)
    # Memory is filled up from the database for the one, and does not hold the other any more.
    monkeypatch.setattr(window, "LEAST", 6)
    monkeypatch.setattr(window.Window, "spares", lambda _, message_id: message_id != answer.id)
    await delete_for_good(office.store, office.lea, answer.id)
    assert [each.id for each in shown(office.store, office.zoe, office.bureau)] == [each.id for each in after]
    page = await office.store.messages.before(office.zoe, office.bureau.id, 2**53)
    assert [each.id for each in page.messages] == [before.id, *(each.id for each in after)]


# At the same time


async def test_whatever_happens_to_it_at_the_same_time_memory_is_as_a_start_would_find_it(office, stores):
    said = [await say(office, *to) for to in ((), (office.zoe,), (), ())]
    store = office.store
    for each in said[2:]:
        await store.deletions.delete(office.lea, each.id)
    later(store)
    doing = [
        say(office, reply_to=said[0].id),
        store.deletions.delete(office.lea, said[0].id),
        say(office, reply_to=said[0].id),
        alter(store, said[1].id, html="<p>Si</p>"),
        store.deletions.delete(office.lea, said[1].id),
        alter(store, said[1].id, html="<p>Non</p>"),
        store.deletions.take_due(),
        store.deletions.undo(office.lea, said[2].id),
        store.deletions.undo(office.lea, said[3].id),
        store.deletions.take_due(),
    ]
    outcomes = await asyncio.gather(*doing, return_exceptions=True)
    assert [each for each in outcomes if isinstance(each, Exception) and not isinstance(each, Refused)] == []
    window, pending = store.state.window(office.bureau.id), dict(store.state.deletions)
    again = await stores.reopen(store)
    assert again.state.window(office.bureau.id) == window
    assert again.state.deletions == pending


@pytest.mark.parametrize("undo_first", [True, False])
async def test_in_the_very_last_moment_it_is_either_back_or_gone(office, rows, undo_first):
    said = await say(office)
    await office.store.deletions.delete(office.lea, said.id)
    later(office.store)
    doing = [office.store.deletions.undo(office.lea, said.id), office.store.deletions.take_due()]
    outcomes = await asyncio.gather(*(doing if undo_first else doing[::-1]), return_exceptions=True)
    there = bool(rows("SELECT id FROM message WHERE NOT gone"))
    assert there is not any(isinstance(each, Refused) for each in outcomes)
    assert there is (shown(office.store, office.zoe, office.bureau) != [])
    assert rows("SELECT * FROM deletion") == []


# Through restarts, and by whatever clock


async def test_what_is_due_at_the_start_is_taken_away_then_and_by_itself(office, stores, clock):
    said = await say(office)
    await office.store.deletions.delete(office.lea, said.id)
    clock.advance(minutes=1)
    store, gone = await stores.reopen(office.store), asyncio.Event()
    store.feed.listen([MessageGone], lambda _: gone.set())
    store.deletions.begin()
    await asyncio.wait_for(gone.wait(), 10)
    assert shown(store, office.zoe, office.bureau) == []


async def test_what_comes_due_is_taken_away_by_itself(office, monkeypatch):
    monkeypatch.setattr(deletions, "UNDO_MS", 20)
    said, gone = await say(office), asyncio.Event()
    office.store.feed.listen([MessageGone], lambda _: gone.set())
    office.store.deletions.begin()
    await office.store.deletions.delete(office.lea, said.id)
    await asyncio.wait_for(gone.wait(), 10)
    assert shown(office.store, office.zoe, office.bureau) == []


async def test_after_a_restart_what_is_not_due_may_be_undone_or_goes_at_its_time(office, stores, clock):
    said = [await say(office) for _ in range(2)]
    for each in said:
        await office.store.deletions.delete(office.lea, each.id)
    clock.now += UNDO_MS // 2
    store = await stores.reopen(office.store)
    store.deletions.steady = lambda: 0
    await store.deletions.take_due()
    await store.deletions.undo(office.lea, said[0].id)
    assert [each.gone for each in shown(store, office.zoe, office.bureau)] == [False, True]
    store.deletions.steady = lambda: UNDO_MS // 2
    await store.deletions.take_due()
    assert [each.id for each in shown(store, office.zoe, office.bureau)] == [said[0].id]


async def test_a_store_that_is_closed_in_the_middle_loses_nothing(office, stores):
    said = [await say(office) for _ in range(3)]
    for each in said:
        await office.store.deletions.delete(office.lea, each.id)
    later(office.store)
    # Its first turn comes as the store closes.
    office.store.deletions.begin()
    closing = asyncio.ensure_future(stores.close(office.store))
    await asyncio.sleep(0)
    await closing
    store = await stores.open()
    assert {each.id for each in shown(store, office.zoe, office.bureau)} == set(store.state.deletions)
    await store.deletions.take_due()
    later(store)
    assert await store.deletions.take_due()
    assert shown(store, office.zoe, office.bureau) == []


@pytest.mark.parametrize("days", [-1, 1])
async def test_a_clock_that_jumps_lets_nothing_go_sooner_and_nothing_stay_longer(office, clock, stores, days):
    said = await say(office)
    office.store.deletions.steady = lambda: 0
    await office.store.deletions.delete(office.lea, said.id)
    clock.advance(days=days)
    office.store.deletions.steady = lambda: UNDO_MS - 1
    await office.store.deletions.take_due()
    assert len(shown(office.store, office.zoe, office.bureau)) == 1
    office.store.deletions.steady = lambda: UNDO_MS
    await office.store.deletions.take_due()
    assert shown(office.store, office.zoe, office.bureau) == []


async def test_after_a_start_with_the_clock_gone_back_nothing_stays_longer_than_eight_seconds(office, clock, stores):
    said = await say(office)
    await office.store.deletions.delete(office.lea, said.id)
    clock.advance(days=-1)
    store = await stores.reopen(office.store)
    store.deletions.steady = lambda: 0
    await store.deletions.take_due()
    assert store.state.deletions[said.id] == Deletion(said.id, office.lea.id, store.state.deletions[said.id].due)
    store.deletions.steady = lambda: UNDO_MS
    await store.deletions.take_due()
    assert shown(store, office.zoe, office.bureau) == []


async def test_a_database_in_trouble_keeps_it_for_the_next_time(office, monkeypatch, rows):
    said = await say(office)
    await office.store.deletions.delete(office.lea, said.id)
    later(office.store)
    path = office.store.database.path
    path.rename(path.with_suffix(".away"))
    assert not await office.store.deletions.take_due()
    path.with_suffix(".away").rename(path)
    assert await office.store.deletions.take_due()
    assert rows("SELECT id FROM message") == []


# What it costs


async def test_the_statements_of_a_deletion_do_not_grow_with_what_was_said(office, statements):
    async def counted():
        said = [await say(office, office.zoe) for _ in range(3)]
        await say(office, office.zoe, reply_to=said[2].id)
        found = []
        for doing in (
            lambda: office.store.deletions.delete(office.lea, said[0].id),
            lambda: office.store.deletions.undo(office.lea, said[0].id),
            lambda: delete_for_good(office.store, office.lea, said[1].id),
            lambda: delete_for_good(office.store, office.lea, said[2].id),
        ):
            with statements() as sent:
                await doing()
            found.append(len(sent))
        return found

    small = await counted()
    await asyncio.gather(*(say(office, *to) for to in [(), (office.zoe,)] * 40))
    assert await counted() == small


async def test_no_statement_of_a_deletion_looks_through_all_messages(office):
    engine, asked = office.store.database.engine, []

    def hear(_connection, _cursor, statement, values, *_rest):
        if statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
            asked.append((statement, values[0] if isinstance(values, list) else values))

    said = [await say(office, office.zoe) for _ in range(2)]
    await say(office, office.zoe, reply_to=said[0].id)
    event.listen(engine, "before_cursor_execute", hear)
    for each in said:
        await delete_for_good(office.store, office.lea, each.id)
    event.remove(engine, "before_cursor_execute", hear)
    assert len(asked) > 20
    with engine.connect() as connection:
        for statement, values in asked:
            steps = [step for *_, step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()]
            assert not [step for step in steps if step.startswith("SCAN") and "CONSTANT" not in step], steps


async def test_what_is_deleted_is_overwritten_on_every_connection_that_writes(office):
    await say(office)

    def asked():
        return office.store.writer._connection.exec_driver_sql("PRAGMA secure_delete").scalar()

    assert office.store.writer._thread.submit(asked).result() == 1


async def test_a_message_that_is_removed_otherwise_is_not_waited_for(office):
    said = await say(office)
    await office.store.deletions.delete(office.lea, said.id)
    await remove(office.store, said.id)
    assert office.store.state.deletions == {}
    later(office.store)
    assert await office.store.deletions.take_due()


async def test_memory_that_is_read_anew_still_takes_away_what_is_due(office, monkeypatch):
    said = await say(office)

    def fail(*_):
        raise KeyError("in the middle of it")

    with monkeypatch.context() as patched:
        patched.setattr(deletions.Delete, "apply", fail)
        with contextlib.suppress(Refused):
            await office.store.deletions.delete(office.lea, said.id)
    assert list(office.store.state.deletions) == [said.id]
    later(office.store)
    await office.store.deletions.take_due()
    later(office.store)
    assert await office.store.deletions.take_due()
    assert json.dumps([each.id for each in shown(office.store, office.zoe, office.bureau)]) == "[]"
