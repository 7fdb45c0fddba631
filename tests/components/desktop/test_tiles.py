"""What each kind of tile shows, to whom, and what can be done to it."""

from __future__ import annotations

import json

import pytest

from app.components.desktop.editing import Editing
from app.components.desktop.keys import KEYS, KEYS_IN_COLUMN
from app.components.desktop.tiles import NAMES, canals_shown
from app.components.window.member_facts import member_facts
from app.store.widgets import KINDS, MEMO_LONGEST

SIZES = {"miaou": (3, 3), "people": (2, 2), "clock": (2, 1), "memo": (2, 2), "unread": (2, 2), "link": (2, 1)}


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


async def put(desk, kind, **options):
    """A tile of that kind, as it is drawn."""
    w, h = SIZES[kind]
    widget = {"id": "new", "kind": kind, "x": 0, "y": 20, "w": w, "h": h, "options": options}
    await desk.ask("put_back", widget=widget)
    return await desk.tile("new")


# Its frame


def test_every_kind_has_a_name():
    assert tuple(NAMES) == KINDS


async def test_each_tile_bears_its_kind_s_name_a_miaou_its_canal_s(office, desk_of):
    tiles = await desk_of(office.zoe, "fr").tiles()
    titles = {each["data-widget"]: plain(each.tags("h2")[0].text) for each in tiles}
    assert titles == {
        "miaou": f"Miaou ! · {office.bureau.name}",
        "clock": "Horloge",
        "people": "Qui est là ?",
        "memo": "Mémo",
    }
    assert {each["data-widget"] for each in tiles if each["data-edits"] == "true"} == {"miaou"}


@pytest.mark.parametrize("kind", KINDS)
async def test_each_tile_is_called_by_its_heading_and_stands_where_the_layout_says(zoe, kind):
    link = {"title": "L’ERP", "address": "https://erp.example"} if kind == "link" else {}
    tile = await put(zoe, kind, **link)
    (heading,) = tile.tags("h2")
    assert tile["aria-labelledby"] == heading["id"]
    assert tile["data-title"] == heading.text
    x, y, w, h = zoe.place("new")
    assert str(tile["style"]).startswith(f"--x:{x + 1};--y:{y + 1};--w:{w};--h:{h}")
    assert "inert" not in tile.one("class", "tile-body").attributes


async def test_edit_mode_offers_tools_that_name_the_tile_and_options_where_there_are_any(zoe):
    offered = {each["data-widget"]: [tool["data-tool"] for tool in each.all("data-tool")] for each in await zoe.tiles()}
    assert offered["clock"] == ["up", "down", "taller", "shorter", "remove"]
    assert offered["miaou"] == ["up", "down", "taller", "shorter", "options", "remove"]
    tools = {each["data-tool"]: each for each in (await zoe.tile("clock")).all("data-tool")}
    assert tools["remove"]["aria-label"] == tools["remove"]["title"] == "Remove: Clock"
    assert tools["up"]["aria-label"] == "Move up: Clock"


async def test_what_a_tool_or_a_key_means_can_be_asked_for(zoe):
    tools = [
        (each["data-action"], json.loads(str(each["data-with"]))) for each in (await zoe.tile("clock")).all("data-tool")
    ]
    keys = [(f"desktop-{does}", details) for does, details in (*KEYS.values(), *KEYS_IN_COLUMN.values())]
    for action, details in tools + keys:
        assert action in Editing.offers
        # At an edge, or where it was a moment ago: it is understood.
        if action != "desktop-remove":
            assert await zoe.ask(action.removeprefix("desktop-"), tile="memo", **details) is not None


def test_arrows_move_a_tile_on_the_grid_and_a_step_in_one_column():
    assert KEYS["ArrowLeft"] == ("shift", {"right": -1, "down": 0})
    assert KEYS["Shift+ArrowDown"] == ("grow", {"right": 0, "down": 1})
    assert KEYS_IN_COLUMN["ArrowLeft"] == KEYS_IN_COLUMN["ArrowUp"] == ("order", {"step": -1})
    assert KEYS_IN_COLUMN["Shift+ArrowRight"] == ("grow", {"right": 0, "down": 1})
    for keys in (KEYS, KEYS_IN_COLUMN):
        assert (keys["Delete"], keys["Enter"]) == (("remove", {}), ("options", {}))


async def test_tiles_stand_in_the_order_of_the_grid_with_a_sentence_for_when_there_is_none(zoe):
    assert [each["data-widget"] for each in await zoe.tiles()] == ["miaou", "clock", "people", "memo"]
    for name in ("miaou", "clock", "people", "memo"):
        await zoe.ask("remove", tile=name)
    assert (await zoe.surface()).one("class", "empty").text.startswith("Your desktop is empty.")
    assert await zoe.tiles() == []


async def test_the_desktop_is_as_high_as_its_lowest_tile(zoe):
    async def rows():
        return (await zoe.surface()).one("class", "tiles")["style"]

    assert await rows() == "--rows:7"
    await zoe.ask("shift", tile="memo", right=0, down=4)
    assert await rows() == "--rows:11"


# A Miaou !


async def test_a_miaou_has_its_canal_s_colour_a_star_that_follows_its_facts_and_a_room(office, zoe):
    canal = office.bureau
    tile = await zoe.tile("miaou")
    assert "tinted" in tile.classes
    assert str(tile["style"]).endswith(f"--c:{canal.color}")
    star = tile.one("class", "star")
    assert (star["data-facts"], star["aria-label"]) == (f"c{canal.id}", "There are new messages")
    room = tile.one("data-attach", "room")
    assert (room["data-key"], room["style"]) == (str(canal.id), f"--c:{canal.color}")
    assert room.tags("a")[0]["href"] == f"/?canal={canal.id}"
    assert tile.one("class", "tile-notice").content == []
    picker = tile.one("class", "picker")
    assert (picker["data-action"], picker["aria-haspopup"], picker["aria-expanded"]) == (
        "desktop-options",
        "menu",
        "false",
    )


async def test_a_renamed_and_recoloured_canal_shows_as_it_is_now(office, zoe):
    await office.store.canals.edit(office.lea, office.bureau.id, name="Le bureau", color="#0e7490")
    tile = await zoe.tile("miaou")
    assert tile["data-title"] == "Miaou! · Le bureau"
    assert str(tile["style"]).endswith("--c:#0e7490")


async def test_a_canal_that_is_no_longer_one_s_own_is_not_named_any_more(office, desk_of):
    karim = desk_of(office.karim)
    await karim.ask("show", tile="miaou", key=office.direction.id)
    assert (await karim.tile("miaou"))["data-title"] == f"Miaou! · {office.direction.name}"
    await office.store.canals.leave(office.karim, office.direction.id)
    tile = await karim.tile("miaou")
    assert tile["data-title"] == "Miaou!"
    assert "tinted" not in tile.classes
    assert tile.all("class", "star") == tile.all("data-attach") == []
    notice = tile.one("class", "tile-notice")
    assert notice.tags("p")[0].text == "This canal is no longer yours, or no longer exists."
    (choose,) = notice.tags("button")
    assert (choose.text, choose["data-action"]) == ("Choose a canal", "desktop-options")
    # Neither its name nor its number is told while the tile is moved.
    answer = await karim.ask("shift", tile="miaou", right=1, down=0)
    assert answer["said"] == "Miaou!: column 2, row 1"
    assert str(office.direction.id) not in karim.panel._drawn["surface"]


async def test_an_archived_canal_still_shows_and_it_is_said(office, desk_of):
    karim = desk_of(office.karim)
    await karim.ask("show", tile="miaou", key=office.direction.id)
    await office.store.canals.archive(office.lea, office.direction.id)
    tile = await karim.tile("miaou")
    assert tile.one("data-attach", "room")["data-key"] == str(office.direction.id)
    told = tile.one("class", "tile-notice").tags("p")[0].text
    assert told == "This canal is archived: nothing more is said in it."


async def test_a_direct_conversation_bears_the_others_names_as_they_are_now(office, desk_of):
    direct = await office.store.canals.direct(office.karim, [office.lea.id, office.zoe.id])
    karim = desk_of(office.karim)
    await karim.ask("show", tile="miaou", key=direct.id)
    title = str((await karim.tile("miaou"))["data-title"]).removeprefix("Miaou! · ")
    assert set(title.split(", ")) == {office.lea.nickname, office.zoe.nickname}
    await office.store.members.edit(office.zoe, office.zoe.id, nickname="Zouzou")
    assert "Zouzou" in str((await karim.tile("miaou"))["data-title"])


async def test_the_page_brings_the_canals_that_the_tiles_show_each_once(office, desk_of):
    karim = desk_of(office.karim)
    for canal in (office.direction, office.bureau, office.direction):
        answer = await karim.ask("add", key="miaou", x=None, y=None, column=False)
        await karim.ask("show", tile=answer["shown"], key=canal.id)
    shown = canals_shown(karim.page, karim.layout)
    assert sorted(shown) == sorted([office.bureau.id, office.direction.id])


# The others


async def test_who_is_there_lists_the_members_those_present_first_and_marks_oneself(office, zoe):
    faces = (await zoe.tile("people")).one("data-list", "m")
    assert (faces["data-attach"], faces["data-own"]) == ("rows", f"m{office.zoe.id}")
    assert 'data-pinned="data-status" data-status="self"' in str(faces["data-own-row"])
    # The facts sort them: whoever is there stands before whoever is not, whatever they are called.
    absent, connected = (
        member_facts(member, status, zoe.page.words)["@data-sort"]
        for member, status in ((office.lea, "absent"), (office.zoe, "connected"))
    )
    assert connected < absent
    assert faces["aria-label"] == "Who is there?"
    assert faces.content == [], "however many they are, no answer carries them"


async def test_unread_lists_the_canals_and_says_what_shows_when_none_wears_a_star(zoe):
    tile = await put(zoe, "unread")
    listed = tile.one("data-list", "c")
    assert (listed["data-attach"], listed["aria-label"]) == ("rows", "Unread")
    assert tile.one("class", "drawn tile-nothing").text == "All is read."


async def test_a_clock_follows_the_reader_s_own(zoe):
    told = [(each["data-now"], each["data-attach"]) for each in (await zoe.tile("clock")).tags("time")]
    assert told == [("time", "now"), ("date", "now")]


@pytest.mark.parametrize("text", ["", "Rappeler Blanchard\navant jeudi", "\n  </textarea><b>&amp;"])
async def test_a_memo_holds_what_was_written_and_saves_itself(office, zoe, text):
    await zoe.ask("write", key="memo", text=text)
    tile = await zoe.tile("memo")
    (field,) = tile.tags("textarea")
    assert field["data-text"] == field.text == text
    assert field["maxlength"] == str(MEMO_LONGEST)
    assert (field["data-autosave"], field["data-draft"]) == ("desktop-write", f"miaou:memo:{office.zoe.id}:memo")
    assert (field["aria-label"], field["placeholder"]) == ("Memo", "Write here what you must not forget…")
    assert tile.one("class", "memo-waits").text == "Not kept yet: the connection is lost."


async def test_one_who_writes_a_memo_is_told_nothing_of_it(zoe):
    assert await zoe.ask("write", key="memo", text="Bonjour") == {}


async def test_a_link_bears_its_own_title_and_leads_elsewhere(zoe):
    tile = await put(zoe, "link", title="L’ERP", address="erp.example:8069/menu")
    assert (tile["data-title"], tile["data-edits"]) == ("L’ERP", "true")
    (way,) = tile.tags("a")
    assert (way["href"], way["target"], way["rel"]) == (
        "https://erp.example:8069/menu",
        "_blank",
        "noopener noreferrer",
    )
    assert (way.tags("b")[0].text, way.tags("small")[0].text) == ("L’ERP", "erp.example:8069")
