"""A long conversation, and finding one's way between canals."""

from __future__ import annotations

import pytest

from tests.browser.chromium import Browser
from tests.browser.conftest import ARCHIVED, ARCHIVES, BUREAU, CAFE

PLACE = """
const log = document.querySelector("[role=log]");
const top = log.getBoundingClientRect().top;
const first = [...log.querySelectorAll("[data-message-id]")].find((m) => m.getBoundingClientRect().top >= top);
return [first.dataset.messageId, first.getBoundingClientRect().top - top];
"""
"""The first message that is whole in view, and how far below the log's upper edge it stands."""

STANDING = """
const log = document.querySelector("[role=log]");
const top = log.getBoundingClientRect().top;
const near = [...log.children].map((line) => [line, line.getBoundingClientRect()]).filter(([, at]) => at.top < 600);
return [log.scrollTop, log.scrollHeight, near.slice(-20).map(([line, at]) =>
  [line.className, line.dataset.messageId, at.top - top, at.height].join(" "))];
"""
"""What stands where in the log, for whoever reads that this failed."""


@pytest.fixture
def archives(office) -> int:
    return office.canals[ARCHIVES]


def oldest(reader: Browser) -> int:
    return int(reader.js("return document.querySelector('[role=log] [data-message-id]').dataset.messageId"))


def archived(reader: Browser) -> list[str]:
    """What shows of the archives, without what the tests say there."""
    return [text for text in reader.said() if text.startswith("Message ")]


def at_newest(reader: Browser) -> bool:
    return reader.js(
        "const log = document.querySelector('[role=log]');"
        "return log.scrollHeight - log.scrollTop - log.clientHeight < 5"
    )


def test_the_newest_are_in_view_at_first_and_older_ones_come_as_one_scrolls_and_nothing_jumps(
    office, browser, archives
):
    karim = office.arrive(browser(), "karim", f"/?canal={archives}")
    assert archived(karim.reads(f"Message {ARCHIVED}"))[-1] == f"Message {ARCHIVED}"
    assert "Message 1" not in karim.said()
    karim.until(lambda: at_newest(karim), "the newest end is in view")
    pages = 0
    while "Message 1" not in karim.said():
        before = oldest(karim)
        karim.js("document.querySelector('[role=log]').scrollTop = 300")
        message, place = karim.js(PLACE)
        stood = karim.js(STANDING)
        karim.until(lambda before=before: oldest(karim) < before, "older messages come")
        moved = karim.js(
            "const log = document.querySelector('[role=log]').getBoundingClientRect().top;"
            "return document.querySelector(`[data-message-id='${arguments[0]}']`).getBoundingClientRect().top - log",
            message,
        )
        # Half a message: once in some fifty runs on a busy machine it is 11 px, and nobody knows yet why.
        assert abs(moved - place) < 20, (stood, karim.js(STANDING))
        pages += 1
    assert pages > 1
    assert archived(karim) == [f"Message {n}" for n in range(1, ARCHIVED + 1)]


def test_new_messages_do_not_pull_a_reader_away_from_what_is_read(office, browser):
    cafe = office.canals[CAFE]
    karim = office.arrive(browser(), "karim", f"/?canal={office.canals[ARCHIVES]}").reads(f"Message {ARCHIVED}")
    karim.until(lambda: at_newest(karim), "the newest end is in view")
    karim.js("const log = document.querySelector('[role=log]'); log.scrollTop = log.scrollHeight / 2")
    karim.until(lambda: not at_newest(karim), "the reader is elsewhere")
    # Said before what is asked of the archives, so that the count below is of these two.
    office.say("zoe", cafe, "Ailleurs")
    place = karim.js(PLACE)
    office.say("zoe", office.canals[ARCHIVES], "Du nouveau")
    office.say("zoe", office.canals[ARCHIVES], "Et encore du nouveau")
    pill = karim.until(lambda: karim.find("button.newer"), "the way to the newest end is offered")
    karim.until(lambda: "2 nouveaux messages" in pill.text, "the new messages are counted")
    assert karim.js(PLACE) == place

    pill.click()
    karim.until(lambda: at_newest(karim), "the newest end is in view")
    assert karim.said()[-1] == "Et encore du nouveau"
    karim.until(lambda: not pill.is_displayed(), "nothing is offered any more")


def test_back_and_forward_lead_through_the_canals_one_has_opened_and_a_reload_stays(office, browser):
    bureau, cafe, archives = (office.canals[name] for name in (BUREAU, CAFE, ARCHIVES))
    zoe = office.arrive(browser(), "zoe", f"/?canal={bureau}")
    zoe.open_canal(cafe).open_canal(archives)
    assert zoe.path == f"/?canal={archives}"
    zoe.driver.back()
    zoe.until(lambda: zoe.canal_open() == cafe and zoe.find("h1").text == CAFE, "back leads to the one before")
    zoe.driver.back()
    zoe.until(lambda: zoe.canal_open() == bureau, "and to the one before that")
    zoe.driver.forward()
    zoe.until(lambda: zoe.canal_open() == cafe, "forward leads there again")
    assert zoe.path == f"/?canal={cafe}"

    zoe.driver.refresh()
    zoe.until(lambda: zoe.canal_open() == cafe, "a reload stays there")
    assert zoe.find("h1").text == CAFE
