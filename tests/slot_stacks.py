"""NiceGUI in two event loops of one process, as only tests have it: the house's thread, and the tests' own.

Every ten seconds it drops the slot stacks of tasks that are no longer running, and knows those of its own loop alone.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

from nicegui.slot import Slot


class StacksByThread(dict[int, Any]):
    """Slot stacks by task; whoever looks through them sees those of their own thread."""

    def __init__(self) -> None:
        super().__init__()
        self._threads: dict[int, int] = {}

    def __setitem__(self, task: int, stack: Any) -> None:
        self._threads[task] = threading.get_ident()
        super().__setitem__(task, stack)

    def __delitem__(self, task: int) -> None:
        self._threads.pop(task, None)
        super().__delitem__(task)

    def __iter__(self) -> Iterator[int]:
        here = threading.get_ident()
        return iter([task for task, thread in list(self._threads.items()) if thread == here])


def keep_apart() -> None:
    if not isinstance(Slot.stacks, StacksByThread):
        Slot.stacks = StacksByThread()
