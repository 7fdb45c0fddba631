"""What is read out to whoever does not see the page: others' messages once, one's own and older ones never."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.chromium import Browser
from tests.browser.conftest import ARCHIVES, BUREAU, CAFE
from tests.browser.tidy import at_canal

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

LISTEN = """
const SAYS = "[aria-live=polite], [aria-live=assertive], [role=status], [role=alert], [role=log]";
const LIVE = `:is(${SAYS}):not([aria-live=off])`;
window.heard = [];
window.listening ??= new MutationObserver((changes) => {
  const heard = changes.flatMap(({ type, target, addedNodes }) => {
    const live = (target.closest ? target : target.parentElement)?.closest(LIVE);
    if (!live?.checkVisibility()) return [];
    if (type === "childList") return [...addedNodes].map(({ textContent }) => textContent);
    // What is filled and then shown is said once.
    return changes.some((other) => other.target === target && other.type === "childList") ? [] : [live.textContent];
  });
  window.heard.push(...heard.map((text) => text.replaceAll("\\u00a0", " ").trim()).filter(Boolean));
});
window.listening.observe(document, {
  subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["hidden"],
});
"""
"""Writes down in `heard` what live regions come to say."""

LOST, BACK = "Connexion perdue, nouvel essai…", "Connexion rétablie"


@pytest.fixture(scope="module")
def at_zoe_s(office, lasting_browser) -> Browser:
    return office.arrive(lasting_browser(), "zoe", f"/?canal={office.canals[CAFE]}")


@pytest.fixture
def zoe(office, at_zoe_s) -> Browser:
    at_canal(at_zoe_s, office.canals[CAFE]).js(LISTEN)
    return at_zoe_s


def heard(tab: Browser) -> list[str]:
    return tab.js("return window.heard")


def hears(tab: Browser, *sentences: str) -> None:
    """Returns when these have been read out; nothing else is, nor one of them twice."""
    tab.until(lambda: set(sentences) <= set(heard(tab)), f"these are read out: {sentences}")
    assert sorted(heard(tab)) == sorted(sentences)


@contextmanager
def cut_off(tab: Browser) -> Iterator[None]:
    """Meanwhile the page has no connection, and says so."""
    offline = {"offline": True, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    tab.driver.execute_cdp_cmd("Network.enable", {})
    try:
        tab.driver.execute_cdp_cmd("Network.emulateNetworkConditions", offline)
        tab.js("window.socket.io.engine.close()")
        tab.until(lambda: tab.texts(".banner:not([hidden]) > span") == [LOST], "it says that the connection is lost")
        yield
    finally:
        tab.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {**offline, "offline": False})
    tab.until(lambda: tab.texts(".banner[data-state=back]"), "it says that the connection is back")


def test_what_others_say_is_read_out_once_and_one_s_own_is_not(office, zoe):
    cafe = office.canals[CAFE]
    office.say("karim", cafe, "Le café est **prêt**")
    zoe.until(lambda: heard(zoe), "it is read out")
    zoe.write("J’arrive").reads("J’arrive")
    office.say("karim", cafe, "Entre nous", [office.members["zoe"]])
    hears(zoe, "Karim : Le café est prêt", "Karim, en aparté : Entre nous")


def test_what_was_said_before_is_not_read_out(office, zoe):
    cafe, archives = office.canals[CAFE], office.canals[ARCHIVES]
    zoe.open_canal(archives).reads("Message 500")
    oldest = "return document.querySelector('[role=log] [data-message-id] .message-body').textContent"
    before = zoe.js(oldest)
    zoe.js("document.querySelector('[role=log]').scrollTop = 0")
    zoe.until(lambda: zoe.js(oldest) != before, "older ones are there")
    zoe.open_canal(cafe)
    office.say("karim", archives, "Pour mémoire")
    office.say("karim", cafe, "Qui veut du thé ?")
    hears(zoe, "Karim : Qui veut du thé ?")


def test_after_an_outage_few_are_read_out_once_and_many_as_a_number(office, zoe):
    cafe = office.canals[CAFE]
    with cut_off(zoe):
        zoe.write("Écrit sans réseau")
        for text in ("Un", "Deux"):
            office.say("karim", cafe, text)
    zoe.reads("Écrit sans réseau")
    hears(zoe, LOST, "Karim : Un", "Karim : Deux", BACK)

    zoe.js(LISTEN)
    with cut_off(zoe):
        for n in range(5):
            office.say("karim", cafe, f"Encore {n}")
    zoe.reads("Encore 4")
    office.say("karim", cafe, "Et voilà")
    hears(zoe, LOST, "5 nouveaux messages", BACK, "Karim : Et voilà")


def test_it_is_read_out_where_a_canal_has_been_moved_to_and_whom_one_writes_to(office, zoe):
    canals = zoe.js("return [...document.querySelectorAll('.canals [data-movable]')].map((row) => row.dataset.key)")
    place, link = canals.index(str(office.canals[BUREAU])), f"[data-canal-id='{office.canals[BUREAU]}'] a"
    up, back = (f"{BUREAU} : {n} sur {len(canals)}" for n in (place, place + 1))
    zoe.find(link).send_keys(Keys.CONTROL, Keys.SHIFT, Keys.ARROW_UP)
    hears(zoe, up)
    zoe.find(link).send_keys(Keys.CONTROL, Keys.SHIFT, Keys.ARROW_DOWN)
    hears(zoe, up, back)

    zoe.js(LISTEN)
    zoe.find("[name=recipients]").send_keys("kar", Keys.ENTER)
    zoe.until(lambda: zoe.all(".to-line .chip"), "he is chosen")
    zoe.find("[name=recipients]").send_keys(Keys.BACKSPACE)
    hears(zoe, "Écrire à Karim en aparté", "Écrire dans Machine à café")


def test_on_the_desktop_that_canal_alone_is_read_out_in_which_one_is(office, at_zoe_s):
    office.say("karim", office.canals[BUREAU], "Avant elle")
    desk = at_zoe_s.open("/desktop")
    desk.find("[data-widget=miaou] [role=log] [data-message-id]")
    desk.until(desk.is_online, "it has its connection")
    desk.js(LISTEN)
    office.say("karim", office.canals[BUREAU], "Sans elle")
    desk.reads("Sans elle")
    desk.find("[data-widget=miaou] textarea").click()
    office.say("karim", office.canals[BUREAU], "Avec elle")
    hears(desk, "Karim : Avec elle")
