"""The presenter's bar in the demo, and each of its scenes, played so fast that nobody has to wait."""

from __future__ import annotations

import re

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from app.demo.scenes import NAMES, scene
from tests.browser.chromium import Browser
from tests.browser.looking import looks_at, wear

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

HASTE = "60"
WIDGET = "[...document.body.children].find((each) => each.shadowRoot)?.shadowRoot.querySelector('iframe')"
PRESSES = """
const press = (_, watching) => {
  const button = document.querySelector(arguments[0]);
  if (!button) return;
  watching.disconnect();
  button.click();
};
new MutationObserver(press).observe(document.body, { childList: true, subtree: true });
"""
"""Presses a button as soon as there is one."""

ERP = next(name for name in NAMES if scene(name, "fr").page)


@pytest.fixture(scope="module")
def presenter(instances, lasting_browser) -> Browser:
    """Somebody who presents the demo, as Odile: she sees what is private, too."""
    demo = instances("--demo", MIAOU_DEMO_HASTE=HASTE).start()
    tab = wear(lasting_browser(), "light").at(demo.address).open("/login")
    tab.resize(1440, 900)
    next(card for card in tab.all(".who-card") if card.text.startswith("Odile")).click()
    return with_bar(tab)


def with_bar(tab: Browser) -> Browser:
    tab.until(lambda: tab.all("[data-presenter] [data-slot=tools]"), "the bar is there")
    tab.until(tab.is_online, "the page has its connection")
    return tab


def told(name: str) -> list[str]:
    """How each thing begins that is said in it to everybody, and is not taken back."""
    said: list[tuple[str, str]] = []
    for cue in scene(name, "fr").cues:
        if cue.deed == "takes back":
            said.remove(next(each for each in reversed(said) if each[0] == cue.who))
        elif cue.text and not cue.recipients:
            said.append((cue.who, cue.text))
    return [re.split(r"[*{:]", text)[0].strip() for _, text in said]


def is_playing(tab: Browser) -> list[str]:
    return tab.js(
        "return [...document.querySelectorAll('[data-scene][aria-pressed=true]')].map((e) => e.dataset.scene)"
    )


def room(tab: Browser) -> int:
    """How high the strip is that the page leaves to the bar."""
    return tab.js("return innerHeight - document.querySelector('.nicegui-content').getBoundingClientRect().bottom")


@pytest.mark.parametrize("name", [name for name in NAMES if name != ERP])
def test_a_scene_is_played_where_everybody_is_taken_to_it(presenter: Browser, name: str):
    presenter.press(f"button[data-scene={name}]")
    *_, last = told(name)
    presenter.until(lambda: any(text.startswith(last) for text in presenter.said()), f"{name} comes to its end: {last}")
    presenter.until(lambda: not is_playing(presenter), f"{name} is over")
    said = "\n".join(presenter.said())
    assert [text for text in told(name) if text not in said] == []


def test_one_press_makes_somebody_else_of_one_where_one_is(presenter: Browser):
    presenter.open_canal(presenter.canal_named("Service marketing"))
    here = presenter.path
    presenter.press("[data-presenter] [aria-label='Être Zoé']")
    presenter.until(lambda: presenter.all("[aria-label='Vous êtes Zoé']"), "one is Zoé")
    with_bar(presenter)
    assert presenter.path == here
    # She cannot see where this one plays, and becomes somebody who does: the page presses, as it is over in a second.
    presenter.js(PRESSES, "[data-presenter] .note button")
    presenter.press("button[data-scene=invoice]")
    presenter.until(lambda: presenter.all("[aria-label='Vous êtes Odile']"), "one is Odile")
    with_bar(presenter)
    presenter.until(lambda: presenter.texts(".head h1") == ["Administratif"], "one is where it plays")
    presenter.until(lambda: not is_playing(presenter), "it is over")


def test_the_scene_in_the_business_software_is_seen_there(presenter: Browser):
    presenter.press(f"button[data-scene={ERP}]")
    presenter.until(lambda: presenter.path.startswith(scene(ERP, "fr").page), "it is open")
    frame = presenter.until(lambda: presenter.js(f"return {WIDGET}"), "so is the widget in it")
    presenter.driver.switch_to.frame(frame)
    *_, last = told(ERP)
    presenter.until(lambda: any(text.startswith(last) for text in presenter.said()), "it has come to its end")
    presenter.driver.switch_to.default_content()
    with_bar(presenter.open_window())
    presenter.until(lambda: not is_playing(presenter), "it is over")


def test_the_bar_is_walked_hidden_and_found_again_by_keys_and_axe_finds_nothing(presenter: Browser):
    presenter.press("button[name=pause]")
    presenter.until(lambda: presenter.all("button[name=pause][aria-pressed=true]"), "everything stands still")
    # From button to button of a group, and on to the next one.
    here = "return document.activeElement.name"
    assert presenter.js(here) == "pause"
    keys = ActionChains(presenter.driver)
    keys.send_keys(Keys.ARROW_RIGHT).perform()
    assert presenter.js(here) == "pace-quiet"
    keys.send_keys(Keys.TAB).perform()
    assert presenter.js(here) == "scene-monday"
    assert room(presenter) > 40
    looks_at(presenter, "[data-presenter]")
    # Hidden, it leaves the whole screen to what is presented, after a reload, too.
    presenter.composer.send_keys(Keys.F9)
    presenter.until(lambda: room(presenter) == 0, "it has gone")
    with_bar(presenter.open_window())
    assert room(presenter) == 0
    presenter.composer.send_keys("Bonjour", Keys.CONTROL, Keys.F9)
    presenter.until(lambda: room(presenter) > 40, "it is back")
    # In a page that is asked for without it there is none; on a telephone it comes when it is called.
    presenter.open_window("/?bar=0")
    assert not presenter.all("[data-presenter]")
    with_bar(presenter.open_window())
    presenter.resize(390, 844)
    presenter.press(".presenter-door button")
    presenter.find("button[data-scene=coffee]")
    looks_at(presenter, "[data-presenter]")
