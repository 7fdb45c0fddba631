"""A card that is open follows what others do, and leaves alone what one is doing in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from tests.browser.chromium import Browser
from tests.browser.conftest import BUREAU, CAFE, Office
from tests.browser.tidy import at_canal

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

STATE = """
const {name, topic} = document.querySelector("dialog form").elements;
return [name.value, topic.value, document.activeElement === topic, topic.selectionStart, topic.selectionEnd];
"""


COUNT_DIALOGS = """
window.opened = 0;
new MutationObserver((changes) => {
  for (const { target } of changes) if (target.matches("dialog[open]")) window.opened += 1;
}).observe(document, { subtree: true, attributeFilter: ["open"] });
"""


PRESS_BEFORE_IT_IS_CONNECTED = """
const held = [], { send } = WebSocket.prototype;
let held_back = true;
WebSocket.prototype.send = function (...said) {
  if (held_back) held.push([this, said]);
  else send.apply(this, said);
};
new MutationObserver(async (_, watching) => {
  const button = document.querySelector("[data-action=new-canal]");
  if (!button) return;
  watching.disconnect();
  const { wire } = await import("miaou/wire.js");
  await import("miaou/actions.js");
  button.click();
  window.pressed_online = wire.online;
  held_back = false;
  for (const [socket, said] of held) send.apply(socket, said);
}).observe(document, { childList: true, subtree: true });
"""


@pytest.fixture(scope="module")
def tab_of(office, lasting_browser) -> Callable[[str], Browser]:
    """`tab_of(login)`: theirs for all of this file's tests, from the first one that needs it."""
    return cache(lambda login: office.arrive(lasting_browser(), login, f"/?canal={office.canals[BUREAU]}"))


@pytest.fixture
def lea(office, tab_of) -> Browser:
    return at_canal(tab_of("lea"), office.canals[BUREAU])


@pytest.fixture
def karim(office, tab_of) -> Browser:
    return at_canal(tab_of("karim"), office.canals[BUREAU])


def test_a_half_filled_card_shows_a_name_that_changes_and_keeps_what_is_typed_with_its_caret(
    office: Office, lea, karim
):
    canal = office.canals[CAFE]
    card = f"[data-canal-id='{canal}'] [data-action=canal-card]"
    karim.press(card)
    topic = karim.find("dialog input[name=topic]")
    topic.clear()
    topic.send_keys("Sans sucre")
    karim.js("document.activeElement.setSelectionRange(2, 5)")

    lea.press(card)
    lea.fill(name="Machine à thé")
    lea.submit()
    karim.until(lambda: karim.js(STATE)[0] == "Machine à thé", "the new name stands in the card")
    assert karim.js(STATE) == ["Machine à thé", "Sans sucre", True, 2, 5]
    assert "Machine à thé" in karim.find("dialog h2").text
    karim.submit()
    karim.until(lambda: not karim.all("dialog[open]"), "the card closes")
    karim.press(card).find("dialog[open] form")
    karim.until(lambda: karim.js(STATE)[:2] == ["Machine à thé", "Sans sucre"], "both are kept")
    karim.fill(name="Machine à café")
    karim.submit()
    lea.until(lambda: "Machine à café" in lea.canals(), "it is called as before")


def test_a_card_that_was_asked_for_while_the_server_hung_does_not_open_when_it_is_back(office: Office, lea):
    lea.js(COUNT_DIALOGS)
    with office.instance.hanging():
        lea.press("[data-action=new-canal]")
        lea.until(lambda: lea.all("[data-action=new-canal][aria-busy=true]"), "it shows that it is being done")
        lea.until(lambda: lea.all(".toast.error"), "it is told that there is no answer")
        assert not lea.all("[aria-busy=true][data-action]")
    lea.write("Te revoilà")
    lea.reads("Te revoilà")
    lea.press("[data-action=new-canal]")
    lea.until(lambda: lea.all("dialog[open]"), "asked for now, it opens now")
    # NiceGUI's messages come in their order: the late one has been there by now.
    lea.until(lambda: len(lea.all("dialog")) == 1, "the late one is gone")
    assert lea.js("return window.opened") == 1


def test_what_is_pressed_before_the_page_has_its_connection_is_done_once_it_stands(lea):
    script = lea.driver.execute_cdp_cmd(
        "Page.addScriptToEvaluateOnNewDocument", {"source": PRESS_BEFORE_IT_IS_CONNECTED}
    )
    try:
        lea.open("/")
    finally:
        lea.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)
    lea.find("dialog[open] h2")
    assert lea.js("return window.pressed_online") is False
    assert not lea.all(".toast")
