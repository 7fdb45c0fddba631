"""What a search costs in an old office: `python tests/bench/searching.py [--messages 1000000] [--folder FOLDER]`.

Furnishes an office with so many messages of five years (past.py), each given words of its own as people use them: few
of them everywhere, most of them seldom. Builds the index as after an update from an older version, while somebody goes
on writing; then asks for common and rare words, phrases, beginnings and filters, each several times with other words.
A search must take at most 50 ms at p95.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from itertools import accumulate
from pathlib import Path

from sqlalchemy import Connection

sys.path[0] = str(Path(__file__).parents[2])

from app.store import Store  # noqa: E402
from app.store.search.index import make_empty  # noqa: E402
from app.store.state import Member  # noqa: E402
from main import loop_factory  # noqa: E402
from tests.bench.figures import median, p95, table  # noqa: E402
from tests.bench.past import furnish  # noqa: E402

AIM_MS = 50
VOCABULARY = 40_000
COMMON = 30
"""The first words of the vocabulary: each stands in a fiftieth of all messages, or in many more."""

_SYLLABLES = (
    "ba",
    "co",
    "di",
    "fu",
    "gra",
    "lo",
    "mi",
    "no",
    "pu",
    "re",
    "sa",
    "ti",
    "vou",
    "che",
    "ple",
    "tri",
    "mar",
    "con",
)

Asked = tuple[str, Callable[[], tuple[Member, str]], str]
"""What it is, who asks what, and in which order it is to come."""


def vocabulary(chance: random.Random) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        found["".join(chance.choices(_SYLLABLES, k=chance.choice((1, 2, 2, 3, 3, 3, 4))))] = None
    return list(found)


def reword(path: Path, words: Sequence[str], chance: random.Random) -> None:
    """Each message says something of its own, and none has been searched yet."""
    weights = list(accumulate(1 / (n + 3) for n in range(len(words))))
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous=OFF")
    ids = [each for (each,) in connection.execute("SELECT id FROM message ORDER BY id")]

    def said(id_: int) -> tuple[str, str, int]:
        text = " ".join(chance.choices(words, cum_weights=weights, k=chance.choice((2, 5, 9, 14, 25))))
        return text, f"<p>{text}</p>", id_

    connection.execute("BEGIN")
    connection.executemany("UPDATE message SET text = ?, html = ? WHERE id = ?", map(said, ids))
    make_empty(connection)
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def asked(store: Store, words: Sequence[str], chance: random.Random) -> list[Asked]:
    members = store.members.all()
    private = [canal for canal in store.state.canals.values() if canal.kind == "private"]
    few = min(private, key=lambda each: len(each.joined))
    insider = store.state.members[min(few.joined)]

    def common() -> str:
        return words[chance.randrange(COMMON)]

    def rare() -> str:
        return words[chance.randrange(VOCABULARY // 2, VOCABULARY)]

    def anybody() -> Member:
        return chance.choice(members)

    return [
        ("a common word", lambda: (anybody(), f"{common()} "), "newest"),
        ("two common words", lambda: (anybody(), f"{common()} {common()} "), "newest"),
        ("a rare word", lambda: (anybody(), f"{rare()} "), "newest"),
        ("a common and a rare word", lambda: (anybody(), f"{common()} {rare()} "), "newest"),
        ("two rare words", lambda: (anybody(), f"{rare()} {rare()} "), "newest"),
        ("a word that nobody says", lambda: (anybody(), f"{rare()}xyz "), "newest"),
        ("a beginning of two letters", lambda: (anybody(), common()[:2]), "newest"),
        ("a beginning of four, and a rare word", lambda: (anybody(), f"{rare()} {rare()[:4]}"), "newest"),
        ("a phrase of common words", lambda: (anybody(), f'"{common()} {common()}"'), "newest"),
        ("a phrase with a rare word", lambda: (anybody(), f'"{rare()} {common()}"'), "newest"),
        ("a common word, of somebody", lambda: (anybody(), f"{common()} de:member{chance.randrange(250)} "), "newest"),
        ("a common word, in a small canal", lambda: (insider, f'{common()} dans:"{few.name}" '), "newest"),
        ("a rare word, in a small canal", lambda: (insider, f'{rare()} dans:"{few.name}" '), "newest"),
        ("a common word, years ago", lambda: (anybody(), f"{common()} avant:2023 "), "newest"),
        ("what was meant for me", lambda: (anybody(), "reçus: "), "newest"),
        ("a common word that was meant for me", lambda: (anybody(), f"reçus: {common()} "), "newest"),
        ("a common word, without another", lambda: (anybody(), f"{common()} -{common()} "), "newest"),
        ("a common word, the best first", lambda: (anybody(), f"{common()} "), "best"),
        ("two common words, the best first", lambda: (anybody(), f"{common()} {common()} "), "best"),
    ]


async def post(store: Store) -> None:
    author = store.members.all()[0]
    canal = next(each for each in store.state.canals.values() if each.is_open)
    await store.messages.post(author, canal.id, "Bonjour", (), f"b{time.time_ns()}")


async def built(store: Store) -> tuple[float, list[float]]:
    """Seconds until all can be found; and of those who write meanwhile."""
    posts: list[float] = []
    began = time.perf_counter()
    store.search.begin()
    while await store.database.read(_is_missing):
        posts += await timed(lambda: post(store))
        await asyncio.sleep(0.1)
    return time.perf_counter() - began, posts


def _is_missing(connection: Connection) -> bool:
    """Whether something older cannot be found yet."""
    return bool(connection.exec_driver_sql("SELECT reached FROM searchstate").scalar())


def figures(taken: Sequence[float], busy: Sequence[float]) -> list[str]:
    return [f"{each:.1f}" for each in (median(taken), p95(taken), max(taken), p95(busy))]


async def timed(doing: Callable[[], Awaitable[object]]) -> list[float]:
    began = time.perf_counter()
    await doing()
    return [time.perf_counter() - began]


async def measure(folder: Path, messages: int, times: int) -> str:
    chance = random.Random(messages)
    words = vocabulary(chance)
    if not (folder / "miaou.db").exists():
        await furnish(folder, messages)
        await asyncio.to_thread(reword, folder / "miaou.db", words, chance)
    store = await Store.open(folder)
    try:
        quiet = [taken for _ in range(times) for taken in await timed(lambda: post(store))]
        seconds, meanwhile = await built(store)
        rows, all_of_them, all_busy = [], list[float](), list[float]()
        for what, ask, order in asked(store, words, chance):
            taken, busy, found = list[float](), list[float](), 0
            for _ in range(times):
                by, typed = ask()
                began, worked = time.perf_counter(), time.process_time()
                page = await store.search.find(by, typed, order=order)  # type: ignore[arg-type]
                taken.append((time.perf_counter() - began) * 1000)
                busy.append((time.process_time() - worked) * 1000)
                found += len(page.results)
            all_of_them += taken
            all_busy += busy
            rows.append([what, *figures(taken, busy), f"{found / times:.1f}"])
    finally:
        await store.close()
    rows.append([f"all of them (aim at p95: {AIM_MS})", *figures(all_of_them, all_busy), ""])
    connection = sqlite3.connect(folder / "miaou.db")
    size = "SELECT sum(pgsize) FROM dbstat WHERE name {} LIKE 'search%'"
    ours, others = (connection.execute(size.format(which)).fetchone()[0] / 2**20 for which in ("", "NOT"))
    connection.close()
    return "\n".join(
        [
            table(["a search, ms", "median", "p95", "longest", "CPU, p95", "results"], rows),
            "",
            f"The index of {messages:,} messages: built in {seconds:.0f} s, {ours:.0f} MiB beside {others:.0f} MiB.",
            f"A post: {median(quiet) * 1000:.1f} ms (p95 {p95(quiet) * 1000:.1f}); while it is built"
            f" {median(meanwhile) * 1000:.1f} ms (p95 {p95(meanwhile) * 1000:.1f}).",
        ]
    )


def main() -> None:
    reading = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reading.add_argument("--messages", type=int, default=1_000_000)
    reading.add_argument("--folder", type=Path, help="where the office is kept for another run")
    reading.add_argument("--quick", action="store_true", help="only see that it works: the figures are rough")
    given = reading.parse_args()
    with contextlib.ExitStack() as stack:
        folder = given.folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="miaou-bench-")))
        folder.mkdir(parents=True, exist_ok=True)
        messages, times = (3_000, 2) if given.quick else (given.messages, 20)
        with asyncio.Runner(loop_factory=loop_factory()) as runner:
            print(runner.run(measure(folder / str(messages), messages, times)))


if __name__ == "__main__":
    main()
