"""How far an operation is, on the terminal."""

from __future__ import annotations

import sys
from typing import TextIO

from app.locale import Words


class Progress:
    """One line that changes where somebody watches; a line for each step where the output goes into a file."""

    def __init__(self, words: Words, out: TextIO | None = None) -> None:
        self._words = words
        self._out = out or sys.stdout
        self._watched = self._out.isatty()
        self._step = ""
        self._shown = ""

    def __call__(self, what: str, done: float) -> None:
        """:param what: an English msgid
        :param done: how much of it, from 0 to 1
        """
        if not self._watched:
            if what != self._step:
                self._out.write(f"{self._words(what)}…\n")
                self._out.flush()
        else:
            shown = f"{self._words(what)}… {done:4.0%}"
            if shown != self._shown:
                self._out.write("\r" + shown.ljust(len(self._shown)))
                self._out.flush()
                self._shown = shown
        self._step = what

    def end(self) -> None:
        """The line is free for what comes next."""
        if self._shown:
            self._out.write("\r" + " " * len(self._shown) + "\r")
            self._shown = ""
