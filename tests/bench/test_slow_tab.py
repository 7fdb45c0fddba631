"""Messages are written to the tabs' connections at once. One that cannot take them just then must lose nothing."""

import asyncio
import json
import sys

import aiohttp
import pytest

from tests.bench import office
from tests.bench.tab import Tab
from tests.bench.window import open_window
from tests.browser.instance import QuickInstance

MESSAGES = 300
LONG = "x" * 9_000
"""Times `MESSAGES`: more than the network's buffers between two processes hold, less than may wait for a tab."""


class Listener:
    """What a tab hears, kept: the ids of messages, by arrival."""

    def __init__(self, tab: Tab) -> None:
        self.said: list[int] = []
        self.all = asyncio.Event()
        pass_on = tab._packet

        def hear(payload: bytes) -> None:
            if payload.startswith(b'42["miaou",'):
                _, name, *details = json.loads(payload[2:])
                if name == "rows":
                    self.said += [message_id for _, message_id, *_ in details[2]]
                if len(self.said) == MESSAGES:
                    self.all.set()
            pass_on(payload)

        tab._packet = hear


@pytest.mark.skipif(sys.platform == "win32", reason="the benchmarks' tabs need Linux or macOS")
async def test_a_tab_that_does_not_read_for_a_while_gets_everything_in_order(tmp_path):
    instance = QuickInstance(tmp_path / "data")
    furnished = await office.furnish(instance.folder, 2)
    await asyncio.to_thread(instance.start)
    try:
        async with aiohttp.ClientSession(auto_decompress=False) as http:
            opened = [await open_window(http, instance.port, each) for each in furnished["sessions"]]
        writer, slow = [each.tab for each in opened]
        heard = Listener(slow)
        slow._transport.pause_reading()
        for start in range(0, MESSAGES, 30):
            said = [
                writer.call("say", {"canal": furnished["canal"], "text": LONG, "to": [], "nonce": f"n{number}"})
                for number in range(start, start + 30)
            ]
            assert all("id" in answer for answer in await asyncio.gather(*said))
        assert len(heard.said) < MESSAGES, "the connection took it all: this proves nothing"
        slow._transport.resume_reading()
        await asyncio.wait_for(heard.all.wait(), 30)
    finally:
        instance.kill()
    assert heard.said == sorted(set(heard.said))
