"""What a backup costs those who write meanwhile: `python tests/bench/backing_up.py [--quick]`.

250 colleagues each say something every second, in an office with a long history, first in quiet and then while backups
are made of it, in turns. Shown are the times from sending to the durable answer, and their ratio to the quiet ones.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from itertools import chain
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[2])

from app.store import Store  # noqa: E402
from app.store.ids import id_at  # noqa: E402
from app.store.state import Canal  # noqa: E402
from main import loop_factory  # noqa: E402
from tests.bench.figures import median, p95, ratio, table  # noqa: E402
from tests.bench.office import TALK  # noqa: E402

AUTHORS = 250
PAUSE_S = 1.0
"""Between two messages of one colleague."""


def fill(database: Path, canal_id: int, messages: int) -> None:
    """A history as it would have grown, written past the store."""
    begin = id_at(1_700_000_000_000)
    with closing(sqlite3.connect(database)) as connection:
        connection.executemany(
            "INSERT INTO message (id, canal_id, author_id, nonce, text, html, is_aside, event, card)"
            " VALUES (?, ?, ?, ?, ?, ?, 0, '', '')",
            (
                (begin + n * 1024, canal_id, 1 + n % AUTHORS, f"h{n}", text := TALK[n % len(TALK)], f"<p>{text}</p>")
                for n in range(messages)
            ),
        )
        connection.commit()


class Talk:
    """Everybody writing; `times` are what each message took, in seconds, since it was last emptied."""

    def __init__(self, store: Store, canal: Canal) -> None:
        self._store, self._canal = store, canal
        self.times: list[float] = []
        self._tasks = [asyncio.create_task(self._write(member)) for member in store.members.all()[:AUTHORS]]

    async def _write(self, member) -> None:
        chance = random.Random(member.id)
        for number in range(1_000_000):
            await asyncio.sleep(chance.uniform(0, 2 * PAUSE_S))
            began = time.perf_counter()
            nonce = f"{time.time_ns()}-{number}"
            await self._store.messages.post(member, self._canal.id, TALK[number % len(TALK)], (), nonce)
            self.times.append(time.perf_counter() - began)

    def stop(self) -> None:
        for task in self._tasks:
            task.cancel()


async def measure(folder: Path, messages: int, rounds: int, quiet_s: float) -> str:
    store = await Store.open(folder / "data")
    try:
        for number in range(AUTHORS):
            await store.members.create(f"m{number}", f"Membre {number}")
        canal = await store.canals.create(store.members.all()[0], "Tout le bureau")
    finally:
        await store.close()
    fill(folder / "data" / "miaou.db", canal.id, messages)
    store = await Store.open(folder / "data")
    quiet: list[list[float]] = []
    busy: list[list[float]] = []
    took: list[float] = []
    size = 0
    try:
        talk = Talk(store, canal)
        await asyncio.sleep(min(quiet_s, 2))
        for turn in range(rounds):
            talk.times = []
            await asyncio.sleep(quiet_s)
            quiet.append(talk.times)
            talk.times, began = [], time.perf_counter()
            size = await store.safekeeping.back_up(folder / f"{turn}.zip")
            took.append(time.perf_counter() - began)
            busy.append(talk.times)
        talk.stop()
    finally:
        await store.close()
    calm, held_up = list(chain(*quiet)), list(chain(*busy))
    rows = [
        [name, *(f"{1000 * value:.1f} ms" for value in (median(ours), p95(ours))), ratio(p95(ours), p95(floor)), aim]
        for name, ours, floor, aim in (
            ("in quiet", calm, calm, ""),
            ("while a backup is made", held_up, calm, "≤ 1.5 ×"),
        )
    ]
    shown = table(["a message, sent to durable", "median", "p95", "to quiet", "aim"], rows)
    return f"{shown}\n{messages:,} messages, {size / 1e6:.0f} MB in {median(took):.1f} s"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a short history: to see that it runs")
    quick = parser.parse_args().quick
    with (
        # Beside the project, on a disk: a folder in memory has no commit to wait for.
        tempfile.TemporaryDirectory(dir=Path.cwd(), prefix=".bench-") as folder,
        asyncio.Runner(loop_factory=loop_factory()) as runner,
    ):
        messages, rounds, quiet_s = (2_000, 1, 1.0) if quick else (500_000, 3, 10.0)
        print(runner.run(measure(Path(folder), messages, rounds, quiet_s)))


if __name__ == "__main__":
    main()
