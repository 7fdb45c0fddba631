"""How long one waits for what the server has to be asked: `python tests/bench/asking.py [--tabs 250]`.

So many tabs are open and ten messages a second are said, while members open a canal, open a card, flip the order of
the log and search an emoji: each time from the click to the last thing that the browser needs to show it. Beside it, in
the same run and under the same load, the floor (floor.py): a call that is answered at once with nothing. What is asked
comes at fixed moments, whether or not what came before has its answer. Prints medians, 95th percentiles and the ratio
to the floor. Needs Linux.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import itertools
import json
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[2])

import aiohttp  # noqa: E402

from tests.bench.figures import median, p95, ratio, table  # noqa: E402
from tests.bench.rounds import SETTLE_S, Side, check  # noqa: E402
from tests.bench.servers import ROOT, Server, free_port, keep_off_servers, running  # noqa: E402
from tests.bench.tab import Tab  # noqa: E402
from tests.bench.window import open_window  # noqa: E402

EVERY_S = 0.037
"""Between two things that are asked: in no step with the messages, one every 0.1 s."""

WRITES = 1
"""Tabs that write, and ask nothing."""

AIM_MS = 50
SOUGHT = ("chat", "coeur", "merci", "soleil", "pouce")

Asking = Callable[[Tab, int], Awaitable[None]]


@dataclass(frozen=True)
class Effort:
    """How much is measured: rounds, and seconds of each."""

    rounds: int
    seconds: float


THOROUGH = Effort(rounds=4, seconds=15)
QUICK = Effort(rounds=1, seconds=1)


def what_is_asked(canals: Sequence[int]) -> dict[str, Asking]:
    """Each thing by its name: what is done in a tab, until all of it is there. Numbers tell the times apart."""

    async def canal(tab: Tab, number: int) -> None:
        check([await tab.call("open", {"canal": canals[number % len(canals)]})])

    async def card(tab: Tab, number: int) -> None:
        drawn = tab.hears(b'"slots"')
        check([await tab.call("canal-card", {"key": canals[number % len(canals)]})])
        _, parts = await drawn
        (panel,) = [panel for part in parts.values() if (panel := _panel(part))]
        tab.call("panel", {"panel": panel, "do": "closed"})

    async def order(tab: Tab, _number: int) -> None:
        told = tab.hears(b'"reading_order"')
        check([await tab.call("flip-order", {})])
        await told

    async def emoji(tab: Tab, number: int) -> None:
        sought = {"text": SOUGHT[number % len(SOUGHT)], "tone": 0, "drawn": 15}
        check([await tab.call("emoji-find", sought)])

    return {"a canal": canal, "a card": card, "the other order": order, "an emoji sought": emoji}


def _panel(part: object) -> int:
    """The number of the panel, when that is what NiceGUI tells of."""
    props = part.get("props", {}) if isinstance(part, dict) else {}
    return props["panel"] if "slots" in props else 0


async def nothing(tab: Tab, _number: int) -> None:
    check([await tab.call("nothing", {})])


async def ask_steadily(tabs: Sequence[Tab], asked: dict[str, Asking], seconds: float) -> dict[str, list[float]]:
    """Ask for each in turn, every time in another tab; the seconds that each took."""
    loop, found = asyncio.get_running_loop(), {name: list[float]() for name in asked}
    start, tab_of = loop.time(), itertools.cycle(tabs)
    asking = []

    async def one(name: str, tab: Tab, number: int) -> None:
        begun = loop.time()
        await asked[name](tab, number)
        found[name].append(loop.time() - begun)

    for number, name in zip(range(max(len(asked), int(seconds / EVERY_S))), itertools.cycle(asked)):
        await asyncio.sleep(start + number * EVERY_S - loop.time())
        asking.append(asyncio.create_task(one(name, next(tab_of), number)))
    await asyncio.gather(*asking)
    return found


async def measure(miaou: Server, floor: Server, furnished: dict, tabs: int, effort: Effort) -> dict[str, list[float]]:
    """The seconds of each thing that was asked, and under "" those of the floor."""
    asked = what_is_asked(furnished["canals"])
    found = {name: list[float]() for name in ("", *asked)}
    ours, bare = Side(miaou, [], [furnished["canal"]]), Side(floor, [])
    async with aiohttp.ClientSession(auto_decompress=False) as http:
        for session in furnished["sessions"][:tabs]:
            ours.tabs.append((await open_window(http, miaou.port, session)).tab)
            bare.tabs.append(await Tab.open(floor.port))
    for name, doing in asked.items():
        # The first one makes what serves all who come after.
        await doing(ours.tabs[WRITES], len(name))
    # The load's own pauses must not be taken for the server's.
    gc.collect()
    gc.freeze()
    gc.disable()
    for _ in range(effort.rounds):
        for side, what in ((bare, {"": nothing}), (ours, asked)):
            await asyncio.sleep(SETTLE_S)
            taken, _ = await asyncio.gather(
                ask_steadily(side.tabs[WRITES:], what, effort.seconds), side.write_steadily(effort.seconds)
            )
            for name, times in taken.items():
                found[name] += times
    gc.enable()
    ours.close()
    bare.close()
    return found


def run(tabs: int, effort: Effort) -> dict[str, list[float]]:
    with tempfile.TemporaryDirectory(prefix="miaou-bench-") as folder:
        furnishing = [sys.executable, "-m", "tests.bench.office", folder, str(tabs)]
        furnished = json.loads(subprocess.run(furnishing, cwd=ROOT, check=True, capture_output=True).stdout)
        ports = free_port(), free_port()
        serve = ["main.py", "--no-browser", "--host", "127.0.0.1", "--port", str(ports[0]), "--data-dir", folder]
        with (
            running(*serve, port=ports[0]) as miaou,
            running("-m", "tests.bench.floor", str(ports[1]), port=ports[1]) as floor,
        ):
            return asyncio.run(measure(miaou, floor, furnished, tabs, effort))


def rows(found: dict[str, list[float]], tabs: int) -> list[list[str]]:
    bare = found[""]

    def row(name: str, times: list[float]) -> list[str]:
        aim = f"p95 ≤ {AIM_MS} ms" if name else ""
        figures = [f"{at(times) * 1000:,.1f} ms" for at in (median, p95, max)]
        called = name or "nothing, of a bare server"
        return [called, str(tabs), str(len(times)), *figures, ratio(p95(times), p95(bare)), aim]

    return [row(name, found[name]) for name in (*filter(None, found), "")]


def main() -> None:
    reading = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reading.add_argument("--tabs", default="250", help="numbers of open tabs, with commas between them")
    reading.add_argument("--quick", action="store_true", help="only see that it works: the figures are rough")
    given = reading.parse_args()
    keep_off_servers()
    shown: list[list[str]] = []
    for tabs in (max(WRITES + 1, int(each)) for each in given.tabs.split(",")):
        shown += rows(run(tabs, QUICK if given.quick else THOROUGH), tabs)
    print(table(["asked for", "tabs", "times", "median", "p95", "longest", "p95 to bare", "aim"], shown))


if __name__ == "__main__":
    main()
