"""Long work beside people who write: it rests as long as it works, and gives way wherever the system lets it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

NICE = 10
"""How far a thread that works gently stands back from the others (Linux' priority of a thread)."""

LONGEST_REST_S = 0.05
"""After a step that the machine itself held up, no rest is needed."""

Pace = Callable[[], int | None]
"""Called after each step of a long work."""


def at_once() -> None:
    """The pace of what nobody is disturbed by."""


class Gently:
    """A pace: after each step it rests as long as the step took."""

    def __init__(self) -> None:
        self._rested = time.monotonic()

    def __call__(self) -> None:
        time.sleep(min(time.monotonic() - self._rested, LONGEST_REST_S))
        self._rested = time.monotonic()


async def in_own_thread(work: Callable[[], T]) -> T:
    """Do it in a thread of its own, which stands back from the others."""
    thread = ThreadPoolExecutor(1, thread_name_prefix="miaou-gently", initializer=stand_back)
    try:
        return await asyncio.get_running_loop().run_in_executor(thread, work)
    finally:
        thread.shutdown(wait=False)


def stand_back() -> None:
    """Let this thread give way to all others, where the system knows that."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
