"""When a session ends, its tabs show nothing more."""

from __future__ import annotations

import pytest

from app.store import Store
from tests import plain_http
from tests.browser.chromium import Browser
from tests.browser.conftest import BUREAU, PASSWORD, Office
from tests.browser.instance import furnish
from tests.browser.operating import another_password
from tests.pages.tab import cookies

NOTE_WHEN_EMPTY = """
new MutationObserver(() => {
  if (!document.querySelector("[role=log]")) sessionStorage.setItem("emptied", Date.now());
}).observe(document.body, { childList: true });
"""


def leaves(tab: Browser) -> None:
    tab.until(lambda: tab.path == "/login?ended", "the tab is at the sign-in page, which says why")
    assert not tab.all("[role=log]")


def test_signing_out_in_one_tab_empties_the_other(office, browser):
    zoe = office.arrive(browser(), "zoe")
    first = zoe.driver.current_window_handle
    zoe.driver.switch_to.new_window("window")
    zoe.open_window()
    zoe.own_menu().press("button[name=sign-out]")
    leaves(zoe)
    zoe.driver.switch_to.window(first)
    leaves(zoe)


def test_a_tab_whose_session_ends_shows_nothing_more_and_one_ends_them_from_another_or_by_a_password(office, browser):
    here, there = (office.arrive(browser(), "karim") for _ in range(2))
    office.say("lea", office.canals[BUREAU], "Encore là")
    there.reads("Encore là").js(NOTE_WHEN_EMPTY)
    here.own_menu().press("[data-action=own-settings]")

    def own() -> list[bool]:
        return ["celle-ci" in session.text for session in here.all(".session")]

    here.until(lambda: own().count(True) == 1, "the sessions are listed, and which one this is")
    latest = here.all(".session")[own().index(False)]
    latest.find_element("css selector", "button").click()
    leaves(there)
    assert there.js("return sessionStorage.getItem('emptied')"), "it was empty before it went"
    there.open("/")
    assert there.path == "/login?ended"
    office.say("lea", office.canals[BUREAU], "Qui est encore là ?")
    here.reads("Qui est encore là ?")

    elsewhere = office.instance.sign_in("karim", PASSWORD)
    another_password(office.instance, "karim", PASSWORD)
    leaves(here)
    page = plain_http.get(office.instance.address, headers=cookies(elsewhere, office.instance.address))
    assert page.status_code == 401


async def two(store: Store) -> tuple[dict[str, int], dict[str, int]]:
    members = [await store.members.create(login, login.title(), PASSWORD) for login in ("lea", "zoe")]
    bureau = await store.canals.create(members[0], BUREAU)
    return {member.login: member.id for member in members}, {BUREAU: bureau.id}


@pytest.fixture
def own_office(instances) -> Office:
    """An office that a test may stop and start again."""
    instance = instances()
    found = furnish(instance.folder, two)
    return Office(instance.start(), *found)


def test_a_tab_that_was_away_when_its_session_ended_is_told_why_when_it_is_back(own_office, browser):
    zoe = own_office.arrive(browser(), "zoe")
    own_office.instance.interrupt()
    zoe.until(lambda: zoe.shows("Connexion perdue"), "the tab is away")
    another_password(own_office.instance, "zoe", PASSWORD)
    own_office.instance.start()
    leaves(zoe)
