"""A message is deleted in one browser, and in all others; and is back where whoever deleted it thinks better of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from tests.browser.chromium import Browser
from tests.browser.conftest import CAFE
from tests.browser.tidy import at_canal

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

DELETED = "[role=log] [data-message-id='{}'][data-deleted=true]"
UNDO = ".toast [data-action=undo-delete]"

ASK = """
const entry = Object.assign(document.createElement("button"), { type: "button" });
Object.assign(entry.dataset, { action: "delete-message", key: arguments[0] });
document.querySelector("main").append(entry);
entry.click();
entry.remove();
"""
"""As an entry of the message's menu does."""


@pytest.fixture(scope="module")
def lasting(office, lasting_browser) -> Callable[..., Browser]:
    path = f"/?canal={office.canals[CAFE]}"
    return cache(lambda login: office.arrive(lasting_browser(), login, path))


@pytest.fixture
def karim(office, lasting) -> Browser:
    return at_canal(lasting("karim"), office.canals[CAFE])


@pytest.fixture
def zoe(office, lasting) -> Browser:
    return at_canal(lasting("zoe"), office.canals[CAFE])


def newest(tab: Browser) -> int:
    return int(tab.all("[role=log] [data-message-id]")[-1].get_attribute("data-message-id"))


def test_a_deleted_message_is_gone_everywhere_and_back_everywhere_when_that_is_undone(karim, zoe):
    karim.write("Ce café est infect").reads("Ce café est infect")
    zoe.reads("Ce café est infect")
    message_id = newest(karim)
    karim.js(ASK, message_id)
    for tab in (karim, zoe):
        gone = tab.until(lambda tab=tab: tab.all(DELETED.format(message_id)), "it is gone")[0]
        assert "message supprimé" in gone.text
        assert "infect" not in tab.find("[role=log]").get_attribute("innerHTML")
        assert not gone.find_elements("css selector", ".message-body, button")
    assert not zoe.all(UNDO)
    karim.press(UNDO)
    for tab in (karim, zoe):
        tab.reads("Ce café est infect")
        assert not tab.all(DELETED.format(message_id))
    karim.until(lambda: not karim.all(".toast"), "there is nothing to undo any more")


def test_a_page_that_is_loaded_anew_meanwhile_offers_it_once_more(karim, zoe):
    karim.write("Trop vite").reads("Trop vite")
    message_id = newest(karim)
    karim.js(ASK, message_id)
    karim.find(UNDO)
    karim.driver.refresh()
    karim.press(UNDO)
    for tab in (karim, zoe):
        tab.reads("Trop vite")
        assert not tab.all(DELETED.format(message_id))


def test_after_eight_seconds_it_is_gone_for_good_and_so_is_the_offer(office, karim, zoe):
    karim.write("Oublions cela").reads("Oublions cela")
    message_id = newest(karim)
    zoe.open_window(f"/?canal={office.canals[CAFE]}").reads("Oublions cela")
    karim.js(ASK, message_id)
    karim.find(UNDO)
    for tab in (karim, zoe):
        row = f"[role=log] [data-message-id='{message_id}']"
        tab.until(lambda tab=tab, row=row: not tab.all(row), "it leaves no place", 20)
        assert "Oublions cela" not in tab.driver.page_source
    karim.until(lambda: not karim.all(UNDO), "it is not offered any more")
    words = b"Oublions cela"
    held = lambda: [path for path in office.instance.folder.glob("miaou.db*") if words in path.read_bytes()]  # noqa: E731
    karim.until(lambda: not held(), "the disk has forgotten it")
