"""`/?search=…`: the window with what is found of that, for whoever may read it."""

from __future__ import annotations

import html
import re
from urllib.parse import quote

import pytest


@pytest.fixture(scope="module")
def said(house) -> tuple[int, int]:
    """A word that was said where everyone is, and where Zoé is not."""

    async def say(store) -> tuple[int, int]:
        lea = house.members["lea"]
        canals = house.canals["bureau"], house.canals["direction"]
        posted = [await store.messages.post(lea, each.id, "Le baobab", (), f"b-{each.id}") for each in canals]
        return posted[0].message.id, posted[1].message.id

    return house.do(say)


def page_of(house, login: str, typed: str) -> str:
    with house.browser(login, accept="text/html") as browser:
        page = browser.get(f"/?search={quote(typed)}")
    assert page.status_code == 200
    return html.unescape(page.text)


def found(page: str) -> list[int]:
    return [int(each) for each in re.findall(r'data-result-id=\W*"(\d+)', page)]


def test_what_one_may_read_of_it_stands_in_the_page_and_the_words_in_the_field(house, said):
    page = page_of(house, "zoe", "baobab")
    assert found(page) == [said[0]]
    assert 'data-text="baobab"' in page
    assert found(page_of(house, "lea", "baobab")) == list(said[::-1])


@pytest.mark.parametrize("typed", ["", " ", '"><script>alert(1)</script>', "x" * 5000, '"', "NEAR( OR *", "\x00"])
def test_whatever_the_address_asks_for_the_window_opens(house, said, typed):
    page = page_of(house, "zoe", typed)
    assert str(said[1]) not in page
    assert 'name="search"' in page


def test_without_it_nothing_is_open(house):
    with house.browser("zoe", accept="text/html") as browser:
        page = html.unescape(browser.get("/?canal=0").text)
    assert 'data-text=""' in page and "found-panel" not in page


def test_what_somebody_typed_there_without_a_connection_is_not_shown_to_who_signs_in_after_them(house):
    drafts = {
        login: re.findall(r'data-draft="(miaou:search[^"]*)"', page_of(house, login, "")) for login in ("lea", "zoe")
    }
    assert drafts == {login: [f"miaou:search:{house.members[login].id}"] for login in ("lea", "zoe")}
