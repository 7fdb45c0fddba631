"""Searching in the window: by keys, beside the talk, and over it on a narrow one."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.chromium import Browser
from tests.browser.conftest import BUREAU, CAFE, Office

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

PANEL = ".found-panel"


def keys(tab: Browser, *pressed: str) -> None:
    ActionChains(tab.driver).send_keys(*pressed).perform()


def seek(tab: Browser) -> None:
    """By the keys that lead into the field from anywhere."""
    held = ActionChains(tab.driver).key_down(Keys.CONTROL).key_down(Keys.SHIFT).send_keys("f")
    held.key_up(Keys.SHIFT).key_up(Keys.CONTROL).perform()
    tab.until(lambda: at(tab) == "search" and tab.all(f"{PANEL} > *"), "one may type what one seeks")


def at(tab: Browser) -> str:
    return tab.js("return document.activeElement.name || document.activeElement.className")


def found(tab: Browser) -> list[int]:
    return [int(each.get_attribute("data-result-id")) for each in tab.all("[data-result-id]")]


def finds(tab: Browser, *messages: int) -> None:
    tab.until(lambda: found(tab) == list(messages), f"it finds {messages}")


def test_what_was_said_is_found_gone_to_and_gone_at_once(office: Office, lasting_browser):
    bureau, cafe = office.canals[BUREAU], office.canals[CAFE]
    first = office.say("marc", bureau, "Le parapluie **vert** est retrouvé")
    aside = office.say("marc", cafe, "Un parapluie pour toi", [office.members["odile"]])
    odile = office.arrive(lasting_browser(), "odile", f"/?canal={bureau}")
    odile.composer.click()
    seek(odile)
    keys(odile, "parapluie")
    finds(odile, aside, first)
    assert odile.texts(f"{PANEL} mark")[:1] == ["parapluie"]
    assert odile.all(f"[data-result-id='{aside}'] .to")

    # A filter that is begun is completed, and what was typed besides stays sought.
    keys(odile, " de:mar")
    odile.press(".offer").until(lambda: len(odile.all(".piece")) == 2, "both stand")
    assert odile.texts(".piece") == ["parapluie", "de:Marc"]
    assert at(odile) == "search" and odile.find("[name=search]").get_attribute("value") == ""
    odile.press(".piece:last-child").until(lambda: len(odile.all(".piece")) == 1, "it is taken out")
    finds(odile, aside, first)

    # By keys to what was found, in another canal, beside the other results.
    odile.find("[name=search]").send_keys(Keys.ARROW_DOWN)
    odile.until(lambda: "goes" in at(odile), "to the results")
    keys(odile, Keys.ARROW_DOWN, Keys.ARROW_UP)
    assert "goes" in at(odile)
    keys(odile, Keys.ARROW_UP)
    odile.until(lambda: at(odile) == "search", "from the first one back into the field")
    keys(odile, Keys.TAB)
    odile.until(lambda: at(odile) == "piece" or keys(odile, Keys.TAB), "to what is sought")
    odile.until(lambda: "goes" in at(odile) or keys(odile, Keys.TAB), "to the results")
    keys(odile, Keys.ENTER)
    odile.until(lambda: odile.all(f"[role=log] .sought[data-message-id='{aside}']"), "it is gone to")
    assert odile.canal_open() == cafe and "search=parapluie" in odile.path
    finds(odile, aside, first)
    office.ask("marc", "delete-message", key=first)
    finds(odile, aside)

    # Esc leads back to what was gone to; and with nothing gone to, to what one writes.
    odile.find("[name=search]").send_keys(Keys.ESCAPE)
    odile.until(lambda: "sought" in at(odile), "at the message")
    odile.until(lambda: not odile.all(f"{PANEL} > *"), "the search is closed")
    odile.until(lambda: odile.find(".people [data-member-id]"), "the members are there again")

    # On a narrow window it lies over the talk, which what was found takes the place of again.
    odile.resize(1024, 768)
    seek(odile)
    keys(odile, "parapluie")
    finds(odile, aside)
    odile.driver.back()
    odile.until(lambda: not odile.all(f"{PANEL} > *"), "going back closes it on a tablet, too")
    assert odile.canal_open() == cafe
    odile.resize(390, 844)
    seek(odile)
    keys(odile, "parapluie")
    finds(odile, aside)
    shows = "return document.querySelector('[name=message]').checkVisibility({ visibilityProperty: true })"
    assert not odile.js(shows)
    odile.press(f"[data-result-id='{aside}'] .instead")
    odile.until(lambda: not odile.all(f"{PANEL} > *"), "the talk shows")
    odile.driver.back()
    finds(odile, aside)
    one_is = "return document.activeElement.closest('[data-result-id]')?.dataset.resultId"
    odile.until(lambda: odile.js(one_is) == str(aside), "going back leads to the results, where one was in them")
    before = odile.canal_open()
    odile.driver.back()
    odile.until(lambda: not odile.all(f"{PANEL} > *"), "going back closes it")
    assert odile.canal_open() == before
    odile.press("[name=search]").until(lambda: odile.all(f"{PANEL} > *"), "it is open again")
    odile.press(".search-out").until(lambda: not odile.all(f"{PANEL} > *"), "it is closed")
    assert odile.find("h1").is_displayed()
