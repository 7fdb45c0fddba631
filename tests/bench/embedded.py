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
from dataclasses import dataclass
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[2])

import aiohttp  # noqa: E402
import jwt  # noqa: E402

from tests.bench.fanout import KIB, WARM_UP, settled  # noqa: E402
from tests.bench.figures import median, ratio, table  # noqa: E402
from tests.bench.rounds import spent  # noqa: E402
from tests.bench.servers import Server, fork_programs, free_port, furnish, keep_off_servers, running  # noqa: E402
from tests.bench.tab import Tab  # noqa: E402
from tests.bench.window import open_page, open_window  # noqa: E402

OPENINGS = 30
OPENINGS_QUICK = 3


@dataclass(frozen=True)
class Figures:
    """Bytes in memory per tab, and seconds of processor to sign somebody in for a page and to open it."""

    memory: float
    letting_in: float
    opening: float


class Office:
    """A server on a copy of the furnished office, and how its pages are opened."""

    def __init__(self, server: Server, http: aiohttp.ClientSession, port: int, furnished: dict) -> None:
        self.server, self._http, self._port, self._furnished = server, http, port, furnished

    async def session(self, number: int) -> str:
        """A member's own, which they have for a month."""
        return self._furnished["sessions"][number]

    async def ticket(self, number: int) -> str:
        """What a host's token is exchanged for."""
        now = int(time.time())
        said = {"aud": "miaou", "sub": self._furnished["logins"][number], "iat": now, "exp": now + 300}
        token = jwt.encode(said | {"jti": secrets.token_hex(16)}, self._furnished["key"], algorithm="HS256")
        async with self._http.post(f"http://127.0.0.1:{self._port}/widget/enter", json={"token": token}) as answer:
            return (await answer.json())["ticket"]

    async def window(self, session: str) -> Tab:
        return (await open_window(self._http, self._port, session)).tab

    async def widget(self, ticket: str) -> Tab:
        return (await open_page(self._http, self._port, f"/widget?ticket={ticket}")).tab

    async def measured(self, kind: str, tabs: int, openings: int) -> Figures:
        let_in, open_one = {"window": (self.session, self.window), "widget": (self.ticket, self.widget)}[kind]
        held = [await open_one(await let_in(number)) for number in range(WARM_UP)]
        before = await settled(self.server)
        held += [await open_one(await let_in(number)) for number in range(WARM_UP, tabs)]
        memory = (await settled(self.server) - before) / max(1, tabs - WARM_UP)
        used = []
        for _ in range(openings):
            way, letting_in = await spent(self.server, let_in(0))
            tab, opening = await spent(self.server, open_one(way))
            held.append(tab)
            used.append((letting_in, opening))
        for tab in held:
            tab.close()
        return Figures(memory, *(median(each) for each in zip(*used, strict=True)))


def run(kind: str, office: Path, furnished: dict, tabs: int, openings: int) -> Figures:
    """On a copy of that office."""
    with tempfile.TemporaryDirectory(prefix="miaou-bench-") as folder:
        shutil.copytree(office, folder, dirs_exist_ok=True)
        port = free_port()
        serve = ["main.py", "--no-browser", "--host", "127.0.0.1", "--port", str(port), "--data-dir", folder]

        async def measured(server: Server) -> Figures:
            # No cookie is kept: what a page needs, it must bring.
            async with aiohttp.ClientSession(auto_decompress=False, cookie_jar=aiohttp.DummyCookieJar()) as http:
                return await Office(server, http, port, furnished).measured(kind, tabs, openings)

        with running(*serve, port=port) as server:
            return asyncio.run(measured(server))


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
        window, widget = (run(kind, Path(office), furnished, tabs, openings) for kind in ("window", "widget"))
    memory = [f"{each.memory / KIB:,.0f} KiB" for each in (widget, window)]
    opened = [f"{each.opening * 1e3:,.1f} ms" for each in (widget, window)]
    rows = [
        ["memory per tab", *memory, ratio(widget.memory, window.memory), "≤ 1 ×"],
        ["opening one: CPU", *opened, ratio(widget.opening, window.opening), "≤ 1 ×"],
        ["its token, exchanged: CPU", f"{widget.letting_in * 1e3:,.1f} ms", "", "", ""],
    ]
    print(table([f"{tabs} tabs", "widget", "window", "ratio", "aim"], rows))


if __name__ == "__main__":
    main()
