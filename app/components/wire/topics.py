"""Topics: what an audience hears, in one order that a browser can check and catch up with.

`office` is everybody's, `canal-12` a private or direct canal's members', `member-7` one member's own. Words stand in
what is said: each language is an audience of its own (`office-fr`, `office-en`). A topic's version grows by one with
each batch of changes; the last batches are kept for those who missed some. Messages go another way (`log_teller.py`):
to those alone who have their canal open.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable

from app.store.state import Canal, Member

KEPT_BATCHES = 50
"""Batches that can be caught up with; who missed more gets a whole new snapshot, which costs less by then."""

QUIET = "quiet"
"""The room of the tabs that hear no topic."""

Op = list[object]
Batch = tuple[int, int, list[Op]]


def office_topic(lang: str) -> str:
    return f"office-{lang}"


def canal_topic(canal: Canal, lang: str) -> str:
    """Where what everybody in the canal may know is said."""
    return office_topic(lang) if canal.is_open else f"canal-{canal.id}-{lang}"


def member_topic(member_id: int, lang: str) -> str:
    return f"member-{member_id}-{lang}"


def topics_of(member: Member, canals: Iterable[Canal], lang: str) -> list[str]:
    """All that a member hears in a tab of that language, given the canals that exist for them."""
    own = [office_topic(lang), member_topic(member.id, lang)]
    return own + [canal_topic(canal, lang) for canal in canals if not canal.is_open]


class Topic:
    """One audience's versions and its last batches."""

    def __init__(self) -> None:
        # Not from 0: a tab that kept versions from before a restart must not mistake them for ours.
        self.version = time.time_ns() // 1_000_000
        self._batches: deque[Batch] = deque(maxlen=KEPT_BATCHES)

    def add(self, ops: list[Op]) -> Batch:
        """Take a batch in; returns it with the versions before and after."""
        # A layout takes the place of those before it: a hundred of them would be kept for nothing.
        if any(op[0] == "desktop" for op in ops):
            for _, _, earlier in self._batches:
                earlier[:] = [op for op in earlier if op[0] != "desktop"]
        batch = (self.version, self.version + 1, ops)
        self.version += 1
        self._batches.append(batch)
        return batch

    def skip(self) -> None:
        """Leave a gap that nobody can catch up with."""
        self.version += 1
        self._batches.clear()

    def since(self, version: int) -> list[Batch] | None:
        """The batches after that version, or None when they are no longer kept."""
        if version == self.version:
            return []
        if not self._batches or not self._batches[0][0] <= version < self.version:
            return None
        return [batch for batch in self._batches if batch[1] > version]
