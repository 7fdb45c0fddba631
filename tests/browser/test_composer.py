"""Writing a message."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.chromium import Browser
from tests.browser.conftest import BUREAU, CAFE
from tests.browser.tidy import at_canal

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

PASTE = """
const field = document.querySelector("textarea[name=message]");
field.value = arguments[0];
field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
field.focus();
"""
SEND = """
field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
"""


@pytest.fixture(scope="module")
def lasting(office, lasting_browser) -> Browser:
    return office.arrive(lasting_browser(), "lea", f"/?canal={office.canals[BUREAU]}")


@pytest.fixture
def lea(office, lasting) -> Browser:
    return at_canal(lasting, office.canals[BUREAU])


def bodies(writer: Browser) -> list[str]:
    """The messages as HTML."""
    return writer.js("return [...document.querySelectorAll('[data-message-id] .message-body')].map((b) => b.innerHTML)")


def says(writer: Browser, text: str) -> str:
    """Send this text, of however many lines; returns it as HTML."""
    count = len(writer.said())
    writer.js(PASTE, text)
    writer.composer.send_keys(Keys.ENTER)
    writer.until(lambda: len(writer.said()) == count + 1, f"{text!r} is sent")
    return bodies(writer)[-1]


def test_enter_sends_and_empties_the_composer(lea):
    lea.write("Une ligne").reads("Une ligne")
    assert lea.typed() == ""


def test_the_button_sends(lea):
    lea.composer.send_keys("Par le bouton")
    lea.press("button[name=send]").reads("Par le bouton")


def test_shift_and_enter_break_the_line(lea):
    lea.composer.send_keys("Deux", Keys.SHIFT, Keys.ENTER, Keys.NULL, "lignes")
    assert lea.typed() == "Deux\nlignes"
    lea.composer.send_keys(Keys.ENTER)
    lea.reads("Deux\nlignes")


def test_enter_that_ends_a_composition_does_not_send(lea):
    lea.composer.click()
    lea.js(
        "document.querySelector('textarea[name=message]')"
        ".addEventListener('keydown', (event) => (window.composing = event.isComposing), { once: true })"
    )
    composed = {"text": "にほんご", "selectionStart": 4, "selectionEnd": 4}
    lea.driver.execute_cdp_cmd("Input.imeSetComposition", composed)
    enter = {"type": "rawKeyDown", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13}
    lea.driver.execute_cdp_cmd("Input.dispatchKeyEvent", enter)
    assert lea.js("return window.composing") is True
    lea.driver.execute_cdp_cmd("Input.insertText", {"text": "日本語"})
    assert lea.typed() == "日本語"
    assert "にほんご" not in lea.said() + lea.waiting()
    lea.composer.send_keys(Keys.ENTER)
    lea.reads("日本語")


def test_a_blank_message_is_not_sent(lea):
    before = lea.said()
    for blank in ("", "   ", "\n\n \n", "\u200b"):
        lea.js(PASTE, blank)
        lea.composer.send_keys(Keys.ENTER)
        if blank.strip():
            # That it shows nothing, the server alone knows; it comes back.
            lea.until(lambda: "message est vide" in lea.find(".trouble").text, "it is said why")
        lea.js(PASTE, "")
    lea.write("Après le vide")
    lea.until(lambda: lea.said() == [*before, "Après le vide"], "only what is not blank has come")


def test_a_message_that_is_too_long_is_kept_and_not_sent(lea):
    before = lea.said()
    too_long = "miaou " * 1666 + "chats"
    assert len(too_long) == 10_001
    lea.js(PASTE, too_long)
    assert "1 caractère de trop" in lea.find(".count").text
    lea.composer.send_keys(Keys.ENTER)
    assert lea.typed() == too_long
    assert not lea.find("button[name=send]").is_enabled()
    assert lea.waiting() == []
    lea.composer.send_keys(Keys.BACKSPACE, Keys.ENTER)
    lea.until(lambda: lea.said() == [*before, too_long[:-1]], "what fits is sent")


def test_how_much_is_left_shows_only_near_the_limit(lea):
    lea.js(PASTE, "a" * 9_400)
    assert not any(count.is_displayed() for count in lea.all(".count"))
    lea.js(PASTE, "a" * 9_900)
    assert "100 caractères restants" in lea.find(".count").text
    # As the server counts, to which a letter and its accent are one, and empty lines around it none.
    lea.js(PASTE, "\n\n" + "e\u0301" * 9_900 + " \n")
    assert "100 caractères restants" in lea.find(".count").text
    lea.js(PASTE, "  " + "a" * 9_999)
    assert "1 caractère de trop" in lea.find(".count").text


BOLD, ITALIC, CODE, EVERYTHING = ((Keys.CONTROL, key, Keys.NULL) for key in "biea")
BREAK = (Keys.SHIFT, Keys.ENTER, Keys.NULL)


def test_the_key_that_begins_a_format_ends_it_too(lea):
    for keys, typed in (
        (("un ", *BOLD, "gras", *BOLD, " suite"), "un **gras** suite"),
        ((*ITALIC, "ici", *ITALIC, " et là"), "_ici_ et là"),
        ((*CODE, "x", *CODE, " y"), "`x` y"),
        (("re", *ITALIC, "ven", *ITALIC, "deurs"), "re*ven*deurs"),
        (("**gras**", *EVERYTHING, *BOLD), "gras"),
        (("a", *BREAK, *BREAK, "b", *EVERYTHING, *BOLD), "**a**\n\n**b**"),
    ):
        lea.composer.send_keys(*keys)
        assert lea.typed() == typed
        lea.composer.clear()


def test_a_draft_is_not_taken_by_a_tab_that_wrote_nothing(office, lea):
    lea.composer.send_keys("Brouillon important")
    here = lea.driver.current_window_handle
    lea.driver.switch_to.new_window("tab")
    there = lea.driver.current_window_handle
    try:
        lea.open_window(f"/?canal={office.canals[CAFE]}").open_canal(office.canals[BUREAU])
        lea.driver.switch_to.window(here)
        lea.composer.send_keys(" et long")
        lea.open_canal(office.canals[CAFE])
        lea.driver.switch_to.window(there)
        lea.open_canal(office.canals[CAFE])
    finally:
        lea.driver.switch_to.window(there)
        lea.driver.close()
        lea.driver.switch_to.window(here)
    assert lea.open_canal(office.canals[BUREAU]).typed() == "Brouillon important et long"
    lea.composer.clear()


def test_markdown_shows_formatted(lea):
    html = says(lea, "**gras** *penché* ~~barré~~ `code`\nligne\n\n- une\n- liste\n\n> cité\n\n```python\nx = 1\n```")
    for element in ("<strong>gras", "<em>penché", "<del>barré", "<code>code", "<br", "<li>", "<blockquote", "<pre"):
        assert element in html
    shown = lea.js("return getComputedStyle([...document.querySelectorAll('[role=log] strong')].at(-1)).fontWeight")
    assert int(shown) >= 600


def test_a_link_opens_elsewhere_and_tells_nothing(lea):
    says(lea, "Voir https://example.org/page?x=1")
    link = lea.all("[role=log] .message-body a")[-1]
    assert link.get_attribute("href") == "https://example.org/page?x=1"
    assert link.get_attribute("target") == "_blank"
    assert {"noopener", "noreferrer"} <= set(link.get_attribute("rel").split())


def test_html_shows_as_it_was_typed(lea):
    hostile = [
        "<script>window.hurt = 1</script>",
        "<img src=x onerror='window.hurt = 1'>",
        "</script><b onmouseover='window.hurt = 1'>x</b>",
    ]
    for typed in hostile:
        says(lea, typed)
        assert lea.said()[-1] == typed
    assert lea.js("return window.hurt") is None
    lea.driver.refresh()
    lea.until(lambda: lea.said()[-3:] == hostile, "they are there after a reload")
    assert lea.js("return window.hurt") is None


def test_what_one_writes_shows_at_once(lea):
    """Before the server has answered: the bubble is there in the very turn of the key."""
    bubbles = "return [...document.querySelectorAll('[data-state=pending]')].map((bubble) => bubble.innerText)"
    shown = lea.js(PASTE + SEND + bubbles, "Tout de suite")
    assert len(shown) == 1
    assert "Tout de suite" in shown[0]
    lea.reads("Tout de suite")


def test_half_a_character_stops_nothing(lea):
    """A broken paste or an old input method may leave one; JSON cannot carry it."""
    lea.js(PASTE.replace("arguments[0]", "'Moitié ' + String.fromCharCode(0xd83d)") + SEND)
    lea.reads("Moitié \ufffd")
    lea.write("Et la suite").reads("Et la suite")
