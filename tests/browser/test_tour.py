"""The tour as one walks it: seven things done for real, by keyboard where there is one; the cat goes on by itself."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium_axe_python import Axe

from app.components.tour.steps import TOUR
from app.locale import catalogue
from app.store import Store
from app.store.founding import found
from tests.browser.chromium import Browser
from tests.browser.conftest import PASSWORD
from tests.browser.instance import Instance, furnish
from tests.browser.looking import LEFT_OUT, found_by_axe, looks_at, wear

FR = catalogue("fr")
CARD = ".tour-card"
IN_IT = "return document.activeElement.closest('.tour') !== null"


async def two_people(store: Store) -> str:
    """The session of the first, to whom it is offered."""
    lea = await found(store, "lea", "Léa", PASSWORD)
    await store.members.create("karim", "Karim", PASSWORD)
    await store.tours.offer(lea)
    return await store.sessions.start(lea)


@pytest.fixture
def lea(instances, browser) -> Browser:
    instance: Instance = instances()
    instance.folder.mkdir()
    token = furnish(instance.folder, two_people)
    return wear(browser().at(instance.start().address, token), "light").open_window()


def press_key(tab: Browser, *pressed: str, held: str = "") -> None:
    doing = ActionChains(tab.driver)
    for key in held:
        doing.key_down(key)
    doing.send_keys(*pressed)
    for key in held:
        doing.key_up(key)
    doing.perform()


def tells(tab: Browser, title: str) -> Browser:
    """Returns when the cat does, and there is nothing about it that axe-core finds."""
    tab.until(lambda: tab.texts(f"{CARD} h2") == [title], f"the cat tells {title!r}")
    if not tab.js("return Boolean(window.axe)"):
        Axe(tab.driver).inject()
    assert found_by_axe(tab, ".tour", LEFT_OUT) == []
    return tab


def goes_into_it(tab: Browser) -> None:
    """By F6, as into any other region."""
    for _ in range(6):
        press_key(tab, Keys.F6)
        if tab.js(IN_IT):
            return
    pytest.fail("F6 leads to each region but the tour")


COVERED = """
const card = document.querySelector(".tour-card").getBoundingClientRect();
const said = document.querySelector("[role=log] > .empty").children;
return [...said].filter((each) => each.checkVisibility()).some((each) => {
  const { top, bottom, left, right } = each.getBoundingClientRect();
  return top < card.bottom && bottom > card.top && left < card.right && right > card.left;
});
"""


@pytest.mark.parametrize("size", [(390, 844), (1024, 768)])
def test_where_there_is_little_room_it_covers_nothing_of_what_an_empty_canal_says(lea, size):
    lea.resize(*size)
    lea.press(".first .close").until(lambda: not lea.all(".first"), "nothing else is new")
    lea.press(".tour [data-action=tour-begin]")
    tells(lea, FR(TOUR[0].title))
    assert lea.js(COVERED) is False


def test_all_seven_are_done_for_real(lea):
    titles = [FR(step.title) for step in TOUR]
    tells(lea, FR("Shall I show you round?"))
    goes_into_it(lea)
    lea.js("document.querySelector('.tour [data-action=tour-begin]').focus()")
    press_key(lea, Keys.ENTER)

    tells(lea, titles[0])
    assert lea.js(IN_IT), "the focus did not fall out of the page"
    looks_at(lea, ".tour")
    lea.write("Bonjour, la maisno !").reads("Bonjour, la maisno !")

    tells(lea, titles[1])
    assert not lea.js(IN_IT), "and stays where one writes"
    lea.until(lambda: titles[1] in lea.js("return document.querySelector('[data-aloud]').textContent"), "it is said")
    ActionChains(lea.driver).move_to_element(lea.find("[role=log] article")).perform()
    lea.press("[role=log] article [data-do=react]").press(".react-choice [data-emoji]")

    tells(lea, titles[2])
    lea.composer.send_keys(Keys.ARROW_UP)
    lea.until(lambda: lea.typed() == "Bonjour, la maisno !", "it is there to be mended")
    lea.composer.send_keys(Keys.BACKSPACE * 4, "on !", Keys.ENTER)

    tells(lea, titles[3])
    lea.find("[name=recipients]").send_keys("kar", Keys.ENTER)
    lea.write("Rien que pour toi.").reads("Rien que pour toi.")

    tells(lea, titles[4])
    lea.open_window()
    tells(lea, titles[4])
    lea.press("[data-action=new-canal]").fill(name="Carnet").press("dialog .primary")

    tells(lea, titles[5])
    press_key(lea, "k", held=Keys.CONTROL)
    lea.find("dialog.switcher input").send_keys("tout")
    lea.until(lambda: lea.js("return document.querySelectorAll('.one:not([hidden])').length") == 1, "it is found")
    press_key(lea, Keys.ENTER)

    tells(lea, titles[6])
    lea.press(f"{CARD} a[href='/desktop']")
    lea.until(lambda: lea.all("[data-desktop]"), "the desktop is there")
    lea.until(lea.is_online, "and can be used")
    tells(lea, titles[6])
    lea.press("[aria-controls=menu-view]").press("#menu-view [data-action=edit-mode]")
    lea.find("[data-tile]").send_keys(Keys.ARROW_DOWN)

    tells(lea, FR("You know the house"))
    lea.press(f"{CARD} .primary")
    lea.until(lambda: not lea.all(CARD), "it has gone")

    lea.open_window("/?window")
    assert not lea.all(CARD)
    lea.own_menu().press("[data-action=tour-begin]")
    tells(lea, titles[0])
    goes_into_it(lea)
    press_key(lea, Keys.ESCAPE)
    lea.until(lambda: not lea.all(CARD), "Esc has closed it")
