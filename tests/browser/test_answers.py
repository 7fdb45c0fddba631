"""Answering with a quote, and reacting: by two people, with the mouse, the keyboard and a finger."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from app.store import Store
from tests.browser.chromium import Browser
from tests.browser.conftest import BUREAU, PASSWORD
from tests.browser.tidy import at_canal

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

REACTIONS = "return [...arguments[0].querySelectorAll('.reaction')].map((e) => [e.innerText, e.dataset.mine])"


async def people(store: Store) -> tuple[dict[str, int], dict[str, int]]:
    for login, nickname in {"lea": "Léa", "karim": "Karim", "zoe": "Zoé"}.items():
        await store.members.create(login, nickname, PASSWORD)
    bureau = await store.canals.create(store.members.by_login("lea"), BUREAU)
    return {member.login: member.id for member in store.members.all()}, {BUREAU: bureau.id}


@pytest.fixture(scope="module")
def tabs(house, lasting_browser) -> tuple[Browser, Browser]:
    """Léa's at a desk, Karim's on a phone."""
    where = f"/?canal={house.canals[BUREAU]}"
    return house.arrive(lasting_browser(), "lea", where), house.arrive(lasting_browser(phone=True), "karim", where)


@pytest.fixture
def lea(house, tabs) -> Browser:
    return at_canal(tabs[0], house.canals[BUREAU])


@pytest.fixture
def karim(tabs) -> Browser:
    return tabs[1]


def row_of(tab: Browser, text: str) -> str:
    """What finds the row of that message."""
    found = tab.reads(text).js(
        "return [...document.querySelectorAll('[data-message-id]')]"
        ".find((row) => row.querySelector('.message-body').innerText === arguments[0]).dataset.messageId",
        text,
    )
    return f"[data-message-id='{found}']"


def offered(tab: Browser, row: str) -> list[str]:
    """The emoji to choose from, once one has asked for them."""
    tab.until(lambda: tab.all(".react-choice:popover-open"), "they are offered")
    return tab.js("return [...document.querySelectorAll('.react-choice [data-emoji]')].map((e) => e.dataset.emoji)")


def reactions(tab: Browser, row: str) -> list[list[str]]:
    return tab.js(REACTIONS, tab.find(row))


def react(tab: Browser, row: str) -> Browser:
    """Asks what to react with, as the message's bar does."""
    tab.js(
        "const button = document.createElement('button');"
        "button.dataset.action = 'react';"
        "document.querySelector(`${arguments[0]} .bubble`).append(button); button.click(); button.remove()",
        row,
    )
    return tab


def answer(tab: Browser, row: str) -> Browser:
    """Begins an answer, as the message's bar does; returns when what it answers shows."""
    tab.js(
        "const button = document.createElement('button');"
        "button.dataset.action = 'reply';"
        "document.querySelector(`${arguments[0]} .bubble`).append(button); button.click(); button.remove()",
        row,
    )
    tab.until(lambda: tab.names("[data-attached=reply] .quote"), "what is answered shows")
    return tab


def test_a_reaction_shows_with_both_and_each_sees_which_is_their_own(lea, karim):
    lea.write("Qui vient demain ?")
    row = row_of(lea, "Qui vient demain ?")
    first, second, *_ = offered(react(lea, row), row)
    lea.press(f".react-choice [data-emoji='{first}']")
    karim.until(lambda: reactions(karim, row) == [[f"{first} 1", "false"]], "Karim sees it")
    karim.press(f"{row} .reaction")
    lea.until(lambda: reactions(lea, row) == [[f"{first} 2", "true"]], "both are counted")
    assert reactions(karim, row) == [[f"{first} 2", "true"]]
    button = karim.find(f"{row} .reaction")
    assert button.get_attribute("aria-pressed") == "true"
    assert min(button.size.values()) >= 40
    karim.press(f"{row} .reaction")
    lea.until(lambda: reactions(lea, row) == [[f"{first} 1", "true"]], "his is gone again")
    lea.press(f"{row} .react-more").press(f".react-choice [data-emoji='{second}']")
    karim.until(lambda: [each[0] for each in reactions(karim, row)] == [f"{first} 1", f"{second} 1"], "there are two")


def test_one_reacts_by_mouse_from_the_bar_of_a_message_that_the_pointer_leaves_for_it(lea, karim):
    lea.write("On commande des sushis ?")
    row = row_of(lea, "On commande des sushis ?")
    ActionChains(lea.driver).move_to_element(lea.find(f"{row} .bubble")).perform()
    lea.press(f"{row} [data-do=react]")
    first = lea.find(".react-choice [data-emoji]")
    ActionChains(lea.driver).move_to_element(first).perform()
    lea.until(lambda: not lea.all(f"{row}:hover"), "the pointer is no longer on the message")
    bar = f"return getComputedStyle(document.querySelector(`{row} > .bar`)).visibility"
    assert lea.js(bar) == "visible"
    first.click()
    karim.until(lambda: reactions(karim, row), "Karim sees it")


def test_who_reacted_is_shown_to_whoever_points_there_and_read_out_to_whoever_does_not_see(lea, karim):
    lea.write("Qui apporte le pain ?")
    row = row_of(karim, "Qui apporte le pain ?")
    react(karim, row).press(".react-choice [data-emoji]")
    lea.until(lambda: reactions(lea, row), "it shows")
    ActionChains(lea.driver).move_to_element(lea.find(f"{row} .reaction")).perform()
    assert lea.find(f"{row} [role=tooltip]").text == "Karim"
    described = "const e = document.querySelector(arguments[0]); return document.getElementById("
    described += "e.getAttribute('aria-describedby')).textContent"
    assert lea.js(described, f"{row} .reaction") == "Karim"


def test_one_reacts_without_a_mouse_also_with_any_other_emoji(lea):
    lea.write("Le café est prêt")
    row = row_of(lea, "Le café est prêt")
    glyphs = offered(react(lea, row), row)
    ActionChains(lea.driver).send_keys(Keys.HOME, Keys.ARROW_RIGHT, Keys.ENTER).perform()
    lea.until(lambda: reactions(lea, row) == [[f"{glyphs[1]} 1", "true"]], "the second is put there")
    lea.js("document.querySelector(`${arguments[0]} .react-more`).focus()", row)
    ActionChains(lea.driver).send_keys(Keys.ENTER).perform()
    offered(lea, row)
    ActionChains(lea.driver).send_keys(Keys.END, Keys.ENTER).perform()
    lea.until(lambda: lea.js("return document.activeElement.dataset.part") == "search", "the whole menu is open")
    ActionChains(lea.driver).send_keys("licorne", Keys.ENTER).perform()
    lea.until(lambda: ["🦄 1", "true"] in reactions(lea, row), "it is put there")
    assert lea.typed() == ""
    lea.press("button[name=emoji]").press(".emoji-menu [role=gridcell]")
    lea.until(lambda: lea.typed() != "", "the same menu writes again")


def test_an_answer_quotes_what_it_answers_through_a_reload_and_in_its_row(lea, karim):
    karim.write("On mange où ?")
    karim.press("button[name=send]")
    row = row_of(lea, "On mange où ?")
    answer(lea, row)
    assert lea.js("return document.activeElement.name") == "message"
    lea.composer.send_keys("Chez Nadia")
    lea.open_window(lea.path)
    assert lea.typed() == "Chez Nadia"
    lea.until(lambda: lea.names("[data-attached=reply] .said") == ["On mange où ?"], "the quote is there again")
    lea.composer.send_keys(Keys.ENTER)
    mine = row_of(karim, "Chez Nadia")
    said = row.split("'")[1]
    quote = karim.find(f"{mine} .quote[data-quotes='{said}']")
    assert "On mange où ?" in quote.text
    assert "Karim" in quote.text
    assert lea.names("[data-attached=reply] .quote") == []
    answer(lea, row).press("[data-attached=reply] button")
    assert lea.names("[data-attached=reply] .quote") == []


def test_an_answer_to_an_aside_is_for_its_circle_and_comes_back_whole_when_it_is_refused(house, lea, karim):
    lea.find("[name=recipients]").send_keys("kar", Keys.ENTER)
    lea.until(lambda: lea.names(".to-line .chip") == ["Karim"], "Karim is chosen")
    lea.write("Rien que toi")
    row = row_of(karim, "Rien que toi")
    answer(karim, row)
    assert karim.names(".to-line .chip") == ["Léa"]
    karim.press(".to-all")
    karim.composer.send_keys("À tous ?")
    karim.press("button[name=send]")
    karim.until(lambda: "reste dans son cercle" in karim.find(".sheet .trouble").text, "it is refused")
    assert (karim.typed(), karim.names("[data-attached=reply] .said")) == ("À tous ?", ["Rien que toi"])
    karim.press(f"{row} .reply").press("button[name=send]")
    mine = row_of(lea, "À tous ?")
    assert "en aparté à Léa" in lea.find(mine).text
    assert "Rien que toi" in lea.find(f"{mine} .quote").text
