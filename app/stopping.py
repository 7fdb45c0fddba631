"""Being asked to stop: by Ctrl+C, a service's manager, a closed console; at any moment, and as often as one likes."""

from __future__ import annotations

import signal
from collections.abc import Callable

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name))
"""SIGBREAK is Windows': Ctrl+Break, a closed window, the end of a session."""


class Stop:
    """Whether this process was asked to stop, and who can end what is going on.

    The first signal counts; those that follow change nothing, so that what is being written is written to its end.
    """

    def __init__(self) -> None:
        self.asked = False
        self._may_interrupt = False
        self._end: Callable[[], object] | None = None

    def heed(self) -> None:
        """From now on the signals come here. At first they are only noted."""
        for number in SIGNALS:
            signal.signal(number, self._heard)

    def interrupt(self) -> None:
        """From now on a signal interrupts what is going on.

        :raises KeyboardInterrupt: at once when one came before
        """
        self._may_interrupt = True
        if self.asked:
            raise KeyboardInterrupt

    def tell(self, end: Callable[[], object]) -> None:
        """From now on a signal calls `end` instead, at once when one came before."""
        self._end = end
        if self.asked:
            end()

    def _heard(self, *_: object) -> None:
        if self.asked:
            return
        self.asked = True
        if self._end is not None:
            self._end()
        elif self._may_interrupt:
            raise KeyboardInterrupt
