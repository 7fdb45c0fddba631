"""The presenter's bar, without a browser: what it says, what its buttons do, and that all of them show the same."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from types import SimpleNamespace
from typing import Any

import pytest
from nicegui import Client
from nicegui.page import page as nicegui_page

from app.components.cards.shortcuts import SHORTCUTS
from app.components.page import Page
from app.components.wire import sockets
from app.components.wire.tab import Tab
from app.components.wire.tabs import Tabs
from app.components.wire.wire import Wire
from app.demo.bar import HIDES, KEYS, Bar, around
from app.demo.presenter import Opened, Presenter
from app.demo.scenes import NAMES
from app.locale import catalogue
from app.store import Forbidden
from tests.components.replica import Network
from tests.conftest import Stores
from tests.demo.playing import Counting, hired

FR = catalogue("fr")


class Demo:
    """What is presented."""

    def __init__(self, company: Any, time: Counting) -> None:
        self.company, self.pace = company, time.pace()
        self.resets: list[str | None] = []
        self.presenter = Presenter(self)

    def is_person(self, member_id: int) -> bool:
        return False

    async def reset(self, lang: str | None = None) -> None:
        await self.presenter.director.close()
        self.resets.append(lang)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], object]]:
    """What is said over the sockets: there are none."""
    said: list[tuple[list[str], object]] = []

    async def emit(rooms: list[str], op: object) -> None:
        said.append((rooms, op))

    monkeypatch.setattr(sockets, "emit", emit)
    return said


@pytest.fixture
async def stage(stores: Stores, told: list[tuple[list[str], object]]) -> AsyncIterator[SimpleNamespace]:
    """A demo with its presenter; `bar_of(login)` is the bar in a page of theirs."""
    store = await stores.open()
    company, time, network = await hired(store), Counting(), Network()
    wire, tabs = Wire(store, network.emit), Tabs(store, network)
    demo = Demo(company, time)
    presenter = demo.presenter
    presenter.register(None, SimpleNamespace(store=store, wire=wire, tabs=tabs))  # type: ignore[arg-type]
    clients: list[Client] = []

    def bar_of(login: str, lang: str = "fr") -> Bar:
        client = Client(nicegui_page(""))
        client.outbox.stop()
        clients.append(client)
        tab = Tab(client.id, company.member(login).id, 0, lang, sid=client.id)
        tabs.add(tab)
        with client:
            return Bar(Page(store, wire, tabs, tab), presenter)

    yield SimpleNamespace(demo=demo, presenter=presenter, bar_of=bar_of, company=company, time=time)
    await presenter.director.close()
    for client in clients:
        client.delete()
    await wire.close()


def pressed(bar: Bar, slot: str) -> list[str]:
    """The names of its buttons that are pressed."""
    pieces = bar._drawn[slot].split("<button")
    found = [piece for piece in pieces if 'aria-pressed="true"' in piece.split(">")[0]]
    return [piece.split('name="')[1].split('"')[0] for piece in found]


async def test_it_offers_all_that_a_presenter_needs(stage):
    bar = stage.bar_of("agathe")
    for name in ("pause", *(f"pace-{speed}" for speed in ("quiet", "normal", "lively"))):
        assert f'name="{name}"' in bar._drawn["dial"]
    assert [name for name in NAMES if f'data-scene="{name}"' in bar._drawn["scenes"]] == list(NAMES)
    assert "Lundi matin, 9\u00a0h" in bar._drawn["scenes"]
    assert bar._drawn["who"].count('name="who"') == 10
    assert all(f'name="{name}"' in bar._drawn["tools"] for name in ("beside", "reset", "hide", "speak-en"))
    assert 'action="/demo/who"' in bar._drawn["who"]
    assert 'action="/demo/beside"' in bar._drawn["tools"]


async def test_every_bar_shows_a_pause_and_the_pace(stage):
    mine, other = stage.bar_of("agathe"), stage.bar_of("karim")
    assert (pressed(mine, "dial"), pressed(other, "dial")) == (["pace-normal"], ["pace-normal"])
    await mine.press("pause")
    await mine.press("pace-lively")
    assert stage.demo.pace.paused
    assert pressed(mine, "dial") == pressed(other, "dial") == ["pause", "pace-lively"]
    assert FR("Go on") in other._drawn["dial"]
    await other.press("pause")
    assert not stage.demo.pace.paused
    assert pressed(mine, "dial") == ["pace-lively"]


async def test_hidden_it_is_so_everywhere_until_its_key_is_pressed_again(stage):
    mine, other = stage.bar_of("agathe"), stage.bar_of("karim")
    await mine.press("hide")
    assert "put-away" in mine._drawn["stands"]
    assert "put-away" in other._drawn["stands"]
    # A page that is opened now has no room for it.
    assert "presenter-room" not in str(around(stage.bar_of("zoe"), FR, stage.presenter.hidden))
    await other.press("hide")
    assert "put-away" not in mine._drawn["stands"]
    shown = str(around(mine, FR, stage.presenter.hidden))
    assert "presenter-room" in shown
    assert f'aria-keyshortcuts="{KEYS}"' in shown


def test_its_key_is_no_other_shortcuts():
    taken = {key for _, some in SHORTCUTS for each in some for key in each.keys.split()}
    assert not taken & set(KEYS.split())
    assert FR(HIDES) != HIDES


async def test_a_scene_plays_where_those_who_may_see_it_are_taken(stage, told):
    mine, outsider = stage.bar_of("odile"), stage.bar_of("zoe")
    await mine.press("scene-invoice")
    assert pressed(mine, "scenes") == pressed(outsider, "scenes") == ["scene-invoice"]
    await asyncio.wait_for(stage.presenter.director.ended(), 20)
    assert pressed(mine, "scenes") == []
    (rooms, op), *rest = told
    assert op == Opened(stage.company.canal("accounts").id)
    assert rooms == [f"member-{stage.company.member('odile').id}-fr"]
    assert not rest


async def test_whoever_cannot_see_a_scene_is_told_so_and_offered_to_be_somebody_who_does(stage):
    mine, outsider = stage.bar_of("odile"), stage.bar_of("zoe")
    stage.demo.pace.pause()
    await mine.press("scene-invoice")
    assert "<button" not in mine._drawn["note"]
    assert "Zoé" in outsider._drawn["note"]
    assert f'value="{stage.company.member("odile").id}"' in outsider._drawn["note"]
    await mine.press("scene-secret")
    assert f'value="{stage.company.member("lea").id}"' in mine._drawn["note"]
    assert "<button" not in outsider._drawn["note"]


async def test_a_press_on_what_is_played_stops_it_and_on_another_changes_to_that(stage):
    bar = stage.bar_of("agathe")
    await bar.press("scene-coffee")
    await bar.press("scene-client")
    assert pressed(bar, "scenes") == ["scene-client"]
    await bar.press("scene-client")
    assert pressed(bar, "scenes") == []
    assert stage.presenter.director.playing is None


async def test_a_scene_goes_on_though_everything_stood_still(stage):
    bar = stage.bar_of("agathe")
    await bar.press("pause")
    await bar.press("scene-coffee")
    assert not stage.demo.pace.paused


async def test_what_begins_again_stops_the_scene(stage):
    bar = stage.bar_of("agathe")
    await bar.press("scene-coffee")
    await bar.press("reset")
    await bar.press("speak-en")
    assert stage.demo.resets == [None, "en"]
    assert stage.presenter.director.playing is None
    # So are the pages of whoever looks on.
    assert stage.company.member("agathe").lang == "en"
    await bar.press("reset")
    assert stage.company.member("zoe").lang == "en"


async def test_a_scene_pressed_while_it_begins_again_is_played_in_the_office_that_is_there_then(stage, monkeypatch):
    bar, stands, playing = stage.bar_of("agathe"), asyncio.Event(), []

    async def reset(lang=None):
        await stands.wait()
        playing.append(stage.presenter.director.playing)

    monkeypatch.setattr(stage.demo, "reset", reset)
    pressing = [asyncio.create_task(bar.press(name)) for name in ("reset", "scene-coffee")]
    await asyncio.sleep(0)
    stands.set()
    await asyncio.gather(*pressing)
    assert playing == [None]
    assert pressed(bar, "scenes") == ["scene-coffee"]


async def test_a_button_that_is_none_is_refused(stage):
    bar = stage.bar_of("agathe")
    for name in ("", "scene", "scene-nothing", "pace-mad", "pace", "speak-de", "pause-1", "hide-me", "close"):
        with pytest.raises(Forbidden):
            await bar.press(name)


async def test_a_page_that_is_closed_is_not_drawn_any_more(stage):
    bar: Any = stage.bar_of("agathe")
    leave: Callable[[], None] = bar.delete
    leave()
    assert not stage.presenter._bars
