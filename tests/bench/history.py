"""What years of messages cost: `python tests/bench/history.py [--messages 10000,1000000] [--folder FOLDER]`.

Furnishes two offices with the same members and canals and so many messages (past.py), or takes those that an earlier
run has left in FOLDER; starts each several times, taking turns, and prints medians and the ratio of the larger to the
smaller. A start must take at most 1.2 times as long. The files are in the system's cache, as after a restart of Miaou.
Needs Linux.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path[0] = str(Path(__file__).parents[2])

import aiohttp  # noqa: E402

from app.pages.gate import cookie_name  # noqa: E402
from tests.bench.fanout import KIB, settled  # noqa: E402
from tests.bench.figures import cpu, median, ratio, table  # noqa: E402
from tests.bench.office import TALK  # noqa: E402
from tests.bench.servers import ROOT, keep_off_servers, running  # noqa: E402
from tests.bench.window import open_window  # noqa: E402
from tests.ports import free_port  # noqa: E402

ROWS = (
    ("start, until it answers", "s", 1, "≤ 1.2 ×"),
    ("– its processor time", "s", 1, "≤ 1.2 ×"),
    ("reset-password on the stopped office", "s", 1, "≤ 1.2 ×"),
    ("open the window", "ms", 1e3, "≤ 1.2 ×"),
    ("open a canal", "ms", 1e3, "≤ 1.2 ×"),
    ("an older page, in the middle", "ms", 1e3, "≤ 1.2 ×"),
    ("jump to a message, in the middle", "ms", 1e3, "≤ 1.2 ×"),
    ("a calendar's month, in the middle", "ms", 1e3, "≤ 1.2 ×"),
    ("jump to a day of it", "ms", 1e3, "≤ 1.2 ×"),
    ("a post", "ms", 1e3, ""),
    ("memory", "MiB", 1 / KIB / KIB, ""),
    ("backup while it runs", "s", 1, ""),
)
BACKUP_S = 600


@dataclass
class Office:
    """One furnished folder, and what was found of each of `ROWS`."""

    folder: Path
    past: dict[str, Any]
    found: dict[str, list[float]] = field(default_factory=lambda: {what: [] for what, *_ in ROWS})


def furnished(folder: Path, messages: int) -> Office:
    """The office of so many messages in that folder, made unless it is there."""
    told = folder / f"{messages}.json"
    if not told.exists():
        making = [sys.executable, "-m", "tests.bench.past", str(folder / str(messages)), str(messages)]
        told.write_bytes(subprocess.run(making, cwd=ROOT, check=True, capture_output=True).stdout)
    return Office(folder / str(messages), json.loads(told.read_text("utf-8")))


def operate(office: Office, *order: str, stdin: str = "", patience: float = 60) -> float | None:
    """Seconds that an operation of the command line takes; None when it does not succeed."""
    began = time.perf_counter()
    command = [sys.executable, "main.py", *order, "--data-dir", str(office.folder)]
    done = subprocess.run(command, cwd=ROOT, input=stdin.encode(), capture_output=True, timeout=patience, check=False)
    return None if done.returncode else time.perf_counter() - began


async def timed(doing: Callable[[], Awaitable[Any]], times: int) -> list[float]:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        await doing()
        taken.append(time.perf_counter() - began)
    return taken


def measure(office: Office, times: int, nonces: Sequence[str]) -> None:
    """One start of the office, and what is done in it; then a new password for somebody once it has stopped."""
    found, past, port = office.found, office.past, free_port()
    serve = ["main.py", "--no-browser", "--host", "127.0.0.1", "--port", str(port), "--data-dir", str(office.folder)]
    began = time.perf_counter()
    with running(*serve, port=port) as server:
        found["start, until it answers"].append(time.perf_counter() - began)
        found["– its processor time"].append(cpu(server.pid))

        async def use() -> None:
            async with aiohttp.ClientSession(auto_decompress=False) as http:
                # What a process does for the first time is not what is measured.
                tab = (await open_window(http, port, past["session"])).tab
                found["memory"].append(await settled(server))

                async def open_one() -> None:
                    cookie = {"Cookie": f"{cookie_name(f':{port}')}={past['session']}", "Accept": "text/html"}
                    async with http.get(f"http://127.0.0.1:{port}/", headers=cookie) as response:
                        await response.read()

                asking = iter(nonces)
                older = {"canal": past["canal"], "before": past["middle"]}
                saying = {"canal": past["canal"], "to": [], "text": TALK[0]}
                found["open the window"] += await timed(open_one, times)
                around = {"key": past["canal"], "row": past["middle"]}
                month = {"key": past["canal"], "month": past["month"]}

                async def jump_to_day() -> None:
                    (*_, leads) = (await tab.call("go-to-day", {"key": past["day"]}))["then"]
                    await tab.call("open", {"key": leads[1], "row": leads[2]})

                found["open a canal"] += await timed(lambda: tab.call("open", {"key": past["canal"]}), times)
                found["an older page, in the middle"] += await timed(lambda: tab.call("older", older), times)
                found["jump to a message, in the middle"] += await timed(lambda: tab.call("open", around), times)
                found["a calendar's month, in the middle"] += await timed(lambda: tab.call("calendar", month), times)
                found["jump to a day of it"] += await timed(jump_to_day, times)
                found["a post"] += await timed(lambda: tab.call("say", {**saying, "nonce": next(asking)}), times)
                tab.close()

        asyncio.run(use())
        copy = office.folder.with_suffix(".backup")
        taken = operate(office, "backup", str(copy), patience=BACKUP_S)
        found["backup while it runs"] += [] if taken is None else [taken]
        copy.unlink(missing_ok=True)
    taken = operate(office, "reset-password", office.past["login"], "--password-stdin", stdin="chat-perché-9\n")
    found["reset-password on the stopped office"] += [] if taken is None else [taken]


def rows(offices: Sequence[Office]) -> list[list[str]]:
    shown = []
    for what, unit, factor, aim in ROWS:
        found = [median(office.found[what]) if office.found[what] else None for office in offices]
        figures = ["not yet" if each is None else f"{each * factor:,.2f} {unit}" for each in found]
        first, last = found[0], found[-1]
        shown.append([what, *figures, ratio(last, first) if first and last else "–", aim])
    return shown


def main() -> None:
    reading = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reading.add_argument("--messages", default="10000,1000000", help="how many, the smaller office first")
    reading.add_argument("--folder", type=Path, help="where the offices are kept for another run")
    reading.add_argument("--quick", action="store_true", help="only see that it works: the figures are rough")
    given = reading.parse_args()
    keep_off_servers()
    with contextlib.ExitStack() as stack:
        folder = given.folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="miaou-bench-")))
        folder.mkdir(parents=True, exist_ok=True)
        offices = [furnished(folder, int(messages)) for messages in given.messages.split(",")]
        rounds, times = (1, 2) if given.quick else (3, 20)
        stamp = time.time_ns()
        for turn, office in itertools.product(range(rounds), offices):
            measure(office, times, [f"history-{stamp}-{turn}-{n}" for n in range(times)])
    print(table(["", *(f"{office.folder.name} messages" for office in offices), "ratio", "aim"], rows(offices)))


if __name__ == "__main__":
    main()
