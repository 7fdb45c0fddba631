"""The processes that are measured, each on a core of its own where there is more than one."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60.0


@dataclass(frozen=True)
class Server:
    pid: int
    port: int


def _cores() -> tuple[int, int] | None:
    """A core for the servers and another one for the load, or None when there is only one."""
    cores = sorted(os.sched_getaffinity(0))
    return (cores[-1], cores[0]) if len(cores) > 1 else None


def keep_off_servers() -> None:
    """This process makes the load: it leaves the servers their core."""
    cores = _cores()
    if cores is not None:
        os.sched_setaffinity(0, {cores[1]})
        os.environ["MIAOU_BENCH_CORE"] = str(cores[0])


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@contextmanager
def running(*command: str, port: int) -> Iterator[Server]:
    """A Python program that listens on that port, until the block ends.

    :raises RuntimeError: with what it said, when it does not come up
    """
    core = os.environ.get("MIAOU_BENCH_CORE")
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, stdout=said, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
        )
        if core is not None:
            os.sched_setaffinity(process.pid, {int(core)})
        try:
            if not _answers(process, port):
                said.seek(0)
                raise RuntimeError(f"{' '.join(command)} did not start:\n{said.read()}")
            yield Server(process.pid, port)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _answers(process: subprocess.Popen[bytes], port: int) -> bool:
    until = time.monotonic() + PATIENCE_S
    while process.poll() is None and time.monotonic() < until:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as asking:
                asking.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
                if asking.recv(1):
                    return True
        except OSError:
            time.sleep(0.05)
    return False
