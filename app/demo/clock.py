"""The moment at which a demo plays: a clock that begins there, and goes on as clocks do."""

from __future__ import annotations

from datetime import datetime

from app.store.clock import steady_ms
from app.store.store import now_ms


class DemoClock:
    """Epoch milliseconds, for a store.

    :param moment: when it begins, on this machine's wall when it names no zone; None: it is this machine's own clock
    """

    def __init__(self, moment: datetime | None = None) -> None:
        self._begins = int(moment.timestamp() * 1000) if moment else None
        self._since = steady_ms()
        self.ahead = self._begins - now_ms() if self._begins is not None else 0
        """How far it is from this machine's clock."""

    def __call__(self) -> int:
        # Nobody who sets this machine's clock meanwhile moves the demo.
        return now_ms() if self._begins is None else self._begins + steady_ms() - self._since
