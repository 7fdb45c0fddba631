"""Numbers that order messages and tell an outsider nothing.

A message's id is its milliseconds since 2020 times 1,024, plus a random part. Ids grow, fit a browser's 53 bits
until 2298, and a gap between two of them does not betray how many messages were said elsewhere.

Order is not time: when the clock goes back, because it was ahead, ids go on from where they were, at the clock's pace.
When a message was said is kept beside its id.
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
    """The moment that an id tells, in epoch milliseconds: the clock's, or a later one when the clock has gone back."""
    return message_id // _STEP + EPOCH


def random_id() -> int:
    """A random id: those that one sees do not count those that one does not, and none comes again."""
    return secrets.randbelow(2**47) + 1


class MessageIds:
    """Hands out growing message ids. The one writer asks for them, in its own thread.

    :param last: above this one are all that it hands out
    """

    def __init__(self, last: int, clock: Callable[[], int]) -> None:
        self._last = last
        self._clock = clock
        self._ahead = 0
        self._lock = threading.Lock()

    def next(self) -> tuple[int, int]:
        """The id of a message that is said now, and the moment on the clock (epoch ms)."""
        return self._hand_out(secrets.randbelow(_STEP))

    def moment(self) -> int:
        """Now, in epoch milliseconds as ids tell it: `id_at` of it parts what was said before from what comes."""
        message_id, _ = self._hand_out(0)
        return time_of(message_id)

    def _hand_out(self, chance: int) -> tuple[int, int]:
        with self._lock:
            now = self._clock()
            if id_at(now) + chance > self._last:
                self._ahead = 0
            elif id_at(now + self._ahead) + chance <= self._last:
                # Not merely the last and a little: while the clock is behind, gaps would count what is said elsewhere.
                self._ahead = time_of(self._last) + 1 - now
            self._last = id_at(now + self._ahead) + chance
            return self._last, now
