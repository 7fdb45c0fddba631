"""Messages: saying one, once, in order; reading those that one may."""

import asyncio
from itertools import count, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store import Forbidden, Refused, access
from app.store.ids import MessageIds, id_at, time_of
from app.store.messages import INLINE_RENDERING, PAGE, RECIPIENTS_MOST
from app.store.posting import NONCE_LONGEST
from app.store.window import WINDOW
from app.text.typed import MAX_LENGTH

NONCES = count(1)


async def say(store, by, canal, text="Bonjour", to=(), nonce=None):
    nonce = nonce or f"n{next(NONCES)}"
    return (await store.messages.post(by, canal.id, text, [member.id for member in to], nonce)).message


def texts(page):
    return [message.html for message in page.messages]


async def before(store, member, canal):
    return await store.messages.before(member, canal.id, 2**53)


async def test_what_one_says_is_read_by_the_others_in_memory_and_in_the_database(office):
    said = await say(office.store, office.lea, office.bureau, "Bonjour **à tous**")
    for page in (
        office.store.messages.newest(office.zoe, office.bureau.id),
        await before(office.store, office.zoe, office.bureau),
    ):
        assert page.messages == [said]
        assert "<strong>à tous</strong>" in page.messages[0].html
        assert page.older is False


async def test_a_message_bears_the_moment_at_which_it_was_said(office, clock):
    clock.advance(hours=2)
    moment = clock.now
    said = await say(office.store, office.lea, office.bureau)
    assert moment <= said.at <= clock.now


async def test_the_text_is_kept_as_it_was_typed_beside_its_html(office, rows):
    said = await say(office.store, office.lea, office.bureau, "Bonjour **à tous**\r\nà *midi* ? ")
    assert rows("SELECT text FROM message WHERE id=:id", id=said.id) == [("Bonjour **à tous**\nà *midi* ?",)]


async def test_the_same_nonce_gives_the_same_message(office, heard):
    first = await office.store.messages.post(office.lea, office.bureau.id, "Bonjour", (), "n")
    heard.clear()
    again = await office.store.messages.post(office.lea, office.bureau.id, "Bonjour", (), "n")
    assert (first.fresh, again.fresh) == (True, False)
    assert again.message == first.message
    assert heard == [], "nobody hears of a message twice"
    assert len(office.store.messages.newest(office.zoe, office.bureau.id).messages) == 1


async def test_the_same_nonce_gives_the_same_message_after_a_restart(office, stores):
    first = await say(office.store, office.lea, office.bureau, "Entre nous", [office.karim], nonce="n")
    store = await stores.reopen(office.store)
    again = await store.messages.post(office.lea, office.bureau.id, "Entre nous", [office.karim.id], "n")
    assert again.message == first
    assert again.fresh is False


async def test_the_same_nonce_sent_at_the_same_time_gives_one_message(office, rows):
    sent = [office.store.messages.post(office.lea, office.bureau.id, "Bonjour", (), "n") for _ in range(10)]
    answers = await asyncio.gather(*sent)
    assert len({answer.message.id for answer in answers}) == 1
    assert [answer.fresh for answer in answers].count(True) == 1
    assert rows("SELECT count(*) FROM message") == [(1,)]


async def test_a_repeated_nonce_changes_neither_text_nor_canal_nor_recipients(office):
    first = await say(office.store, office.lea, office.bureau, "Bonjour", nonce="n")
    again = await say(office.store, office.lea, office.direction, "Autre chose", [office.karim], nonce="n")
    assert again == first
    assert office.store.messages.newest(office.lea, office.direction.id).messages == []


async def test_two_authors_may_use_the_same_nonce(office):
    one = await say(office.store, office.lea, office.bureau, "Un", nonce="n")
    two = await say(office.store, office.zoe, office.bureau, "Deux", nonce="n")
    assert one.id != two.id
    assert office.store.messages.newest(office.karim, office.bureau.id).messages == [one, two]


async def test_the_order_of_a_log_survives_a_restart(office, stores):
    sent = (say(office.store, by, office.bureau, f"{by.login} {n}") for n in range(10) for by in office.members)
    said = await asyncio.gather(*sent)
    ids = [message.id for message in office.store.messages.newest(office.lea, office.bureau.id).messages]
    assert ids == sorted(ids)
    assert set(ids) == {message.id for message in said}
    store = await stores.reopen(office.store)
    assert [message.id for message in store.messages.newest(office.lea, office.bureau.id).messages] == ids


async def test_one_authors_messages_keep_the_order_in_which_they_were_sent(office):
    long = "Un long compte rendu. " * 200
    assert len(long) > INLINE_RENDERING
    await asyncio.gather(
        *(say(office.store, office.lea, office.bureau, text) for text in (long, "court", long, "bref"))
    )
    lengths = [len(text) for text in texts(office.store.messages.newest(office.zoe, office.bureau.id))]
    assert [length > INLINE_RENDERING for length in lengths] == [True, False, True, False]


async def test_ids_still_grow_when_the_clock_goes_back(office, clock):
    first = await say(office.store, office.lea, office.bureau)
    clock.advance(hours=-3)
    second = await say(office.store, office.lea, office.bureau)
    assert second.id > first.id


async def test_ids_still_grow_after_a_restart_with_the_clock_gone_back(office, clock, stores):
    first = await say(office.store, office.lea, office.bureau)
    clock.advance(hours=-3)
    store = await stores.reopen(office.store)
    assert (await say(store, office.lea, office.bureau)).id > first.id


@given(st.lists(st.integers(0, 2**41)), st.integers(0, 2**53))
def test_ids_grow_whatever_the_clock_says(moments, last):
    ids = MessageIds(last, iter(moments).__next__)
    given_out = [ids.next() for _ in moments]
    assert all(earlier < later for earlier, later in pairwise([last, *(each for each, _ in given_out)]))
    assert [at for _, at in given_out] == moments, "each bears the clock's own time"


@given(st.lists(st.integers(0, 2**41)), st.integers(0, 2**53), st.data())
def test_a_moment_parts_what_was_said_before_from_what_comes_whatever_the_clock_says(moments, last, data):
    ids = MessageIds(last, iter(moments).__next__)
    newest = last
    for _ in moments:
        if data.draw(st.booleans()):
            parting = id_at(ids.moment())
            assert newest < parting
            newest = parting
        else:
            said, _ = ids.next()
            assert newest < said
            newest = said


def test_ids_count_nobody_elses_messages_while_the_clock_is_behind():
    """Each is as far from the one before as the time between them, not as what is said in between."""
    now = 1_800_000_000_000
    ids = MessageIds(id_at(now + 365 * 86_400_000), lambda: now)
    ids.next()
    for minutes in (1, 7, 3):
        first, _ = ids.next()
        for _ in range(10):
            now += minutes * 6_000
            last, _ = ids.next()
        assert abs((last - first) // 1024 - minutes * 60_000) <= 1


async def test_messages_bear_the_clocks_time_again_after_it_was_ahead(office, clock, stores):
    right = clock.now
    clock.advance(days=365)
    ahead = await say(office.store, office.lea, office.bureau, "Dans un an")
    assert ahead.at > right + 364 * 86_400_000
    clock.now = right
    said = await say(office.store, office.lea, office.bureau, "Aujourd’hui")
    await office.store.canals.edit(office.lea, office.bureau.id, name="Le bureau")
    async for store in stores.through_restart(office.store):
        for page in (
            store.messages.newest(office.zoe, office.bureau.id),
            await before(store, office.zoe, office.bureau),
        ):
            assert page.messages[:2] == [ahead, said]
            assert page.messages[2].event
            assert [right <= message.at < right + 60_000 for message in page.messages] == [False, True, True]
    assert right <= (await say(store, office.zoe, office.bureau)).at < right + 60_000


async def test_a_message_of_an_older_version_bears_the_moment_that_its_id_tells(office, stores, clock):
    moment = clock.now
    said = await say(office.store, office.lea, office.bureau)
    with office.store.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE message SET at = 0")
    store = await stores.reopen(office.store)
    (found,) = store.messages.newest(office.zoe, office.bureau.id).messages
    assert (found.id, found.at) == (said.id, time_of(said.id))
    assert moment <= found.at <= clock.now


@given(st.integers(1_577_836_800_001, 10**13))
def test_a_browser_can_hold_every_id_and_read_its_moment(moment):
    message_id, _ = MessageIds(0, lambda: moment).next()
    assert time_of(message_id) == moment
    assert id_at(moment) <= message_id < 2**53


async def test_an_aside_is_seen_by_its_author_and_recipients_only(office, stores):
    await say(office.store, office.lea, office.bureau, "Pour tous")
    await say(office.store, office.lea, office.bureau, "Pour Karim et Zoé", [office.karim, office.zoe])
    seen = {"lea": 2, "karim": 2, "zoe": 2, "odile": 1}

    async def as_seen(store):
        in_memory = {m.login: texts(store.messages.newest(m, office.bureau.id)) for m in office.members}
        in_database = {m.login: texts(await before(store, m, office.bureau)) for m in office.members}
        assert in_memory == in_database
        return {login: len(found) for login, found in in_memory.items()}

    assert await as_seen(office.store) == seen
    assert await as_seen(await stores.reopen(office.store)) == seen


async def test_an_asides_circle_is_kept_with_it(office, stores):
    circle = [office.zoe, office.karim, office.zoe]
    said = await say(office.store, office.lea, office.bureau, "Entre nous", circle)
    assert said.recipients == (office.karim.id, office.zoe.id)
    store = await stores.reopen(office.store)
    assert store.messages.newest(office.zoe, office.bureau.id).messages == [said]


async def test_an_administrator_does_not_read_others_asides(office):
    await say(office.store, office.karim, office.bureau, "Un cadeau pour Léa ?", [office.zoe])
    assert office.store.messages.newest(office.lea, office.bureau.id).messages == []
    assert (await before(office.store, office.lea, office.bureau)).messages == []


@pytest.mark.parametrize("stranger", ["odile", "zoe", "lea"])
async def test_a_recipient_outside_the_canal_is_refused(office, stranger):
    someone = getattr(office, stranger)
    canal = office.direction if stranger != "lea" else office.bureau
    with pytest.raises(Forbidden):  # to oneself is to nobody
        await say(office.store, office.lea, canal, to=[someone])
    assert office.store.messages.newest(office.lea, canal.id).messages == []


async def test_an_unknown_recipient_is_refused_as_one_outside_is(office):
    refusals = []
    for recipient in (office.odile.id, 999_999, -1, 2**70):
        with pytest.raises(Forbidden) as refused:
            await office.store.messages.post(office.lea, office.direction.id, "Bonjour", [recipient], "n")
        refusals.append((str(refused.value), refused.value.params))
    assert len(set(map(str, refusals))) == 1


async def test_an_aside_never_becomes_a_message_to_all_when_one_recipient_is_refused(office):
    with pytest.raises(Forbidden):
        await say(office.store, office.lea, office.direction, to=[office.karim, office.odile])
    assert office.store.messages.newest(office.karim, office.direction.id).messages == []


async def test_more_recipients_than_an_aside_may_have_are_refused(office):
    with pytest.raises(Refused):
        await office.store.messages.post(
            office.lea, office.bureau.id, "Bonjour", [office.zoe.id] * (RECIPIENTS_MOST + 1), "n"
        )


@pytest.mark.parametrize("empty", ["", "   ", "\n\n\t", "\x00", "\u200b\u2060", "\u202e", "\ufeff\r\n"])
async def test_a_message_in_which_nothing_shows_is_refused(office, empty):
    with pytest.raises(Refused) as refused:
        await say(office.store, office.lea, office.bureau, empty)
    assert refused.value.why == "text"


async def test_a_message_has_at_most_ten_thousand_characters(office):
    assert MAX_LENGTH == 10_000
    await say(office.store, office.lea, office.bureau, "é" * 10_000)
    with pytest.raises(Refused) as refused:
        await say(office.store, office.lea, office.bureau, "é" * 10_001)
    assert refused.value.why == "text"
    assert refused.value.params == {"n": 10_000}
    assert len(office.store.messages.newest(office.zoe, office.bureau.id).messages) == 1


@pytest.mark.parametrize("odd", ["a\x00b", "a\ud800b", "\udfffab", "a\ud83d\ude00b", "a\x1b[31mb", "a\u202eb"])
async def test_a_text_with_characters_that_cannot_be_kept_comes_through_without_them(office, stores, odd):
    said = await say(office.store, office.lea, office.bureau, odd)
    store = await stores.reopen(office.store)
    kept = store.messages.newest(office.zoe, office.bureau.id).messages
    assert kept == [said]
    assert not {"\x00", "\x1b"} & set(kept[0].html)
    kept[0].html.encode("utf-8")


@pytest.mark.parametrize("nonce", ["", "n" * (NONCE_LONGEST + 1), "\ud800", "n\x00", "n\n", "é"])
async def test_a_nonce_that_no_page_of_ours_would_send_is_refused(office, nonce):
    with pytest.raises(Refused) as refused:
        await office.store.messages.post(office.lea, office.bureau.id, "Bonjour", (), nonce)
    assert refused.value.why == "text"


async def test_a_forged_nonce_does_not_take_others_messages_with_it(office):
    forged = office.store.messages.post(office.odile, office.bureau.id, "x", (), "\ud800")
    honest = (say(office.store, office.lea, office.bureau, f"Bonjour {n}") for n in range(5))
    answers = await asyncio.gather(forged, *honest, return_exceptions=True)
    assert [isinstance(answer, Exception) for answer in answers] == [True] + [False] * 5


async def test_older_messages_come_in_pages_without_a_gap_or_a_repetition(office):
    said = await asyncio.gather(*(say(office.store, office.lea, office.bureau, f"{n}") for n in range(25)))
    found, last, pages = [], 2**53, 0
    while True:
        page = await office.store.messages.before(office.zoe, office.bureau.id, last, limit=10)
        found = page.messages + found
        pages += 1
        if not page.older:
            break
        last = page.messages[0].id
    assert found == list(said)
    assert pages == 3


async def test_memory_holds_the_newest_messages_and_says_that_there_are_older_ones(office, stores):
    many = 2 * WINDOW + 1
    said = await asyncio.gather(*(say(office.store, office.lea, office.bureau, f"{n}") for n in range(many)))

    async def check(store):
        page = store.messages.newest(office.zoe, office.bureau.id)
        assert page.messages == list(said[-PAGE:])
        assert page.older is True
        assert len(store.state.window(office.bureau.id).messages) == WINDOW
        assert store.messages.newest(office.zoe, office.bureau.id, limit=WINDOW).older is True
        rest = await store.messages.before(office.zoe, office.bureau.id, page.messages[0].id)
        assert rest.messages == list(said[-2 * PAGE : -PAGE])

    await check(office.store)
    await check(await stores.reopen(office.store))


async def test_asides_that_one_does_not_see_leave_one_s_page_as_it_was(office, stores):
    first = await say(office.store, office.lea, office.bureau, "Pour tous")
    await asyncio.gather(
        *(say(office.store, office.lea, office.bureau, f"{n}", [office.karim]) for n in range(2 * WINDOW + 1))
    )
    async for store in stores.through_restart(office.store):
        page = store.messages.newest(office.zoe, office.bureau.id)
        assert (page.messages, page.older) == ([first], False)
        assert len(store.state.window(office.bureau.id).messages) == WINDOW + 1


async def test_those_in_a_circle_find_all_its_asides(office, stores):
    """Memory holds some of them; what came between for everyone keeps its place."""
    said = []
    for n in range(WINDOW + 30):
        circle = [office.karim] if n % 2 else [office.karim, office.zoe]
        said += [
            say(office.store, office.lea, office.bureau, f"aparté {n}a", circle),
            say(office.store, office.lea, office.bureau, f"aparté {n}b", circle),
            *([say(office.store, office.odile, office.bureau, f"pour tous {n}")] if n % 10 == 0 else []),
        ]
    said = await asyncio.gather(*said)
    async for store in stores.through_restart(office.store):
        for member in (office.lea, office.karim, office.zoe, office.odile):
            page = store.messages.newest(member, office.bureau.id)
            found = page.messages
            while page.older:
                page = await store.messages.before(member, office.bureau.id, page.messages[0].id)
                found = page.messages + found
            mine = [each for each in said if access.sees(member, each)]
            assert found == sorted(mine, key=lambda message: message.id)


async def test_an_aside_that_memory_no_longer_holds_still_gives_a_star(office, stores):
    await say(office.store, office.lea, office.bureau, "Pour Zoé", [office.zoe])
    await asyncio.gather(
        *(say(office.store, office.lea, office.bureau, f"{n}", [office.karim]) for n in range(2 * WINDOW + 1))
    )
    async for store in stores.through_restart(office.store):
        assert store.unseen.of(office.zoe, office.bureau.id).star
        assert not store.unseen.of(office.odile, office.bureau.id).star
        assert not store.unseen.of(office.lea, office.bureau.id).star


@pytest.mark.parametrize("forged", [2**63, 2**70, -(2**70), -1, 0])
async def test_a_forged_place_in_the_log_is_not_an_error(office, forged):
    said = await say(office.store, office.lea, office.bureau)
    page = await office.store.messages.before(office.zoe, office.bureau.id, forged)
    assert page.messages == ([said] if forged > 0 else [])


async def test_who_is_taken_out_of_a_canal_while_the_database_answers_reads_nothing(office):
    await say(office.store, office.lea, office.direction, "Confidentiel")
    reading = asyncio.ensure_future(before(office.store, office.karim, office.direction))
    await asyncio.sleep(0)
    direction = office.store.state.canals[office.direction.id]
    direction.joined.pop(office.karim.id)  # as `Leave` leaves it, before the reader's thread can answer
    with pytest.raises(Forbidden):
        await reading
