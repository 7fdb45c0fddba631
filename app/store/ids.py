"""Numbers that order messages in time and tell an outsider nothing.

A message's id is its milliseconds since 2020 times 1,024, plus a random part. Ids grow, fit a browser's 53 bits
until 2298, and a gap between two of them does not betray how many messages were said elsewhere.
"""

import secrets
import threading
from collections.abc import Callable

EPOCH = 1_577_836_800_000
"""2020-01-01T00:00Z in milliseconds, where message ids begin."""

LARGEST = 2**53 - 1
"""Above every id: the largest whole number that a browser holds exactly."""

_STEP = 1024


def read_id(text: str) -> int | None:
    """The id that somebody wrote, or None when this cannot be one."""
    return int(text) if text.isdecimal() and len(text) < 16 else None


def id_at(moment: int) -> int:
    """The lowest message id of that moment (epoch milliseconds); everything said before it is smaller."""
    return max(0, moment - EPOCH) * _STEP


def time_of(message_id: int) -> int:
    """When a message was said, in epoch milliseconds."""
    return message_id // _STEP + EPOCH


def random_id() -> int:
    """A random id: those that one sees do not count those that one does not, and none comes again."""
    return secrets.randbelow(2**47) + 1


class MessageIds:
    """Hands out growing message ids. The one writer asks for them, in its own thread."""

    def __init__(self, last: int, clock: Callable[[], int]) -> None:
        self._last = last
        self._clock = clock
        self._lock = threading.Lock()

    def next(self) -> int:
        with self._lock:
            fresh = id_at(self._clock()) + secrets.randbelow(_STEP)
            self._last = fresh if fresh > self._last else self._last + 1 + secrets.randbelow(_STEP)
            return self._last
