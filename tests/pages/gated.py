"""Some of the routes behind the gate, as the server has them, and browsers that ask for them; all in one process."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from types import ModuleType

import httpx
from fastapi import FastAPI

from app import server
from app.components.wire.tabs import Tabs
from app.components.wire.wire import Wire
from app.pages.gate import COOKIE, Gate
from app.pages.house import House
from app.settings import Settings
from tests.components.replica import Network

Browser = Callable[..., Awaitable[httpx.AsyncClient]]


@contextlib.asynccontextmanager
async def gated(office, room: ModuleType) -> AsyncIterator[FastAPI]:
    """:param room: a module of `app.pages`, whose addresses there are"""
    network = Network()
    wire, tabs = Wire(office.store, network.emit), Tabs(office.store, network)
    web = FastAPI()
    house = House(Settings(), office.store, wire, tabs)
    room.register(web, house)
    server.answer_head(web)
    web.add_middleware(Gate, store=office.store, tabs=tabs, grants=house.grants)
    web.state.house = house
    yield web
    await wire.close()


@contextlib.asynccontextmanager
async def browsers(office, web: FastAPI) -> AsyncIterator[Browser]:
    """`await browser(member)` is a signed-in member's; of nobody when there is none."""
    opened: list[httpx.AsyncClient] = []

    async def browser(member=None, lang: str = "fr") -> httpx.AsyncClient:
        headers = {"accept-language": lang, "origin": "http://miaou"}
        if member is not None:
            headers["cookie"] = f"{COOKIE}={await office.store.sessions.start(member)}"
        opened.append(httpx.AsyncClient(transport=httpx.ASGITransport(web), base_url="http://miaou", headers=headers))
        return opened[-1]

    yield browser
    for client in opened:
        await client.aclose()
