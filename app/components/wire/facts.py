"""Facts: keyed values that the page's HTML points to, and that change without it.

A fragment says `data-fact="c12.name"`, and the kit fills it (`app/browser/facts.js`). A fact whose name begins with @
is an attribute of the elements that bear `data-facts="c12"`. What differs by viewer is a fact, so that a row is the
same for all who see it; and what a fact says is decided here, in Python.
"""

from __future__ import annotations

import time
from collections.abc import Callable

Facts = dict[str, str | int]
"""The facts of one key, by name."""

Told = dict[str, Facts | None]
"""Facts by key; None when there is nothing of that key any more."""


class Stamps:
    """Numbers that grow, by which a browser knows older facts from newer ones. They are the time, and count nothing:
    a member must not learn how much others were told."""

    def __init__(self, now_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000) -> None:
        self._now_ms = now_ms
        self._newest = 0

    def next(self) -> int:
        self._newest = max(self._newest + 1, self._now_ms())
        return self._newest

    @property
    def newest(self) -> int:
        return self._newest


def spare(told: Told) -> Told:
    """Without what is empty: of what was never said, a page knows that. An attribute is there although it is empty."""
    return {
        key: facts and {name: value for name, value in facts.items() if value != "" or name[0] == "@"}
        for key, facts in told.items()
    }
