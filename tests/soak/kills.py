"""Kills an office in the middle of a burst, again and again: `python tests/soak/kills.py [ROUNDS]`.

After each kill the office opens by itself, is whole, and holds what was answered, once. Each round begins where the one
before was killed. 200 rounds, the usual number, take some minutes; the suite makes three.
"""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
BURST = ROOT / "tests" / "store" / "burst.py"


def killed_in_a_burst(folder: Path, name: str, enough: int) -> dict[str, int]:
    """What the process had answered when it was killed: each nonce and its message's id, in the order of the answers.

    :param name: what the nonces of this burst begin with
    :param enough: answers before it is killed
    """
    with subprocess.Popen(
        [sys.executable, BURST, folder, name],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(enough)]
        process.kill()
        said += process.stdout.readlines()
    return {nonce: int(message_id) for nonce, message_id in (line.split() for line in said if line.endswith("\n"))}


async def check(folder: Path, answered: dict[str, int]) -> None:
    """The office opens, is whole, and holds all that was answered, once."""
    from app.store import Store

    store = await Store.open(folder)
    try:
        with store.database.engine.connect() as connection:
            kept = connection.exec_driver_sql("SELECT nonce, id FROM message").all()
        assert len(kept) == len({nonce for nonce, _ in kept}), "a message is there twice"
        assert answered.items() <= dict(kept).items(), "something that was answered is lost"
        assert store.database.check_integrity() == "ok"
        assert await store.health.trouble() == ""
    finally:
        await store.close()


async def _furnish(folder: Path) -> None:
    from app.store import Store
    from app.store.founding import found

    store = await Store.open(folder)
    await found(store, "lea", "Léa", "un mot de passe du bureau")
    await store.close()


def main(rounds: int) -> None:
    answered: dict[str, int] = {}
    with tempfile.TemporaryDirectory(prefix="miaou-kills-", dir=os.environ.get("TMPDIR")) as named:
        folder = Path(named) / "data"
        asyncio.run(_furnish(folder))
        for number in range(1, rounds + 1):
            answered |= killed_in_a_burst(folder, f"r{number}-", random.randint(1, 400))
            asyncio.run(check(folder, answered))
            print(f"\rkilled {number} times, {len(answered)} messages answered, none lost", end="", flush=True)
    print()


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
