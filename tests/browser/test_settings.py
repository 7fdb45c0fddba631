"""One's own preferences, live in all of one's tabs."""

from __future__ import annotations

import pytest
from selenium.webdriver import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.chromium import Browser
from tests.browser.conftest import BUREAU, CAFE
from tests.browser.tidy import at_canal

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")


@pytest.fixture(scope="module")
def lasting(office, lasting_browser) -> tuple[Browser, Browser]:
    return office.arrive(lasting_browser(), "marc"), office.arrive(lasting_browser(), "marc")


@pytest.fixture
def tabs(office, lasting) -> tuple[Browser, Browser]:
    here, there = lasting
    return at_canal(here, office.canals[BUREAU]), at_canal(there, office.canals[BUREAU])


def keys(tab: Browser, *pressed: str) -> None:
    ActionChains(tab.driver).send_keys(*pressed).perform()


def focused(tab: Browser) -> str:
    return tab.js("return document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent")


def current(tab: Browser) -> list[int]:
    """The canals that are marked as open."""
    return [int(row.get_attribute("data-canal-id")) for row in tab.all("[data-canal-id]:has(> [aria-current])")]


def test_the_theme_changes_in_every_tab(tabs):
    here, there = tabs
    ground = "return getComputedStyle(document.body).backgroundColor"
    light = there.js(ground)
    here.choose("theme", "dark")
    for tab in tabs:
        tab.until(lambda tab=tab: tab.js("return document.documentElement.dataset.theme") == "dark", "the tab is dark")
    there.until(lambda: there.js(ground) != light, "so is what one sees")
    there.driver.refresh()
    assert there.js("return document.documentElement.dataset.theme") == "dark"
    there.choose("theme", "auto")
    for tab in tabs:
        tab.until(lambda tab=tab: not tab.js("return document.documentElement.dataset.theme"), "as the system")


def test_by_keyboard_the_menu_opens_is_walked_and_chosen_from_and_gives_the_focus_back(tabs):
    here, there = tabs
    # A menu that opens below the pointer takes that for a choice.
    ActionChains(here.driver).move_to_element(here.find("h1")).perform()
    here.js("document.querySelector('[aria-controls=menu-own]').focus()")
    keys(here, Keys.ARROW_DOWN)
    assert focused(here) == "Ma fiche"
    keys(here, "pag", Keys.ARROW_RIGHT, Keys.END)
    assert focused(here) == "Bureau"
    keys(here, Keys.ESCAPE)
    assert focused(here) == "Page d’accueil"
    keys(here, Keys.ARROW_UP, Keys.ARROW_UP, Keys.ARROW_RIGHT, Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    assert focused(here) == "Sombre"
    keys(here, Keys.ENTER)
    assert focused(here) == "Mon menu"
    for tab in tabs:
        tab.until(lambda tab=tab: {"Sombre", "Clavardage"} <= set(tab.chosen()), "every tab says what is chosen")
    there.driver.refresh()
    there.until(lambda: there.is_online() and "Sombre" in there.chosen(), "it is kept")
    there.choose("theme", "auto")
    here.until(lambda: "Sombre" not in here.chosen(), "as the system says")


def test_while_the_server_hangs_nothing_shows_as_done_that_is_not(office, tabs):
    here, _ = tabs
    bureau, cafe = office.canals[BUREAU], office.canals[CAFE]
    link = f"[data-canal-id='{cafe}'] a"
    with office.instance.hanging():
        here.choose("theme", "dark").press(link)
        here.until(lambda: here.find(link).get_attribute("aria-busy") == "true", "the canal is on its way")
        assert current(here) == [bureau]
        here.until(lambda: here.all(".toast.error"), "it is told that there is no answer")
        here.until(lambda: not here.all("[aria-busy=true]"), "that there is none for the canal either")
        assert len(here.all(".toast.error")) == 1, "the same sentence stands there once"
        assert current(here) == [bureau]
        assert "Sombre" not in here.chosen()
        assert not here.js("return document.documentElement.dataset.theme")
    here.until(lambda: "Sombre" in here.chosen(), "the server has heard it after all")
    assert here.js("return document.documentElement.dataset.theme") == "dark"
    here.choose("theme", "auto").until(lambda: "Sombre" not in here.chosen(), "as the system says")


def test_what_is_half_typed_in_a_card_outlives_a_language_chosen_in_another_tab(tabs):
    here, there = tabs
    there.press("[data-action=new-canal]").fill(name="À moitié")
    here.choose("lang", "en")
    there.until(lambda: there.texts("dialog[open] h2") == ["New canal"], "the card is there in English")
    assert there.find("dialog[open] input[name=name]").get_attribute("value") == "À moitié"
    there.press("dialog [data-action=close-dialog]")
    there.choose("lang", "auto")
    here.until(lambda: "Langue" in here.names("[id^=menu-own] [aria-haspopup]"), "the tab speaks French again")


def test_the_language_changes_in_every_tab_and_nothing_typed_is_lost(tabs):
    here, there = tabs
    there.composer.send_keys("Un brouillon")
    here.choose("lang", "en")
    for tab in tabs:
        tab.until(
            lambda tab=tab: tab.find("textarea[name=message]").get_attribute("placeholder") == f"Write in {BUREAU}",
            "the tab speaks English",
        )
        assert tab.js("return document.documentElement.lang") == "en"
    assert there.typed() == "Un brouillon"
    there.choose("lang", "auto")
    for tab in tabs:
        tab.until(
            lambda tab=tab: tab.find("textarea[name=message]").get_attribute("placeholder") == f"Écrire dans {BUREAU}",
            "the tab speaks French again",
        )
