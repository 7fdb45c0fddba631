"""The wire, once per process: a change of the store becomes operations, and one emission per audience.

Each change is drawn once, whoever looks at it, and goes out once per audience, not once per tab. A message goes to the
tabs that have its canal open. What differs by viewer (stars, counts, a direct conversation's name) follows as facts,
which are reckoned here: of what is said elsewhere, a tab hears no more than that.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from itertools import chain

from app.components.later.telling import LaterTeller
from app.components.tour.guide import Guide
from app.components.window.typing import Typing
from app.components.wire.fact_teller import FactTeller
from app.components.wire.log_teller import LogTeller
from app.components.wire.ops import Behind, Op
from app.components.wire.rooms import office_room
from app.components.wire.rows import Rows
from app.components.wire.statuses import Statuses
from app.store import Store
from app.store.feed import Change, MessageChanged, MessageGone, MessagePosted, Reloaded, StatusChanged

log = logging.getLogger(__name__)

Emit = Callable[[Sequence[str], Op], Awaitable[None]]

AGAIN_S = 1.0
"""Until all tabs are told once more that they missed something, when that could not be told."""

STILL_S = 10.0
"""What waits this long while nothing is sent: then the wire stands still."""


class Wire:
    """Turns the store's changes into what browsers apply. `emit` says an operation to everybody in some rooms: who of
    them cannot be told is cut off, and asks for what they missed when they are back."""

    def __init__(self, store: Store, emit: Emit, now: Callable[[], float] | None = None) -> None:
        """
        :param now: seconds; by these it is forgotten who writes
        """
        self._emit = emit
        self._sent = self._said = time.monotonic()
        self._wake = asyncio.Event()
        self._behind = False
        self.langs: set[str] = set()
        """The languages in which pages were opened."""
        self.statuses = Statuses(store, self._came_or_went)
        self.facts = FactTeller(store, self.statuses.of)
        self.rows = Rows(store)
        self.typing = Typing(store, self.langs, self._wake.set, now)
        self._logs = LogTeller(store, self.rows, self.langs)
        self._later = LaterTeller(store, self.langs, self.facts.rung)
        self.tours = Guide(store, self.langs)
        store.feed.subscribe(self.hear)
        self._pump = asyncio.create_task(self._pumping(), name="the wire")

    async def close(self) -> None:
        self._pump.cancel()
        self.typing.close()
        self.statuses.close()
        await asyncio.gather(self._pump, return_exceptions=True)

    def hear(self, changes: Sequence[Change]) -> None:
        """Take in one commit's changes, to be told in a moment."""
        if Reloaded() in changes:
            self.begin_anew()
        for change in changes:
            try:
                self._heed(change)
            except Exception:
                log.exception("a change could not be told: %s", type(change).__name__)
        if self.facts.waits or self._logs.waits or self.typing.waits or self._later.waits or self.tours.waits:
            self._wake.set()

    def begin_anew(self) -> None:
        """What was told so far may be wrong: every tab asks for what it lacks."""
        self._logs.clear()
        self._later.clear()
        self.tours.clear()
        self.rows.clear()
        self.facts.begin_anew()
        self._behind = True
        self._wake.set()

    @property
    def stands_still(self) -> bool:
        """Whether something waits to be sent, and has for too long; or nothing is sent any more at all."""
        waits = self._behind or self._logs.waits
        return self._pump.done() or (waits and time.monotonic() - max(self._sent, self._said) > STILL_S)

    def _heed(self, change: Change) -> None:
        if isinstance(change, MessagePosted | MessageChanged | MessageGone):
            if not self._logs.waits:
                self._said = time.monotonic()
            self._logs.hear(change.tombstone if isinstance(change, MessageGone) else change.message)
        if isinstance(change, StatusChanged):
            self.statuses.hear(change)
        self.facts.hear(change)
        self.typing.hear(change)
        self._later.hear(change)
        self.tours.hear(change)

    def _came_or_went(self, members: Iterable[int]) -> None:
        for member_id in members:
            self.facts.came_or_went(member_id)
        self._wake.set()

    async def _pumping(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            if self._behind:
                await self._say_behind()
            if not self._behind:
                await self._tell()

    async def _say_behind(self) -> None:
        """Nothing else is told before this: who holds what came later could not know that something is missing."""
        try:
            await self._emit([office_room(lang) for lang in sorted(self.langs)], Behind())
            self._behind = False
            self._sent = time.monotonic()
        except Exception:
            log.exception("that something is missing could not be told")
            asyncio.get_running_loop().call_later(AGAIN_S, self._wake.set)

    async def _tell(self) -> None:
        # Facts after the rows that they belong to.
        try:
            tellers = (self._logs, self.facts, self.typing, self._later, self.tours)
            for rooms, op in chain.from_iterable(teller.tellings() for teller in tellers):
                await self._emit(rooms, op)
                self._sent = time.monotonic()
        except Exception:
            log.exception("something could not be told")
            self.begin_anew()
