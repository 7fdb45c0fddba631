"""One's own preferences, live in all of one's tabs."""

from __future__ import annotations

import pytest

from tests.browser.chromium import Browser
from tests.browser.conftest import BUREAU
from tests.browser.tidy import at_canal

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")


@pytest.fixture(scope="module")
def lasting(office, lasting_browser) -> tuple[Browser, Browser]:
    return office.arrive(lasting_browser(), "marc"), office.arrive(lasting_browser(), "marc")


@pytest.fixture
def tabs(office, lasting) -> tuple[Browser, Browser]:
    here, there = lasting
    return at_canal(here, office.canals[BUREAU]), at_canal(there, office.canals[BUREAU])


def choose(tab: Browser, setting: str, value: str) -> None:
    tab.press("[data-action=own-menu]").press(f".choice:has([name={setting}][value='{value}'])").submit()


def test_the_theme_changes_in_every_tab(tabs):
    here, there = tabs
    ground = "return getComputedStyle(document.body).backgroundColor"
    light = there.js(ground)
    choose(here, "theme", "dark")
    for tab in tabs:
        tab.until(lambda tab=tab: tab.js("return document.documentElement.dataset.theme") == "dark", "the tab is dark")
    there.until(lambda: there.js(ground) != light, "so is what one sees")
    there.driver.refresh()
    assert there.js("return document.documentElement.dataset.theme") == "dark"
    choose(there, "theme", "")
    for tab in tabs:
        tab.until(lambda tab=tab: not tab.js("return document.documentElement.dataset.theme"), "as the system")


def test_what_is_chosen_in_the_menu_counts_when_one_goes_on_to_something_else_in_it(tabs):
    here, _ = tabs
    here.press("[data-action=own-menu]").press(".choice:has([name=theme][value=dark])").press(
        "dialog [data-action=member-card]"
    )
    here.until(lambda: here.js("return document.documentElement.dataset.theme") == "dark", "it is dark")
    here.until(
        lambda: len(here.all("dialog[open]")) == 1 and here.all("dialog[open] [name=nickname]"), "one's card is shown"
    )
    here.press("dialog[open] [data-action=close-dialog]")
    choose(here, "theme", "")
    here.until(lambda: not here.js("return document.documentElement.dataset.theme"), "as the system")


def test_the_language_changes_in_every_tab_and_nothing_typed_is_lost(tabs):
    here, there = tabs
    there.composer.send_keys("Un brouillon")
    choose(here, "lang", "en")
    for tab in tabs:
        tab.until(
            lambda tab=tab: tab.find("textarea[name=message]").get_attribute("placeholder") == f"Write in {BUREAU}",
            "the tab speaks English",
        )
        assert tab.js("return document.documentElement.lang") == "en"
    assert there.typed() == "Un brouillon"
    choose(there, "lang", "")
    for tab in tabs:
        tab.until(
            lambda tab=tab: tab.find("textarea[name=message]").get_attribute("placeholder") == f"Écrire dans {BUREAU}",
            "the tab speaks French again",
        )
