"""The card of a link on the desktop follows the link while it is open, and changes what somebody changed in it."""

from __future__ import annotations

import asyncio

import pytest

from app.components.desktop.editing import Editing
from app.components.desktop.link_card import LinkCard
from app.store import Forbidden
from tests.components.conftest import client_of

HERE = {"title": "Intranet", "address": "https://intranet.example"}


@pytest.fixture
async def tile(zoe) -> str:
    """The id of a link on Zoé's desktop."""
    await Editing(zoe.page).put("link", HERE, None, None, False)
    return next(widget.id for widget in zoe.layout.widgets if widget.kind == "link")


def opened(desk, key) -> LinkCard:
    with client_of(desk.page):
        return LinkCard(desk.page, key)


async def changed_elsewhere(desk, tile: str, **options: str) -> None:
    await desk.page.store.desktops.fill(desk.page.member, tile, HERE | options)
    await asyncio.sleep(0)


async def test_what_another_tab_changed_shows_and_is_not_written_over(zoe, tile):
    card = opened(zoe, tile)
    await changed_elsewhere(zoe, tile, address="https://new.example")
    assert "https://new.example" in card._drawn["body"]
    await card.submit({**HERE, "title": "Le réseau"}, [["title", "", "Le réseau"]], "submit")
    (link,) = [widget for widget in zoe.layout.widgets if widget.id == tile]
    assert link.options == {"title": "Le réseau", "address": "https://new.example"}


async def test_it_closes_when_the_link_is_taken_away(zoe, tile):
    card = opened(zoe, tile)
    await zoe.ask("remove", tile=tile)
    await asyncio.sleep(0)
    assert card.is_deleted


async def test_nothing_but_a_place_is_kept_of_what_it_is_opened_with(zoe):
    place = {"x": 1, "y": 2, "column": False}
    assert opened(zoe, place).place == (1, 2, False)
    with pytest.raises(Forbidden):
        opened(zoe, {**place, "more": "x" * 900_000})
