"""Connections on which nothing goes on end, and what they held with them; the others go on."""

from __future__ import annotations

import asyncio
import secrets
import socket
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from nicegui import Client, core
from nicegui import app as nicegui_app

from app.components.wire import sockets, waiting, watch
from app.store import Store
from app.store.presence import GRACE_S
from tests.pages import conftest
from tests.pages.conftest import House
from tests.pages.tab import PATIENCE_S, Tab, cookies

SOON_S = 0.1
LOOKS_S = 0.03
LONG = "x" * 9_000
WHOLE_HEAD = b"GET /healthz HTTP/1.1\r\nHost: miaou\r\n\r\n"


async def becomes(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not condition():  # noqa: ASYNC110 - uvicorn and Engine.IO tell nobody
            await asyncio.sleep(0.01)


@pytest.fixture(autouse=True)
def looks(house: House) -> Iterator[None]:
    """The server looks at its connections more often than each second."""
    serving, over = conftest._servers[0], threading.Event()

    def look() -> None:
        if not over.is_set():
            serving._watch.look(serving.server_state.connections, house.loop.time())
            house.loop.call_later(LOOKS_S, look)

    house.loop.call_soon_threadsafe(look)
    yield
    over.set()


def stop_reading(tab: Tab) -> asyncio.ReadTransport:
    """As a browser's tab that hangs: its system takes a little more, then nothing."""
    transport: asyncio.ReadTransport = tab.socket.eio.ws._response.connection.transport
    transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    transport.pause_reading()
    return transport


def say_much(house: House, messages: int = 50) -> None:
    """More than the system takes for a tab that does not read."""

    async def say(store: Store) -> None:
        for number in range(messages):
            lea, bureau = house.members["lea"], house.canals["bureau"]
            await store.messages.post(lea, bureau.id, f"{LONG} n{number}.", (), secrets.token_hex(8))

    house.do(say)


def tasks_for_sockets(house: House) -> int:
    """How many tasks serve sockets, but for those that sleep until the next ping."""

    async def count(_: Store) -> int:
        each = [task.get_coro() for task in asyncio.all_tasks()]
        names = [getattr(coro, "__qualname__", "") for coro in each]
        return sum("run_asgi" in name or "_websocket_handler" in name for name in names)

    return house.do(count)


def absent_in(house: House, tab: Tab) -> float:
    """Seconds until that closed tab counts no longer."""

    async def left(store: Store) -> float:
        return store.presence._leaving[tab.client_id].when() - asyncio.get_running_loop().time()

    return house.do(left)


def is_there(tab: Tab) -> bool:
    client = Client.instances[tab.client_id]
    return client.has_socket_connection


@pytest.mark.parametrize("bound", ["bytes", "seconds"])
async def test_a_tab_that_stops_reading_is_cut_and_catches_up_when_it_reads_again(house, monkeypatch, bound):
    if bound == "bytes":
        monkeypatch.setattr(waiting, "WAITS_MOST", 100_000)
    tasks, there = tasks_for_sockets(house), set(core.sio.eio.sockets)
    tab = Tab(house.address, house.session("zoe"))
    async with Tab(house.address, house.session("karim")) as other:
        await tab.fetch()
        await tab.connect()
        await tab.attach()
        opened = set(core.sio.eio.sockets) - there
        assert len(opened) == 2
        transport = stop_reading(tab)
        if bound == "seconds":
            monkeypatch.setattr(watch, "TAKES_S", SOON_S)
        await asyncio.to_thread(say_much, house)
        await becomes(lambda: not is_there(tab))
        await becomes(lambda: len(opened & set(core.sio.eio.sockets)) == 1)
        await becomes(lambda: tasks_for_sockets(house) <= tasks + 3)
        await other.hears(" n49.")
        monkeypatch.undo()
        transport.resume_reading()
        await tab.socket.wait()
        await tab.connect()
        answer = await tab.attach()
        assert " n0." in str(answer)
        assert " n49." in str(answer)
        await tab.socket.disconnect()


async def test_a_tab_that_reads_is_not_cut_however_much_it_is_told(house, monkeypatch):
    monkeypatch.setattr(waiting, "WAITS_MOST", 100_000)
    async with Tab(house.address, house.session("zoe")) as tab:
        await asyncio.to_thread(say_much, house, 40)
        await tab.hears(" n39.")
        assert tab.socket.connected


async def test_a_tab_that_cannot_be_told_keeps_nothing_from_the_others(house, caplog):
    async with Tab(house.address, house.session("zoe")) as broken, Tab(house.address, house.session("karim")) as other:
        house.loop.call_soon_threadsafe(core.sio.environ.pop, broken.socket.eio.sid)
        await other.say(house.canals["bureau"].id, "Pour qui peut entendre")
        await other.hears("Pour qui peut entendre")
        told = [record for record in caplog.records if record.name == sockets.__name__]
        assert told
        assert all("Pour qui" not in record.getMessage() and record.exc_info for record in told)


# Requests that never come whole


@asynccontextmanager
async def raw(house: House, *said: bytes) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    host, _, port = house.address.removeprefix("http://").rpartition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    try:
        for each in said:
            writer.write(each)
        yield reader, writer
    finally:
        writer.close()


async def read_to_the_end(reader: asyncio.StreamReader) -> bytes:
    """What came before the server has closed the connection."""
    came = b""
    async with asyncio.timeout(PATIENCE_S):
        try:
            while more := await reader.read(65_536):
                came += more
        except ConnectionError:
            pass
        return came


@pytest.mark.parametrize(
    "said", [b"", b"GET / HTTP/1.1\r\nHost: mia", WHOLE_HEAD + b"GET /"], ids=["nothing", "half", "half a second one"]
)
async def test_a_request_whose_head_does_not_come_is_not_waited_for(house, monkeypatch, said):
    async with raw(house, said) as (reader, _):
        if said.startswith(WHOLE_HEAD):
            assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200")
        monkeypatch.setattr(watch, "HEAD_S", SOON_S)
        await read_to_the_end(reader)


async def test_a_head_that_comes_drop_by_drop_is_not_waited_for_either(house, monkeypatch):
    monkeypatch.setattr(watch, "HEAD_S", SOON_S)
    async with raw(house, WHOLE_HEAD[:-2]) as (reader, writer):
        ending = asyncio.create_task(read_to_the_end(reader))
        async with asyncio.timeout(PATIENCE_S):
            while not ending.done():
                writer.write(b"X-More: x\r\n")
                await asyncio.wait([ending], timeout=0.05)


async def test_a_body_that_does_not_come_is_not_waited_for(house, monkeypatch):
    head = b"POST /login HTTP/1.1\r\nHost: miaou\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    async with raw(house, head, b"Content-Length: 100\r\n\r\nlogin=lea") as (reader, _):
        monkeypatch.setattr(watch, "BODY_S", SOON_S)
        await read_to_the_end(reader)


async def test_a_file_on_a_slow_line_is_waited_for(house, monkeypatch):
    """As long as something comes of it: longer than for any other body."""
    host, cookie = house.address.removeprefix("http://"), cookies(house.session("zoe"), house.address)["cookie"]
    head = (
        f"PUT /files?canal={house.canals['bureau'].id}&name=lent.txt HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n"
    )
    async with raw(house, f"{head}Content-Length: 2\r\n\r\nx".encode()) as (reader, writer):
        await becomes(lambda: any(_is_unhurried(each) for each in requests_in(house, "/files")))
        monkeypatch.setattr(watch, "BODY_S", SOON_S)
        # Whoever takes his time where nobody waits is cut meanwhile.
        async with raw(house, b"POST /login HTTP/1.1\r\nHost: miaou\r\nContent-Length: 100\r\n\r\nlogin") as (other, _):
            await read_to_the_end(other)
        writer.write(b"y")
        answer = await reader.readline()
    assert answer.startswith(b"HTTP/1.1 200")


async def test_a_browser_that_takes_nothing_of_what_it_asked_for_is_cut(house, monkeypatch):
    large = f"/_nicegui/{nicegui_version()}/static/quasar.umd.prod.js"
    asking = f"GET {large} HTTP/1.1\r\nHost: miaou\r\n\r\n".encode()
    async with raw(house) as (reader, writer):
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        writer.transport.pause_reading()
        writer.write(asking * 20)
        monkeypatch.setattr(watch, "TAKES_S", SOON_S)
        await becomes(lambda: not requests_in(house, large))
        writer.transport.resume_reading()
        await read_to_the_end(reader)


def nicegui_version() -> str:
    from nicegui import __version__

    return __version__


def requests_in(house: House, path: str) -> list[object]:
    return [each for each in list(conftest._servers[0].server_state.connections) if _asks(each) == path]


def _is_unhurried(connection: Any) -> bool:
    return watch.UNHURRIED in connection.cycle.scope["state"]


def _asks(connection: object) -> str:
    cycle = getattr(connection, "cycle", None)
    return cycle.scope["path"] if cycle is not None else ""


# Sockets behind which nobody is


async def test_a_socket_at_which_no_page_ever_speaks_is_closed(house, monkeypatch):
    tab = Tab(house.address, house.session("zoe"))
    await tab.fetch()
    address = f"{house.address}/_nicegui_ws/socket.io/?client_id={tab.client_id}&EIO=4&transport=websocket"
    async with (
        aiohttp.ClientSession() as http,
        http.ws_connect(address, headers=cookies(tab.token, tab.address)) as silent,
    ):
        assert (await silent.receive(PATIENCE_S)).data.startswith("0{")
        monkeypatch.setattr(watch, "ATTACHES_S", SOON_S)
        assert (await silent.receive(PATIENCE_S)).type in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR)


async def test_a_socket_that_never_says_which_page_it_is_is_closed(house, monkeypatch):
    tab = Tab(house.address, house.session("zoe"))
    await tab.fetch()
    await tab.connect()
    monkeypatch.setattr(watch, "ATTACHES_S", SOON_S)
    await asyncio.wait_for(tab.socket.wait(), PATIENCE_S)


async def test_a_page_that_asks_for_news_and_never_says_which_it_is_is_let_go(house, monkeypatch):
    tab = Tab(house.address, house.session("zoe"))
    await tab.fetch()
    address = f"{house.address}/_nicegui_ws/socket.io/"
    asked = {"client_id": tab.client_id, "EIO": "4", "transport": "polling"}
    async with aiohttp.ClientSession(headers=cookies(tab.token, tab.address)) as http:
        async with http.get(address, params=asked) as answer:
            sid = (await answer.text()).split('"sid":"')[1].split('"')[0]
        assert sid in core.sio.eio.sockets
        monkeypatch.setattr(watch, "ATTACHES_S", SOON_S)
        await becomes(lambda: sid not in core.sio.eio.sockets)


async def test_a_machine_that_vanished_is_noticed_and_absent_from_its_first_unanswered_ping_on(house, monkeypatch):
    config = conftest._servers[0].config
    monkeypatch.setattr(config, "ws_ping_interval", SOON_S)
    monkeypatch.setattr(config, "ws_ping_timeout", SOON_S)
    monkeypatch.setattr(core.sio.eio, "ping_timeout", SOON_S / 2)
    async with Tab(house.address, house.session("zoe")) as tab:
        await tab.call("alive", {"active": True})
        transport = stop_reading(tab)
        await becomes(lambda: not is_there(tab))

        assert absent_in(house, tab) <= GRACE_S - SOON_S
        transport.resume_reading()
        await tab.socket.wait()


async def test_a_closed_tab_counts_for_its_grace_once_though_its_page_is_forgotten_meanwhile(house):
    async with Tab(house.address, house.session("zoe")) as tab:
        await tab.call("alive", {"active": True})
    await becomes(lambda: not is_there(tab))
    leaving = house.store.presence._leaving[tab.client_id]

    async def forget(_: Store) -> None:
        # As NiceGUI does when nobody has come back to the page.
        Client.instances[tab.client_id].delete()

    house.do(forget)
    assert house.store.presence._leaving[tab.client_id] is leaving
    assert not leaving.cancelled()


async def test_nothing_is_kept_for_a_browser_tab_that_is_gone(house):
    async with Tab(house.address, house.session("zoe")):
        pass
    assert nicegui_app.storage._tabs == {}


@pytest.mark.skipif(sys.platform != "linux", reason="what connections inherit is each system's own")
async def test_the_system_gives_up_a_machine_that_answers_nothing(house):
    async with raw(house, WHOLE_HEAD) as (reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        own = writer.get_extra_info("sockname")[1]
        served = [each for each in list(conftest._servers[0].server_state.connections) if each.client[1] == own]
        accepted = served[0].transport.get_extra_info("socket")
        assert accepted.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 30_000
