"""The open tabs: whose each is, and which rooms its socket is in.

The server alone lets a socket into a room, and takes it out in the same breath as the right ends.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from app.components.wire.rights import Rights
from app.components.wire.tab import Tab
from app.store import Store, access
from app.store.state import Member

SHOWN_MOST = 40
"""Canals that one tab may show: as many as a desktop may have widgets."""


class Sockets(Protocol):
    """What tabs need of Socket.IO. Entering and leaving happen at once, so that nothing slips in between."""

    def enter(self, sid: str, room: str) -> None: ...
    def leave(self, sid: str, room: str) -> None: ...
    async def gone(self, sid: str) -> None: ...


class Tabs:
    """:param forgotten: called when a member has no page in a language any more"""

    def __init__(self, store: Store, sockets: Sockets, forgotten: Callable[[int, str], None] = lambda *_: None) -> None:
        self._store = store
        self._sockets = sockets
        self._forgotten = forgotten
        self._tabs: dict[str, Tab] = {}
        self._by_sid: dict[str, Tab] = {}
        self._farewells: set[asyncio.Task[None]] = set()
        store.feed.subscribe(Rights(store, self).hear)

    def add(self, tab: Tab) -> None:
        self._tabs[tab.id] = tab

    def get(self, tab_id: str) -> Tab | None:
        return self._tabs.get(tab_id)

    def all(self) -> list[Tab]:
        return list(self._tabs.values())

    def at(self, sid: str) -> Tab | None:
        """The tab attached at that socket."""
        return self._by_sid.get(sid)

    def of(self, member_id: int) -> Iterator[Tab]:
        return (tab for tab in self.all() if tab.member_id == member_id)

    # Their sockets

    def attach(self, tab: Tab, sid: str, member: Member, shown: Iterable[int] = ()) -> None:
        """The tab speaks through this socket from now on, and hears what its member may hear.

        :param shown: the canals that are open in it, as far as these exist for its member
        """
        # One that it asked for a moment ago is on its way to it.
        coming = tab.shown if tab.sid == sid else ()
        self._detach_socket(tab)
        tab.sid = sid
        self._by_sid[sid] = tab
        mine = {canal.id for canal in access.canals_of(self._store.state, member)}
        tab.shown = tuple(each for each in dict.fromkeys((*shown, *coming)) if each in mine)[:SHOWN_MOST]
        self.follow(tab)

    def follow(self, tab: Tab) -> None:
        """The tab's socket is in the rooms that it may hear, and in no others."""
        if tab.sid is None:
            return
        hears = tab.hears(access.canals_of(self._store.state, self._store.state.members[tab.member_id]))
        for room in tab.rooms - hears:
            self._sockets.leave(tab.sid, room)
            tab.rooms.discard(room)
        for room in hears - tab.rooms:
            tab.rooms.add(room)
            self._sockets.enter(tab.sid, room)

    def detach(self, tab: Tab, since_s: float = 0.0) -> None:
        """The tab's connection is gone, as it seems for that many seconds; it may come back."""
        self._detach_socket(tab)
        self._close_eyes(tab)
        self._store.presence.closed(tab.member_id, tab.id, since_s)

    def forget(self, tab: Tab) -> None:
        """The tab will not come back."""
        self.detach(tab)
        self._tabs.pop(tab.id, None)
        if not any(each.lang == tab.lang for each in self.of(tab.member_id)):
            self._forgotten(tab.member_id, tab.lang)

    def dismiss(self, tab: Tab) -> None:
        """The tab's session is over: it hears nothing more from this moment, and is told to go."""
        sid = tab.sid
        self.forget(tab)
        self._store.presence.idle(tab.member_id, tab.id)
        if sid is not None:
            farewell = asyncio.get_running_loop().create_task(self._sockets.gone(sid))
            self._farewells.add(farewell)
            farewell.add_done_callback(self._farewells.discard)

    def _detach_socket(self, tab: Tab) -> None:
        if tab.sid is not None:
            for room in list(tab.rooms):
                self._sockets.leave(tab.sid, room)
            self._by_sid.pop(tab.sid, None)
        tab.rooms.clear()
        tab.shown = ()
        tab.sid = None

    # What they show

    def show(self, tab: Tab, member: Member, canal_id: int) -> None:
        """That canal is open in the tab too. Of more than a page can show, the one that was opened first no longer is.

        :raises Forbidden: when the canal does not exist for them
        """
        access.access_canal(self._store.state, member, canal_id)
        if canal_id not in tab.shown:
            tab.shown = (*tab.shown[-SHOWN_MOST + 1 :], canal_id)
            self.follow(tab)

    def keep_shown(self, tab: Tab, canal_ids: Iterable[int]) -> None:
        """Of the canals that are open in the tab, these stay."""
        kept = set(canal_ids)
        tab.shown = tuple(each for each in tab.shown if each in kept)
        tab.blind = {each: here for each, here in tab.blind.items() if each in kept}
        self.follow(tab)

    def ring(self, tab: Tab, rings: bool) -> None:
        """Whether this tab's browser says what is said while nobody looks."""
        tab.rings = rings
        self.follow(tab)

    def watch(self, tab: Tab, member: Member, canal_id: int) -> None:
        """The tab looks at the newest end of that canal too.

        :raises Forbidden: when the canal does not exist for them
        """
        if canal_id in tab.watching or len(tab.watching) >= SHOWN_MOST:
            return
        self._store.reading.watch(member, canal_id, tab.id)
        tab.watching |= {canal_id}

    def look_away(self, tab: Tab, canal_id: int) -> None:
        """The tab looks at that canal no longer."""
        if canal_id in tab.watching:
            tab.watching -= {canal_id}
            self._store.reading.look_away(self._store.state.members[tab.member_id], canal_id, tab.id)

    def go_blind(self, member_id: int, canal_id: int) -> None:
        """The member keeps that canal for later: what their tabs show of it counts as unseen from now on."""
        for tab in self.of(member_id):
            if canal_id in tab.shown and canal_id not in tab.blind:
                tab.blind[canal_id] = canal_id in tab.watching
                self.look_away(tab, canal_id)

    def open_eyes(self, member_id: int, canal_id: int) -> None:
        """They have come back to it: what their tabs show of it is seen again."""
        for tab in self.of(member_id):
            if tab.blind.pop(canal_id, False):
                self.watch(tab, self._store.state.members[member_id], canal_id)

    def is_blind(self, member_id: int, canal_id: int) -> bool:
        """Whether one of the member's tabs shows that canal, and it stays unread."""
        return any(canal_id in tab.blind for tab in self.of(member_id))

    def _close_eyes(self, tab: Tab) -> None:
        tab.blind = dict.fromkeys(tab.blind, False)
        for canal_id in tab.watching:
            self.look_away(tab, canal_id)
