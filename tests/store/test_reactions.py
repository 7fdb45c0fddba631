"""Reactions: who may put which emoji to what, how often, and what others hear of it."""

import asyncio
from itertools import count

import pytest

from app.store import Forbidden, Refused
from app.store.access import DELETED
from app.store.feed import MessageChanged
from app.store.reactions import KINDS_MOST
from app.text import emoji_set
from tests.changing import alter, remove

NONCES = count(1)


async def say(office, *to, canal=None, by=None):
    circle = [member.id for member in to]
    canal, by = canal or office.bureau, by or office.lea
    return (await office.store.messages.post(by, canal.id, "Bonjour", circle, f"e{next(NONCES)}")).message


def standing(store, message):
    return store.state.held(message.canal_id, message.id).reactions


async def test_reactions_stand_in_the_order_in_which_they_were_put_each_with_all_who_did(office, stores):
    said, put = await say(office), office.store.reactions.put
    await put(office.zoe, said.id, "👍", True)
    await put(office.karim, said.id, "❤️", True)
    await put(office.lea, said.id, "👍", True)
    by = ("👍", (office.zoe.id, office.lea.id)), ("❤️", (office.karim.id,))
    async for store in stores.through_restart(office.store):
        assert standing(store, said) == by
        (found,) = (await store.messages.before(office.odile, office.bureau.id, 2**53)).messages
        assert found.reactions == by


async def test_one_s_own_is_taken_away_and_nobody_else_s(office, stores):
    said, put = await say(office), office.store.reactions.put
    for by in (office.zoe, office.karim):
        await put(by, said.id, "👍", True)
    await put(office.zoe, said.id, "👍", False)
    await put(office.lea, said.id, "👍", False)
    async for store in stores.through_restart(office.store):
        assert standing(store, said) == (("👍", (office.karim.id,)),)


async def test_twice_is_as_good_as_once_and_nobody_hears_of_it(office, heard):
    said, put = await say(office), office.store.reactions.put
    for on in (True, False):
        await put(office.zoe, said.id, "👍", on)
        before = len(heard)
        await put(office.zoe, said.id, "👍", on)
        await asyncio.gather(*(put(office.zoe, said.id, "👍", on) for _ in range(10)))
        assert heard[before:] == []


async def test_a_reaction_is_a_change_of_the_message_that_a_tab_which_was_away_is_told_of(office, heard):
    said, aside = await say(office), await say(office, office.zoe)
    for each in (said, aside):
        await office.store.reactions.put(office.zoe, each.id, "👍", True)
        assert MessageChanged(office.store.state.held(office.bureau.id, each.id)) in heard
    told = [each.id for each in await office.store.revisions.since(office.karim, office.bureau.id, aside.id)]
    assert told == [said.id]
    told = [each.id for each in await office.store.revisions.since(office.lea, office.bureau.id, aside.id)]
    assert told == [said.id, aside.id]


async def test_it_is_no_news(office):
    said = await say(office)
    await office.store.reading.mark(office.karim, office.bureau.id, said.id)
    unseen = [office.store.unseen.of(each, office.bureau.id) for each in office.members]
    await office.store.reactions.put(office.zoe, said.id, "👍", True)
    assert [office.store.unseen.of(each, office.bureau.id) for each in office.members] == unseen


async def test_there_are_so_many_kinds_at_a_message_and_any_number_of_each(office):
    said, put = await say(office), office.store.reactions.put
    kinds = [each.glyph for each in emoji_set.load()[: KINDS_MOST + 1]]
    for kind in kinds[:-1]:
        await put(office.zoe, said.id, kind, True)
    with pytest.raises(Refused):
        await put(office.karim, said.id, kinds[-1], True)
    await put(office.karim, said.id, kinds[0], True)
    await put(office.zoe, said.id, kinds[1], False)
    await put(office.karim, said.id, kinds[-1], True)
    assert len(standing(office.store, said)) == KINDS_MOST


async def test_a_skin_colour_is_one_s_own(office):
    said = await say(office)
    await office.store.reactions.put(office.zoe, said.id, "👍🏽", True)
    assert standing(office.store, said) == (("👍🏽", (office.zoe.id,)),)


@pytest.mark.parametrize("glyph", ["", "a", "👍👍", "👍🏽🏽", "\ud83d", "<b>", "❤", "👍" * 10_000, "🫩"])
@pytest.mark.parametrize("on", [True, False])
async def test_what_is_no_emoji_of_ours_is_refused(office, glyph, on):
    said = await say(office)
    with pytest.raises(Forbidden):
        await office.store.reactions.put(office.zoe, said.id, glyph, on)


async def test_what_one_may_not_read_is_as_if_it_did_not_exist(office):
    aside, elsewhere = await say(office, office.zoe), await say(office, canal=office.direction)
    await office.store.canals.edit(office.lea, office.bureau.id, topic="Un événement")
    event = office.store.state.window(office.bureau.id).messages[-1]
    refusals = set()
    for message_id in (aside.id, elsewhere.id, event.id, 0, 1, 2**60, 2**80):
        by = office.odile if message_id != aside.id else office.karim
        with pytest.raises(Forbidden) as refused:
            await office.store.reactions.put(by, message_id, "👍", True)
        refusals.add(str(refused.value))
    assert len(refusals) == 1


async def test_whoever_has_left_reacts_no_more_and_what_they_put_stays_under_their_name(office):
    said = await say(office, canal=office.direction)
    await office.store.reactions.put(office.karim, said.id, "👍", True)
    await office.store.canals.leave(office.karim, office.direction.id)
    for on in (True, False):
        with pytest.raises(Forbidden):
            await office.store.reactions.put(office.karim, said.id, "👍", on)
    assert standing(office.store, said) == (("👍", (office.karim.id,)),)


async def test_nothing_changes_in_an_archived_canal(office):
    said = await say(office)
    await office.store.reactions.put(office.zoe, said.id, "👍", True)
    await office.store.canals.archive(office.lea, office.bureau.id)
    for on in (True, False):
        with pytest.raises(Forbidden):
            await office.store.reactions.put(office.zoe, said.id, "👍", on)


async def test_what_is_being_deleted_takes_no_more_of_them_and_they_go_with_it(office, rows):
    first, second = await say(office), await say(office)
    put = office.store.reactions.put
    for each in (first, second):
        await put(office.zoe, each.id, "👍", True)
    outcomes = await asyncio.gather(
        alter(office.store, first.id, gone=True),
        put(office.karim, first.id, "👍", True),
        remove(office.store, second.id),
        put(office.karim, second.id, "👍", True),
        return_exceptions=True,
    )
    # Each is before that or after it: all the same, nothing comes after.
    assert all(isinstance(each, Refused) for each in outcomes if isinstance(each, Exception))
    for each in (first, second):
        with pytest.raises(Refused):
            await put(office.odile, each.id, "👍", True)
    assert rows("SELECT count(*) FROM reaction WHERE message_id = :id", id=second.id) == [(0,)]


async def test_a_reaction_that_comes_too_late_for_memory_to_know_is_refused_by_the_database(office):
    """Both wait in one batch: the deletion is written before the reaction, and not yet known to its check."""
    said = await say(office)
    await office.store.reactions.put(office.zoe, said.id, "🎉", True)
    busy = asyncio.ensure_future(say(office))
    await asyncio.sleep(0)
    outcomes = await asyncio.gather(
        busy,
        alter(office.store, said.id, gone=True),
        office.store.reactions.put(office.karim, said.id, "👍", True),
        return_exceptions=True,
    )
    assert isinstance(outcomes[-1], Refused)
    assert str(outcomes[-1]) == DELETED


async def test_many_at_once_are_all_there(office, stores):
    said, reactions = await say(office), office.store.reactions
    crowd = [await office.store.members.create(f"m{n}", f"Membre {n}") for n in range(50)]
    await asyncio.gather(*(reactions.put(each, said.id, "👍", True) for each in crowd))
    async for store in stores.through_restart(office.store):
        ((glyph, whose),) = standing(store, said)
        assert (glyph, sorted(whose)) == ("👍", [each.id for each in crowd])


async def test_ten_thousand_do_no_harm(office, statements):
    said = await say(office)
    kinds = [each.glyph for each in emoji_set.load()[:KINDS_MOST]]
    members = [await office.store.members.create(f"m{n}", f"Membre {n}") for n in range(3)]
    with office.store.database.engine.begin() as connection:
        connection.exec_driver_sql(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) "
            "INSERT INTO member SELECT 1000 + i, 'x' || i, 'x' || i, 'X' || i, 'x' || i, password, role, color, image, "
            "note, active, created, lang, theme, reading_order, smileys, email, home, since, receipts, sound, "
            f"received, welcome FROM n, member WHERE id = {office.zoe.id}"
        )
        rows = [(said.id, 1000 + i, kind, i) for i in range(1, 501) for kind in kinds]
        connection.exec_driver_sql("INSERT INTO reaction VALUES (?, ?, ?, ?)", rows)
    counts = []
    for each in members:
        with statements() as sent:
            await office.store.reactions.put(each, said.id, kinds[0], True)
        counts.append(len(sent))
    assert len(set(counts)) == 1
    found = standing(office.store, said)
    assert sum(len(whose) for _, whose in found) == len(rows) + len(members)


async def test_a_reaction_takes_as_many_statements_however_many_there_are(office, statements):
    said, put = await say(office), office.store.reactions.put
    found = []
    for by, kind in ((office.zoe, "👍"), (office.karim, "👍"), (office.odile, "❤️"), (office.lea, "🎉")):
        with statements() as sent:
            await put(by, said.id, kind, True)
        found.append([statement.split()[0] for statement in sent])
    # What was used goes with it, and what has become of the message.
    rest = ["SELECT", "INSERT", "UPDATE", "SELECT", "SELECT"]
    theirs = ["SELECT", "INSERT", "DELETE", "INSERT", *rest]
    # One receives nothing of one's own.
    own = ["SELECT", "INSERT", *rest]
    assert found == [theirs, theirs, theirs, own]
    with statements() as sent:
        await put(office.lea, said.id, "🎉", True)
    assert len(sent) == 1


async def test_whoever_reacts_has_used_that_emoji_whatever_skin_it_shows(office, stores):
    said, put = await say(office), office.store.reactions.put
    for glyph, on in (("❤️", True), ("👍🏽", True), ("❤️", False), ("🎉", False), ("👍🏽", True)):
        await put(office.zoe, said.id, glyph, on)
    async for store in stores.through_restart(office.store):
        assert store.emoji_habits.of(office.zoe).uses == {"👍": 1, "❤️": 1}


async def test_a_reaction_that_is_refused_is_no_use(office):
    said = await say(office)
    for each in emoji_set.load()[:KINDS_MOST]:
        await office.store.reactions.put(office.karim, said.id, each.glyph, True)
    with pytest.raises(Refused):
        await office.store.reactions.put(office.zoe, said.id, emoji_set.load()[KINDS_MOST].glyph, True)
    assert office.store.emoji_habits.of(office.zoe).uses == {}
