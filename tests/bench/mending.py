"""What it costs that something said becomes otherwise: `python tests/bench/mending.py [--tabs 250]`.

Starts Miaou on an empty office of as many members as tabs, all of whom look at one canal. One of them says something
ten times a second; then edits, then reacts to, then deletes these messages, as often. Prints what reaching all tabs
takes, beside a message that is said. Needs Linux.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path[0] = str(Path(__file__).parents[2])

import aiohttp  # noqa: E402

from tests.bench.figures import median, p95, ratio, table  # noqa: E402
from tests.bench.rounds import SETTLE_S, Asking, Side, Steady  # noqa: E402
from tests.bench.servers import Server, fork_programs, furnish, keep_off_servers, running  # noqa: E402
from tests.bench.tab import SAYING, Tab  # noqa: E402
from tests.bench.window import open_window  # noqa: E402
from tests.ports import free_port  # noqa: E402

CHANGING = b'["change",'


@dataclass
class Outcome:
    tabs: int
    found: dict[str, Steady] = field(default_factory=dict)


async def measure(miaou: Server, furnished: dict[str, Any], tabs: int, seconds: float, rounds: int) -> Outcome:
    outcome = Outcome(tabs)
    side = Side(miaou, [], [furnished["canal"]])
    async with aiohttp.ClientSession(auto_decompress=False) as http:
        for session in furnished["sessions"][:tabs]:
            side.tabs.append((await open_window(http, miaou.port, session)).tab)
    # The first reaction reads what emoji there are.
    first = await side.say(side.tabs[0], 0)
    await side.tabs[0].call("react-with", {"key": first["id"], "emoji": "👍", "mine": "false"})
    gc.collect()
    gc.freeze()
    gc.disable()

    async def spend(what: str, ask: Asking | None = None, mark: bytes = CHANGING) -> list[Any]:
        await asyncio.sleep(SETTLE_S)
        side.steady = outcome.found.setdefault(what, Steady())
        return await side.write_steadily(seconds, ask, mark)

    for number in range(rounds):
        ids = [answer["id"] for answer in await spend("a message", mark=SAYING)]

        def edit(tab: Tab, place: int, ids: list[int] = ids) -> Any:
            text = f"Le devis {place} est parti."
            return tab.call("save-edit", {"key": ids[place], "text": text, "nonce": f"e{ids[place]}"})

        def react(tab: Tab, place: int, ids: list[int] = ids) -> Any:
            return tab.call("react-with", {"key": ids[place], "emoji": "👍", "mine": "false"})

        def delete(tab: Tab, place: int, ids: list[int] = ids) -> Any:
            return tab.call("delete-message", {"key": ids[place]})

        # Which comes first must not decide.
        for what, ask in (("an edit", edit), ("a reaction", react))[:: 1 if number % 2 else -1]:
            await spend(what, ask)
        await spend("a deletion", delete)
    gc.enable()
    side.close()
    return outcome


def run(tabs: int, seconds: float, rounds: int) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="miaou-bench-") as folder:
        furnished = furnish(folder, tabs)
        port = free_port()
        serve = ["main.py", "--no-browser", "--host", "127.0.0.1", "--port", str(port), "--data-dir", folder]
        with running(*serve, port=port) as miaou:
            return asyncio.run(measure(miaou, furnished, tabs, seconds, rounds))


def rows(outcome: Outcome) -> list[list[str]]:
    message = outcome.found["a message"]
    return [
        [
            what,
            f"{median(steady.cpu) * 1e6:.0f} µs",
            ratio(median(steady.cpu), median(message.cpu)),
            f"{p95(steady.to_last) * 1e3:.1f} ms",
            ratio(p95(steady.to_last), p95(message.to_last)),
            "" if steady is message else "≤ 1 ×",
        ]
        for what, steady in outcome.found.items()
    ]


def main() -> None:
    reading = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reading.add_argument("--tabs", default=250, type=int, help="number of open tabs")
    reading.add_argument("--quick", action="store_true", help="only see that it works: the figures are rough")
    given = reading.parse_args()
    if given.quick:
        fork_programs()
    keep_off_servers()
    outcome = run(given.tabs, *((0.5, 1) if given.quick else (4, 3)))
    print(table(["", "CPU per delivery", "ratio", "to the last tab, p95", "ratio", "aim"], rows(outcome)))


if __name__ == "__main__":
    main()
