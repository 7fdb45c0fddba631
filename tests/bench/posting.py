"""Durable posts per second: `python tests/bench/posting.py [--folder FOLDER] [--quick]`.

Through the store, by 1, 10 and 100 authors at once, each of whom waits for a message's answer before the next; and,
in turn with them, bare SQLite that commits each row by itself: same table, same pragmas, same disk.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[2])

from app.store import Store  # noqa: E402
from app.store.ids import EPOCH  # noqa: E402
from app.text import render  # noqa: E402
from tests.bench.figures import median, ratio, table  # noqa: E402
from tests.bench.office import furnish  # noqa: E402
from tests.bench.rounds import TEXT  # noqa: E402

AUTHORS = (1, 10, 100)
AIM = 5
"""What sharing commits must bring, when many write at once."""

ROUNDS, ROUND_S = 5, 1.0
QUICK_ROUNDS, QUICK_ROUND_S = 1, 0.2

INSERT = "INSERT INTO message (id, canal_id, author_id, nonce, text, html, is_aside, event) VALUES (?, ?, ?, ?, ?, ?, 0, '')"


class Bare:
    """SQLite by itself, on a database of ours."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / "miaou.db", isolation_level=None)
        for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL"):
            self._connection.execute(f"PRAGMA {pragma}")
        (self._canal,) = self._connection.execute("SELECT id FROM canal WHERE name = 'Tout le bureau'").fetchone()
        (self._author,) = self._connection.execute("SELECT min(id) FROM member").fetchone()
        self._html = render.html(TEXT)
        self._ids = itertools.count((time.time_ns() // 1_000_000 - EPOCH) * 1024)

    def posts_per_second(self, seconds: float) -> float:
        start, count = time.perf_counter(), 0
        while time.perf_counter() < start + seconds:
            number = next(self._ids)
            self._connection.execute(INSERT, (number, self._canal, self._author, f"bare-{number}", TEXT, self._html))
            count += 1
        return count / (time.perf_counter() - start)

    def close(self) -> None:
        self._connection.close()


async def through_the_store(store: Store, authors: int, seconds: float, nonces: itertools.count[int]) -> float:
    """Posts per second of so many authors at once."""
    members = store.members.all()[:authors]
    canal = next(canal for canal in store.canals.of(members[0]) if canal.name == "Tout le bureau")
    start, count = time.perf_counter(), 0

    async def write(place: int) -> None:
        nonlocal count
        while time.perf_counter() < start + seconds:
            await store.messages.post(members[place], canal.id, TEXT, nonce=f"bench-{next(nonces)}")
            count += 1

    await asyncio.gather(*(write(place) for place in range(authors)))
    return count / (time.perf_counter() - start)


async def measure(folder: Path, rounds: int, seconds: float) -> tuple[dict[int, list[float]], list[float]]:
    """Posts per second of each round: by number of authors, and of bare SQLite."""
    ours, theirs = folder / "ours", folder / "theirs"
    for each in (ours, theirs):
        await furnish(each, max(AUTHORS))
    store, bare, nonces = await Store.open(ours), Bare(theirs), itertools.count()
    posts: dict[int, list[float]] = {authors: [] for authors in AUTHORS}
    floor: list[float] = []
    try:
        for _ in range(rounds):
            for authors in AUTHORS:
                floor.append(bare.posts_per_second(seconds / 2))
                posts[authors].append(await through_the_store(store, authors, seconds, nonces))
    finally:
        bare.close()
        await store.close()
    return posts, floor


def main() -> None:
    reading = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reading.add_argument("--folder", type=Path, help="on the disk to measure (the one for temporary files)")
    reading.add_argument("--quick", action="store_true", help="only see that it works: the figures are rough")
    given = reading.parse_args()
    rounds, seconds = (QUICK_ROUNDS, QUICK_ROUND_S) if given.quick else (ROUNDS, ROUND_S)
    with tempfile.TemporaryDirectory(prefix="miaou-bench-", dir=given.folder) as folder:
        posts, floor = asyncio.run(measure(Path(folder), rounds, seconds))
    bare = median(floor)
    rows = [
        [f"{authors}", f"{median(found):,.0f} /s", f"{bare:,.0f} /s", ratio(median(found), bare), aim]
        for (authors, found), aim in zip(posts.items(), ("", f"≥ {AIM} ×", f"≥ {AIM} ×"), strict=True)
    ]
    print(table(["authors at once", "Miaou, durable posts", "bare SQLite, a commit each", "ratio", "aim"], rows))


if __name__ == "__main__":
    main()
