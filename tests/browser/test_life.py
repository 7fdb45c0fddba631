"""The demo's colleagues in a real browser, on the day that was asked for."""

from __future__ import annotations

import re

import pytest

from tests.browser.chromium import Browser

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

HASTE = "3"
WRITES = "Karim[^.]{0,40} écri(t|vent)…"
GREETS = ("Bonjour Agathe.", "Salut Agathe.")


@pytest.fixture(scope="module")
def agathe(instances, lasting_browser) -> Browser:
    options = ("--demo", "--demo-time", "2026-03-02T10:00", "--demo-seed", "7")
    demo = instances(*options, MIAOU_DEMO_HASTE=HASTE).start()
    tab = lasting_browser().at(demo.address).open("/login")
    next(card for card in tab.all(".who-card") if card.text.startswith("Agathe")).click()
    tab.until(lambda: tab.all("[role=log]"), "the window has a log")
    tab.until(tab.is_online, "the window has its connection")
    return tab


def test_a_colleague_is_seen_to_write_and_answers_on_the_day_that_was_asked_for(agathe: Browser):
    agathe.open_canal(agathe.canal_named("Atelier et livraisons"))
    agathe.js(
        "window.wrote = false; const writes = new RegExp(arguments[0]);"
        "new MutationObserver(() => { wrote ||= writes.test(document.body.textContent) })"
        ".observe(document.body, {childList: true, subtree: true, characterData: true})",
        WRITES,
    )

    agathe.write("Bonjour Karim, tu as des nouvelles de FA2026-0153 ?")
    agathe.until(lambda: [said for said in agathe.said() if said.startswith(GREETS)], "Karim answers")
    [answer] = [said for said in agathe.said() if said.startswith(GREETS)]
    assert "FA2026-0153" in answer
    assert agathe.js("return wrote"), "he was seen to write"

    # It is that Monday at ten: so say the line of its day, and the desktop's clock.
    assert agathe.names("[role=log] .day")[-1] == "aujourd’hui"
    agathe.open("/desktop")
    agathe.until(lambda: set(agathe.names("[data-now=date]")) == {"lundi 2 mars"}, "the clock has that day")
    assert all(re.fullmatch(r"10:0\d", told) for told in agathe.names("[data-now=time]"))
