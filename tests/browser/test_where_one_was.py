"""Where one was: a message by its link, a day, the first unseen one; marked as unread and read; by keys."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.chromium import Browser
from tests.browser.conftest import ARCHIVES, BUREAU, CAFE, Office
from tests.browser.tidy import at_canal

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

ROW = """
const row = [...document.querySelectorAll("[role=log] [data-message-id]")].find((each) =>
  each.querySelector(".message-body")?.textContent.trim() === arguments[0]);
"""
IN_VIEW = f"""{ROW}
if (!row) return false;
const [at, log] = [row, row.closest("[role=log]")].map((each) => each.getBoundingClientRect());
return at.top >= log.top && at.bottom <= log.bottom;
"""
PRESS = """
const button = Object.assign(document.createElement("button"), { type: "button", textContent: "…" });
Object.assign(button.dataset, { action: arguments[0], key: arguments[1] });
document.querySelector(".conversation").append(button);
button.click();
button.remove();
"""
"""Presses what others offer: an entry of a menu, a quote, a line of a list."""


@pytest.fixture(scope="module")
def lasting(office, lasting_browser) -> Browser:
    return office.arrive(lasting_browser(), "marc", f"/?canal={office.canals[BUREAU]}")


@pytest.fixture(scope="module")
def elsewhere(office, lasting_browser) -> Browser:
    """The same member in another browser."""
    return office.arrive(lasting_browser(), "marc", f"/?canal={office.canals[BUREAU]}")


@pytest.fixture
def marc(office, lasting) -> Browser:
    return at_canal(lasting, office.canals[BUREAU])


@pytest.fixture(scope="module")
def old(office: Office, lasting: Browser) -> int:
    """The id of "Message 100", far from the newest."""
    lasting.open_window(f"/?canal={office.canals[ARCHIVES]}").reads("Message 500")
    while "Message 100" not in lasting.said():
        had = len(lasting.said())
        lasting.js("document.querySelector('[role=log]').scrollTop = 0")
        lasting.until(lambda had=had: len(lasting.said()) > had, "older ones come")
    return int(lasting.js(f"{ROW} return row.dataset.messageId", "Message 100"))


def chord(tab: Browser, *keys: str) -> None:
    """Press these together."""
    actions = ActionChains(tab.driver)
    for key in keys[:-1]:
        actions.key_down(key)
    actions.send_keys(keys[-1])
    for key in keys[:-1]:
        actions.key_up(key)
    actions.perform()


def test_a_message_s_link_leads_to_it_in_history_and_the_newest_are_one_press_away(office, marc, old):
    marc.open_window(f"/?message={old}")
    marc.until(lambda: marc.js(IN_VIEW, "Message 100"), "the message is in view")
    marc.until(lambda: marc.js(f"{ROW} return row === document.activeElement", "Message 100"), "it has the focus")
    marc.until(lambda: marc.canal_open() == office.canals[ARCHIVES], "in its canal")
    assert "Message 500" not in marc.said()
    office.say("zoe", office.canals[ARCHIVES], "Du lointain présent")
    newer = marc.find("button.newer")
    marc.until(lambda: "1 nouveau message" in newer.text, "what is said meanwhile is counted")
    assert "Du lointain présent" not in marc.said()
    marc.until(lambda: marc.star(office.canals[ARCHIVES]), "what does not show is not seen")
    newer.click()
    marc.until(lambda: marc.js(IN_VIEW, "Du lointain présent"), "the newest is in view")
    marc.until(lambda: not marc.star(office.canals[ARCHIVES]), "and seen")


def test_one_goes_on_from_history_to_the_newest_by_scrolling(office, marc, old):
    marc.open_window(f"/?message={old}")
    marc.until(lambda: marc.js(IN_VIEW, "Message 100"), "the message is in view")
    while "Message 500" not in marc.said():
        had = len(marc.said())
        marc.js("const log = document.querySelector('[role=log]'); log.scrollTop = log.scrollHeight")
        marc.until(lambda had=had: len(marc.said()) > had, "newer ones come")
    found = [text for text in marc.said() if text.startswith("Message ")]
    begin = int(found[0].split()[1])
    assert found == [f"Message {n}" for n in range(begin, 501)]


def test_from_another_canal_one_press_leads_to_a_message_and_back_leads_back(office, marc, old):
    marc.js(PRESS, "go-to-message", str(old))
    marc.until(lambda: marc.js(IN_VIEW, "Message 100"), "the message is in view")
    marc.until(lambda: marc.canal_open() == office.canals[ARCHIVES], "in its canal")
    marc.driver.back()
    marc.until(lambda: marc.canal_open() == office.canals[BUREAU], "back leads to where one was")


def test_a_message_that_one_may_not_read_is_not_there(office, marc):
    hidden = office.say("zoe", office.canals[BUREAU], "Entre nous", [office.members["karim"]])
    for sought in (hidden, 1):
        marc.open_window(f"/?message={sought}")
        toast = marc.until(lambda: marc.find(".toasts span"), "it is said")
        assert "n’existe pas" in toast.text
        assert marc.path.startswith("/?canal=")


def test_a_day_of_the_calendar_leads_to_its_first_message(office, marc):
    marc.open_canal(office.canals[ARCHIVES]).press(".here [data-action=calendar]")
    days = marc.until(lambda: marc.all(".days button:not([aria-disabled])"), "the days that were spoken on")
    days[0].click()
    marc.until(lambda: marc.js("return document.activeElement.matches('.sought')"), "it is marked")
    assert not marc.all("dialog[open]")
    first = marc.js("return document.activeElement.dataset.messageId")
    oldest = marc.js("return document.querySelector('[role=log] .rows article').dataset.messageId")
    assert first == oldest
    assert "Message 500" not in marc.said()


def test_unread_it_stays_although_it_shows_until_one_says_that_it_is_read(office, marc, elsewhere):
    cafe = office.canals[CAFE]
    said = [office.say("zoe", cafe, f"À relire {n}") for n in (1, 2)]
    marc.open_canal(cafe).reads("À relire 2")
    marc.until(lambda: not marc.star(cafe), "it is seen")
    other = at_canal(elsewhere, office.canals[BUREAU])
    marc.js(PRESS, "mark-unread", str(said[1]))
    for tab in (marc, other):
        tab.until(lambda tab=tab: tab.star(cafe), "it is unread in all tabs")
    line = "return document.querySelector('.new')?.nextElementSibling?.dataset.messageId"
    marc.until(lambda: marc.js(line) == str(said[1]), "the line stands before it")
    office.say("zoe", cafe, "Encore à relire")
    marc.reads("Encore à relire")
    count = f'[data-canal-id="{cafe}"]'
    other.until(lambda: "2" in other.find(count).text, "both are counted")
    chord(marc, Keys.ESCAPE)
    for tab in (marc, other):
        tab.until(lambda tab=tab: not tab.star(cafe), "it is read in all tabs")
    office.say("zoe", cafe, "Sous ses yeux")
    marc.reads("Sous ses yeux")
    assert not other.star(cafe)


def test_the_first_unseen_one_is_one_press_away_also_after_a_reload(office, marc, old):
    marc.open_canal(office.canals[ARCHIVES]).reads("Message 500")
    marc.js(PRESS, "mark-unread", str(old))
    marc.until(lambda: marc.star(office.canals[ARCHIVES]), "it is unread")
    marc.open_window(f"/?canal={office.canals[ARCHIVES]}").reads("Message 500")
    fresh = marc.until(lambda: marc.find("button.fresh"), "the way to where the new ones begin")
    assert fresh.text.startswith("99+ nouveaux messages depuis ")
    fresh.click()
    marc.until(lambda: marc.js(IN_VIEW, "Message 100"), "the first new one is in view")
    line = "return document.querySelector('.new')?.nextElementSibling?.dataset.messageId"
    assert marc.js(line) == str(old)
    marc.until(lambda: not fresh.is_displayed(), "it is offered no longer")


def test_keys_lead_from_canal_to_canal_and_mark_all_as_read_but_mean_nothing_where_one_types(office, marc):
    order = marc.js("return [...document.querySelectorAll('[data-canal-id]')].map((each) => +each.dataset.canalId)")
    at = order.index(office.canals[BUREAU])
    chord(marc, Keys.ALT, Keys.ARROW_UP)
    marc.until(lambda: marc.canal_open() == order[at - 1], "the canal above")
    chord(marc, Keys.ALT, Keys.ARROW_DOWN)
    marc.until(lambda: marc.canal_open() == order[at], "the canal below")

    office.say("zoe", office.canals[CAFE], "Une étoile")
    marc.until(lambda: marc.star(office.canals[CAFE]), "there is a star")
    chord(marc, Keys.ALT, Keys.SHIFT, Keys.ARROW_DOWN)
    marc.until(lambda: marc.canal_open() == office.canals[CAFE], "the unread canal")
    at_canal(marc, office.canals[BUREAU])
    office.say("zoe", office.canals[CAFE], "Une autre")
    marc.until(lambda: marc.star(office.canals[CAFE]), "there is a star")
    chord(marc, Keys.SHIFT, Keys.ESCAPE)
    marc.until(lambda: not marc.star(office.canals[CAFE]), "all is read")

    marc.composer.send_keys("Vraiment ?")
    chord(marc, Keys.ALT, Keys.ARROW_DOWN)
    assert marc.typed() == "Vraiment ?"
    assert not marc.all("dialog[open]")
    assert marc.canal_open() == office.canals[BUREAU]
    at_canal(marc, office.canals[BUREAU])
    chord(marc, "?")
    marc.until(lambda: "Tout marquer comme lu" in marc.find("dialog[open]").text, "the card of all keys")
    chord(marc, Keys.ESCAPE)
    marc.until(lambda: not marc.all("dialog[open]"), "Esc closes it")


def test_the_log_is_one_stop_for_tab_and_walked_by_arrows(office, marc):
    marc.open_canal(office.canals[ARCHIVES]).reads("Message 500")
    marc.composer.click()
    chord(marc, Keys.SHIFT, Keys.TAB)
    while not marc.js("return document.activeElement.matches('[role=log] article')"):
        before = marc.driver.switch_to.active_element
        chord(marc, Keys.SHIFT, Keys.TAB)
        assert marc.driver.switch_to.active_element != before
    newest = marc.js("return document.activeElement.dataset.messageId")
    assert newest == marc.js("return [...document.querySelectorAll('.rows article')].at(-1).dataset.messageId")
    chord(marc, Keys.ARROW_UP)
    below = "return document.activeElement.nextElementSibling?.dataset.messageId"
    marc.until(lambda: marc.js(below) == newest, "the focus is on the one above")
