"""Starts `python main.py` from a process that has its libraries in memory: reading them takes seconds of a core, and
tests that drive a browser start Miaou often. What starts is a process of its own, which reads all that is ours itself.

Read by what starts, too: no test's library is imported here.
"""

from __future__ import annotations

import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from typing import Any

WAY = "forkserver"
LIBRARIES = [
    *("nicegui", "uvicorn", "sqlmodel", "alembic", "markdown", "pygments", "nh3", "htpy"),
    *("PIL.Image", "argon2", "babel.support", "filelock", "jwt", "limits", "pydantic_settings", "segno"),
]

possible = WAY in multiprocessing.get_all_start_methods()


def _run(
    root: Path,
    words: Sequence[str],
    environment: Mapping[str, str],
    out: Connection,
    said: Path,
    typed: str,
    program: str,
) -> None:
    # A tracker of its own, as it would have: what a killed process leaves is nobody else's news.
    resource_tracker._resource_tracker._fd = None
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(root)
    with said.open("ab") as trouble:
        os.dup2(out.fileno(), 1)
        os.dup2(trouble.fileno(), 2)
    out.close()
    with tempfile.TemporaryFile() as given:
        given.write(typed.encode())
        given.seek(0)
        os.dup2(given.fileno(), 0)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - for good
    for name, number in (("stdout", 1), ("stderr", 2)):
        setattr(sys, name, open(number, "w", encoding="utf-8", closefd=False))  # noqa: SIM115 - for good
    sys.argv = [program, *words]
    runpy.run_path(program, run_name="__main__")


@contextmanager
def _no_main_module() -> Iterator[None]:
    """What starts meanwhile does not begin with this process's main module, which is pytest's: NiceGUI behaves
    differently where pytest is."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


class Forked:
    """Such a process, with what is used of a `subprocess.Popen`.

    :param said: the file to which goes what it complains of
    :param typed: what it finds on its standard input
    :param program: another one than `main.py`
    """

    def __init__(
        self,
        root: Path,
        words: Sequence[str],
        environment: Mapping[str, str],
        said: Path,
        typed: str = "",
        program: str = "main.py",
    ) -> None:
        context: Any = multiprocessing.get_context(WAY)
        context.set_forkserver_preload(LIBRARIES)
        heard, out = context.Pipe(duplex=False)
        given = (root, list(words), dict(environment), out, said, typed, program)
        self._process = context.Process(target=_run, args=given)
        with _no_main_module():
            self._process.start()
        out.close()
        self.stdout = os.fdopen(os.dup(heard.fileno()), encoding="utf-8")
        heard.close()

    @property
    def pid(self) -> int:
        return self._process.pid

    def send_signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def kill(self) -> None:
        self._process.kill()

    def wait(self, timeout: float) -> int:
        """The exit status; minus the signal's number when one ended it."""
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("main.py", timeout)
        return self._process.exitcode


def finished(
    root: Path,
    words: Sequence[str],
    environment: Mapping[str, str],
    typed: str,
    timeout: float,
    program: str = "main.py",
) -> subprocess.CompletedProcess[str]:
    """As `subprocess.run` for such a process: what it printed and complained of, once it has ended by itself.

    :raises subprocess.TimeoutExpired: when it does not end; it is killed
    """
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "said"
        process = Forked(root, words, environment, said, typed, program)
        with process.stdout:
            try:
                status = process.wait(timeout)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
            printed = process.stdout.read()
        return subprocess.CompletedProcess(words, status, printed, said.read_text(encoding="utf-8"))
