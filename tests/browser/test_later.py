"""What one writes is on all of one's devices; it can be sent later; one can be reminded of a message."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.chromium import Browser
from tests.browser.conftest import BUREAU, CAFE
from tests.browser.tidy import at_canal

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

KEPT = """
const names = Object.keys(localStorage).filter((name) => name.startsWith("miaou:draft:"));
return names.some((name) => JSON.parse(localStorage[name]).since) &&
  names.every((name) => !JSON.parse(localStorage[name]).typed);
"""
DRAWER = "return document.querySelector('[data-canal-id=\"CANAL\"]').dataset.draft === 'true'"


@pytest.fixture(scope="module")
def pages(office, lasting_browser) -> list[Browser]:
    path = f"/?canal={office.canals[BUREAU]}"
    return [office.arrive(lasting_browser(), "odile", path) for _ in range(2)]


@pytest.fixture
def desk(office, pages) -> Browser:
    return at_canal(pages[0], office.canals[BUREAU])


@pytest.fixture
def sofa(office, pages, desk) -> Browser:
    """The same member elsewhere."""
    tab = at_canal(pages[1], office.canals[BUREAU])
    tab.until(lambda: tab.typed() == "", "nothing is written there")
    return tab


def marked(tab: Browser, canal: int) -> bool:
    return tab.js(DRAWER.replace("CANAL", str(canal)))


def test_what_one_writes_is_there_on_one_s_other_devices_until_it_is_sent(office, desk, sofa):
    cafe, bureau = office.canals[CAFE], office.canals[BUREAU]
    sofa.open_canal(cafe)
    desk.composer.send_keys("Commencé au bureau")
    sofa.until(lambda: marked(sofa, bureau), "the drawer says that something is written there")
    sofa.open_canal(bureau)
    sofa.until(lambda: sofa.typed() == "Commencé au bureau", "it is there")
    sofa.composer.send_keys(", fini ailleurs", Keys.ENTER)
    sofa.reads("Commencé au bureau, fini ailleurs")
    desk.until(lambda: desk.typed() == "", "it is written nowhere any more")
    desk.until(lambda: not marked(desk, bureau), "nor does the drawer say so")


def test_what_one_is_typing_is_not_overwritten_by_what_was_typed_before(desk, sofa):
    with desk.cut_off():
        desk.composer.send_keys("Ancien")
        sofa.composer.send_keys("Plus récent")
        sofa.until(lambda: sofa.js(KEPT), "the server has it")
    # The other one went on since: it is the newer one.
    desk.until(lambda: desk.typed() == "Plus récent", "what was typed later is there")
    assert sofa.typed() == "Plus récent"


def test_nothing_comes_in_the_place_of_what_one_is_just_typing(office, desk, sofa):
    canal = office.canals[BUREAU]
    # However long the test takes, the last key was pressed just now.
    desk.js("const [now, real] = [Date.now(), Date.now]; Object.assign(Date, { now: () => now, real });")
    try:
        desk.composer.send_keys("Je tape")
        sofa.until(lambda: sofa.typed() == "Je tape", "it is there, too")
        sofa.composer.send_keys(" ailleurs")
        sofa.js("document.activeElement.blur()")
        newer = f"return $use('wire.js').wire.call('draft', {{ canal: {canal} }}).then((kept) => kept.newer.text)"
        desk.until(lambda: desk.js(newer) == "Je tape ailleurs", "the server has what is newer")
        assert desk.typed() == "Je tape"
        desk.composer.send_keys(" encore")
        sofa.until(lambda: sofa.typed() == "Je tape encore", "what was typed last is everywhere")
        assert desk.typed() == "Je tape encore"
    finally:
        desk.js("Date.now = Date.real")


def test_what_stands_in_the_composer_is_sent_later_and_can_be_taken_back(desk):
    desk.composer.send_keys("Pour demain")
    desk.press("button[name=later]").press("dialog button[name=tomorrow]")
    desk.until(lambda: desk.typed() == "", "it is not to be written any more")
    assert "Pour demain" not in desk.said()
    desk.until(lambda: desk.texts(".planned") == ["1 message programmé"], "it is said where one writes")
    desk.press(".planned").press("dialog [data-action=take-back-planned]")
    desk.until(lambda: desk.typed() == "Pour demain", "it is where one writes again")
    desk.until(lambda: desk.texts(".planned") == [""], "nothing is sent there later")


def test_a_recipient_who_is_half_typed_keeps_it_from_being_planned(desk):
    desk.composer.send_keys("Pour l’une d’elles")
    desk.find("[name=recipients]").send_keys("Zo")
    desk.press("button[name=later]")
    desk.until(lambda: "à moitié" in "".join(desk.texts(".write .trouble")), "it is said why")
    assert not desk.all("dialog")


def test_one_is_reminded_of_a_message_at_a_time_that_one_chooses(office, desk):
    said = office.say("lea", office.canals[BUREAU], "À ne pas oublier")
    desk.reads("À ne pas oublier")
    desk.js(f"$use('actions.js').ask('remind', {{ key: {said} }})")
    desk.until(lambda: "À ne pas oublier" in "".join(desk.texts("dialog .put-by")), "the card says of what")
    desk.press("dialog button[name=hour]")
    desk.until(lambda: "rappel" in "".join(desk.texts(".toast")), "it is said when")
    desk.press(".self [aria-haspopup=menu]").press("[role=menuitem][data-action=later]")
    desk.until(lambda: "À ne pas oublier" in "".join(desk.texts("dialog .put-by")), "it is in the list")
    desk.press("dialog [data-action=forget-reminder]")
    desk.until(lambda: not desk.all("dialog .put-by"), "it is there no longer")


def test_keys_alone_choose_a_time(desk):
    desk.composer.send_keys("Au clavier")
    desk.js("document.querySelector('button[name=later]').focus()")
    desk.driver.switch_to.active_element.send_keys(Keys.ENTER)
    desk.until(lambda: desk.all("dialog input[name=when]"), "the card is open")
    # What Enter means in the field: the time that stands in it, and not the first that is offered.
    desk.driver.switch_to.active_element.send_keys(Keys.ENTER)
    desk.until(lambda: desk.typed() == "", "it is planned")
    desk.press(".planned")
    desk.until(lambda: ":00" in "".join(desk.texts("dialog .put-by time")), "for nine o’clock")
    assert "09:00" in "".join(desk.texts("dialog .put-by time"))
    desk.press("dialog [data-action=take-back-planned]")
    desk.until(lambda: desk.typed() == "Au clavier", "it is where one writes again")
