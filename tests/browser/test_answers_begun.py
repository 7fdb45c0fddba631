"""Answers that one has begun: each kept by itself, beside what one writes in the canal."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.chromium import Browser
from tests.browser.conftest import BUREAU, CAFE
from tests.browser.tidy import at_canal

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

NUMBERS = count(1)
ANSWER = """
const button = document.createElement("button");
button.dataset.action = "reply";
document.querySelector(`[data-message-id="${arguments[0]}"] .bubble`).append(button);
button.click();
button.remove();
"""
UNSENT = """
const names = Object.keys(localStorage).filter((name) => name.startsWith("miaou:draft:"));
return names.filter((name) => JSON.parse(localStorage[name]).typed).length;
"""


@pytest.fixture(scope="module")
def pages(office, lasting_browser) -> list[Browser]:
    path = f"/?canal={office.canals[BUREAU]}"
    return [office.arrive(lasting_browser(), "odile", path) for _ in range(2)]


@pytest.fixture
def bureau(office) -> int:
    return office.canals[BUREAU]


@pytest.fixture
def desk(office, pages, bureau) -> Browser:
    return at_canal(pages[0], bureau)


@pytest.fixture
def sofa(pages, bureau, desk) -> Browser:
    """The same member elsewhere."""
    tab = at_canal(pages[1], bureau)
    tab.until(lambda: tab.typed() == "", "nothing is written there")
    return tab


@pytest.fixture
def said(office, bureau) -> Callable[[Browser], int]:
    """`said(tab)` is the id of something that Léa says, once it shows there."""

    def say(tab: Browser) -> int:
        text = f"À quoi l’on répond {next(NUMBERS)}"
        message = office.say("lea", bureau, text)
        tab.reads(text)
        return message

    return say


def quoted(tab: Browser) -> list[str]:
    return tab.names("[data-attached=reply] .said")


def begins(tab: Browser, message: int) -> Browser:
    """An answer, as the message's bar does."""
    tab.js(ANSWER, message)
    tab.until(lambda: quoted(tab) == [said_by(tab, message)], "what is answered shows")
    return tab


def said_by(tab: Browser, message: int) -> str:
    return tab.js(
        "return document.querySelector(`[data-message-id='${arguments[0]}'] .message-body`).innerText", message
    )


def leaves_the_quote(tab: Browser) -> None:
    tab.press("[data-attached=reply] button")
    tab.until(lambda: quoted(tab) == [], "nothing is answered any more")


def test_what_one_typed_goes_with_the_first_answer_and_each_answer_stays_with_what_it_answers(desk, said):
    first, second = said(desk), said(desk)
    desk.composer.send_keys("Puis je réponds")
    begins(desk, first)
    assert desk.typed() == "Puis je réponds"
    begins(desk, second)
    assert desk.typed() == ""
    desk.composer.send_keys("Au second")
    begins(desk, first)
    assert desk.typed() == "Puis je réponds"
    begins(desk, second)
    assert desk.typed() == "Au second"
    desk.composer.send_keys(Keys.ENTER)
    desk.reads("Au second")
    assert (desk.typed(), quoted(desk)) == ("", []), "the canal has none: it went with the first"
    begins(desk, first)
    assert desk.typed() == "Puis je réponds"


def test_without_its_quote_an_answer_is_the_canal_s_unless_that_has_one_of_its_own(desk, said):
    first, second = said(desk), said(desk)
    begins(desk, first).composer.send_keys("Au premier")
    leaves_the_quote(desk)
    assert desk.typed() == "Au premier"
    begins(desk, second)
    leaves_the_quote(desk)
    desk.composer.send_keys(Keys.END, ", ou à tous")
    begins(desk, first)
    assert desk.typed() == "Au premier, ou à tous"
    begins(desk, second).composer.send_keys("Au second")
    leaves_the_quote(desk)
    desk.composer.send_keys(" plutôt à tous")
    assert desk.typed() == "Au second plutôt à tous"
    begins(desk, first)
    leaves_the_quote(desk)
    assert desk.typed() == "Au second plutôt à tous", "what the canal has of its own is back"
    begins(desk, first)
    assert desk.typed() == "Au premier, ou à tous", "and the answer was kept"
    desk.composer.send_keys(Keys.ENTER)
    desk.reads("Au premier, ou à tous")
    assert (desk.typed(), quoted(desk)) == ("Au second plutôt à tous", [])


def test_one_finds_what_one_wrote_last_in_a_canal_also_after_a_reload_and_on_another_device(office, desk, sofa, said):
    cafe, bureau = office.canals[CAFE], office.canals[BUREAU]
    sofa.open_canal(cafe)
    message = said(desk)
    begins(desk, message).composer.send_keys("Une réponse")
    leaves_the_quote(desk)
    begins(desk, message)
    desk.open_window(f"/?canal={bureau}")
    desk.until(lambda: len(quoted(desk)) == 1 and desk.typed() == "Une réponse", "all of it is there again")
    desk.open_canal(cafe).open_canal(bureau)
    assert desk.typed() == "Une réponse"
    desk.until(lambda: desk.js(UNSENT) == 0, "the server has it")
    mark = f"return document.querySelector('[data-canal-id=\"{bureau}\"]').dataset.draft"
    sofa.until(lambda: sofa.js(mark) == "true", "the drawer says that something is written there")
    sofa.open_canal(bureau)
    sofa.until(lambda: len(quoted(sofa)) == 1 and sofa.typed() == "Une réponse", "it is there, with its quote")
    sofa.composer.send_keys(", finie ailleurs", Keys.ENTER)
    desk.reads("Une réponse, finie ailleurs")
    desk.until(lambda: (desk.typed(), quoted(desk)) == ("", []), "it is written nowhere any more")
    sofa.until(lambda: sofa.js(mark) == "false", "nor does the drawer say so")


def test_all_are_listed_and_one_goes_on_with_just_the_one_that_one_chose(office, desk, said):
    first, bureau = said(desk), office.canals[BUREAU]
    begins(desk, first).composer.send_keys("Une réponse")
    begins(desk, said(desk)).composer.send_keys("Une autre")
    leaves_the_quote(desk)
    desk.until(lambda: desk.js(UNSENT) == 0, "the server has them")
    before = said_by(desk, first)
    for away in (False, True):
        if away:
            desk.open_canal(office.canals[CAFE])
        desk.press(".self [aria-haspopup=menu]").press("[role=menuitem][data-action=later]")
        desk.until(
            lambda: sorted(desk.texts("dialog .put-by .text")) == ["Une autre", "Une réponse"], "both are listed"
        )
        assert desk.texts("dialog .put-by .answered") == [f"Léa\u00a0: {before}"]
        desk.press(f"dialog [data-action=write-on][data-answers='{first}']")
        desk.until(lambda: desk.canal_open() == bureau and quoted(desk) == [before], "that one is")
        assert desk.typed() == "Une réponse"
    desk.press(".self [aria-haspopup=menu]").press("[role=menuitem][data-action=later]")
    desk.press(f"dialog [data-action=discard-draft][data-answers='{first}']").press("dialog:last-of-type [type=submit]")
    desk.until(lambda: desk.typed() == "Une autre", "thrown away, it is nowhere, and the other one is")


def test_when_what_one_answers_is_deleted_nothing_that_one_typed_is_lost(office, desk, said):
    message, other = office.say("odile", office.canals[BUREAU], "À retirer"), said(desk)
    begins(desk, message).composer.send_keys("Une réponse")
    desk.js(f"$use('actions.js').ask('delete-message', {{ key: {message} }})")
    desk.until(lambda: quoted(desk) == [], "it is gone, and its quote with it")
    desk.until(lambda: "sans la citation" in desk.find(".sheet .trouble").text, "one is told so")
    assert desk.typed() == "Une réponse"
    desk.js(f"$use('actions.js').ask('undo-delete', {{ key: {message} }})")
    desk.until(lambda: quoted(desk) == ["À retirer"], "both are back")
    desk.js(f"$use('actions.js').ask('delete-message', {{ key: {message} }})")
    desk.until(lambda: quoted(desk) == [], "it is gone again")
    begins(desk, other)
    assert desk.typed() == ""
    desk.until(lambda: desk.js(UNSENT) == 0, "the server has it")
    desk.press(".self [aria-haspopup=menu]").press("[role=menuitem][data-action=later]")
    desk.until(lambda: desk.texts("dialog .put-by .text") == ["Une réponse"], "it is listed")
    assert desk.texts("dialog .put-by .answered") == []
    desk.press(f"dialog [data-action=write-on][data-answers='{message}']")
    desk.until(lambda: desk.typed() == "Une réponse", "one goes on with it")
    desk.composer.send_keys(Keys.ENTER)
    desk.reads("Une réponse")
    assert not desk.all("[data-message-id]:last-of-type .quote")


def test_an_answer_is_begun_and_sent_off_without_a_connection(desk, said):
    message = said(desk)
    with desk.cut_off():
        desk.until(lambda: not desk.is_online(), "the connection is lost")
        desk.js(ANSWER, message)
        assert desk.find("[data-attached=reply]").is_displayed()
        desk.composer.send_keys("Hors ligne", Keys.ENTER)
        assert desk.typed() == ""
        assert "Hors ligne" in "".join(desk.waiting())
    desk.reads("Hors ligne")
    desk.until(lambda: desk.all(f"[data-message-id] .quote[data-quotes='{message}']"), "it answers what it was to")
