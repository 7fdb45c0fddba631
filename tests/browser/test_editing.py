"""A message's bar and menu, and editing: what one does with what was said, and what becomes of what one was writing."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import count

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.chromium import Browser
from tests.browser.conftest import BUREAU, CAFE
from tests.browser.tidy import at_canal

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

NUMBERS = count(1)
EDITED = "[data-attached=edits]"


@pytest.fixture
def bureau(office) -> int:
    return office.canals[BUREAU]


@pytest.fixture(scope="module")
def lasting(office, lasting_browser) -> Callable[..., Browser]:
    path = f"/?canal={office.canals[BUREAU]}"
    return cache(lambda login, where="": office.arrive(lasting_browser(phone=where == "phone"), login, path))


@pytest.fixture
def zoe(lasting, bureau) -> Browser:
    return at_canal(lasting("zoe"), bureau)


@pytest.fixture
def zoe_there(lasting, bureau) -> Browser:
    """Zoé in another browser."""
    return at_canal(lasting("zoe", "there"), bureau)


@pytest.fixture
def karim(lasting, bureau) -> Browser:
    return at_canal(lasting("karim"), bureau)


@pytest.fixture
def said(office, bureau) -> Callable[..., int]:
    """`said("zoe", text)` is the id of something said from elsewhere."""
    return lambda login, text, to=(): office.say(login, bureau, text, to)


def text_of(n: int) -> str:
    return f"Message à modifier {n}"


def row(message: int) -> str:
    return f"[role=log] [data-message-id='{message}']"


def menu_of(tab: Browser, message: int) -> list[str]:
    """Opens the menu of that message as one does with a mouse; what it offers."""
    tab.until(lambda: tab.all(row(message)), "the message shows")
    ActionChains(tab.driver).move_to_element(tab.find(f"{row(message)} .bubble")).perform()
    tab.press(f"{row(message)} [data-do=more]")
    return offered(tab)


MIDDLE = """
const [css, done] = arguments;
let scrolls = 0;
const count = () => scrolls++;
window.addEventListener("scroll", count, true);
const middle = () => {
  window.removeEventListener("scroll", count, true);
  const bubble = document.querySelector(css);
  const { left, top, width, height } = bubble.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  done(scrolls === 0 && bubble.contains(document.elementFromPoint(x, y)) ? [x, y] : null);
};
requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(middle)));
"""
"""Where the middle of something is that is in view, if nothing has scrolled for three frames."""


def offered(tab: Browser) -> list[str]:
    entries = "[role=menu]:popover-open [role=menuitem]"
    tab.until(lambda: tab.all(entries), "the menu is open")
    return tab.js("return [...document.querySelectorAll(arguments[0])].map((each) => each.dataset.do)", entries)


def edits(tab: Browser, message: int, text: str) -> Browser:
    """Zoé begins to edit it."""
    assert "edit" in menu_of(tab, message)
    tab.press("[role=menuitem][data-do=edit]")
    return begun(tab, text)


def begun(tab: Browser, text: str) -> Browser:
    tab.until(lambda: tab.find(EDITED).is_displayed() and tab.typed() == text, "it is edited")
    return tab


def left(tab: Browser) -> None:
    tab.until(lambda: not tab.all(f"{EDITED} .slot:not(:empty)"), "nothing is edited any more")


def retype(tab: Browser, text: str, *keys: str) -> None:
    tab.composer.send_keys(Keys.CONTROL, "a")
    tab.composer.send_keys(text, *keys)


def test_one_edits_what_one_said_and_all_read_it_while_one_s_draft_waits(zoe, karim, said):
    before = text_of(next(NUMBERS))
    message = said("zoe", before)
    zoe.reads(before)
    zoe.composer.send_keys("Brouillon")
    edits(zoe, message, before)
    assert zoe.find("button[name=send]").text == "Enregistrer"
    retype(zoe, f"{before} **enfin**", Keys.ENTER)
    for tab in (zoe, karim):
        tab.reads(f"{before} enfin")
        assert "modifié à " in tab.find(f"{row(message)} .edited").text
        assert tab.find(f"{row(message)} .edited time").get_attribute("title")
    left(zoe)
    assert (zoe.typed(), zoe.find("button[name=send]").text) == ("Brouillon", "Envoyer")


def test_up_in_an_empty_composer_edits_the_last_one_and_esc_leaves_it(zoe, said):
    mine = text_of(next(NUMBERS))
    said("zoe", mine)
    said("karim", text_of(next(NUMBERS)))
    zoe.reads(mine)
    zoe.composer.send_keys(Keys.ARROW_UP)
    begun(zoe, mine).composer.send_keys(" autrement", Keys.ESCAPE)
    left(zoe)
    assert zoe.typed() == ""
    zoe.composer.send_keys("x", Keys.ARROW_UP, Keys.ARROW_UP)
    assert zoe.typed() == "x"
    zoe.reads(mine)


def test_what_one_edits_is_still_there_after_a_reload_and_so_is_the_draft(zoe, said, bureau):
    before = text_of(next(NUMBERS))
    message = said("zoe", before)
    zoe.reads(before)
    zoe.composer.send_keys("Brouillon")
    edits(zoe, message, before).composer.send_keys(" plus tard")
    zoe.open_window(f"/?canal={bureau}")
    begun(zoe, f"{before} plus tard").composer.send_keys(Keys.ENTER)
    zoe.reads(f"{before} plus tard")
    left(zoe)
    assert zoe.typed() == "Brouillon"


def test_of_two_tabs_the_later_one_wins_and_is_told_before(zoe, zoe_there, said):
    before = text_of(next(NUMBERS))
    message = said("zoe", before)
    for tab in (zoe, zoe_there):
        edits(tab, message, before)
    retype(zoe_there, "Le tien")
    retype(zoe, f"{before}, le mien", Keys.ENTER)
    zoe_there.reads(f"{before}, le mien")
    zoe_there.until(lambda: "modifié ailleurs" in zoe_there.find(EDITED).text, "it is told")
    assert zoe_there.typed() == "Le tien"
    retype(zoe_there, f"{before}, le tien", Keys.ENTER)
    for tab in (zoe, zoe_there):
        tab.reads(f"{before}, le tien")
    assert "history" in menu_of(zoe, message)
    zoe.press("[role=menuitem][data-do=history]")
    zoe.until(lambda: len(zoe.all("dialog .versions li")) == 3, "all it said is there")
    assert zoe.texts("dialog .versions .text") == [f"{before}, le tien", f"{before}, le mien", before]


def test_what_cannot_be_saved_stays_with_the_reason(zoe, said):
    before = text_of(next(NUMBERS))
    edits(zoe, said("zoe", before), before)
    retype(zoe, " ", Keys.ENTER)
    zoe.until(lambda: zoe.all(".toasts .error"), "the reason is told")
    assert zoe.find(EDITED).is_displayed()
    with zoe.cut_off():
        zoe.until(lambda: not zoe.is_online(), "the connection is lost")
        retype(zoe, "Sans réseau", Keys.ENTER)
        zoe.until(lambda: len(zoe.all(".toasts .error")) > 1, "the reason is told")
        assert (zoe.typed(), zoe.find(EDITED).is_displayed()) == ("Sans réseau", True)
    zoe.reads(before)


def test_an_aside_is_edited_in_its_circle_which_stands_fast_meanwhile(office, zoe, karim, said):
    before = text_of(next(NUMBERS))
    message = said("zoe", before, [office.members["karim"]])
    karim.reads(before)
    edits(zoe, message, before)
    assert zoe.texts(".to-line .chip") == ["Karim"]
    assert zoe.js("return document.querySelector('.to-line').inert")
    retype(zoe, f"{before} encore", Keys.ENTER)
    karim.reads(f"{before} encore")
    left(zoe)
    assert zoe.all(".to-line .chip") == []


def test_the_text_and_the_link_of_a_message_are_copied(zoe, said):
    told = text_of(next(NUMBERS))
    message = said("karim", f"**{told}**")
    assert {"copy-text", "copy-link"} <= set(menu_of(zoe, message))
    for what, copied in (("copy-text", told), ("copy-link", f"{zoe.address}/?message={message}")):
        if what == "copy-link":
            menu_of(zoe, message)
        zoe.press(f"[role=menuitem][data-do={what}]")
        zoe.until(lambda: zoe.all(".toasts .info"), "it is said")
        retype(zoe, Keys.CONTROL, "v")
        zoe.until(lambda copied=copied: zoe.typed() == copied, "it is what was copied")


def test_by_keys_a_menu_opens_at_its_first_entry_and_gives_the_focus_back(zoe, said):
    message = said("zoe", text_of(next(NUMBERS)))
    zoe.until(lambda: zoe.all(row(message)), "the message shows")
    ActionChains(zoe.driver).move_to_element(zoe.find(f"{row(message)} .bubble")).perform()
    zoe.find(f"{row(message)} [data-do=more]")
    zoe.js("document.querySelector(arguments[0]).focus({ focusVisible: true })", f"{row(message)} [data-do=more]")
    ActionChains(zoe.driver).send_keys(Keys.ENTER).perform()
    first = offered(zoe)[0]
    zoe.until(lambda: zoe.js("return document.activeElement.dataset.do") == first, "the first one has the focus")
    ActionChains(zoe.driver).send_keys(Keys.ESCAPE).perform()
    zoe.until(lambda: zoe.js("return document.activeElement.dataset.do") == "more", "the focus is back")


def test_on_glass_a_finger_that_rests_opens_the_menu_and_lifting_it_leaves_it_open(lasting, bureau, said):
    phone = at_canal(lasting("zoe", "phone"), bureau)
    before = text_of(next(NUMBERS))
    message = said("zoe", before)
    phone.reads(before)
    # What comes in scrolls the log, and what scrolls under a finger is no long press: it is put down once that is over.
    where = phone.until(lambda: phone.driver.execute_async_script(MIDDLE, f"{row(message)} .bubble"), "it stands still")
    point = [dict(zip("xy", where, strict=True))]
    phone.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": point})
    assert "edit" in offered(phone)
    phone.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    phone.press("[role=menu]:popover-open [role=menuitem][data-do=edit]")
    begun(phone, before)
    assert min(phone.find(f"{EDITED} button").rect[each] for each in ("width", "height")) >= 40
    phone.press(f"{EDITED} button")
    left(phone)


def test_what_one_edits_can_be_left_also_once_its_canal_is_archived(office, lasting):
    cafe, before = office.canals[CAFE], text_of(next(NUMBERS))
    lea = at_canal(lasting("lea"), cafe)

    def presses(what: str) -> None:
        lea.js(f"$use('actions.js').ask('canal-card', {{ key: {cafe} }})")
        lea.press(f"dialog button[name={what}]")
        lea.until(lambda: not lea.all("dialog[open]"), "the card is closed")

    message = office.say("lea", cafe, before)
    edits(lea, message, before).composer.send_keys(" plus tard")
    presses("archive")
    try:
        lea.composer.send_keys(Keys.ENTER)
        lea.until(lambda: "archivé" in "".join(lea.texts(".toasts .error")), "it is said why it is not saved")
        assert lea.typed() == f"{before} plus tard"
        lea.composer.send_keys(Keys.ESCAPE)
        left(lea)
        assert lea.typed() == ""
        lea.until(
            lambda: not any(each.is_displayed() for each in lea.all("textarea[name=message]")), "no more is written"
        )
        lea.reads(before)
    finally:
        presses("restore")
