"""Durable posts per second through the store, beside bare SQLite: `python tests/bench/posting.py [--quick]`.

The floor is what one would write first: the sqlite3 module, one INSERT of the same row and one commit for each, with
the same settings (WAL, synchronous=FULL, foreign keys) on the same disk. The two take turns; medians are shown.
"""

from __future__ import annotations

import argparse
import asyncio
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[2])

from app.store import Store  # noqa: E402
from main import loop_factory  # noqa: E402
from tests.bench.figures import median, ratio, table  # noqa: E402

TEXT = "Bonjour à tous, la commande de l’Hôtel part demain matin, complète et avec un jour d’avance."
AUTHORS = (1, 10, 100, 250)


def bare(folder: Path, rows: int) -> float:
    """Rows a second with a commit each."""
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS message (id INTEGER PRIMARY KEY, canal_id INTEGER, author_id INTEGER, nonce TEXT,"
        " text TEXT, html TEXT, is_aside BOOLEAN, event TEXT, UNIQUE (author_id, nonce))"
    )
    first = connection.execute("SELECT count(*) FROM message").fetchone()[0]
    began = time.perf_counter()
    for number in range(first, first + rows):
        connection.execute("BEGIN")
        row = (number, 1, 1, f"nonce-{number}", TEXT, f"<p>{TEXT}</p>", False, "")
        connection.execute("INSERT INTO message VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        connection.execute("COMMIT")
    taken = time.perf_counter() - began
    connection.close()
    return rows / taken


async def posted(store: Store, canal_id: int, authors: int, each: int, turn: str) -> tuple[float, float]:
    """Posts a second by so many authors at once, each waiting for their answer, and posts in one commit."""
    members = store.members.all()[:authors]
    commits, began = store.writer.commits, time.perf_counter()

    async def write(number: int) -> None:
        for message in range(each):
            await store.messages.post(members[number], canal_id, TEXT, (), f"{turn}-{number}-{message}")

    await asyncio.gather(*(write(number) for number in range(authors)))
    taken = time.perf_counter() - began
    return authors * each / taken, authors * each / (store.writer.commits - commits)


async def measure(folder: Path, posts: int, rounds: int) -> str:
    store = await Store.open(folder / "data")
    try:
        for number in range(max(AUTHORS)):
            await store.members.create(f"m{number}", f"Membre {number}")
        canal = await store.canals.create(store.members.all()[0], "Tout le bureau")
        floor: list[float] = []
        found: dict[int, list[tuple[float, float]]] = {authors: [] for authors in AUTHORS}
        for turn in range(rounds):
            for authors in AUTHORS:
                floor.append(await asyncio.to_thread(bare, folder, min(posts, 300)))
                each = max(1, min(posts, 200 * authors) // authors)
                found[authors].append(await posted(store, canal.id, authors, each, f"{turn}-{authors}"))
    finally:
        await store.close()
    rows = [["bare SQLite, a commit each", f"{median(floor):,.0f}", "1", "1.00 ×", ""]]
    for authors, outcomes in found.items():
        speed = median([speed for speed, _ in outcomes])
        shared = median([shared for _, shared in outcomes])
        aim = "≥ 5 ×" if authors == max(AUTHORS) else ""
        rows.append([f"store, {authors} at once", f"{speed:,.0f}", f"{shared:.0f}", ratio(speed, median(floor)), aim])
    return table(["durable posts", "a second", "in one commit", "to bare", "aim"], rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few posts: to see that it runs")
    quick = parser.parse_args().quick
    with (
        # Beside the project, on a disk: a folder in memory has no commit to wait for.
        tempfile.TemporaryDirectory(dir=Path.cwd(), prefix=".bench-") as folder,
        asyncio.Runner(loop_factory=loop_factory()) as runner,
    ):
        print(runner.run(measure(Path(folder), posts=200 if quick else 6_000, rounds=1 if quick else 5)))


if __name__ == "__main__":
    main()
