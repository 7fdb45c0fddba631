"""What an embedded tab costs beside one of the window: `python tests/bench/embedded.py [--tabs 100]`.

Opens as many tabs of the window as members, and on another start as many widgets; prints memory per tab and the
processor time to open one. An embedded tab must cost no more. Needs Linux.

How one is signed in stands by itself: whoever opens the window did that once, by a password; a host does it for each
page, by a token that is marked as used, durably, before anything is shown, and gets a ticket that opens the page.
"""

from __future__ import annotations

import argparse
import asyncio
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[2])

import aiohttp  # noqa: E402
import jwt  # noqa: E402

from tests.bench.fanout import KIB, WARM_UP, settled  # noqa: E402
from tests.bench.figures import median, ratio, table  # noqa: E402
from tests.bench.rounds import spent  # noqa: E402
from tests.bench.servers import Server, fork_programs, furnish, keep_off_servers, running  # noqa: E402
from tests.bench.tab import Tab  # noqa: E402
from tests.bench.window import open_page, open_window  # noqa: E402
from tests.ports import free_port  # noqa: E402

OPENINGS = 60
OPENINGS_QUICK = 3


class Side:
    """A server on a copy of the furnished office, and one kind of its pages."""

    def __init__(self, kind: str, server: Server, http: aiohttp.ClientSession, furnished: dict) -> None:
        self._server, self._http, self._furnished = server, http, furnished
        self._let_in, self._open = {
            "window": (self._session, self._window),
            "widget": (self._ticket, self._widget),
        }[kind]
        self._held: list[Tab] = []
        self.memory = 0.0
        """Bytes per tab."""
        self.letting_in: list[float] = []
        self.opening: list[float] = []
        """Seconds of processor, each time."""

    async def hold(self, tabs: int) -> None:
        """Open as many, each a member's."""
        for number in range(WARM_UP):
            await self._one_more(number)
        before = await settled(self._server)
        for number in range(WARM_UP, tabs):
            await self._one_more(number)
        self.memory = (await settled(self._server) - before) / max(1, tabs - WARM_UP)
        self.letting_in.clear()
        self.opening.clear()

    async def open_one(self) -> None:
        """A colleague's who is there already: nobody else's list of members changes."""
        await self._one_more(0)

    async def _one_more(self, number: int) -> None:
        way, letting_in = await spent(self._server, self._let_in(number))
        tab, opening = await spent(self._server, self._open(way))
        self._held.append(tab)
        self.letting_in.append(letting_in)
        self.opening.append(opening)

    def close(self) -> None:
        for tab in self._held:
            tab.close()

    async def _session(self, number: int) -> str:
        """A member's own, which they have for a month."""
        return self._furnished["sessions"][number]

    async def _ticket(self, number: int) -> str:
        """What a host's token is exchanged for."""
        now = int(time.time())
        said = {"aud": "miaou", "sub": self._furnished["logins"][number], "iat": now, "exp": now + 300}
        token = jwt.encode(said | {"jti": secrets.token_hex(16)}, self._furnished["key"], algorithm="HS256")
        address = f"http://127.0.0.1:{self._server.port}/widget/enter"
        async with self._http.post(address, json={"token": token}) as answer:
            return (await answer.json())["ticket"]

    async def _window(self, session: str) -> Tab:
        return (await open_window(self._http, self._server.port, session)).tab

    async def _widget(self, ticket: str) -> Tab:
        return (await open_page(self._http, self._server.port, f"/widget?ticket={ticket}")).tab


async def measured(servers: Sequence[Server], furnished: dict, tabs: int, openings: int) -> list[Side]:
    """The window and the widget, which take turns: a machine that grows slower meanwhile does so for both."""
    # No cookie is kept: what a page needs, it must bring.
    async with aiohttp.ClientSession(auto_decompress=False, cookie_jar=aiohttp.DummyCookieJar()) as http:
        kinds = zip(("window", "widget"), servers, strict=True)
        sides = [Side(kind, server, http, furnished) for kind, server in kinds]
        for side in sides:
            await side.hold(tabs)
        for number in range(openings):
            for side in sides if number % 2 else reversed(sides):
                await side.open_one()
        for side in sides:
            side.close()
        return sides


@contextmanager
def serving(office: str) -> Iterator[Server]:
    """A server on a copy of that office."""
    with tempfile.TemporaryDirectory(prefix="miaou-bench-") as folder:
        shutil.copytree(office, folder, dirs_exist_ok=True)
        port = free_port()
        serve = ["main.py", "--no-browser", "--host", "127.0.0.1", "--port", str(port), "--data-dir", folder]
        with running(*serve, port=port) as server:
            yield server


def main() -> None:
    reading = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reading.add_argument("--tabs", type=int, default=100)
    reading.add_argument("--quick", action="store_true", help="only see that it works: the figures are rough")
    given = reading.parse_args()
    tabs, openings = max(WARM_UP + 1, given.tabs), OPENINGS_QUICK if given.quick else OPENINGS
    if given.quick:
        fork_programs()
    keep_off_servers()
    with tempfile.TemporaryDirectory(prefix="miaou-bench-") as office:
        furnished = furnish(office, tabs)
        with serving(office) as one, serving(office) as other:
            window, widget = asyncio.run(measured((one, other), furnished, tabs, openings))
    letting_in, opening, beside = (median(each) for each in (widget.letting_in, widget.opening, window.opening))
    memory = [f"{each.memory / KIB:,.0f} KiB" for each in (widget, window)]
    opened = [f"{each * 1e3:,.1f} ms" for each in (opening, beside)]
    rows = [
        ["memory per tab", *memory, ratio(widget.memory, window.memory), "≤ 1 ×"],
        ["opening one: CPU", *opened, ratio(opening, beside), "≤ 1 ×"],
        ["its token, exchanged: CPU", f"{letting_in * 1e3:,.1f} ms", "", "", ""],
    ]
    print(table([f"{tabs} tabs", "widget", "window", "ratio", "aim"], rows))


if __name__ == "__main__":
    main()
