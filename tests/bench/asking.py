"""How long one waits for what the server has to be asked: `python tests/bench/asking.py [--tabs 250]`.

So many tabs are open and ten messages a second are said, while members open a canal, open a card, flip the order of
the log and search an emoji: each time from the click to the last thing that the browser needs to show it. Beside it, in
the same run and under the same load, the floor (floor.py): a call that is answered at once with nothing. What is asked
comes at fixed moments, whether or not what came before has its answer. Prints medians, 95th percentiles and the ratio
to the floor; besides, what each costs the server's processor while nothing else is asked. Needs Linux.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import itertools
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[2])

import aiohttp  # noqa: E402

from tests.bench.figures import cpu, median, p95, ratio, table  # noqa: E402
from tests.bench.rounds import SETTLE_S, Side, check  # noqa: E402
from tests.bench.servers import Server, fork_programs, furnish, keep_off_servers, running  # noqa: E402
from tests.bench.tab import Tab  # noqa: E402
from tests.bench.window import open_window  # noqa: E402
from tests.ports import free_port  # noqa: E402

EVERY_S = 0.037
"""Between two things that are asked: in no step with the messages, one every 0.1 s."""

WRITES = 1
"""Tabs that write, and ask nothing."""

AIM_MS = 50
SOUGHT = ("chat", "coeur", "merci", "soleil", "pouce")

Asking = Callable[[Tab, int], Awaitable[None]]


@dataclass(frozen=True)
class Effort:
    """How much is measured: rounds, seconds of each, and how often the price of each thing."""

    rounds: int
    seconds: float
    prices: int


THOROUGH = Effort(rounds=4, seconds=15, prices=100)
QUICK = Effort(rounds=1, seconds=1, prices=5)


@dataclass
class Found:
    """One thing that is asked: how, the seconds of each time under load, and those of the processor for one."""

    name: str
    doing: Asking
    times: list[float] = field(default_factory=list)
    price: float = 0


def what_is_asked(canals: Sequence[int]) -> dict[str, Asking]:
    """Each thing by its name: what is done in a tab, until all of it is there. Numbers tell the times apart."""

    async def canal(tab: Tab, number: int) -> None:
        check([await tab.call("open", {"key": canals[number % len(canals)]})])

    async def card(tab: Tab, number: int) -> None:
        drawn = tab.hears(b'"slots"')
        check([await tab.call("canal-card", {"key": canals[number % len(canals)]})])
        _, parts = await drawn
        (panel,) = [panel for part in parts.values() if (panel := _panel(part))]
        tab.tell("panel", {"panel": panel, "do": "closed"})

    async def order(tab: Tab, _number: int) -> None:
        told = tab.hears(b'"@data-order"')
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


async def ask_steadily(tabs: Sequence[Tab], asked: Sequence[Found], seconds: float) -> None:
    """Ask for each in turn, every time in another tab."""
    loop, tab_of, asking = asyncio.get_running_loop(), itertools.cycle(tabs), []
    start = loop.time()

    async def one(what: Found, tab: Tab, number: int) -> None:
        begun = loop.time()
        await what.doing(tab, number)
        what.times.append(loop.time() - begun)

    for number in range(max(len(asked), int(seconds / EVERY_S))):
        await asyncio.sleep(start + number * EVERY_S - loop.time())
        asking.append(asyncio.create_task(one(asked[number % len(asked)], next(tab_of), number)))
    await asyncio.gather(*asking)


async def price(server: Server, tab: Tab, doing: Asking, times: int) -> float:
    """The seconds of the server's processor that it takes once, while nothing else is asked."""
    # The first one makes what serves all who come after.
    await doing(tab, 0)
    await asyncio.sleep(SETTLE_S)
    used = cpu(server.pid)
    for number in range(times):
        await doing(tab, number)
    # What is done after the answer belongs to it.
    await asyncio.sleep(SETTLE_S)
    return (cpu(server.pid) - used) / times


async def measure(miaou: Server, floor: Server, furnished: dict, tabs: int, effort: Effort) -> list[Found]:
    """All that is asked, and last what the floor is asked."""
    found = [Found(*each) for each in what_is_asked(furnished["canals"]).items()]
    least = Found("nothing, of a bare server", nothing)
    ours, bare = Side(miaou, [], [furnished["canal"]]), Side(floor, [])
    async with aiohttp.ClientSession(auto_decompress=False) as http:
        for session in furnished["sessions"][:tabs]:
            ours.tabs.append((await open_window(http, miaou.port, session)).tab)
            bare.tabs.append(await Tab.open(floor.port))
    for each in found:
        each.price = await price(miaou, ours.tabs[WRITES], each.doing, effort.prices)
    least.price = await price(floor, bare.tabs[WRITES], nothing, effort.prices)
    # The load's own pauses must not be taken for the server's.
    gc.collect()
    gc.freeze()
    gc.disable()
    for _ in range(effort.rounds):
        for side, asked in ((bare, [least]), (ours, found)):
            await asyncio.sleep(SETTLE_S)
            asking = ask_steadily(side.tabs[WRITES:], asked, effort.seconds)
            await asyncio.gather(asking, side.write_steadily(effort.seconds))
    gc.enable()
    ours.close()
    bare.close()
    return [*found, least]


def run(tabs: int, effort: Effort) -> list[Found]:
    with tempfile.TemporaryDirectory(prefix="miaou-bench-") as folder:
        furnished = furnish(folder, tabs)
        ports = free_port(), free_port()
        serve = ["main.py", "--no-browser", "--host", "127.0.0.1", "--port", str(ports[0]), "--data-dir", folder]
        with (
            running(*serve, port=ports[0]) as miaou,
            running("-m", "tests.bench.floor", str(ports[1]), port=ports[1]) as floor,
        ):
            return asyncio.run(measure(miaou, floor, furnished, tabs, effort))


HEAD = ["asked for", "tabs", "times", "server's CPU", "median", "p95", "longest", "p95 to bare", "aim"]


def rows(found: Sequence[Found], tabs: int) -> list[list[str]]:
    least = found[-1]

    def row(each: Found) -> list[str]:
        price = f"{each.price * 1000:,.2f} ms"
        figures = [f"{at(each.times) * 1000:,.1f} ms" for at in (median, p95, max)]
        to_bare = ratio(p95(each.times), p95(least.times))
        aim = f"p95 ≤ {AIM_MS} ms" if each is not least else ""
        return [each.name, str(tabs), str(len(each.times)), price, *figures, to_bare, aim]

    return [row(each) for each in found]


def main() -> None:
    reading = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reading.add_argument("--tabs", default="250", help="numbers of open tabs, with commas between them")
    reading.add_argument("--quick", action="store_true", help="only see that it works: the figures are rough")
    given = reading.parse_args()
    if given.quick:
        fork_programs()
    keep_off_servers()
    shown: list[list[str]] = []
    for tabs in (max(WRITES + 1, int(each)) for each in given.tabs.split(",")):
        shown += rows(run(tabs, QUICK if given.quick else THOROUGH), tabs)
    print(table(HEAD, shown))


if __name__ == "__main__":
    main()
