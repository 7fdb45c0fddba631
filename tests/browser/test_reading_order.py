"""Newest last, or newest first with the composer on top: each member's own choice, right in every respect."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

import pytest
from selenium.webdriver.common.keys import Keys

from app.store import Store
from tests.browser.chromium import Browser
from tests.browser.conftest import FAILED, PASSWORD, Office
from tests.browser.tidy import order, turn
from tests.pages.tab import Tab

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

LAST, FIRST = "newest-last", "newest-first"
ORDERS = (LAST, FIRST)
DIARY, ARCHIVES, ELSEWHERE = "Journal", "Archives", "Ailleurs"
LINE = "Nouveaux messages"
DAY_MS = 86_400_000
ARCHIVED = 300
DAYS = ["avant-hier", "hier", "aujourd’hui"]
"""The diary has two messages of each of these days."""


async def people(store: Store) -> tuple[dict[str, int], dict[str, int]]:
    for login in ("lea", "karim"):
        await store.members.create(login, login.title(), PASSWORD)
    lea, karim = (next(m for m in store.members.all() if m.login == login) for login in ("lea", "karim"))
    diary, archives, elsewhere = [await store.canals.create(lea, name) for name in (DIARY, ARCHIVES, ELSEWHERE)]
    now = store.clock()
    for n, day in enumerate(DAYS):
        store.clock = lambda n=n: now - (len(DAYS) - 1 - n) * DAY_MS
        for part in ("matin", "soir"):
            await store.messages.post(lea, diary.id, f"{day}, {part}", (), f"{n}-{part}")
    numbers = range(1, ARCHIVED + 1)
    await asyncio.gather(*(store.messages.post(lea, archives.id, f"Message {n}", (), f"a-{n}") for n in numbers))
    return {"lea": lea.id, "karim": karim.id}, {DIARY: diary.id, ARCHIVES: archives.id, ELSEWHERE: elsewhere.id}


@pytest.fixture(scope="module")
def karim(house, lasting_browser) -> Browser:
    return house.arrive(lasting_browser(), "karim")


@pytest.fixture(scope="module")
def other_tab(house, lasting_browser) -> Browser:
    """Karim's too, on another machine."""
    return house.arrive(lasting_browser(), "karim")


@pytest.fixture(autouse=True)
def afresh_after_a_failure(karim, request) -> Iterator[None]:
    yield
    if request.node.stash.get(FAILED, False):
        karim.open_window()


def opened(tab: Browser, house: Office, name: str, wanted: str) -> Browser:
    """That canal, freshly opened, and read in that order."""
    turn(tab, wanted)
    # What was open before would only be where it was.
    for each in (ELSEWHERE, name):
        tab.open_canal(house.canals[each])
    assert order(tab) == wanted
    tab.until(lambda: at_newest(tab), "its newest end is in view")
    return tab


def place(tab: Browser, css: str) -> float:
    return tab.js("return document.querySelector(arguments[0]).getBoundingClientRect().top", css)


def at_newest(tab: Browser) -> bool:
    return tab.js(
        "const log = document.querySelector('[role=log]');"
        "const below = log.scrollHeight - log.scrollTop - log.clientHeight;"
        "return (log.dataset.order === 'newest-first' ? log.scrollTop : below) < 5"
    )


def scroll_away(tab: Browser) -> None:
    tab.js("const log = document.querySelector('[role=log]'); log.scrollTop = log.scrollHeight / 2")
    tab.until(lambda: not at_newest(tab), "the reader is elsewhere")


def told(tab: Browser) -> list[str]:
    """All that the log reads out, from its beginning: lines and messages in the order of the page."""
    return tab.js(
        "return [...document.querySelectorAll('[role=log] :is([role=separator], .message-body)')]"
        ".map((e) => e.textContent.trim())"
    )


def read(wanted: str, *oldest_first: str) -> list[str]:
    return list(oldest_first if wanted == LAST else reversed(oldest_first))


@pytest.mark.parametrize("wanted", ORDERS)
def test_one_writes_on_the_side_where_the_newest_are(house, karim, wanted):
    opened(karim, house, DIARY, wanted)
    below = place(karim, "textarea[name=message]") > place(karim, "[role=log]")
    assert below == (wanted == LAST)
    karim.write(f"Du bon côté, {wanted}").reads(f"Du bon côté, {wanted}")
    assert karim.said()[-1 if wanted == LAST else 0] == f"Du bon côté, {wanted}"


async def test_the_choice_is_live_in_one_s_other_tabs_and_nobody_else_s(house, karim, other_tab):
    diary = house.canals[DIARY]

    def turned() -> None:
        opened(karim, house, DIARY, LAST)
        other_tab.open_canal(diary)
        for wanted in (FIRST, LAST):
            turn(karim, wanted)
            other_tab.until(lambda w=wanted: order(other_tab) == w, "the other tab turns by itself")
            other_tab.until(lambda: other_tab.said() == karim.said(), "and reads the same")
            there = [lambda tab=tab: place(tab, "textarea[name=message]") for tab in (other_tab, karim)]
            other_tab.until(lambda there=there: there[0]() == there[1](), "and one writes at the same side")

    async with Tab(house.instance.address, house.instance.sign_in("lea", PASSWORD)) as lea:
        await asyncio.to_thread(turned)
        # What is said after it has come: had it been for her, it would be there.
        await lea.say(diary, "Du bon côté pour Léa")
        await lea.hears("Du bon côté pour Léa")
    assert FIRST not in lea.all_heard()


def test_what_one_was_writing_survives_the_turn(house, karim):
    opened(karim, house, DIARY, LAST).composer.send_keys("Pas encore fini")
    turn(karim, FIRST)
    assert karim.typed() == "Pas encore fini"
    karim.composer.send_keys(Keys.CONTROL, "a", Keys.NULL, Keys.DELETE)


@pytest.mark.parametrize("wanted", ORDERS)
def test_the_order_of_the_page_is_that_of_reading_with_the_days_between(house, karim, wanted):
    """What a screen reader or the Tab key meets first is what stands above."""
    opened(karim, house, DIARY, wanted)
    lines = [line for line in told(karim) if line != LINE and not line.startswith("Du bon côté")]
    days = [lines[n] for n in range(0, 9, 3)]
    spoken = [line for line in lines if line not in days]
    assert spoken == read(wanted, *(f"{day}, {part}" for day in DAYS for part in ("matin", "soir")))
    assert days[:: 1 if wanted == LAST else -1][1:] == ["hier", "aujourd’hui"]
    tops = karim.js(
        "return [...document.querySelectorAll('[role=log] :is([role=separator], [data-message-id])')]"
        ".map((e) => e.getBoundingClientRect().top)"
    )
    assert tops == sorted(tops)


def test_older_pages_come_at_the_far_end_below_too_and_nothing_moves(house, karim):
    """Above, they do in test_history.py."""
    opened(karim, house, ARCHIVES, FIRST).reads(f"Message {ARCHIVED}")
    script = """
        const log = document.querySelector("[role=log]");
        const { top, bottom } = log.getBoundingClientRect();
        const inView = [...log.querySelectorAll("[data-message-id]")]
          .map((m) => [m.dataset.messageId, m.getBoundingClientRect().top - top])
          .filter(([, at]) => at >= 0 && at < bottom - top);
        return inView[0];
    """
    far = "log.scrollHeight - log.clientHeight - 300"
    while "Message 1" not in karim.said():
        count = len(karim.said())
        karim.js(f"const log = document.querySelector('[role=log]'); log.scrollTop = {far}")
        message, before = karim.js(script)
        karim.until(lambda count=count: len(karim.said()) > count, "older messages come")
        after = karim.js(
            "const log = document.querySelector('[role=log]').getBoundingClientRect().top;"
            "return document.querySelector(`[data-message-id='${arguments[0]}']`).getBoundingClientRect().top - log",
            message,
        )
        # As in test_history.py.
        assert abs(after - before) < 20
    assert karim.said() == read(FIRST, *(f"Message {n}" for n in range(1, ARCHIVED + 1)))


@pytest.mark.parametrize("wanted", ORDERS)
def test_the_pill_counts_what_came_and_leads_to_the_newest_end(house, karim, wanted):
    opened(karim, house, ARCHIVES, wanted)
    scroll_away(karim)
    before = len(karim.said())
    for n in (1, 2):
        house.say("lea", house.canals[ARCHIVES], f"Nouvelle {n}, {wanted}")
    pill = karim.find("button.newer")
    karim.until(lambda: "2 nouveaux messages" in pill.text, "the new ones are counted")
    assert ("↓" if wanted == LAST else "↑") in pill.text
    assert len(karim.said()) >= before
    assert not at_newest(karim)
    pill.click()
    karim.until(lambda: at_newest(karim), "the newest end is in view")
    karim.until(lambda: not pill.is_displayed(), "nothing is offered any more")
    ends = karim.said()[-2:] if wanted == LAST else karim.said()[:2]
    assert ends == read(wanted, f"Nouvelle 1, {wanted}", f"Nouvelle 2, {wanted}")


@pytest.mark.parametrize("wanted", ORDERS)
def test_what_comes_in_view_stays_in_view_and_is_not_called_new(house, karim, wanted):
    archives = house.canals[ARCHIVES]
    # The server learns a moment later that all has been seen.
    karim.until(lambda: LINE not in told(opened(karim, house, ARCHIVES, wanted)), "all has been seen")
    house.say("lea", archives, f"En vue, {wanted}")
    karim.reads(f"En vue, {wanted}")
    karim.until(lambda: at_newest(karim), "it has scrolled into view")
    assert LINE not in told(karim)


@pytest.mark.parametrize("wanted", ORDERS)
def test_the_line_stands_between_what_is_seen_and_what_is_new(house, karim, other_tab, wanted):
    diary, elsewhere = house.canals[DIARY], house.canals[ELSEWHERE]
    opened(karim, house, DIARY, wanted)
    for tab in (karim, other_tab):
        tab.open_canal(elsewhere)
    new = [f"Nouveau {n}, {time.time_ns()}" for n in (1, 2)]
    for text in new:
        house.say("lea", diary, text)
    karim.until(lambda: karim.star(diary), "there is something new")
    karim.open_canal(diary).reads(new[-1])
    karim.until(lambda: LINE in told(karim), "the line is there")
    lines = told(karim)
    border = lines.index(LINE)
    around = lines[border + 1 : border + 3] if wanted == LAST else lines[border - 2 : border]
    assert around == read(wanted, *new)
