"""What waits for a tab, when its browser does not take it at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

WAITS_MOST = 4 * 1024 * 1024
"""Characters that may wait for one tab. A whole new snapshot is a twentieth of that: who is so far behind is cut,
and begins anew when it reads again."""


class Waiting(asyncio.Queue[Any]):
    """Engine.IO's queue of packets, which says when too much waits in it.

    Its writer takes all that is there at once, and what it holds then counts no longer: twice as much may wait.
    """

    def __init__(self, is_too_much: Callable[[], None]) -> None:
        self._is_too_much = is_too_much
        self._told = False
        self._undelivered = 0
        self.size = 0
        super().__init__()

    @property
    def is_idle(self) -> bool:
        """Nothing waits here, and nothing that did is still on its way to the connection."""
        return not self._undelivered

    def forget(self) -> None:
        """Drop all that waits."""
        while not self.empty():
            self.get_nowait()
            self.task_done()

    def task_done(self) -> None:
        self._undelivered -= 1
        super().task_done()

    def _put(self, item: Any) -> None:
        self.size += _size(item)
        self._undelivered += 1
        super()._put(item)
        if self.size > WAITS_MOST and not self._told:
            self._told = True
            asyncio.get_running_loop().call_soon(self._is_too_much)

    def _get(self) -> Any:
        item = super()._get()
        self.size -= _size(item)
        return item


def _size(packet: Any) -> int:
    data = getattr(packet, "data", None)
    return len(data) if isinstance(data, (str, bytes)) else 0
