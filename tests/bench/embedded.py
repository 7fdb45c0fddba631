"""What an embedded tab costs beside one of the window: `python tests/bench/embedded.py [--tabs 100]`.

Opens as many tabs of the window as members, and on another start as many widgets, each by a host's token; prints
memory per tab and the processor time to open one. An embedded tab must cost no more. Needs Linux.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[2])

import aiohttp  # noqa: E402
import jwt  # noqa: E402

from tests.bench.fanout import KIB, WARM_UP, settled  # noqa: E402
from tests.bench.figures import median, ratio, table  # noqa: E402
from tests.bench.rounds import opening  # noqa: E402
from tests.bench.servers import ROOT, Server, free_port, keep_off_servers, running  # noqa: E402
from tests.bench.tab import Tab  # noqa: E402
from tests.bench.window import open_page, open_window  # noqa: E402

OPENINGS = 30
OPENINGS_QUICK = 3


async def measure(
    server: Server, open_one: Callable[[int], Awaitable[Tab]], tabs: int, openings: int
) -> tuple[float, float]:
    """Bytes in memory per tab, and seconds of processor to open one."""
    held = [await open_one(number) for number in range(WARM_UP)]
    before = await settled(server)
    held += [await open_one(number) for number in range(WARM_UP, tabs)]
    per_tab = (await settled(server) - before) / max(1, tabs - WARM_UP)
    used = [(await opening(server, lambda: open_one(0)))[1] for _ in range(openings)]
    for tab in held:
        tab.close()
    return per_tab, median(used)


def run(kind: str, office: Path, furnished: dict, tabs: int, openings: int) -> tuple[float, float]:
    """On a copy of that office."""
    with tempfile.TemporaryDirectory(prefix="miaou-bench-") as folder:
        shutil.copytree(office, folder, dirs_exist_ok=True)
        port = free_port()
        serve = ["main.py", "--no-browser", "--host", "127.0.0.1", "--port", str(port), "--data-dir", folder]

        def token(number: int) -> str:
            now = int(time.time())
            said = {"aud": "miaou", "sub": furnished["logins"][number], "iat": now, "exp": now + 300}
            return jwt.encode(said | {"jti": secrets.token_hex(16)}, furnished["key"], algorithm="HS256")

        async def measured(server: Server) -> tuple[float, float]:
            # No cookie is kept: what a page needs, it must bring.
            async with aiohttp.ClientSession(auto_decompress=False, cookie_jar=aiohttp.DummyCookieJar()) as http:

                async def window(number: int) -> Tab:
                    return (await open_window(http, port, furnished["sessions"][number])).tab

                async def widget(number: int) -> Tab:
                    return (await open_page(http, port, f"/widget?token={token(number)}")).tab

                return await measure(server, window if kind == "window" else widget, tabs, openings)

        with running(*serve, port=port) as server:
            return asyncio.run(measured(server))


def main() -> None:
    reading = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reading.add_argument("--tabs", type=int, default=100)
    reading.add_argument("--quick", action="store_true", help="only see that it works: the figures are rough")
    given = reading.parse_args()
    tabs, openings = max(WARM_UP + 1, given.tabs), OPENINGS_QUICK if given.quick else OPENINGS
    keep_off_servers()
    with tempfile.TemporaryDirectory(prefix="miaou-bench-") as office:
        furnishing = [sys.executable, "-m", "tests.bench.office", office, str(tabs)]
        furnished = json.loads(subprocess.run(furnishing, cwd=ROOT, check=True, capture_output=True).stdout)
        (window_memory, window_cpu), (widget_memory, widget_cpu) = (
            run(kind, Path(office), furnished, tabs, openings) for kind in ("window", "widget")
        )
    memory = [f"{each / KIB:,.0f} KiB" for each in (widget_memory, window_memory)]
    opened = [f"{each * 1e3:,.1f} ms" for each in (widget_cpu, window_cpu)]
    rows = [
        ["memory per tab", *memory, ratio(widget_memory, window_memory), "≤ 1 ×"],
        ["opening one: CPU", *opened, ratio(widget_cpu, window_cpu), "≤ 1 ×"],
    ]
    print(table([f"{tabs} tabs", "widget, by token", "window", "ratio", "aim"], rows))


if __name__ == "__main__":
    main()
