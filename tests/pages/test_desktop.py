"""The desktop's page: what it brings, to whom, and which of the two pages is home."""

from __future__ import annotations

import re

import pytest
from nicegui import Client

from app.components import assets
from app.components.desktop.menus import WALLPAPER_NAMES
from app.components.desktop.wallpaper import DRAWN
from app.store.layouts import FIRST, WALLPAPERS
from app.store.widgets import KINDS
from tests.components.desktop.drawn import Drawn, drawn
from tests.pages.conftest import House
from tests.pages.tab import Tab


def brought(page: str) -> Drawn:
    found = re.search(r'<template id="shell-board">(.*?)</template>', page, re.DOTALL)
    assert found
    return drawn(found[1])


async def only_a_memo(tab: Tab, text: str) -> dict:
    """Leaves nothing on a desktop but a memo; the last answer."""
    for widget in FIRST.widgets:
        await tab.call("desktop-remove", {"tile": widget.id})
    memo = {"id": "note", "kind": "memo", "x": 0, "y": 0, "w": 2, "h": 2, "options": {"text": text}}
    return await tab.call("desktop-put-back", {"widget": memo})


def test_the_page_brings_one_s_own_desktop_in_one_s_words(house):
    for login, admin in (("zoe", False), ("lea", True)):
        with house.browser(login, **{"accept-language": "fr"}) as browser:
            page = brought(browser.get("/desktop").text)
        assert {tile["data-widget"] for tile in page.all("data-tile")} <= set(KINDS)
        assert ("Disposition de départ" in page.one("id", "menu-desktop").text) is admin
        (room,) = page.all("data-attach", "room")
        assert room["data-key"] == str(house.canals["bureau"].id)
        assert "Horloge" in [heading.text for heading in page.tags("h2")]
        surface = page.one("data-desktop")
        assert (surface["data-editing"], surface["data-board"]) == ("false", "desktop-")


async def test_the_canals_of_its_widgets_come_with_the_page(house):
    async with Tab(house.address, house.session("karim"), "/desktop") as tab:
        assert tab.snapshot["log"] is None
        assert [each["key"] for each in tab.snapshot["others"]] == [house.canals["bureau"].id]


async def test_a_change_is_drawn_in_all_of_ones_desktops_and_told_to_nobody_else(house):
    address, session = house.address, house.session
    async with (
        Tab(address, session("zoe"), "/desktop") as here,
        Tab(address, session("zoe"), "/desktop") as there,
        Tab(address, session("lea"), "/desktop") as other,
    ):
        for tab in (there, other):
            tab.socket.on("run_javascript", tab._hear)
        await only_a_memo(here, "Aujourd’hui")
        await there.hears("Aujourd’hui")
        await other.say(house.canals["bureau"].id, "Après")
        await other.hears("Après")
        assert "Aujourd’hui" not in other.all_heard()
        assert "data-revision" not in other.all_heard()


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--", "\u2028 ' \" &"])
async def test_what_is_written_on_a_desktop_ends_no_script(house, text):
    async with Tab(house.address, house.session("zoe"), "/desktop") as tab:
        await only_a_memo(tab, "")
        assert "refused" not in await tab.call("desktop-write", {"key": "note", "text": text})
    with house.browser("zoe") as browser:
        page = browser.get("/desktop").text
    assert "<script>alert" not in page
    assert brought(page).tags("textarea")[0]["data-text"] == text.replace("\u2028", "\n")


def test_whose_home_is_the_desktop_is_sent_there_unless_they_ask_for_the_window(house: House):
    zoe = house.members["zoe"]
    house.do(lambda store: store.members.set(zoe, "home", "desktop"))
    try:
        pages = set(Client.instances)
        with house.browser("zoe") as browser:
            home = browser.get("/")
            assert (home.status_code, home.headers["location"]) == (303, "/desktop")
            assert set(Client.instances) <= pages, "the page that was not shown is not kept"
            for address in ("/?window", f"/?canal={house.canals['bureau'].id}"):
                assert browser.get(address).status_code == 200
    finally:
        house.do(lambda store: store.members.set(zoe, "home", "window"))
    with house.browser("zoe") as browser:
        assert browser.get("/").status_code == 200


async def test_only_an_administrator_is_offered_to_choose_the_start(house):
    async with Tab(house.address, house.session("zoe"), "/desktop") as zoe:
        assert (await zoe.call("starting-desktop", {"key": None}))["why"] == "rights"
    async with Tab(house.address, house.session("lea"), "/desktop") as lea:
        assert await lea.call("starting-desktop", {"key": None}) == {}


@pytest.mark.parametrize(("action", "key"), [("set-home", "elsewhere"), ("set-home", None), ("set-theme", 7)])
async def test_a_setting_that_is_none_is_refused(house, action, key):
    async with Tab(house.address, house.session("zoe"), "/desktop") as zoe:
        assert "refused" in await zoe.call(action, {"key": key})


def test_every_wallpaper_has_its_name_and_its_looks():
    looks = (assets.FOLDER / "css/wallpaper.css").read_text("utf-8")
    assert tuple(WALLPAPER_NAMES) == WALLPAPERS
    for name in WALLPAPERS:
        assert f'.wallpaper[data-wallpaper="{name}"]' in looks
        drawing = assets.FOLDER / f"wallpaper/{name}.svg"
        assert drawing.is_file() is (name in DRAWN)
