"""The inbox and the receipts, between two people."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from tests.browser.chromium import Browser
from tests.browser.conftest import BUREAU, CAFE
from tests.browser.tidy import at_canal

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

COUNT = "return document.querySelector('button[name=inbox] .n').textContent"
ICON = "return document.querySelector('link[rel~=icon]').getAttribute('href')"


@pytest.fixture(scope="module")
def tab_of(office, lasting_browser) -> Callable[..., Browser]:
    """`tab_of(login, n)`: the n-th of theirs, for all of this file's tests, from the first one that needs it."""
    return cache(lambda login, n=1: office.arrive(lasting_browser(), login, f"/?canal={office.canals[BUREAU]}"))


@pytest.fixture
def odile(office, tab_of) -> Browser:
    return at_canal(tab_of("odile"), office.canals[BUREAU])


@pytest.fixture
def marc(office, tab_of) -> Browser:
    return at_canal(tab_of("marc"), office.canals[BUREAU])


def looked(tab: Browser) -> Browser:
    """With nothing new in the inbox."""
    if tab.js(COUNT):
        tab.press("button[name=inbox]").find("[data-inbox] .received, [data-inbox] .nothing-yet")
        tab.press("[data-inbox] [data-action=close-dialog]")
        tab.until(lambda: not tab.js(COUNT), "nothing is new")
    return tab


def rows(tab: Browser) -> list[tuple[str, str, str]]:
    """Of what messages it tells, which of them as new, and how they are said."""
    return tab.js(
        "return [...document.querySelectorAll('[data-inbox] .received')].map((row) => ["
        "row.querySelector('button').dataset.key, row.dataset.new, row.querySelector('.said').textContent])"
    )


def test_what_is_for_one_is_counted_shown_as_it_comes_and_looked_at_in_all_of_one_s_tabs(office, odile, tab_of):
    other = looked(at_canal(tab_of("odile", 2), office.canals[BUREAU]))
    looked(odile)
    cafe, me = office.canals[CAFE], office.members["odile"]
    first = office.say("marc", cafe, "Un **café** ?", [me])
    for tab in (odile, other):
        tab.until(lambda tab=tab: tab.js(COUNT) == "1", "it is counted")
        tab.until(lambda tab=tab: tab.js(ICON).startswith("/favicon/"), "the tab's icon counts what is unseen")
    assert odile.find("button[name=inbox]").get_attribute("aria-label") == "Reçus, 1 nouveau"
    odile.press("button[name=inbox]")
    odile.until(lambda: rows(odile)[:1] == [[str(first), "true", "Un café ?"]], "it shows as new")
    other.until(lambda: not other.js(COUNT), "the other tab knows that one has looked")
    second = office.say("marc", cafe, "Ou un thé", [me])
    odile.until(lambda: rows(odile)[:1] == [[str(second), "true", "Ou un thé"]], "what comes shows at once")
    assert odile.texts("[data-inbox] .received .what > span")[0] == "Aparté de Marc"
    odile.press("[data-inbox] [data-action=close-dialog]")
    for tab in (odile, other):
        tab.until(lambda tab=tab: not tab.js(COUNT), "what came meanwhile has been looked at, too")
    odile.press("button[name=inbox]")
    odile.until(lambda: [row[1] for row in rows(odile)[:2]] == ["false", "false"], "nothing is new any more")


def test_who_said_something_last_in_a_conversation_sees_that_the_other_has_seen_it(office, marc, odile):
    marc.press(f"[data-member-id='{office.members['odile']}'] .member-arrow")
    marc.press("dialog [data-action=message-member]")
    # None while it is on its way.
    direct = marc.until(lambda: {marc.canal_open()} - {None, office.canals[BUREAU]}, "the conversation is open").pop()
    marc.write("Tu as vu ?").reads("Tu as vu ?")
    assert not marc.texts(".seen-by")[-1]
    odile.until(lambda: odile.all(f"[data-canal-id='{direct}']"), "the conversation is there")
    odile.open_canal(direct)
    marc.until(lambda: marc.texts(".seen-by")[-1].startswith("vu par Odile"), "it was seen")
    when = marc.js("return [...document.querySelectorAll('.seen-by time')].at(-1)?.textContent ?? ''")
    assert len(when.split(":")) == 2, "at what time, by this computer's clock"
    assert not any(odile.texts(".seen-by")), "it is for its author alone"
    odile.write("Oui").reads("Oui")
    marc.write("Bien").until(lambda: not any(marc.texts(".seen-by")[:1]), "under the last one alone")
