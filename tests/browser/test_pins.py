"""Pinning a message, seen by others at once; and the panel that lists it, beside the talk and on a phone."""

from __future__ import annotations

import pytest
from selenium.webdriver import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.chromium import Browser
from tests.browser.conftest import BUREAU
from tests.browser.looking import looks_at
from tests.browser.screens import Screen, finds, screens, show_on
from tests.browser.tidy import at_canal

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

DESK, PHONE = Screen(1280, 800), Screen(390, 844, touch=True)


@pytest.fixture
def two(office, lasting_browser) -> tuple[Browser, Browser]:
    """Léa and Karim in a canal that she has just made, where one message was said."""
    lea = at_canal(office.arrive(lasting_browser(), "lea"), office.canals[BUREAU])
    lea.press("[data-action=new-canal]").fill(name="Modes d’emploi", topic="Ce qui se lit avant").submit()
    canal = lea.canal_named("Modes d’emploi")
    lea.until(lambda: lea.canal_open() == canal, "the new canal is open")
    office.say("lea", canal, "Le mode d’emploi : https://cafe.example/notice")
    return lea, at_canal(office.arrive(lasting_browser(), "karim", f"/?canal={canal}"), canal)


def turn(tab: Browser, key: str, wanted: str) -> None:
    """To another tab of the panel, by that key."""
    ActionChains(tab.driver).send_keys(key, Keys.ENTER).perform()
    tab.until(lambda: shown(tab) == wanted, f"{wanted} are shown")
    assert tab.js("return document.activeElement.dataset.tab") == wanted


def shown(tab: Browser) -> str:
    return tab.find(".canal-panel [role=tab][aria-selected=true]").get_attribute("data-tab")


def test_what_one_pins_the_others_find_beside_the_talk_and_on_a_phone(two):
    lea, karim = two
    lea.js("document.querySelector('.msg:last-child').focus()")
    ActionChains(lea.driver).send_keys(Keys.ENTER).perform()
    lea.press("[role=menuitem][data-do=pin]").find(".msg[data-is-pinned=true]")
    is_there = "return document.activeElement.matches('.msg[data-is-pinned=true]')"
    lea.until(lambda: lea.js(is_there), "whoever pinned it by keys is at that message still, drawn anew as it is")
    karim.find(".msg[data-is-pinned=true] .hangs")
    karim.until(lambda: karim.texts(".head .icon .n") == ["1"], "the head says how many are pinned")

    karim.press(".head .icon.only-wide").find("section.canal-panel .pin")
    assert karim.texts(".pin .said") == ["Le mode d’emploi : https://cafe.example/notice"]
    assert not any(each.is_displayed() for each in karim.all("aside.people")), "it stands in the members' place"
    # From where one opened it, past the canals.
    ActionChains(karim.driver).send_keys(Keys.F6, Keys.F6).perform()
    assert karim.js("return document.activeElement.dataset.tab") == "pins"
    turn(karim, Keys.ARROW_RIGHT, "files")
    turn(karim, Keys.ARROW_RIGHT, "links")
    assert karim.find(".canal-panel .link").get_attribute("href") == "https://cafe.example/notice"
    turn(karim, Keys.END, "people")
    assert {"Léa", "Karim"} <= set(karim.texts(".canal-panel .inside-one .name b"))
    looks_at(karim, ".canal-panel")
    ActionChains(karim.driver).send_keys(Keys.ESCAPE).perform()
    karim.until(lambda: not karim.all(".canal-panel"), "Esc closes it")
    at_name = "return document.activeElement.matches('.head .whole')"
    karim.until(lambda: karim.js(at_name), "and leads back to the canal's name")

    with screens(karim):
        show_on(karim, PHONE)
        karim.press(".head .whole.only-narrow").find("dialog.canal-panel .pin")
        assert finds(karim, PHONE) == []
        karim.driver.back()
        karim.until(lambda: not karim.all("dialog.canal-panel"), "going back closes it")
        karim.press(".head .whole.only-narrow").press("dialog .pin .goes")
        karim.until(lambda: not karim.all("dialog.canal-panel"), "it leads to the message")
        assert karim.find(".msg[data-is-pinned=true]").is_displayed()
        show_on(karim, DESK)

    karim.press(".head .icon.only-wide").find(".canal-panel .pin")
    karim.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert not [each for css in (".canal-panel", ".hangs", ".hung") for each in karim.all(css) if each.is_displayed()]
    karim.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    karim.press(".canal-panel .pin > .icon")
    lea.until(lambda: not lea.all(".msg .hangs"), "it is pinned no longer")
    karim.find(".canal-panel .nothing-yet")
