"""How fast, and at what price, a message reaches every open tab: `python tests/bench/fanout.py [--tabs 25,100,250]`.

Starts Miaou on an empty office of as many members as tabs, and beside it a bare python-socketio server that
broadcasts the same text (floor.py), and a page of NiceGUI with nothing in it (empty_page.py); all on one core, taking
turns, with the load on another core. Prints medians, 95th percentiles, the ratio to the floor and what we aim at. Needs
Linux.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[2])

import aiohttp  # noqa: E402

from tests.bench.figures import median, memory, p95, ratio, table  # noqa: E402
from tests.bench.rounds import SETTLE_S, Side, spent  # noqa: E402
from tests.bench.servers import Server, fork_programs, furnish, keep_off_servers, running  # noqa: E402
from tests.bench.tab import Tab  # noqa: E402
from tests.bench.window import Opened, open_empty_page, open_window  # noqa: E402
from tests.ports import free_port  # noqa: E402

KIB = 1024
WARM_UP = 3
"""Tabs that are open before memory is looked at: the first ones load what all share."""


@dataclass(frozen=True)
class Effort:
    """How much is measured: seconds of a steady round, deliveries of a burst, rounds, openings, further messages."""

    steady: float
    burst: int
    rounds: int
    openings: int
    further: int


THOROUGH = Effort(steady=4, burst=30_000, rounds=3, openings=30, further=2_000)
QUICK = Effort(steady=0.5, burst=300, rounds=1, openings=3, further=50)


@dataclass
class Memory:
    """Bytes in memory with a few tabs open, with all, after the rounds, and after many messages more."""

    before: int = 0
    opened: int = 0
    written: int = 0
    after: int = 0


@dataclass
class Outcome:
    """All that is found out about one number of tabs."""

    tabs: int
    miaou: Side
    floor: Side
    elsewhere: Side
    memory: Memory = field(default_factory=Memory)
    floor_memory: Memory = field(default_factory=Memory)
    opening: list[float] = field(default_factory=list)
    floor_opening: list[float] = field(default_factory=list)
    empty_opening: list[float] = field(default_factory=list)
    opened: list[Opened] = field(default_factory=list)


async def measure(miaou: Server, floor: Server, empty: Server, furnished: dict, tabs: int, effort: Effort) -> Outcome:
    sessions = iter(furnished["sessions"])
    ours, bare = Side(miaou, [], [furnished["canal"]]), Side(floor, [])
    elsewhere = Side(miaou, ours.tabs, furnished["canals"])
    found = Outcome(tabs, ours, bare, elsewhere)
    async with aiohttp.ClientSession(auto_decompress=False) as http:

        async def another(session: str) -> Tab:
            found.opened.append(await open_window(http, miaou.port, session))
            return found.opened[-1].tab

        for _ in range(WARM_UP):
            ours.tabs.append(await another(next(sessions)))
            bare.tabs.append(await Tab.open(floor.port))
        found.memory.before, found.floor_memory.before = await settled(miaou), await settled(floor)
        for _ in range(tabs - WARM_UP):
            ours.tabs.append(await another(next(sessions)))
        found.memory.opened = await settled(miaou)
        for _ in range(tabs - WARM_UP):
            bare.tabs.append(await Tab.open(floor.port))
        found.floor_memory.opened = await settled(floor)

        found.opened.clear()
        for _ in range(effort.openings):
            # A colleague who is there already: nobody else's list of members changes.
            tab, used = await spent(miaou, another(furnished["sessions"][0]))
            found.opening.append(used)
            tab.close()
            tab, used = await spent(floor, Tab.open(floor.port))
            found.floor_opening.append(used)
            tab.close()
            tab, used = await spent(empty, open_empty_page(http, empty.port))
            found.empty_opening.append(used)
            tab.close()

    # The load's own pauses must not be taken for the server's.
    gc.collect()
    gc.freeze()
    gc.disable()
    for _ in range(effort.rounds):
        for side in (bare, ours, ours, bare):
            await asyncio.sleep(SETTLE_S)
            await side.write_steadily(effort.steady / 2)
    for _ in range(effort.rounds):
        for side in (bare, ours, ours, bare):
            await asyncio.sleep(SETTLE_S)
            await side.write_in_a_burst(max(20, effort.burst // tabs))
    await elsewhere.look_at_all_in_turn()
    for _ in range(effort.rounds):
        for side in (elsewhere, bare, elsewhere):
            await asyncio.sleep(SETTLE_S)
            await side.write_steadily(effort.steady / 2)
    gc.enable()
    found.memory.written = await settled(miaou)
    await elsewhere.write_in_a_burst(effort.further)
    found.memory.after = await settled(miaou)
    ours.close()
    bare.close()
    return found


async def settled(server: Server) -> int:
    """A server's memory, once it no longer changes."""
    before = 0
    while abs((now := memory(server.pid)) - before) > 16 * KIB:
        before = now
        await asyncio.sleep(SETTLE_S)
    return now


def run(tabs: int, effort: Effort) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="miaou-bench-") as folder:
        furnished = furnish(folder, tabs)
        ports = free_port(), free_port(), free_port()
        serve = ["main.py", "--no-browser", "--host", "127.0.0.1", "--port", str(ports[0]), "--data-dir", folder]
        with (
            running(*serve, port=ports[0]) as miaou,
            running("-m", "tests.bench.floor", str(ports[1]), port=ports[1]) as floor,
            running("-m", "tests.bench.empty_page", str(ports[2]), port=ports[2]) as empty,
        ):
            return asyncio.run(measure(miaou, floor, empty, furnished, tabs, effort))


def rows(found: Outcome) -> list[list[str]]:
    ours, bare = found.miaou, found.floor

    def row(what: str, unit: str, factor: float, mine: float, floor: float, aim: str, digits: int = 0) -> list[str]:
        figures = (f"{value * factor:,.{digits}f} {unit}" for value in (mine, floor))
        return [what, str(found.tabs), *figures, ratio(mine, floor), aim]

    memory, floor_memory = found.memory, found.floor_memory
    more = found.tabs - WARM_UP or 1
    per_tab, floor_per_tab = ((kept.opened - kept.before) / more for kept in (memory, floor_memory))
    growth = memory.after - memory.written
    return [
        row("10 messages/s: CPU per delivery", "µs", 1e6, median(ours.steady.cpu), median(bare.steady.cpu), "≤ 1 ×"),
        row("– to the last tab, median", "ms", 1e3, median(ours.steady.to_last), median(bare.steady.to_last), "", 1),
        row("– to the last tab, p95", "ms", 1e3, p95(ours.steady.to_last), p95(bare.steady.to_last), "≤ 1 ×", 1),
        row(
            "the same, each looking at one of five canals: CPU",
            "µs",
            1e6,
            median(found.elsewhere.steady.cpu),
            median(bare.steady.cpu),
            "≤ 1 ×",
        ),
        row(
            "– to the last tab, p95",
            "ms",
            1e3,
            p95(found.elsewhere.steady.to_last),
            p95(bare.steady.to_last),
            "≤ 1 ×",
            1,
        ),
        row("burst: deliveries per second", "/s", 1, median(ours.burst.rate), median(bare.burst.rate), "≥ 2 ×"),
        row("– CPU per delivery", "µs", 1e6, median(ours.burst.cpu), median(bare.burst.cpu), ""),
        row("memory per tab", "KiB", 1 / KIB, per_tab, floor_per_tab, "≤ 200 KiB"),
        [
            "– more, after further messages",
            str(found.tabs),
            f"{growth / KIB / found.tabs:,.1f} KiB",
            "–",
            "–",
            "not growing",
        ],
        row("opening one tab: CPU", "ms", 1e3, median(found.opening), median(found.floor_opening), "", 1),
        row(
            "– beside an empty NiceGUI page",
            "ms",
            1e3,
            median(found.opening),
            median(found.empty_opening),
            "≤ 2.2 ×",
            1,
        ),
        [
            "– page, compressed (plain) + socket",
            str(found.tabs),
            f"{_kib(found, 'compressed')} ({_kib(found, 'plain')}) + {_kib(found, 'socket')} KiB",
            "–",
            "–",
            "",
        ],
    ]


def _kib(found: Outcome, what: str) -> str:
    return f"{median(getattr(opened, what) for opened in found.opened) / KIB:,.1f}"


def main() -> None:
    reading = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reading.add_argument("--tabs", default="25,100,250", help="numbers of open tabs, with commas between them")
    reading.add_argument("--quick", action="store_true", help="only see that it works: the figures are rough")
    given = reading.parse_args()
    if given.quick:
        fork_programs()
    keep_off_servers()
    found = [run(max(WARM_UP + 1, int(tabs)), QUICK if given.quick else THOROUGH) for tabs in given.tabs.split(",")]
    by_subject = [row for same in zip(*map(rows, found), strict=True) for row in same]
    print(table(["", "tabs", "Miaou", "bare broadcast", "ratio", "aim"], by_subject))


if __name__ == "__main__":
    main()
