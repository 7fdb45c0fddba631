"""Where one was: to a message, marked as unread, all read, from canal to canal, a day of the calendar, keys."""

from __future__ import annotations

import asyncio
import json
import re
from html import unescape
from itertools import count

import pytest

from app.components.asking import offered
from app.components.cards import shortcuts, switcher
from app.components.cards.calendar import Calendar
from app.components.cards.shortcuts import SHORTCUTS, pressed
from app.components.cards.switcher import FAVOURITES, proposed
from app.components.wire.ops import RowsSaid, to_json
from app.components.wire.rows import news_told
from app.components.wire.zones import zone_of
from app.locale import catalogue
from app.store import Forbidden, drawer
from app.store.access import UNKNOWN_MESSAGE
from tests.changing import alter
from tests.components.conftest import client_of
from tests.conftest import MONDAY

NONCES = count(1)
DAY = 24 * 3_600_000
FR, EN = catalogue("fr"), catalogue("en")


async def say(office, *to, by=None, canal=None):
    circle = [member.id for member in to]
    canal, by = canal or office.bureau, by or office.lea
    return (await office.store.messages.post(by, canal.id, "Bonjour", circle, f"w{next(NONCES)}")).message


async def asked(page, name, **payload):
    """What the page is told to do."""
    with client_of(page):
        answer = await offered()[name](page, payload)
    return answer or [*page.effects()]


@pytest.fixture
def looking(page_of):
    """`looking(member, canal)` is a page of theirs that shows the newest end of that canal."""

    def look(member, canal):
        page = page_of(member)
        page.tab.sid = page.tab.id
        page.tabs.show(page.tab, member, canal.id)
        page.tab.canal_id = canal.id
        return page

    return look


async def seen(page, canal, here=True):
    await asked(page, "seen", canal=canal.id, id=2**53 - 1, here=here)


def star(office, canal=None):
    return office.store.unseen.of(office.zoe, (canal or office.bureau).id).star


# To a message


async def test_a_message_opens_in_its_canal_wherever_one_is(office, page_of):
    said = await say(office)
    page = page_of(office.zoe)
    assert await asked(page, "go-to-message", key=said.id) == [["close"], ["open", office.bureau.id, said.id]]
    answer = await asked(page, "open", key=office.bureau.id, row=said.id)
    assert f'"goal":{said.id}' in to_json(answer["log"])


async def test_to_whoever_may_not_read_it_there_is_no_such_message(office, page_of):
    hidden = [await say(office, canal=office.direction), await say(office, office.karim)]
    for key in (*(each.id for each in hidden), 1):
        for action in ("go-to-message", "mark-unread"):
            with pytest.raises(Forbidden) as refused:
                await asked(page_of(office.zoe), action, key=key)
            assert refused.value.sentence == UNKNOWN_MESSAGE


async def test_the_first_unseen_one_is_gone_to_and_the_newest_when_there_is_none(office, page_of):
    first, second = await say(office), await say(office)
    page = page_of(office.zoe)
    for after, goal in ((first.id, second.id), (0, first.id), (second.id, None)):
        log = to_json((await asked(page, "around", canal=office.bureau.id, after=after))["log"])
        assert f'"goal":{goal or "null"},' in log


async def test_a_page_says_how_much_of_it_is_unseen_and_since_when(office):
    assert news_told(office.store, office.zoe, office.bureau.id) is None
    first = await say(office)
    await say(office, office.karim)
    await say(office)
    assert news_told(office.store, office.zoe, office.bureau.id) == ["2", first.at]
    assert news_told(office.store, office.karim, office.bureau.id) == ["3", first.at]
    for _ in range(100):
        await say(office)
    label, since = news_told(office.store, office.zoe, office.bureau.id)
    assert label == "99+"
    assert since <= first.at


async def test_a_tab_that_shows_a_piece_of_history_keeps_it_however_much_it_missed(office, page_of, monkeypatch):
    rows = page_of(office.zoe).wire.rows
    said = [await say(office) for _ in range(10)]
    at, until = said[-1].id, said[4].id
    await asyncio.gather(*(say(office) for _ in range(210)))
    told = await rows.lacking(office.zoe, "fr", office.bureau.id, at, until)
    assert isinstance(told, RowsSaid)
    assert not isinstance(await rows.lacking(office.zoe, "fr", office.bureau.id, at), RowsSaid)

    for each in said[:3]:
        await alter(office.store, each.id, html="<p>Autrement</p>")
    told = await rows.lacking(office.zoe, "fr", office.bureau.id, told.at, until)
    assert [row[:2] for row in json.loads(to_json(told.rows))] == [["change", each.id] for each in said[:3]]
    monkeypatch.setattr("app.components.wire.rows.PAGE", 2)
    page = json.loads(to_json(await rows.lacking(office.zoe, "fr", office.bureau.id, at, until)))
    held = [key for key, _ in page["items"]]
    assert until in held
    assert set(held) >= {each.id for each in said}
    assert page["goal"] is None


# Marked as unread


async def test_what_is_marked_as_unread_stays_so_in_all_tabs_that_show_it(office, looking):
    first, second = await say(office), await say(office)
    tabs = [looking(office.zoe, office.bureau) for _ in range(2)]
    for tab in tabs:
        await seen(tab, office.bureau)
    assert not star(office)
    effects = await asked(tabs[0], "mark-unread", key=second.id)
    assert effects[0] == ["mark", office.bureau.id, second.id - 1]
    assert office.store.reading.of(office.zoe, office.bureau.id).unseen == (second.id,)
    for tab in tabs:
        await seen(tab, office.bureau)
    third = await say(office)
    assert office.store.reading.of(office.zoe, office.bureau.id).unseen == (second.id, third.id)
    assert office.store.unseen.of(office.zoe, office.bureau.id).n == 2
    assert first.id < second.id


@pytest.mark.parametrize(
    ("way", "payload"),
    [("open", {"key": "canal"}), ("mark-read", {}), ("mark-all-read", {}), ("say", {"canal": "canal"})],
)
async def test_until_one_opens_it_anew_writes_in_it_or_says_that_it_is_read(office, looking, way, payload):
    said = await say(office)
    tab, other = looking(office.zoe, office.bureau), looking(office.zoe, office.bureau)
    await seen(tab, office.bureau)
    await asked(tab, "mark-unread", key=said.id)
    await seen(tab, office.bureau)
    written = {"text": "Vu", "nonce": "n", "card": None, "to": []} if way == "say" else {}
    payload = dict.fromkeys(payload, office.bureau.id)
    await asked(other, way, **payload, **written)
    await seen(other, office.bureau)
    assert not star(office)
    # What is under one's eyes is seen again, in each of them.
    assert office.bureau.id in tab.tab.watching
    await say(office)
    assert not star(office)


async def test_another_page_that_opens_it_sees_it_and_so_do_the_others_again(office, looking):
    said = await say(office)
    tab = looking(office.zoe, office.bureau)
    await seen(tab, office.bureau)
    await asked(tab, "mark-unread", key=said.id)
    await seen(looking(office.zoe, office.bureau), office.bureau)
    assert not star(office)
    assert tab.tab.blind == {}


async def test_it_stays_unread_when_the_connection_breaks_and_comes_back(office, looking):
    said = await say(office)
    tab = looking(office.zoe, office.bureau)
    await seen(tab, office.bureau)
    await asked(tab, "mark-unread", key=said.id)
    tab.tabs.detach(tab.tab)
    tab.tabs.attach(tab.tab, "again", office.zoe, [office.bureau.id])
    await seen(tab, office.bureau)
    assert star(office)


async def test_esc_reads_one_canal_and_shift_esc_all(office, looking):
    await say(office)
    other = await office.store.canals.create(office.lea, "Jardin")
    newest = await say(office, canal=other)
    page = looking(office.zoe, other)
    assert await asked(page, "mark-read") == [["mark", other.id, newest.id]]
    assert (star(office, other), star(office)) == (False, True)
    effects = await asked(page, "mark-all-read")
    assert not star(office)
    assert effects[-1][:2] == ["toast", "All is marked as read."]


async def test_a_canal_that_is_not_theirs_is_not_marked(office, page_of):
    with pytest.raises(Forbidden):
        await asked(page_of(office.zoe), "mark-read", key=office.direction.id)


# From canal to canal


async def test_keys_lead_through_the_drawer_and_around(office, looking):
    canals = [office.bureau, *[await office.store.canals.create(office.lea, f"Zone {n}") for n in (1, 2)]]
    standing = drawer.standing(office.store.state, office.zoe)
    assert {each.id for each in standing} == {each.id for each in canals}

    async def leads(here, way):
        effects = await asked(looking(office.zoe, here), way)
        return effects[-1][1] if effects else None

    for n, here in enumerate(standing):
        assert await leads(here, "next-canal") == standing[(n + 1) % 3].id
        assert await leads(here, "previous-canal") == standing[n - 1].id
        assert await leads(here, "next-unread") is None
    await say(office, canal=standing[0])
    assert await leads(standing[0], "next-unread") is None
    for way in ("next-unread", "previous-unread"):
        assert await leads(standing[1], way) == standing[0].id


async def test_where_one_goes_most_stands_first_in_the_switcher_but_where_one_is(office):
    state = office.store.state
    gardens = [await office.store.canals.create(office.lea, f"Zone {n}") for n in range(3)]
    direct = await office.store.canals.direct(office.lea, [office.zoe.id])
    plain = proposed(state, office.lea)
    haunts = [gardens[2].id, direct.id, office.bureau.id, 424_242]
    found = proposed(state, office.lea, haunts, here=office.bureau.id)
    assert [each.id for each in found[:2]] == [gardens[2].id, office.zoe.id]
    assert sorted(map(repr, found)) == sorted(map(repr, plain))
    assert len(plain) > FAVOURITES
    assert switcher.KEYS == "Control+K"


async def test_a_canal_that_one_has_left_is_proposed_no_longer(office):
    haunts = [office.direction.id]
    assert proposed(office.store.state, office.zoe, haunts) == proposed(office.store.state, office.zoe)


# Keys


def test_each_key_that_is_told_and_heard_asks_for_something_that_there_is():
    heard = [each for _, some in SHORTCUTS for each in some if each.action]
    assert {each.action for each in heard} <= offered().keys()
    assert len({each.keys for each in heard}) == len(heard)
    for where in ("window", "desktop", "frame", "room"):
        html = str(pressed(EN, where))
        assert re.findall('aria-keyshortcuts="([^"]+)"', html) == [each.keys for each in heard if where in each.where]
    # In another site's page Esc closes the frame.
    assert 'aria-keyshortcuts="Escape"' not in str(pressed(EN, "frame"))


@pytest.mark.parametrize(("lang", "says"), [("fr", "Tout marquer comme lu"), ("en", "Mark everything as read")])
async def test_the_card_tells_all_of_them(office, page_of, lang, says):
    page = page_of(office.zoe, lang)
    with client_of(page):
        told = unescape("".join(shortcuts.Shortcuts.open(page)._drawn.values()))
    assert says in told
    words = catalogue(lang)
    for _, some in SHORTCUTS:
        for each in some:
            assert f"<kbd>{words(each.named)}</kbd></dt><dd>{words(each.does)}</dd>" in told


# A day


async def calendar_of(page, **payload) -> Calendar:
    await asked(page, "calendar", **payload)
    return [each for each in client_of(page).elements.values() if isinstance(each, Calendar)][-1]


def shown(card) -> tuple[str, list[str]]:
    html = unescape(card._drawn["body"])
    spoken = re.findall(r'data-action="go-to-day" data-key="\d+"[^>]*>(\d+)<', html)
    return re.search(r'aria-live="polite">([^<]+)<', html)[1], spoken


async def test_a_calendar_shows_the_days_on_which_something_was_said_to_its_reader(office, page_of, clock):
    for day in (0, 30):
        clock.now = MONDAY + day * DAY
        await say(office)
    clock.now += DAY
    await say(office, office.karim)
    page = page_of(office.zoe, "fr")
    card = await calendar_of(page, key=office.bureau.id)
    assert shown(card) == ("avril 2026", ["1"])
    assert shown(await calendar_of(page_of(office.karim), key=office.bureau.id)) == ("April 2026", ["1", "2"])
    # There is nothing after, nor before.
    assert re.search(r'data-key="2026-05"[^>]* disabled', card._drawn["body"])
    await asked(page, "turn-calendar", key="2026-03")
    assert shown(card) == ("mars 2026", ["2"])
    assert re.search(r'data-key="2026-02"[^>]* disabled', card._drawn["body"])


async def test_a_day_begins_where_its_reader_is(office, page_of, clock):
    clock.now = MONDAY + 14 * 3_600_000 + DAY
    late = await say(office)
    paris, auckland = page_of(office.zoe), page_of(office.zoe)
    auckland.tab.zone = zone_of("Pacific/Auckland", 0)
    paris.tab.zone = zone_of("Europe/Paris", 0)
    days = {"paris": "4", "auckland": "4"}
    assert shown(await calendar_of(paris, key=office.bureau.id))[1] == [days["paris"]]
    assert shown(await calendar_of(auckland, key=office.bureau.id))[1] == [days["auckland"]]
    midnight = int(late.at // DAY * DAY)
    assert await asked(paris, "go-to-day", key=midnight - 3_600_000) == [
        ["close"],
        ["open", office.bureau.id, late.id],
    ]


@pytest.mark.parametrize("month", ["", "2026-13", "2026-1", "9999-01", "x", "2026-03-01"])
async def test_a_month_that_is_none_is_not_turned_to(office, page_of, month):
    page = page_of(office.zoe)
    await calendar_of(page, key=office.bureau.id)
    with pytest.raises(Forbidden):
        await asked(page, "turn-calendar", key=month)
    assert shown(await calendar_of(page, key=office.bureau.id, month=month))[0] == "March 2026"


async def test_who_leaves_the_canal_loses_its_calendar(office, page_of):
    page = page_of(office.karim)
    card = await calendar_of(page, key=office.direction.id)
    await office.store.canals.leave(office.karim, office.direction.id)
    await asyncio.sleep(0)
    assert card.id not in client_of(page).elements
    with pytest.raises(Forbidden):
        await calendar_of(page, key=office.direction.id)
