"""The processes that are measured, each on a core of its own where there is more than one."""

from __future__ import annotations

import json
import multiprocessing
import os
import runpy
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

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


class Forked:
    """A Python program that begins as a copy of this process: what this one has read of the libraries need not be read
    again. It has what is used of a `subprocess.Popen`."""

    def __init__(self, command: Sequence[str], said: IO[str]) -> None:
        context: Any = multiprocessing.get_context("fork")
        self._process = context.Process(target=_become, args=(list(command), said.fileno()))
        self._process.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def terminate(self) -> None:
        self._process.terminate()

    def kill(self) -> None:
        self._process.kill()

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("fork", timeout or 0)
        return self._process.exitcode


def _become(command: list[str], said: int) -> None:
    for stream in (1, 2):
        os.dup2(said, stream)
    os.chdir(ROOT)
    if command[0] == "-m":
        sys.argv = command[1:]
        runpy.run_module(command[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = command
        runpy.run_path(command[0], run_name="__main__")


Program = subprocess.Popen[str] | Forked


def fork_programs() -> None:
    """From now on the programs are forked, which is quick; their memory is then this process's too."""
    os.environ["MIAOU_BENCH_FORKS"] = "yes"


def _start(command: Sequence[str], said: IO[str]) -> Program:
    if "MIAOU_BENCH_FORKS" in os.environ:
        return Forked(command, said)
    words = [sys.executable, *command]
    return subprocess.Popen(words, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, text=True)


def furnish(folder: str, members: int) -> dict[str, Any]:
    """What office.py says of the office that it has put into that folder.

    :raises RuntimeError: with what it said, when it could not
    """
    with tempfile.TemporaryFile("w+") as said:
        status = _start(["-m", "tests.bench.office", folder, str(members)], said).wait()
        said.seek(0)
        told = said.read()
    if status:
        raise RuntimeError(f"no office could be furnished:\n{told}")
    return json.loads(told.splitlines()[-1])


@contextmanager
def running(*command: str, port: int) -> Iterator[Server]:
    """A Python program that listens on that port, until the block ends.

    :raises RuntimeError: with what it said, when it does not come up
    """
    core = os.environ.get("MIAOU_BENCH_CORE")
    with tempfile.TemporaryFile("w+") as said:
        process = _start(command, said)
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


def _answers(process: Program, port: int) -> bool:
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
