"""Every action of the desktop, with whatever somebody hostile may put into it: refused, and nothing changes."""

from __future__ import annotations

import logging

import pytest

from app.components import asking
from app.components.desktop.editing import Editing
from app.store.layouts import FIRST
from tests.pages.conftest import House
from tests.pages.tab import Tab

HUGE = 10**30
OPEN, SECRET = "a canal of theirs", "one that is not"
NO_TEXT = [None, True, 3, 1.5, [], ["a"], {}, {"text": "a"}]
NO_NUMBER = [None, True, 1.5, "1", [], {}]
NO_FLAG = [None, 1, "false", []]
NO_DICT = [None, True, 7, "x", [], [1]]
NO_WIDGET = ["nowhere", "", "x" * 5000, *NO_TEXT]
CLOCK = {"id": "clock2", "kind": "clock", "x": 0, "y": 0, "w": 2, "h": 2, "options": {}}
NO_CLOCK = [
    *(CLOCK | wrong for wrong in ({"w": -1}, {"w": 1}, {"x": HUGE}, {"kind": "x"}, {"id": "A"}, {"options": []})),
    CLOCK | {"kind": "link", "options": {"title": "x", "address": "javascript:alert(1)"}},
    {},
]


def of_tile(*numbers: str) -> dict[str, list[object]]:
    return {"tile": ["clock", *NO_WIDGET], **{name: [1, *NO_NUMBER] for name in numbers}}


ACTIONS: dict[str, dict[str, list[object]]] = {
    # action: its arguments that would do (the first value), and what is to be refused in the place of each
    "options": of_tile(),
    "shift": of_tile("right", "down") | {"tries": [False, *NO_FLAG]},
    "grow": of_tile("right", "down") | {"tries": [False, *NO_FLAG]},
    "order": of_tile("step"),
    "press": of_tile() | {"key": ["ArrowLeft", "F1", *NO_TEXT], "column": [False, *NO_FLAG]},
    "add": {
        "key": ["clock", "x", *NO_TEXT],
        "x": [1, *NO_NUMBER[1:]],
        "y": [1, *NO_NUMBER[1:], HUGE],
        "column": [False, *NO_FLAG],
    },
    "show": {"tile": ["miaou", *NO_WIDGET], "key": [OPEN, SECRET, HUGE, *NO_NUMBER]},
    "write": {"key": ["memo", *NO_WIDGET], "text": ["Bonjour", "x" * 5000, *NO_TEXT]},
    "paper": {"key": ["paws", "lava", *NO_TEXT]},
    "put_back": {"widget": [CLOCK, *NO_CLOCK, *NO_DICT]},
    "remove": {"tile": ["clock2", *NO_WIDGET]},
}


@pytest.fixture
async def zoe(house: House):
    house.do(lambda store: store.desktops.keep(house.members["zoe"], FIRST))
    async with Tab(house.address, house.session("zoe"), "/desktop") as tab:
        yield tab


@pytest.fixture(autouse=True)
def nothing_falls(caplog: pytest.LogCaptureFixture):
    """Whatever is asked, nothing in the server raises."""
    yield
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []


def test_every_action_is_in_the_table():
    found = {name for name, method in vars(Editing).items() if method in asking._actions}
    assert found == ACTIONS.keys()


async def test_what_would_do_is_done_and_what_is_forged_is_refused(house, zoe):
    ids = {OPEN: house.canals["bureau"].id, SECRET: house.canals["direction"].id}
    for do, forged in ACTIONS.items():
        fields = {name: [ids.get(str(value), value) for value in values] for name, values in forged.items()}
        plain = {name: values[0] for name, values in fields.items()}
        answer = await zoe.call(_named(do), plain)
        assert "refused" not in answer, f"{do}: {answer}"
        before = house.store.desktops.of(house.members["zoe"])
        for name, values in fields.items():
            for value in values[1:]:
                answer = await zoe.call(_named(do), {**plain, name: value})
                assert answer.get("why") in ("rights", "text"), f"{do}: {name} = {value!r} was taken"
        assert house.store.desktops.of(house.members["zoe"]) == before


async def test_however_far_a_tile_is_sent_it_stays_on_the_desktop(house, zoe):
    for far in (10**15, -(10**15)):
        for do in ("shift", "grow"):
            answer = await zoe.call(_named(do), {"tile": "memo", "right": far, "down": far})
            memo = house.store.desktops.of(house.members["zoe"]).get("memo")
            assert "refused" not in answer
            assert 0 <= memo.x <= 10 and 0 <= memo.y <= 200


async def test_a_canal_that_is_not_theirs_is_as_one_that_does_not_exist(house, zoe):
    canals = (house.canals["direction"].id, 123_456_789)
    filled = [await zoe.call("desktop-show", {"tile": "miaou", "key": canal}) for canal in canals]
    miaou = CLOCK | {"id": "other", "kind": "miaou", "w": 4, "h": 4}
    put = [await zoe.call("desktop-put-back", {"widget": miaou | {"options": {"canal": canal}}}) for canal in canals]
    assert filled[0] == filled[1] == put[0] == put[1]
    assert filled[0]["why"] == "rights"


@pytest.mark.parametrize("key", [None, 7, "nowhere", "clock", [], {}, {"x": 1}, {"x": "1", "y": 1, "column": True}])
async def test_a_link_s_card_for_what_is_no_link_and_no_place_is_refused(zoe, key):
    answer = await zoe.call("link-card", {"key": key})
    assert answer["why"] in ("rights", "text")


async def test_where_a_new_link_leads_is_asked_for_first(house, zoe):
    assert await zoe.call("desktop-add", {"key": "link", "x": 1, "y": 2, "column": False}) == {}
    assert house.store.desktops.of(house.members["zoe"]).widgets == FIRST.widgets


async def test_a_link_s_card_opens_for_a_place(zoe):
    place = {"x": None, "y": None, "column": False}
    assert await zoe.call("link-card", {"key": place}) == {}


def _named(do: str) -> str:
    return f"desktop-{do.replace('_', '-')}"
