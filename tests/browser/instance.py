"""The real thing, started as its users start it: `python main.py` in a process of its own, on a test's data folder."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from app.pages.gate import cookie_name
from app.store import Store
from tests import plain_http
from tests.browser import forking
from tests.browser.forking import Forked
from tests.pages.tab import Tab
from tests.ports import free_port
from tests.quick_passwords import quick_passwords

T = TypeVar("T")

ROOT = Path(__file__).parents[2]
PATIENCE_S = 30
"""For what takes a second on an idle machine."""


def furnish(folder: Path, build: Callable[[Store], Awaitable[T]]) -> T:
    """Have `build` put into a stopped instance's folder what it would take long to make by hand. Its passwords are
    quick to look at, so that the hundreds of sign-ins with them are."""

    async def opened() -> T:
        store = await Store.open(folder)
        try:
            return await build(store)
        finally:
            await store.close()

    with quick_passwords(), asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        return runner.run(opened())


def finished(words: Sequence[str], environment: Mapping[str, str], typed: str = "") -> subprocess.CompletedProcess[str]:
    """`python main.py` with these words, once it has ended by itself."""
    return subprocess.run(
        [sys.executable, "main.py", *words],
        cwd=ROOT,
        env=environment,
        input=typed,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE_S,
        check=False,
    )


def quickly_finished(
    words: Sequence[str], environment: Mapping[str, str], typed: str = ""
) -> subprocess.CompletedProcess[str]:
    """The same in a process that forks, where the system can."""
    if forking.possible:
        return forking.finished(ROOT, words, environment, typed, PATIENCE_S)
    return finished(words, environment, typed)


class Instance:
    """One Miaou: started, stopped, killed and started again on the same folder and port.

    :param options: more of the command line
    :param environment: more of the environment's variables
    """

    def __init__(self, folder: Path, *options: str, lang: str = "fr_FR.UTF-8", **environment: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.greeting = ""
        self._options = options
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("MIAOU_")},
            "LC_ALL": lang,
            **environment,
        }
        self._process: subprocess.Popen[str] | Forked | None = None
        self._said = folder.parent / f"{folder.name}-stderr.txt"

    @property
    def runs(self) -> bool:
        return self._process is not None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self) -> Instance:
        """Start it; returns when it answers."""
        words = ["--no-browser", "--host", "127.0.0.1", "--port", str(self.port), "--data-dir", str(self.folder)]
        self._process = self._launch([*words, *self._options])
        assert self._process.stdout is not None
        self.greeting = self._process.stdout.readline()
        assert self.greeting, f"Miaou did not start: {self.said()}"
        # The port is taken before anything is said: this waits in the row until the server serves.
        with urllib.request.urlopen(f"{self.address}/healthz", timeout=PATIENCE_S) as answer:
            assert answer.status == 200
        return self

    def _launch(self, words: list[str]) -> subprocess.Popen[str] | Forked:
        with self._said.open("a", encoding="utf-8") as said:
            return subprocess.Popen(
                [sys.executable, "main.py", *words],
                cwd=ROOT,
                env=self._environment,
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
                encoding="utf-8",
            )

    def interrupt(self) -> int:
        """Ctrl+C; returns the exit status."""
        assert self._process is not None
        self._process.send_signal(signal.SIGINT)
        return self.wait()

    def wait(self) -> int:
        """Wait until it has stopped; returns the exit status."""
        assert self._process is not None
        status = self._process.wait(PATIENCE_S)
        self._let_go()
        return status

    def kill(self) -> None:
        """What a power cut is to a process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(PATIENCE_S)
            self._let_go()

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Meanwhile it is there, takes what is sent to it, and answers nothing."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    def _let_go(self) -> None:
        if self._process is not None and self._process.stdout is not None:
            self._process.stdout.close()
        self._process = None

    def said(self) -> str:
        """What it complained of on the terminal so far."""
        return self._said.read_text(encoding="utf-8")

    def operate(self, *words: str, password: str = "") -> subprocess.CompletedProcess[str]:
        """An operation of the command line on this folder."""
        return self._finish([*words, "--data-dir", str(self.folder)], self._environment, password + "\n")

    _finish = staticmethod(finished)

    def sign_in(self, login: str, password: str) -> str:
        """The session token that the sign-in form gives a browser for these."""
        answer = plain_http.post(
            f"{self.address}/login", data={"login": login, "password": password}, timeout=PATIENCE_S
        )
        assert answer.status_code == 303, answer.text
        return answer.cookies[cookie_name(self.address)]

    def sign_in_anew(self, login: str, password: str) -> str:
        """The same for a browser in which nothing is to come up that another one left written."""
        token = self.sign_in(login, password)
        with contextlib.closing(sqlite3.connect(f"file:{self.folder / 'miaou.db'}?mode=ro", uri=True)) as database:
            if database.execute("SELECT 1 FROM draft").fetchone() is None:
                return token

        async def throw_away() -> None:
            async with Tab(self.address, token) as tab:
                for key, facts in tab.snapshot["facts"]["told"].items():
                    if facts and facts.get("draft"):
                        for each in facts["draft"].split():
                            draft = {"canal": int(key[1:]), "answers": int(each.split(":")[0])}
                            await tab.call("draft", {**draft, "content": None, "age": 0})

        with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
            runner.run(throw_away())
        return token


class QuickInstance(Instance):
    """An instance for tests that are not about starting: where the system can fork, it starts in half a second,
    and so do operations on it."""

    def _launch(self, words: list[str]) -> subprocess.Popen[str] | Forked:
        if forking.possible:
            return Forked(ROOT, words, self._environment, self._said)
        return super()._launch(words)

    _finish = staticmethod(quickly_finished)
