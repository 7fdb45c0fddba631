"""What NiceGUI sends to a page: at once, and by nothing that runs while there is nothing to send."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from nicegui import Client

from tests.pages.tab import PATIENCE_S, Tab


async def becomes(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not condition():  # noqa: ASYNC110 - NiceGUI tells nobody
            await asyncio.sleep(0.01)


async def test_a_page_that_is_sent_nothing_rests_and_a_dialog_comes_all_the_same(house):
    async with Tab(house.address, house.session("zoe")) as tab:
        told: list[Any] = []
        tab.socket.on("update", told.append)
        outbox = Client.instances[tab.client_id].outbox
        await becomes(lambda: outbox.is_resting)
        assert await tab.call("new-canal", {"key": None}) == {}
        await becomes(lambda: "dialog" in str(told))
        await becomes(lambda: outbox.is_resting)


async def test_all_that_is_told_at_once_goes_in_one_go(house):
    async with Tab(house.address, house.session("zoe")) as tab:
        client = Client.instances[tab.client_id]
        await becomes(lambda: client.outbox.is_resting)

        async def tell() -> list[str]:
            before = asyncio.all_tasks()
            for _ in range(5):
                client.outbox.enqueue_message("run_javascript", {"code": "1"}, client.id)
            return [task.get_name() for task in asyncio.all_tasks() - before]

        assert asyncio.run_coroutine_threadsafe(tell(), house.loop).result(PATIENCE_S) == ["outbox"]


async def test_a_page_without_its_browser_rests_too_and_sends_when_that_is_back(house):
    tab = Tab(house.address, house.session("zoe"))
    await tab.fetch()
    client = Client.instances[tab.client_id]
    await becomes(lambda: client.outbox.is_resting)
    told: list[Any] = []
    tab.socket.on("run_javascript", told.append)
    house.loop.call_soon_threadsafe(client.run_javascript, "'waiting'")
    await becomes(lambda: bool(client.outbox.messages))
    await becomes(lambda: client.outbox.is_resting)
    await tab.connect()
    try:
        await becomes(lambda: "waiting" in str(told))
    finally:
        await tab.socket.disconnect()
