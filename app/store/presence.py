"""Who is there: connected with a tab open and active, else absent."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable
from typing import TYPE_CHECKING

from app.store.feed import StatusChanged

if TYPE_CHECKING:
    from app.store.store import Store

GRACE_S = 35.0
"""A closed tab still counts this long: a reload or a wifi gap of half a minute does not make anyone flicker.

It begins when the connection ends. Where a machine just vanishes, it begins with the first ping that stays without an
answer, at most the pings' 10 seconds later: its member is absent 35 to 45 s after that.
"""


class Presence:
    """Counts each member's tabs. A tab says itself when nobody has touched it for 5 minutes; hidden, nobody can."""

    def __init__(self, store: Store, grace: float = GRACE_S) -> None:
        self._store = store
        self._grace = grace
        self._active: dict[int, set[Hashable]] = {}
        self._leaving: dict[Hashable, asyncio.TimerHandle] = {}

    def status(self, member_id: int) -> str:
        """`connected` or `absent`."""
        return "connected" if self._active.get(member_id) else "absent"

    def active(self, member_id: int, tab: Hashable) -> None:
        """A tab is open, and somebody is at it."""
        self._forget_leaving(tab)
        tabs = self._active.setdefault(member_id, set())
        first = not tabs
        tabs.add(tab)
        if first:
            self._store.feed.publish([StatusChanged(member_id)])

    def idle(self, member_id: int, tab: Hashable) -> None:
        """Nobody has been at that tab for a while, or it is gone for good."""
        self._forget_leaving(tab)
        tabs = self._active.get(member_id, set())
        if tab in tabs:
            tabs.discard(tab)
            if not tabs:
                del self._active[member_id]
                self._store.feed.publish([StatusChanged(member_id)])

    def closed(self, member_id: int, tab: Hashable, since_s: float = 0.0) -> None:
        """The tab's connection is gone; it counts for `GRACE_S` more, from the first time that this is said.

        :param since_s: how many seconds ago somebody was last known to be there
        """
        if tab in self._active.get(member_id, set()) and tab not in self._leaving:
            loop = asyncio.get_running_loop()
            left = max(0.0, self._grace - since_s)
            self._leaving[tab] = loop.call_later(left, self.idle, member_id, tab)

    def _forget_leaving(self, tab: Hashable) -> None:
        handle = self._leaving.pop(tab, None)
        if handle is not None:
            handle.cancel()

    def close(self) -> None:
        for handle in self._leaving.values():
            handle.cancel()
        self._leaving.clear()
