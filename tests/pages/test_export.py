"""Downloading one's own data: who may, what comes, and what is said when it cannot come."""

from __future__ import annotations

import asyncio
import json
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from app.components.wire.tabs import Tabs
from app.components.wire.wire import Wire
from app.pages import export
from app.pages.gate import COOKIE, Gate
from app.pages.house import House
from app.settings import Settings
from tests.components.replica import Network
from tests.pages.tab import cookies
from tests.pages.test_leaks import Listener

PATIENCE_S = 20


def texts(content: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return [message["text"] for message in json.loads(archive.read("messages.json"))]


def test_one_s_own_data_come_as_a_file(house):
    with house.browser("karim", accept="text/html") as browser:
        answer = browser.get("/export")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''miaou-karim-2")
    assert answer.headers["content-disposition"].endswith(".zip")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert {"Secret de la direction", "Secret en aparté", "Bonjour"} <= set(texts(answer.content))


def test_it_is_whoever_asks_and_nobody_else(house):
    with house.browser("zoe") as browser:
        content = browser.get(f"/export?member={house.members['lea'].id}").content
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert json.loads(archive.read("export.json"))["card"]["login"] == "zoe"
        assert not any(b"Secret" in archive.read(name) for name in archive.namelist())


def test_whoever_is_signed_out_is_sent_to_the_door(house):
    with house.browser(accept="text/html") as visitor:
        answer = visitor.get("/export")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?next=%2Fexport")


def test_a_closed_account_gets_none(house):
    async def close(store):
        member = await store.members.create("passant", "Passant")
        token = await store.sessions.start(member)
        await store.members.deactivate(house.members["lea"], member.id)
        return token

    token = house.do(close)
    with house.browser() as browser:
        assert browser.get("/export", headers=cookies(token, house.address)).status_code == 401


async def test_one_s_settings_lead_to_it(house):
    async with Listener(house.address, house.session("zoe")) as tab:
        await tab.call("own-settings", {"key": None})
        await tab.say(house.canals["bureau"].id, "La fiche est là")
        await tab.hears("La fiche est là")
        assert "/export" in tab.everything


class Visit:
    """A request whose browser takes nothing of the answer until it is told to, and may go away."""

    def __init__(self, web: FastAPI, token: str) -> None:
        self.reads, self.goes, self.answered = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self.status, self.body = 0, b""
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/export",
            "raw_path": b"/export",
            "query_string": b"",
            "scheme": "http",
            "headers": [(b"cookie", f"{COOKIE}={token}".encode())],
        }
        self._asked = False
        self.over = asyncio.create_task(web(scope, self._receive, self._send))

    async def _receive(self) -> dict:
        if self._asked:
            await self.goes.wait()
            return {"type": "http.disconnect"}
        self._asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def _send(self, message: dict) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.answered.set()
        elif self.status == 200:
            await self.reads.wait()
        self.body += message.get("body", b"")

    async def begun(self) -> int:
        await asyncio.wait_for(self.answered.wait(), PATIENCE_S)
        return self.status


@pytest.fixture
async def web(office) -> AsyncIterator[FastAPI]:
    """The route behind the gate."""
    network = Network()
    wire, tabs = Wire(office.store, network.emit), Tabs(office.store, network)
    web = FastAPI()
    house = House(Settings(), office.store, wire, tabs)
    export.register(web, house)
    web.add_middleware(Gate, store=office.store, tabs=tabs, grants=house.grants)
    yield web
    await wire.close()


@pytest.fixture
async def visit(office, web):
    """`async with visit(member) as visit:` asks for that member's data; afterwards the answer is over."""

    @asynccontextmanager
    async def visiting(member) -> AsyncIterator[Visit]:
        visit = Visit(web, await office.store.sessions.start(member))
        yield visit
        visit.reads.set()
        await asyncio.wait_for(visit.over, PATIENCE_S)

    return visiting


async def test_one_at_a_time_for_each_and_two_for_all(office, visit):
    async with visit(office.zoe) as first:
        assert await first.begun() == 200
        async with visit(office.zoe) as again:
            assert await again.begun() == 503
        assert "already" in again.body.decode() or "déjà" in again.body.decode()
        async with visit(office.karim) as second:
            assert await second.begun() == 200
            async with visit(office.odile) as third:
                assert await third.begun() == 503
        async with visit(office.odile) as third:
            assert await third.begun() == 200, "whoever is served makes room"
    assert texts(first.body) == texts(third.body) == []
    async with visit(office.zoe) as later:
        assert await later.begun() == 200


async def test_a_browser_that_goes_away_gives_up_its_place(office, visit):
    async with visit(office.zoe) as visit_:
        await visit_.begun()
        visit_.goes.set()
        await asyncio.wait_for(visit_.over, PATIENCE_S)
    async with visit(office.zoe) as again:
        assert await again.begun() == 200


async def test_a_browser_that_reads_no_more_gives_up_its_place(office, visit, monkeypatch):
    monkeypatch.setattr(export, "PATIENCE_S", 0.01)
    async with visit(office.zoe) as visit_:
        await visit_.begun()
        await asyncio.wait_for(visit_.over, PATIENCE_S)
    async with visit(office.zoe) as again:
        assert await again.begun() == 200


async def test_a_server_that_stops_ends_it_without_a_fuss(office, visit):
    async with visit(office.zoe) as visit_:
        await visit_.begun()
        visit_.over.cancel()
        await asyncio.wait([visit_.over], timeout=PATIENCE_S)
        assert visit_.over.done() and not visit_.over.cancelled() and visit_.over.exception() is None


async def test_nothing_is_left_in_the_data_folder(office, visit):
    before = sorted(office.store.folder.iterdir())
    async with visit(office.zoe) as visit_:
        await visit_.begun()
    assert sorted(office.store.folder.iterdir()) == before


async def test_a_database_that_does_not_answer_is_said_on_a_page(office, visit):
    with office.store.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE message RENAME TO gone"))
    async with visit(office.zoe) as visit_:
        assert await visit_.begun() == 503
    assert "<!doctype html>" in visit_.body.decode()


async def test_a_file_that_cannot_be_made_is_said_on_a_page(office, visit, monkeypatch):
    monkeypatch.setattr(office.store, "folder", office.store.folder / "gone")
    async with visit(office.zoe) as visit_:
        assert await visit_.begun() == 503
    assert "<!doctype html>" in visit_.body.decode()
