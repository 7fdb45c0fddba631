"""`/?message=ID`: the page of history around a message, for whoever may read it; for all others there is none."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from app.pages.window import NO_MESSAGE

NOWHERE = 4_242_424_242
SNAPSHOT = re.compile(r'<script type="application/json" id="miaou-snapshot">(.*?)</script>', re.S)


@pytest.fixture(scope="module")
def old(house) -> int:
    """A message with many after it, in the canal that everyone is in."""

    async def make(store) -> int:
        canal = house.canals["bureau"].id
        said = [await store.messages.post(house.members["lea"], canal, f"Jadis {n}", (), f"old-{n}") for n in range(90)]
        return said[20].message.id

    return house.do(make)


def opened(house, login: str, query: str) -> dict[str, Any]:
    with house.browser(login, accept="text/html") as browser:
        page = browser.get(f"/?{query}")
    assert page.status_code == 200
    return json.loads(SNAPSHOT.search(page.text)[1])


def without_chance(found: dict[str, Any]) -> dict[str, Any]:
    """All but what is another one in each page."""
    return {name: value for name, value in found.items() if name != "facts"}


def test_it_opens_its_canal_with_what_was_said_around_it(house, old):
    found = opened(house, "zoe", f"message={old}")
    held = [key for key, _ in found["log"]["items"]]
    assert found["log"]["key"] == house.canals["bureau"].id
    assert (found["log"]["goal"], held.index(old)) == (old, 20)
    assert (found["log"]["newer"], found["then"]) == (True, [])


@pytest.mark.parametrize("sought", ["private", "aside", "gone"])
def test_for_whoever_may_not_read_it_it_does_not_exist(house, old, sought):
    async def take_away(store) -> int:
        from tests.changing import remove

        canal = house.canals["bureau"].id
        posted = await store.messages.post(house.members["lea"], canal, "À reprendre", (), "to-be-gone")
        await remove(store, posted.message.id)
        return posted.message.id

    message_id = house.do(take_away) if sought == "gone" else house.said[sought]
    found = opened(house, "zoe", f"message={message_id}")
    for unknown in (f"message={NOWHERE}", "message=abc", "message=-1", f"message={'9' * 40}"):
        assert without_chance(opened(house, "zoe", unknown)) == without_chance(found)
    assert NO_MESSAGE not in json.dumps(found)
    assert [effect[0] for effect in found["then"]] == ["toast"]
    assert found["place"]["elsewhere"] is True


def test_whoever_may_read_it_finds_it(house):
    for login, sought in (("karim", "private"), ("karim", "aside"), ("lea", "aside"), ("zoe", "public")):
        assert opened(house, login, f"message={house.said[sought]}")["log"]["goal"] == house.said[sought]
