"""What each member is writing in each canal, for all of their devices."""

import asyncio

import pytest

from app.store import Forbidden, Refused, composed, drafts
from app.store.feed import DraftChanged

SECOND = 1_000


def content(text="Le devis est", **more):
    return {"text": text, "to": [], "half": "", "card": None, **more}


def text_of(draft):
    return draft and composed.read(draft.content)["text"]


@pytest.fixture
def keeps(office):
    async def keep(text, age=2 * SECOND, member=None, canal=None, answers=0, **more):
        given = None if text is None else content(text, **more)
        return await office.store.drafts.keep(member or office.zoe, (canal or office.bureau).id, given, age, answers)

    return keep


async def test_a_draft_is_kept_whole_by_canal_and_outlives_a_restart(office, stores, keeps):
    await keeps("Bonjour", to=[office.lea.id], half="Kar", seal={"id": 7, "shown": "<p>text of another</p>"})
    await keeps("Ailleurs", member=office.karim, canal=office.direction)
    async for store in stores.through_restart(office.store):
        (kept,) = store.drafts.of(office.zoe)
        assert kept.canal_id == office.bureau.id
        assert composed.read(kept.content) == content("Bonjour", to=[office.lea.id], half="Kar", seal={"id": 7})
        assert text_of(store.drafts.at(office.karim, office.direction.id)) == "Ailleurs"


async def test_how_a_part_was_shown_is_not_kept(office, keeps, rows):
    await keeps("Voir", card={"title": "FA1", "shown": "<b>chuchotis</b>"}, seal={"id": 7, "shown": "chuchotis"})
    ((kept,),) = rows("SELECT content FROM draft")
    assert "chuchotis" not in kept
    assert "FA1" in kept


async def test_of_two_the_one_that_was_typed_later_stays(keeps):
    await keeps("Plus récent", age=10 * SECOND)
    assert text_of(await keeps("Plus ancien", age=60 * SECOND)) == "Plus récent"
    assert text_of(await keeps("Encore plus récent", age=1 * SECOND)) == "Encore plus récent"
    assert text_of(await keeps(None, age=30 * SECOND)) == "Encore plus récent"
    assert await keeps(None, age=0) is None


@pytest.mark.parametrize("age", [-(10**15), 10**30])
async def test_a_clock_that_is_wrong_does_not_win_for_ever(keeps, clock, age):
    await keeps("À une heure fausse", age=age)
    clock.advance(minutes=1)
    assert text_of(await keeps("À la bonne heure")) == "À la bonne heure"


async def test_what_the_server_kept_by_a_clock_that_was_ahead_gives_way(keeps, clock):
    clock.advance(days=365)
    await keeps("D’une autre année")
    clock.advance(days=-365)
    assert text_of(await keeps("D’aujourd’hui")) == "D’aujourd’hui"


async def test_the_same_twice_is_once(office, keeps, heard):
    first = await keeps("Deux fois")
    assert await keeps("Deux fois") == first
    assert heard == [DraftChanged(office.zoe.id, office.bureau.id)]


async def test_two_of_one_moment_are_told_apart(office, keeps, monkeypatch):
    monkeypatch.setattr(office.store, "clock", lambda: 1_772_442_000_000)
    first, second = await keeps("Un"), await keeps("Deux")
    assert text_of(second) == "Deux"
    assert second.typed != first.typed


async def test_what_is_sent_is_no_draft_any_more(office, keeps):
    await keeps("  Envoyé \n")
    await office.store.drafts.sent(office.zoe, office.bureau.id, "Envoyé")
    assert office.store.drafts.of(office.zoe) == []
    await keeps("J’écris déjà la suite")
    await office.store.drafts.sent(office.zoe, office.bureau.id, "Envoyé")
    assert len(office.store.drafts.of(office.zoe)) == 1


async def test_of_a_canal_that_one_has_left_it_is_kept_and_can_be_thrown_away(office, stores, keeps):
    await keeps("Encore à dire", member=office.karim, canal=office.direction)
    await office.store.canals.leave(office.karim, office.direction.id)
    async for store in stores.through_restart(office.store):
        assert text_of(store.drafts.at(office.karim, office.direction.id)) == "Encore à dire"
    store = stores.newest
    with pytest.raises(Forbidden):
        await store.drafts.keep(office.karim, office.direction.id, content("Encore"), 0)
    await store.drafts.discard(office.karim, office.direction.id)
    assert store.drafts.of(office.karim) == []


async def test_nobody_writes_where_they_are_not(office, keeps):
    for canal_id in (office.direction.id, 4_242):
        with pytest.raises(Forbidden, match="does not exist, or you are not in it"):
            await office.store.drafts.keep(office.zoe, canal_id, content(), 0)
    assert office.store.state.drafts == {}


@pytest.mark.parametrize(
    "given",
    [
        "text",
        [],
        {"text": 7},
        content(to=["7"]),
        content(to=[True]),
        content(to=list(range(60))),
        content(half=None),
        content(card="FA1"),
        content("x" * 40_000),
        content(seal={"id": float("nan")}),
        content(**{f"part{n}": n for n in range(20)}),
    ],
)
async def test_what_is_no_draft_is_refused(office, given):
    with pytest.raises(Refused):
        await office.store.drafts.keep(office.zoe, office.bureau.id, given, 0)
    assert office.store.state.drafts == {}


async def test_halves_of_characters_stop_nothing(office, keeps):
    assert text_of(await keeps("Moitié \ud83d")) == "Moitié ?"


async def test_nothing_but_blanks_is_no_draft(keeps):
    assert await keeps(" \n ", to=[1]) is None


async def test_only_so_many_are_kept_those_of_answers_among_them(office, keeps, monkeypatch):
    monkeypatch.setattr(drafts, "DRAFTS_MOST", 2)
    await keeps("Un", member=office.karim)
    await keeps("Deux", member=office.karim, answers=7)
    for where, answers in ((office.direction, 0), (office.direction, 7), (office.bureau, 8)):
        with pytest.raises(Refused):
            await keeps("Trois", member=office.karim, canal=where, answers=answers)
    await keeps("Deux, changé", member=office.karim, answers=7)


async def test_each_answer_is_a_draft_of_its_own_beside_that_of_its_canal(office, stores, keeps):
    first = await keeps("À tous", age=9 * SECOND)
    second = await keeps("À toi", age=6 * SECOND, answers=7)
    third = await keeps("À vous", age=3 * SECOND, answers=8)
    await keeps(None, age=7 * SECOND, answers=7)
    async for store in stores.through_restart(office.store):
        assert store.drafts.there(office.zoe, office.bureau.id) == (third, second, first)
        assert store.drafts.at(office.zoe, office.bureau.id, 7) == second
    store = stores.newest
    await store.drafts.discard(office.zoe, office.bureau.id, 7)
    assert store.drafts.there(office.zoe, office.bureau.id) == (third, first)
    await store.drafts.sent(office.zoe, office.bureau.id, "À vous")
    assert store.drafts.of(office.zoe) == [third, first], "it was sent as no answer"
    await store.drafts.sent(office.zoe, office.bureau.id, "À vous", 8)
    assert store.drafts.of(office.zoe) == [first]


async def test_by_what_it_answers_a_draft_is_kept_and_not_by_what_it_says_of_that(office, keeps):
    kept = await keeps("À toi", answers=7, reply={"key": 8, "shown": "chuchotis"})
    assert (kept.reply_to, composed.read(kept.content)) == (7, content("À toi"))


async def test_a_batch_of_drafts_takes_as_many_statements_as_one(office, keeps, statements):
    async def sent(times):
        # Whatever is done while the first is being written shares the next commit.
        first = asyncio.ensure_future(keeps(f"Premier {times}", member=office.odile, age=0))
        await asyncio.sleep(0)
        writers = [office.lea, office.karim, office.zoe, office.odile] * times
        with statements() as made:
            writing = [keeps(f"{times} {n}", member=each, age=0, answers=n) for n, each in enumerate(writers)]
            await asyncio.gather(first, *writing)
        return len(made)

    assert 0 < await sent(1) == await sent(20) <= 8


async def test_a_draft_may_hold_files_alone_by_their_ids_and_in_their_order(office, stores, keeps):
    await keeps("", files=[{"key": 9, "shown": "<b>chuchotis</b>"}, {"key": 7, "more": 1}])
    async for store in stores.through_restart(office.store):
        (kept,) = store.drafts.of(office.zoe)
        assert composed.files_of(kept.content) == (9, 7)
        assert composed.read(kept.content) == content("", files=[{"key": 9}, {"key": 7}])


@pytest.mark.parametrize("files", [7, {"key": 7}, [7], [{"key": True}], [{"key": 2**60}], [{"key": 7}] * 2, [{}]])
async def test_files_that_are_none_are_refused(office, keeps, files):
    with pytest.raises(Refused):
        await keeps("Voir", files=files)


async def test_of_more_files_than_a_message_may_hold_nothing_is_kept(keeps):
    assert await keeps("", files=[{"key": each} for each in range(10)])
    with pytest.raises(Refused):
        await keeps("", files=[{"key": each} for each in range(11)])


@pytest.mark.parametrize(("sent", "stays"), [((7, 9), False), ((7, 9, 11), False), ((7,), True), ((), True)])
async def test_what_was_sent_is_no_draft_any_more_unless_that_holds_other_files(office, keeps, sent, stays):
    await keeps("Voir", files=[{"key": 7}, {"key": 9}])
    await office.store.drafts.sent(office.zoe, office.bureau.id, "Voir", files=sent)
    assert bool(office.store.drafts.of(office.zoe)) == stays
