"""The desktop's page: what it brings, to whom, and which of the two pages is home."""

from __future__ import annotations

import json
import re

import pytest
from nicegui import Client

from app.components import assets
from app.components.desktop.desktop import DRAWN
from app.components.desktop.menus import WALLPAPER_NAMES
from app.components.desktop.sentences import SENTENCES
from app.store.layouts import WALLPAPERS
from app.store.widgets import KINDS
from tests.components.offered import labels, menus
from tests.pages.conftest import House
from tests.pages.tab import Tab

SCRIPTS = assets.KIT.parent / "components"


def brought(page: str) -> dict:
    found = re.search(r'<script type="application/json" id="miaou-desktop">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


async def only_a_memo(tab: Tab, text: str) -> dict:
    """Leaves nothing on a desktop but a memo; the last answer."""
    layout = (await tab.call("desktop-now", {}))["layout"]
    for widget in layout["widgets"]:
        await tab.call("desktop-remove", {"widget": widget["id"]})
    memo = {"id": "note", "kind": "memo", "x": 0, "y": 0, "w": 2, "h": 2, "options": {"text": text}}
    return await tab.call("desktop-put-back", {"widget": memo})


def test_the_page_brings_one_s_own_desktop_and_its_words(house):
    for login, admin in (("zoe", False), ("lea", True)):
        with house.browser(login, **{"accept-language": "fr"}) as browser:
            page = brought(browser.get("/desktop").text)
        layout = page["layout"]
        assert {widget["kind"] for widget in layout["widgets"]} <= set(KINDS)
        offered = labels(menus(page["menus"])["menu-desktop"])
        assert ("Disposition de départ" in offered) is admin
        (miaou,) = [widget for widget in layout["widgets"] if widget["kind"] == "miaou"]
        assert (miaou["canal"], miaou["notice"]) == (house.canals["bureau"].id, "")
        assert page["texts"].keys() == SENTENCES.keys()
        assert page["texts"]["clock"] == "Horloge"


async def test_the_canals_of_its_widgets_come_with_the_page(house):
    async with Tab(house.address, house.session("karim"), "/desktop") as tab:
        assert tab.snapshot["log"] is None
        assert [each["log"]["canal"] for each in tab.snapshot["others"]] == [house.canals["bureau"].id]


async def test_a_change_is_told_to_all_of_ones_tabs_and_to_nobody_else(house):
    address, session = house.address, house.session
    async with (
        Tab(address, session("zoe"), "/desktop") as here,
        Tab(address, session("zoe")) as there,
        Tab(address, session("lea"), "/desktop") as other,
    ):
        answer = await only_a_memo(here, "Aujourd’hui")
        await there.hears(f'{{"revision": {answer["layout"]["revision"]}}}')
        assert (await there.call("desktop-now", {}))["layout"] == answer["layout"]
        await other.say(house.canals["bureau"].id, "Après")
        await other.hears("Après")
        assert "Aujourd’hui" not in other.all_heard()
        assert '"revision"' not in other.all_heard()


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--", "\u2028 ' \" &"])
async def test_what_is_written_on_a_desktop_ends_no_script(house, text):
    async with Tab(house.address, house.session("zoe"), "/desktop") as tab:
        await only_a_memo(tab, "")
        assert "refused" not in await tab.call("desktop-fill", {"widget": "note", "options": {"text": text}})
    with house.browser("zoe") as browser:
        page = browser.get("/desktop").text
    assert "<script>alert" not in page
    assert brought(page)["layout"]["widgets"][0]["options"]["text"] == text.replace("\u2028", "\n")


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


def test_every_kind_of_widget_has_its_script_and_its_name():
    scripts = (SCRIPTS / "desktop_tiles.js").read_text("utf-8")
    assert tuple(re.findall(r"^  (\w+): attach", scripts, re.M)) == KINDS
    assert set(KINDS) <= SENTENCES.keys()


def test_every_sentence_that_a_script_of_the_desktop_says_is_known():
    """A key that is made of parts is looked up by its beginning."""
    scripts = [*SCRIPTS.glob("desktop*.js"), *SCRIPTS.glob("widget*.js")]
    said = {key for script in scripts for key in re.findall(r'\bsay\(\s*"(\w+)"', script.read_text("utf-8"))}
    elsewhere = {"card_of", "n_unread", "no_answer", "not_now"}
    assert said - elsewhere <= SENTENCES.keys()
