"""Which canal a page opens with, and what is said of one that is not its member's."""

from __future__ import annotations

from app.locale import catalogue
from app.pages.window import NOT_THERE
from tests.pages.conftest import House
from tests.pages.tab import Tab


async def brought(house: House, login: str, path: str) -> dict:
    """What a page of that member brings."""
    tab = Tab(house.address, house.session(login), path)
    await tab.fetch()
    return tab.snapshot


async def test_a_page_opens_with_the_canal_that_its_address_names(house):
    direction = house.canals["direction"].id
    page = await brought(house, "karim", f"/?canal={direction}")
    assert (page["place"]["key"], page["place"]["address"]) == (direction, f"?canal={direction}")
    assert page["then"] == []


async def test_a_canal_that_is_not_theirs_gives_way_to_another_as_one_that_does_not_exist(house):
    direction, bureau = house.canals["direction"].id, house.canals["bureau"].id
    for asked in (direction, direction + 1, "nothing", "0" * 400):
        page = await brought(house, "zoe", f"/?canal={asked}")
        assert page["place"]["key"] == bureau
        (toast,) = page["then"]
        assert (toast[0], toast[2]) == ("toast", "error")
        assert toast[1] in {catalogue(lang)(NOT_THERE) for lang in ("fr", "en")}


async def test_without_an_address_the_first_canal_opens_and_nothing_is_said(house):
    page = await brought(house, "zoe", "/?")
    assert page["place"]["key"] == house.canals["bureau"].id
    assert page["then"] == []


async def test_a_desktop_is_no_place_for_a_canal_and_says_how_much_is_unseen(house):
    page = await brought(house, "zoe", "/desktop")
    assert page["place"] == {
        "title": "{all.title}Bureau d’accueil · Miaou",
        "leads": "/?canal={key}",
        "leadsTo": "/?message={row}",
    }


async def test_in_a_site_s_frame_the_address_keeps_what_the_site_asked_for(house):
    page = await brought(house, "zoe", f"/widget?canal={house.canals['bureau'].id}&theme=dark")
    assert page["place"]["address"] == f"?canal={house.canals['bureau'].id}&theme=dark"


async def test_whoever_opens_a_page_is_there_from_its_first_paint(house):
    zoe = house.members["zoe"].id
    for path in ("/?", "/desktop"):
        told = (await brought(house, "zoe", path))["facts"]["told"]
        assert "absent" not in told["self"]["cat"] + told[f"m{zoe}"]["cat"]
        assert told[f"m{zoe}"]["@data-status"] == "connected"
