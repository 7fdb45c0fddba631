"""The whole application, served on a real port by a thread of this process, with two people in its office."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from app import server
from app.settings import Settings
from app.store import Store
from app.store.state import Canal, Member
from main import loop_factory
from tests import plain_http
from tests.browser.instance import PATIENCE_S
from tests.pages.tab import cookies
from tests.ports import free_port
from tests.quick_passwords import quick_passwords
from tests.slot_stacks import keep_apart

keep_apart()

T = TypeVar("T")

PASSWORD = "un mot de passe du bureau"
SECRET = "what operations must bring"
UNTRUSTED = "192.0.2.1"
"""The only proxy that the second port believes; nobody has that address."""


class Clock:
    """The time, and whatever a test adds to it."""

    def __init__(self) -> None:
        self.ahead_ms = 0

    def __call__(self) -> int:
        return time.time_ns() // 1_000_000 + self.ahead_ms


@dataclass
class House:
    """Léa administers; she and Karim share the private canal "Direction"; Zoé must not learn of it.

    :param strict: the address of a second port, behind which stands no proxy that is trusted
    """

    store: Store
    web: FastAPI
    clock: Clock
    address: str
    strict: str
    loop: asyncio.AbstractEventLoop
    members: dict[str, Member]
    canals: dict[str, Canal]
    said: dict[str, int]

    def do(self, doing: Callable[[Store], Awaitable[T]]) -> T:
        """Have the store do something, on the event loop that it lives on."""

        async def done() -> T:
            return await doing(self.store)

        return asyncio.run_coroutine_threadsafe(done(), self.loop).result(PATIENCE_S)

    def session(self, login: str) -> str:
        """A new session's token for that member."""
        return self.do(lambda store: store.sessions.start(self.members[login]))

    def browser(self, login: str = "", strict: bool = False, **headers: str) -> httpx.Client:
        """A browser that follows no redirect by itself; signed in when a member is named."""
        token = self.session(login) if login else ""
        address = self.strict if strict else self.address
        return plain_http.Client(
            base_url=address,
            headers={**cookies(token, address), **headers},
            timeout=PATIENCE_S,
        )


async def _furnish(store: Store) -> tuple[dict[str, Member], dict[str, Canal], dict[str, int]]:
    lea = await store.members.create("lea", "Léa", PASSWORD, role="admin")
    karim = await store.members.create("karim", "Karim", PASSWORD)
    zoe = await store.members.create("zoe", "Zoé", PASSWORD)
    bureau = await store.canals.create(lea, "Tout le bureau")
    direction = await store.canals.create(lea, "Direction", kind="private", members=[karim.id])
    said = {
        "private": await store.messages.post(lea, direction.id, "Secret de la direction", (), "private"),
        "aside": await store.messages.post(lea, bureau.id, "Secret en aparté", (karim.id,), "aside"),
        "public": await store.messages.post(lea, bureau.id, "Bonjour", (), "public"),
        "zoe's": await store.messages.post(zoe, bureau.id, "Me voici", (), "zoe's"),
    }
    return (
        {"lea": lea, "karim": karim, "zoe": zoe},
        {"bureau": bureau, "direction": direction},
        {name: posted.message.id for name, posted in said.items()},
    )


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    made: list[House] = []
    trouble: list[BaseException] = []
    up = threading.Event()

    def live() -> None:
        try:
            with asyncio.Runner(loop_factory=loop_factory()) as runner:
                runner.run(_serve(folder, made, up))
        except BaseException as error:
            trouble.append(error)
            up.set()

    thread = threading.Thread(target=live)
    thread.start()
    assert up.wait(PATIENCE_S)
    if trouble:
        # It may be a SystemExit, which pytest does not keep for the tests that come after.
        raise RuntimeError("the house did not start") from trouble[0]
    yield made[0]
    for running in _servers:
        running.should_exit = True
    thread.join(PATIENCE_S)
    assert not trouble, trouble


class _Server(server.Server):
    """Tells when it serves."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


_servers: list[_Server] = []


async def _serve(folder: Path, made: list[House], up: threading.Event) -> None:
    settings = _settings(folder)
    clock = Clock()
    store = await Store.open(folder, clock=clock)
    try:
        with quick_passwords():
            members, canals, said = await _furnish(store)
        web = server.build(settings, store, SECRET)
        behind_none = settings.model_copy(update={"port": free_port(), "trusted_proxies": UNTRUSTED})
        # One application, one start of it: by the first, before there is a second. NiceGUI looks among all objects for
        # its server meanwhile, and stumbles over one that is not configured yet.
        first = await _started(settings, server.config(settings, web))
        without_lifespan = server.config(behind_none, web)
        without_lifespan.lifespan = "off"
        second = await _started(behind_none, without_lifespan)
        addresses = [f"http://127.0.0.1:{each.port}" for each in (settings, behind_none)]
        loop = asyncio.get_running_loop()
        made.append(House(store, web, clock, *addresses, loop, members, canals, said))
        up.set()
        await asyncio.gather(first, second)
    finally:
        await store.close()


async def _started(settings: Settings, config: uvicorn.Config) -> asyncio.Task[None]:
    """A server that serves."""
    listening = server.listen(settings)
    running = _Server(config)
    _servers.append(running)
    task = asyncio.create_task(running.serve([listening]))
    ready = asyncio.create_task(running.ready.wait())
    await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED)
    if task.done():
        raise RuntimeError("it ended as it began") from task.exception()
    return task


def _settings(folder: Path) -> Settings:
    given: dict[str, Any] = {"data_dir": folder, "host": "127.0.0.1", "port": free_port(), "no_browser": True}
    return Settings(_env_file=None, **given)
