"""Who is there, as the tabs were last told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

from app.store import Store
from app.store.feed import StatusChanged

PAUSE_S = 0.2
"""Comings and goings within this time go out together: a whole office connects at nine."""


class Statuses:
    """:param tell: called with those who came or went"""

    def __init__(self, store: Store, tell: Callable[[Iterable[int]], None]) -> None:
        self._store = store
        self._tell = tell
        self._told = {member.id: store.presence.status(member.id) for member in store.state.active_members()}
        self._restless: set[int] = set()
        self._telling: asyncio.TimerHandle | None = None

    def of(self, member_id: int) -> str:
        return self._told.get(member_id, "absent")

    def hear(self, change: StatusChanged) -> None:
        self._restless.add(change.member_id)
        if self._telling is None:
            self._telling = asyncio.get_running_loop().call_later(PAUSE_S, self.tell)

    def tell(self) -> None:
        """Say who came and went since the last time."""
        self._telling = None
        restless, self._restless = self._restless, set()
        now = {each: self._store.presence.status(each) for each in restless & self._store.state.members.keys()}
        changed = [each for each, status in now.items() if status != self.of(each)]
        self._told |= now
        if changed:
            self._tell(changed)

    def close(self) -> None:
        if self._telling is not None:
            self._telling.cancel()
