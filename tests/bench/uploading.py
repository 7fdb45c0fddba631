"""What files cost those who write meanwhile: `python tests/bench/uploading.py [--quick]`.

200 files of 5 MB are brought at once, five by each of 40 colleagues, while somebody says ten things a second to as many
open tabs; before and after that it is quiet. Shown are the times from writing to the last tab, and their ratio to the
quiet ones; and how fast the files came. The server has a core of its own. Needs Linux.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[2])

import aiohttp  # noqa: E402

from tests.bench.figures import cpu, median, memory, p95, ratio, table  # noqa: E402
from tests.bench.rounds import SETTLE_S, Side  # noqa: E402
from tests.bench.servers import Server, fork_programs, furnish, keep_off_servers, running  # noqa: E402
from tests.bench.window import open_window  # noqa: E402
from tests.ports import free_port  # noqa: E402


@dataclass(frozen=True)
class Effort:
    """How much is measured: tabs, files of each of their members, bytes of a file, waves of them, quiet seconds."""

    tabs: int
    files: int
    size: int
    waves: int
    quiet: float


THOROUGH = Effort(tabs=40, files=5, size=5_000_000, waves=3, quiet=10)
QUICK = Effort(tabs=3, files=2, size=200_000, waves=1, quiet=0.5)


def bring_all(port: int, canal: int, sessions: Sequence[str], files: int, size: int) -> None:
    """In a process of its own: all files at once.

    :raises RuntimeError: when one is refused: what is not kept costs nothing
    """
    rest = os.urandom(size - 16)

    async def bring(session: str) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        head = (
            f"PUT /files?canal={canal}&name=film.bin HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            f"Cookie: miaou_session_{port}={session}\r\nContent-Length: {size}\r\nConnection: close\r\n\r\n"
        )
        # None is like another: each is hashed and written.
        writer.write(head.encode() + os.urandom(16))
        writer.write(rest)
        answer = await reader.read()
        if not answer.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"the server refused a file: {answer[-300:]!r}")
        writer.close()

    async def bring_each() -> None:
        await asyncio.gather(*(bring(session) for session in sessions for _ in range(files)))

    asyncio.run(bring_each())


async def measure(miaou: Server, furnished: dict, effort: Effort) -> str:
    sessions, canal = furnished["sessions"][: effort.tabs], furnished["canal"]
    async with aiohttp.ClientSession(auto_decompress=False) as http:
        tabs = [(await open_window(http, miaou.port, session)).tab for session in sessions]
    quiet, busy = Side(miaou, tabs, [canal]), Side(miaou, tabs, [canal])
    await asyncio.sleep(SETTLE_S)
    before = largest = memory(miaou.pid)
    took, used = [], []
    for _ in range(effort.waves):
        await quiet.write_steadily(effort.quiet)
        given = miaou.port, canal, sessions, effort.files, effort.size
        wave = multiprocessing.get_context("fork").Process(target=bring_all, args=given)
        began, spent = time.perf_counter(), cpu(miaou.pid)
        wave.start()
        while wave.is_alive():
            await busy.write_steadily(0.5)
            largest = max(largest, memory(miaou.pid))
        took.append(time.perf_counter() - began)
        used.append(cpu(miaou.pid) - spent)
        if wave.exitcode:
            raise RuntimeError("not all files came")
    quiet.close()
    calm, held_up = quiet.steady.to_last, busy.steady.to_last
    rows = [
        [name, *(f"{1000 * value:.1f} ms" for value in (median(ours), p95(ours))), ratio(p95(ours), p95(calm)), aim]
        for name, ours, aim in (("in quiet", calm, ""), ("while files come in", held_up, "≤ 1.5 ×"))
    ]
    shown = table(["a message, written to the last tab", "median", "p95", "to quiet", "aim"], rows)
    count = len(sessions) * effort.files
    megabytes, more = count * effort.size / 1e6, (largest - before) / (1 << 20)
    speed, price = megabytes / median(took), 1000 * median(used) / megabytes
    return (
        f"{shown}\n{count} files of {effort.size / 1e6:g} MB at once: {speed:.0f} MB/s, {more:.0f} MB more in memory, "
        f"{price:.1f} ms of the server's processor for each MB, the messages' among it"
    )


def main() -> None:
    reading = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reading.add_argument("--quick", action="store_true", help="only see that it works: the figures are rough")
    effort = QUICK if reading.parse_args().quick else THOROUGH
    if effort is QUICK:
        fork_programs()
    keep_off_servers()
    with ExitStack() as stack:
        # Beside the project, on a disk: a folder in memory has nothing to write to.
        folder = stack.enter_context(tempfile.TemporaryDirectory(dir=Path.cwd(), prefix=".bench-"))
        furnished, port = furnish(folder, effort.tabs), free_port()
        serve = ["main.py", "--no-browser", "--host", "127.0.0.1", "--port", str(port), "--data-dir", folder]
        miaou = stack.enter_context(running(*serve, port=port))
        print(asyncio.run(measure(miaou, furnished, effort)))


if __name__ == "__main__":
    main()
