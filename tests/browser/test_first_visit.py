"""From the first second: few requests, all of them packed and kept, and something to see before the scripts come."""

import pytest

from tests.browser.conftest import ARCHIVED, ARCHIVES, PASSWORD
from tests.browser.tidy import turn

MOST, MOST_AGAIN = 25, 3
"""Requests beside the page itself, on a first visit and on a later one."""

SCRIPTS = ("*/vue.esm-browser*", "*/quasar.umd*")
ASKED = """return performance.getEntriesByType("resource").filter(({ name }) => name.startsWith("http"))
  .map(({ name, transferSize, encodedBodySize, decodedBodySize }) =>
    [new URL(name).pathname, transferSize, encodedBodySize, decodedBodySize])"""
IS_OLD = "Object.defineProperty(HTMLScriptElement, 'supports', { value: undefined })"


@pytest.fixture
def lea(browser, office):
    """Léa's browser, which was never here before."""
    lea = browser().at(office.instance.address, office.instance.sign_in("lea", PASSWORD))
    lea.driver.execute_cdp_cmd("Network.enable", {})
    lea.driver.execute_cdp_cmd("Network.clearBrowserCache", {})
    yield lea
    lea.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})
    lea.driver.execute_cdp_cmd("Network.disable", {})


@pytest.fixture
def without_scripts(lea):
    """The window, whose scripts do not come."""
    lea.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": [*SCRIPTS]})
    return lea


@pytest.mark.parametrize("path", ["/", "/desktop", "/widget", "/admin"])
def test_a_first_visit_asks_for_little_and_a_later_one_for_next_to_nothing(lea, path):
    lea.open(path).until(lambda: lea.js("return window.socket?.connected"), "its socket is open")
    sent = [each for each in lea.js(ASKED) if each[1] > 0]
    assert 0 < len(sent) <= MOST, sent
    texts = [each for each in sent if each[0].endswith((".js", ".mjs", ".css")) and each[3] > 1000]
    assert texts
    assert [each for each in texts if each[2] > each[3] * 0.6] == [], "all that is text comes packed"
    lea.open("about:blank")
    lea.open(path).until(lambda: lea.js("return window.socket?.connected"), "its socket is open again")
    assert len([each for each in lea.js(ASKED) if each[1] > 0]) <= MOST_AGAIN


SHOWN = """const parts = ":is(.drawer, .head, .talk, .sheet, .people)";
  const there = [...document.querySelectorAll(`${parts}:not(dialog *)`)];
  const log = document.querySelector("[role=log]"), { top, bottom } = log.getBoundingClientRect();
  const rows = [...log.querySelectorAll("[data-message-id]")].filter((row) => {
    const box = row.getBoundingClientRect();
    return box.bottom > top && box.top < bottom;
  });
  const placeOf = (part) => Object.values(part.getBoundingClientRect().toJSON()).map(Math.round);
  const named = (part) => [part.dataset.messageId ?? part.className, placeOf(part)];
  return Object.fromEntries([...there, ...rows].map(named))"""
"""Where the parts of the window stand, and the messages in view."""


def test_the_window_s_frame_stands_before_any_script_and_goes_when_it_can_be_used(without_scripts):
    lea = without_scripts
    lea.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": [*SCRIPTS, "*/all.js"]})
    lea.open("/")
    assert lea.find(".frame .brand").text == "Miaou"
    assert lea.all("[role=log]") == []
    lea.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})
    lea.open_window("/")
    lea.until(lambda: not lea.all(".frame"), "the frame is gone")


@pytest.mark.parametrize("order", ["newest-first", "newest-last"])
def test_what_was_said_is_read_before_nicegui_s_scripts_come_and_stands_still_when_they_do(lea, office, order):
    archives = f"/?canal={office.canals[ARCHIVES]}"
    lea.open_window(archives)
    lea.resize(1440, 900)
    turn(lea, order)
    for size in ((1440, 900), (390, 844)):
        lea.resize(*size)
        lea.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": [*SCRIPTS]})
        lea.open(archives)
        lea.until(lambda: lea.all(".frame [data-message-id]"), "messages show")
        early = lea.js(SHOWN)
        lea.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})
        assert lea.open_window(archives).js(SHOWN) == early


def test_a_browser_that_cannot_move_what_goes_on_shows_it_when_it_can_be_used(lea, office):
    older = {"source": "delete Element.prototype.moveBefore"}
    added = lea.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", older)
    try:
        lea.open_window(f"/?canal={office.canals[ARCHIVES]}")
        lea.reads(f"Message {ARCHIVED}")
        assert lea.all(".frame") == []
    finally:
        lea.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)


def test_only_browsers_that_cannot_load_the_page_are_told_so(without_scripts):
    lea, shown = without_scripts, "return document.querySelector('#esm-fallback').checkVisibility()"
    lea.open("/")
    assert lea.js(shown) is False
    added = lea.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": IS_OLD})
    try:
        lea.open("/")
        assert lea.js(shown) is True
    finally:
        lea.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)


def test_an_image_that_does_not_come_looks_like_a_letter_and_not_like_a_fault(lea):
    lea.open_window("/")
    made = """const [done] = arguments, [letter] = document.querySelectorAll(".self .cat .initial");
    const image = Object.assign(new Image(), { alt: letter.dataset.initial, src: "/images/none-64.webp" });
    image.onerror = () => {
      letter.replaceWith(image);
      const { width, height } = image.getBoundingClientRect();
      const over = getComputedStyle(image, "::after"), ground = getComputedStyle(image).backgroundColor;
      const [wide, high] = [over.width, over.height].map(parseFloat);
      done([over.content, over.backgroundColor === ground, wide >= width, high >= height]);
    };"""
    content, *covers = lea.driver.execute_async_script(made)
    assert content.startswith('"L"')
    assert covers == [True, True, True]
