"""Messages that hold files: who may send which, who sees them, and what becomes of both."""

import asyncio
from dataclasses import replace
from itertools import count

import pytest

from app.store import Forbidden, Refused
from app.store.posting import FILES_MOST
from tests.attaching import hold
from tests.changing import delete_for_good, later

NONCES = count(1)


async def say(office, *files, text="", to=(), by=None, canal=None, nonce="", **more):
    circle, nonce = [member.id for member in to], nonce or f"f{next(NONCES)}"
    by, canal, ids = by or office.lea, canal or office.bureau, [file.id for file in files]
    return (await office.store.messages.post(by, canal.id, text, circle, nonce, files=ids, **more)).message


def there(store, member, canal):
    return store.messages.newest(member, canal.id).messages


def its_own(message, *files):
    """These files, as that message's."""
    return tuple(replace(file, message_id=message.id) for file in files)


# Sending


async def test_a_message_holds_its_files_in_their_order_for_all_who_read_it_and_after_a_restart(office, stores):
    one, two = await hold(office.store, office.lea), await hold(office.store, office.lea, "devis.pdf", kind="pdf")
    said = await say(office, two, one, text="Voilà")
    assert said.files == its_own(said, two, one)
    async for store in stores.through_restart(office.store):
        assert there(store, office.zoe, office.bureau) == [said]
        assert (await store.messages.before(office.zoe, office.bureau.id, 2**53)).messages == [said]
        assert await store.messages.find_anywhere(office.zoe, said.id) == said


async def test_files_need_no_text_and_without_files_a_text_is_needed(office):
    said = await say(office, await hold(office.store, office.lea))
    assert said.html == ""
    with pytest.raises(Refused):
        await say(office)


async def test_what_one_does_not_hold_cannot_be_sent_and_is_as_if_it_did_not_exist(office):
    mine = await hold(office.store, office.lea)
    theirs, sent = await hold(office.store, office.karim), await hold(office.store, office.lea)
    await say(office, sent)
    refusals = set()
    for file in (theirs, sent, replace(mine, id=1), replace(mine, id=-1), replace(mine, id=2**70)):
        with pytest.raises(Forbidden) as refused:
            await say(office, mine, file)
        refusals.add(str(refused.value))
    assert len(refusals) == 1
    assert (await say(office, mine)).files == its_own(there(office.store, office.zoe, office.bureau)[-1], mine)


async def test_what_others_send_in_the_same_moment_is_sent_when_a_file_is_refused(office):
    theirs = await hold(office.store, office.karim)
    with_it = say(office, theirs, text="Non")
    outcomes = await asyncio.gather(say(office, text="Un"), with_it, say(office, text="Deux"), return_exceptions=True)
    assert isinstance(outcomes[1], Forbidden)
    assert there(office.store, office.zoe, office.bureau) == [outcomes[0], outcomes[2]]


async def test_of_two_messages_that_are_to_hold_a_file_one_does(office, rows):
    file = await hold(office.store, office.lea)
    outcomes = await asyncio.gather(*(say(office, file, text=f"{n}") for n in range(5)), return_exceptions=True)
    (said,) = [each for each in outcomes if not isinstance(each, Exception)]
    assert all(isinstance(each, Forbidden) for each in outcomes if each is not said)
    assert rows("SELECT id, message_id FROM file") == [(file.id, said.id)]
    assert there(office.store, office.zoe, office.bureau) == [said]


async def test_a_message_that_is_sent_again_is_the_same_although_its_files_are_held_no_more(office, stores):
    files = [await hold(office.store, office.lea) for _ in range(2)]
    first, second = await asyncio.gather(*(say(office, *files, nonce="same") for _ in range(2)))
    async for store in stores.through_restart(office.store):
        again = await store.messages.post(
            office.lea, office.bureau.id, "", (), "same", files=[file.id for file in files]
        )
        assert first == second == again.message
        assert not again.fresh
        assert there(store, office.zoe, office.bureau) == [first]


async def test_there_are_at_most_so_many_and_each_once(office):
    files = [await hold(office.store, office.lea) for _ in range(FILES_MOST + 1)]
    for some in (files, [files[0], files[0]]):
        with pytest.raises(Refused):
            await say(office, *some)
    assert len((await say(office, *files[1:])).files) == FILES_MOST


async def test_the_files_of_an_aside_are_its_circles(office):
    said = await say(office, await hold(office.store, office.lea), to=[office.karim])
    assert there(office.store, office.karim, office.bureau) == [said]
    assert there(office.store, office.zoe, office.bureau) == []
    with pytest.raises(Forbidden):
        await office.store.messages.find_anywhere(office.zoe, said.id)


async def test_messages_without_files_cost_no_statement_for_them(office, statements):
    await say(office, text="Bonjour")
    with statements() as sent:
        await say(office, text="Rien")
        await office.store.messages.before(office.zoe, office.bureau.id, 2**53)
    assert not [each for each in sent if "FROM file" in each or "UPDATE file" in each]


async def test_files_take_as_many_statements_however_many_there_are(office, statements):
    told = []
    for n in (1, 9):
        files = [await hold(office.store, office.lea) for _ in range(n)]
        with statements() as sent:
            await asyncio.gather(*(say(office, file) for file in files))
            await office.store.messages.before(office.zoe, office.bureau.id, 2**53)
        told.append(len(sent))
    assert told[0] == told[1]


# Answers


async def test_an_answer_to_a_message_of_files_alone_quotes_them_until_it_says_something(office, stores):
    file = await hold(office.store, office.lea, "devis.pdf", kind="pdf")
    said = await say(office, file)
    answer = await say(office, text="Merci", by=office.zoe, reply_to=said.id)
    assert (answer.quote.said, answer.quote.files) == ((), said.files)
    async for store in stores.through_restart(office.store):
        assert there(store, office.karim, office.bureau)[-1] == answer
        assert (await store.messages.before(office.zoe, office.bureau.id, 2**53)).messages[-1] == answer
    await store.edits.edit(office.lea, said.id, "Le devis", "e1")
    quote = there(store, office.karim, office.bureau)[-1].quote
    assert (quote.said, quote.files) == (("Le devis",), ())


# What becomes of it


async def test_a_text_may_be_edited_away_from_a_message_that_holds_files(office):
    said = await say(office, await hold(office.store, office.lea), text="Voilà")
    edited = (await office.store.edits.edit(office.lea, said.id, "", "e1")).message
    assert (edited.html, edited.files) == ("", said.files)


async def test_what_is_deleted_shows_no_files_and_has_them_again_when_that_is_undone(office):
    said = await say(office, await hold(office.store, office.lea), text="Voilà")
    answer = await say(office, text="Merci", by=office.zoe, reply_to=said.id)
    await office.store.deletions.delete(office.lea, said.id)
    gone = there(office.store, office.zoe, office.bureau)[0]
    assert (gone.gone, gone.files) == (True, ())
    await office.store.deletions.undo(office.lea, said.id)
    back, same = there(office.store, office.zoe, office.bureau)
    assert back.files == said.files
    assert same.quote == answer.quote


async def test_what_is_taken_away_for_good_leaves_nothing_of_its_files(office, rows, stores):
    said = await say(office, await hold(office.store, office.lea, excerpt="Confidentiel"))
    answered = await say(office, await hold(office.store, office.lea, excerpt="Confidentiel aussi"))
    await say(office, text="Bien", reply_to=answered.id)
    for each in (said, answered):
        await delete_for_good(office.store, office.lea, each.id)
    assert rows("SELECT id FROM file") == rows("SELECT digest FROM filetext") == []
    async for store in stores.through_restart(office.store):
        assert there(store, office.zoe, office.bureau)[0].files == ()


async def test_what_another_file_holds_as_well_stays_when_one_goes(office, rows, monkeypatch):
    let_go = []

    async def noted(digests):
        let_go.append(tuple(digests))

    monkeypatch.setattr(office.store.files, "let_go", noted)
    said = [await say(office, await hold(office.store, office.lea, content="même", excerpt="Dedans")) for _ in range(2)]
    held = await hold(office.store, office.karim, content="même")
    await delete_for_good(office.store, office.lea, said[0].id)
    await delete_for_good(office.store, office.lea, said[1].id)
    assert let_go == [(), ()]
    assert rows("SELECT text FROM filetext") == [("Dedans",)]
    last = await say(office, held, by=office.karim)
    await delete_for_good(office.store, office.karim, last.id)
    assert let_go[-1] == (held.digest,)
    assert rows("SELECT text FROM filetext") == []


async def test_what_was_deleted_before_a_restart_goes_after_it_with_its_files(office, stores):
    said = await say(office, await hold(office.store, office.lea))
    await office.store.deletions.delete(office.lea, said.id)
    store = await stores.reopen(office.store)
    for still in (1, 0):
        await store.deletions.take_due()
        with store.database.engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM file").scalar() == still
        later(store)


# Taken out


async def test_a_file_is_taken_out_of_a_message_for_all_who_read_it_and_leaves_nothing(office, rows, stores):
    one, two = await hold(office.store, office.lea, excerpt="Un"), await hold(office.store, office.lea, excerpt="Deux")
    said = await say(office, one, two)
    answer = await say(office, text="Merci", by=office.zoe, reply_to=said.id)
    await office.store.files.take_out(office.lea, said.id, one.id)
    assert rows("SELECT id FROM file") == [(two.id,)]
    assert rows("SELECT text FROM filetext") == [("Deux",)]
    async for store in stores.through_restart(office.store):
        left, answered = there(store, office.zoe, office.bureau)
        assert left.files == its_own(said, two)
        assert answered.id == answer.id
        assert answered.quote.files == left.files
        assert answered.revision > answer.revision
    assert await store.revisions.since(office.zoe, office.bureau.id, said.revision) == [left, answered]


async def test_the_last_file_is_taken_out_where_something_else_is_said_and_else_the_message_goes(office):
    alone, with_text = await hold(office.store, office.lea), await hold(office.store, office.lea)
    bare, said = await say(office, alone), await say(office, with_text, text="Voilà")
    with pytest.raises(Refused, match="delete the message"):
        await office.store.files.take_out(office.lea, bare.id, alone.id)
    await office.store.files.take_out(office.lea, said.id, with_text.id)
    assert [each.files for each in there(office.store, office.zoe, office.bureau)] == [bare.files, ()]


async def test_of_two_files_that_are_taken_out_at_once_one_stays_when_nothing_else_is_there(office):
    files = [await hold(office.store, office.lea) for _ in range(2)]
    said = await say(office, *files)
    outcomes = await asyncio.gather(
        *(office.store.files.take_out(office.lea, said.id, file.id) for file in files), return_exceptions=True
    )
    assert [type(each) for each in outcomes] == [type(None), Refused]
    assert there(office.store, office.zoe, office.bureau)[0].files == its_own(said, files[1])


async def test_of_a_text_and_a_file_that_go_at_once_one_stays(office):
    said = await say(office, await hold(office.store, office.lea), text="Voici")
    done = await asyncio.gather(
        office.store.files.take_out(office.lea, said.id, said.files[0].id),
        office.store.edits.edit(office.lea, said.id, "", "e"),
        return_exceptions=True,
    )
    assert [isinstance(each, Refused) for each in done].count(True) == 1
    now = await office.store.messages.find_anywhere(office.lea, said.id)
    assert bool(now.html) != bool(now.files)


async def test_only_ones_own_files_are_taken_out_and_only_of_the_message_that_holds_them(office):
    mine, other = [await say(office, await hold(office.store, office.lea), text="Voilà") for _ in range(2)]
    for by, message_id, file_id in (
        (office.zoe, mine.id, mine.files[0].id),
        (office.lea, mine.id, other.files[0].id),
        (office.lea, mine.id, 1),
        (office.lea, 1, mine.files[0].id),
    ):
        with pytest.raises(Forbidden):
            await office.store.files.take_out(by, message_id, file_id)
    await office.store.deletions.delete(office.lea, mine.id)
    with pytest.raises(Refused):
        await office.store.files.take_out(office.lea, mine.id, mine.files[0].id)


async def test_search_finds_a_message_no_more_by_what_was_taken_out_of_it(office):
    said = await say(office, await hold(office.store, office.lea, "tarif.pdf"), text="Voilà")
    assert [each.message.id for each in (await office.store.search.find(office.zoe, "tarif")).results] == [said.id]
    await office.store.files.take_out(office.lea, said.id, said.files[0].id)
    assert not (await office.store.search.find(office.zoe, "tarif")).results
    assert [each.message.id for each in (await office.store.search.find(office.zoe, "voilà")).results] == [said.id]
