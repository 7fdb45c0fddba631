"""A card that is open in a page hears the store, and ends with what it is about."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from nicegui import Client

from app.components.cards.card import OPEN_MOST, Card
from tests.pages.conftest import House
from tests.pages.tab import PATIENCE_S, Tab


class Dialogs(Tab):
    """A tab that keeps what NiceGUI tells it."""

    def __init__(self, house: House, login: str) -> None:
        super().__init__(house.address, house.session(login))
        self.told: list[Any] = []
        self._more = asyncio.Event()
        for event in ("update", "run_javascript"):
            self.socket.on(event, self._take)

    async def is_told(self, text: str) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while text not in json.dumps(self.told, ensure_ascii=False):
                self._more.clear()
                await self._more.wait()

    @property
    def cards(self) -> list[Card]:
        return [each for each in Client.instances[self.client_id].elements.values() if isinstance(each, Card)]

    def _take(self, told: Any) -> None:
        self.told.append(told)
        self._more.set()


@pytest.fixture
async def karim(house: House) -> AsyncIterator[Dialogs]:
    async with Dialogs(house, "karim") as tab:
        yield tab


@pytest.fixture
def shared(house: House) -> int:
    """A private canal of Léa and Karim."""
    lea, karim = house.members["lea"], house.members["karim"]
    return house.do(lambda store: store.canals.create(lea, "Archives", kind="private", members=[karim.id])).id


async def test_a_name_that_changes_elsewhere_shows_in_an_open_card(house, karim, shared):
    assert await karim.call("canal-card", {"key": shared}) == {}
    await karim.is_told("Archives")
    house.do(lambda store: store.canals.edit(house.members["lea"], shared, name="Archives neuves"))
    await karim.is_told("Archives neuves")
    assert "fill" in json.dumps(karim.told)


async def test_the_card_of_a_canal_that_one_is_put_out_of_closes_and_hears_nothing_more(house, karim, shared):
    assert await karim.call("canal-card", {"key": shared}) == {}
    (card,) = karim.cards
    await karim.is_told("Archives")
    house.do(lambda store: store.canals.remove(house.members["lea"], shared, house.members["karim"].id))
    await karim.is_told(f'"{card.id}": null')
    house.do(lambda store: store.canals.edit(house.members["lea"], shared, name="Sans lui"))
    await karim.call("flip-order", {})
    assert "Sans lui" not in json.dumps(karim.told)


async def test_a_card_says_which_call_opened_it_so_that_the_browser_which_gave_that_up_opens_nothing(karim):
    for n, asked in ((1, "own-settings"), (2, "new-canal")):
        assert await karim.socket.call("call", (asked, {}, n), timeout=PATIENCE_S) == {}
        assert karim.cards[-1].props["asked"] == n
        await karim.is_told(f'"asked": {n}')


@pytest.mark.parametrize("number", [None, True, -1, 1.5, 10**30, "7", "x" * 5000, [], {}])
async def test_a_number_that_is_none_opens_a_card_like_any_other(karim, number):
    assert await karim.socket.call("call", ("own-settings", {}, number), timeout=PATIENCE_S) == {}
    assert karim.cards[-1].props["asked"] is None


async def test_a_card_that_is_closed_is_gone(house, karim):
    assert await karim.call("own-settings", {}) == {}
    (card,) = karim.cards
    assert await karim.call("panel", {"panel": card.id, "do": "closed"}) == {}
    assert karim.cards == []
    assert (await karim.call("panel", {"panel": card.id, "do": "submit"}))["why"] == "rights"


async def test_what_is_refused_stands_in_the_card_in_the_reader_s_words(house, karim):
    assert await karim.call("new-canal", {}) == {}
    (card,) = karim.cards
    sent = {"panel": card.id, "do": "submit", "fields": {"name": "", "kind": "open"}, "touched": [], "pressed": ""}
    answer = await karim.call("panel", sent)
    assert answer["trouble"]
    answer = await karim.call("panel", {**sent, "fields": {"name": "Tout neuf", "kind": "open"}})
    (made,) = [canal.id for canal in house.store.state.canals.values() if canal.name == "Tout neuf"]
    assert answer == {"done": True, "then": [["close"], ["open", made]]}


async def test_a_panel_of_another_page_is_none(house, karim):
    async with Dialogs(house, "zoe") as zoe:
        assert await zoe.call("own-settings", {}) == {}
        (hers,) = zoe.cards
        assert karim.cards == []
        for forged in (hers.id, 0, -1, None, "4", True, 10**30, [], {}):
            assert (await karim.call("panel", {"panel": forged, "do": "closed"}))["why"] == "rights"
        assert zoe.cards == [hers]


@pytest.mark.parametrize("do", [None, 7, "", "keep", "sent", "delete", "renew", "__init__", "run_method", "submit"])
async def test_what_is_no_action_of_a_card_is_refused(house, karim, do):
    assert await karim.call("own-settings", {}) == {}
    (card,) = karim.cards
    for fields in (None, 7, "x", [], True):
        asked = {"panel": card.id, "do": do, "fields": fields, "touched": [], "pressed": ""}
        assert (await karim.call("panel", asked))["why"] == "rights"


async def test_however_many_cards_are_asked_for_few_are_open_at_once(house, karim):
    for _ in range(10):
        assert await karim.call("own-settings", {}) == {}
    assert len(karim.cards) == OPEN_MOST
