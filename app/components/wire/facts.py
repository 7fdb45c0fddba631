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

TOPIC = "facts"
"""What a browser takes in as facts: the newest of each counts, and there are no gaps."""


def office_room(lang: str) -> str:
    """Where all tabs in that language hear what is the same for everybody."""
    return f"facts-{lang}"


def rings_room(member_id: int, lang: str) -> str:
    """Where those of them hear what rings that said that they would say it."""
    return f"rings-{member_id}-{lang}"


def facts_room(member_id: int, lang: str) -> str:
    """Where a member's tabs in that language hear their facts."""
    return f"facts-{member_id}-{lang}"


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
