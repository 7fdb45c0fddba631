"""The open tabs: whose each is, and which topics' rooms its socket is in.

The server alone lets a socket into a room, and takes it out in the same breath as the right ends.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from app.components.wire.facts import facts_room, office_room, rings_room
from app.components.wire.log_teller import hosts_room, log_rooms
from app.components.wire.topics import QUIET, canal_topic, topics_of
from app.store import Store, access
from app.store.feed import CanalJoined, CanalLeft, Change, MemberChanged, Reloaded, SessionEnded
from app.store.state import Canal, Member

log = logging.getLogger(__name__)

WATCHED_MOST = 40
"""Canals that one tab may look at: as many as a desktop may have widgets."""


class Sockets(Protocol):
    """What tabs need of Socket.IO. Entering and leaving happen at once, so that nothing slips in between."""

    def enter(self, sid: str, topic: str) -> None: ...
    def leave(self, sid: str, topic: str) -> None: ...
    async def gone(self, sid: str) -> None: ...


@dataclass(eq=False)
class Tab:
    """One page in one browser tab, from its first request until it is forgotten."""

    id: str
    member_id: int
    session_id: int
    lang: str
    canal_id: int | None = None
    framed: bool = False
    """Made to stand in another page's frame, where no other page of ours opens."""
    quiet: bool = False
    """It hears its own panels alone: no canal, and nothing of who is there."""
    rings: bool = False
    """Its browser says what is said while nobody looks."""
    sid: str | None = None
    shown: tuple[int, ...] = ()
    """The canals that are open in it: it hears what is said in these alone."""
    watching: frozenset[int] = frozenset()
    topics: set[str] = field(default_factory=set)


class Tabs:
    def __init__(self, store: Store, sockets: Sockets) -> None:
        self._store = store
        self._sockets = sockets
        self._tabs: dict[str, Tab] = {}
        self._by_sid: dict[str, Tab] = {}
        self._farewells: set[asyncio.Task[None]] = set()
        store.feed.subscribe(self.hear)

    def add(self, tab: Tab) -> None:
        self._tabs[tab.id] = tab

    def get(self, tab_id: str) -> Tab | None:
        return self._tabs.get(tab_id)

    def at(self, sid: str) -> Tab | None:
        """The tab attached at that socket."""
        return self._by_sid.get(sid)

    def of(self, member_id: int) -> Iterator[Tab]:
        return (tab for tab in list(self._tabs.values()) if tab.member_id == member_id)

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
        tab.shown = tuple(each for each in dict.fromkeys((*shown, *coming)) if each in mine)[:WATCHED_MOST]
        for topic in self._heard(tab, member):
            self._follow(tab, topic)

    def show(self, tab: Tab, member: Member, canal_id: int) -> None:
        """That canal is open in the tab too. Of more than a page can show, the one that was opened first no longer is.

        :raises Forbidden: when the canal does not exist for them
        """
        access.access_canal(self._store.state, member, canal_id)
        if canal_id in tab.shown:
            return
        self.keep_shown(tab, tab.shown[-WATCHED_MOST + 1 :])
        tab.shown += (canal_id,)
        for room in log_rooms(canal_id, tab.member_id, tab.lang):
            self._follow(tab, room)

    def keep_shown(self, tab: Tab, canal_ids: Iterable[int]) -> None:
        """Of the canals that are open in the tab, these stay."""
        kept = set(canal_ids)
        for canal_id in tab.shown:
            if canal_id not in kept:
                self._close(tab, canal_id)

    def _close(self, tab: Tab, canal_id: int) -> None:
        tab.shown = tuple(each for each in tab.shown if each != canal_id)
        for room in log_rooms(canal_id, tab.member_id, tab.lang):
            self._unfollow(tab, room)

    def ring(self, tab: Tab, rings: bool) -> None:
        """Whether this tab's browser says what is said while nobody looks."""
        tab.rings = rings
        if rings:
            self._follow(tab, rings_room(tab.member_id, tab.lang))
        else:
            self._unfollow(tab, rings_room(tab.member_id, tab.lang))

    def _heard(self, tab: Tab, member: Member) -> list[str]:
        """All that a tab hears now."""
        if tab.quiet:
            return [QUIET]
        topics = topics_of(member, access.canals_of(self._store.state, member), tab.lang)
        own = [
            office_room(tab.lang),
            facts_room(member.id, tab.lang),
            *([rings_room(member.id, tab.lang)] if tab.rings else []),
            *(map(hosts_room, topics) if tab.framed else []),
            *(room for canal_id in tab.shown for room in log_rooms(canal_id, member.id, tab.lang)),
        ]
        return [*topics, *own]

    def detach(self, tab: Tab, since_s: float = 0.0) -> None:
        """The tab's connection is gone, as it seems for that many seconds; it may come back."""
        self._detach_socket(tab)
        self._close_eyes(tab)
        self._store.presence.closed(tab.member_id, tab.id, since_s)

    def forget(self, tab: Tab) -> None:
        """The tab will not come back."""
        self._detach_socket(tab)
        self._close_eyes(tab)
        self._store.presence.closed(tab.member_id, tab.id)
        self._tabs.pop(tab.id, None)

    def watch(self, tab: Tab, member: Member, canal_id: int) -> None:
        """The tab looks at the newest end of that canal too.

        :raises Forbidden: when the canal does not exist for them
        """
        if canal_id in tab.watching or len(tab.watching) >= WATCHED_MOST:
            return
        self._store.reading.watch(member, canal_id, tab.id)
        tab.watching |= {canal_id}

    def look_away(self, tab: Tab, canal_id: int) -> None:
        """The tab looks at that canal no longer."""
        if canal_id in tab.watching:
            tab.watching -= {canal_id}
            self._store.reading.look_away(self._store.state.members[tab.member_id], canal_id, tab.id)

    def hear(self, changes: Sequence[Change]) -> None:
        """Follow rights as they change."""
        for change in changes:
            match change:
                case CanalJoined(_, member_id) | CanalLeft(_, member_id) | MemberChanged(member_id):
                    concerned = list(self.of(member_id))
                case SessionEnded(session_id):
                    concerned = [tab for tab in self._tabs.values() if tab.session_id == session_id]
                case Reloaded():
                    concerned = list(self._tabs.values())
                case _:
                    continue
            for tab in concerned:
                try:
                    self._heed(tab, change)
                except Exception:
                    log.exception("a tab could not follow its member's rights, and is closed")
                    self._dismiss(tab)

    def _heed(self, tab: Tab, change: Change) -> None:
        state = self._store.state
        match change:
            case CanalJoined(canal_id):
                self._follow_canal(tab, state.canals[canal_id])
            case CanalLeft(canal_id) if not state.canals[canal_id].is_open:
                # What is said in it first: whatever fails after that, it is heard no more.
                self._close(tab, canal_id)
                topic = canal_topic(state.canals[canal_id], tab.lang)
                self._unfollow(tab, hosts_room(topic))
                self._unfollow(tab, topic)
                self.look_away(tab, canal_id)
            case SessionEnded():
                self._dismiss(tab)
            case MemberChanged(member_id):
                if not state.members[member_id].active:
                    self._dismiss(tab)
            case Reloaded():
                self._look_up_anew(tab)

    def _look_up_anew(self, tab: Tab) -> None:
        """Nothing that was known of the tab's rights counts any more."""
        state = self._store.state
        member = state.members.get(tab.member_id)
        alive = any(session.id == tab.session_id for session in state.sessions.values())
        if member is None or not member.active or not alive:
            self._dismiss(tab)
            return
        canals = list(access.canals_of(state, member))
        self.keep_shown(tab, (canal.id for canal in canals))
        for canal_id in tab.watching - {canal.id for canal in canals}:
            self.look_away(tab, canal_id)
        heard = self._heard(tab, member)
        for topic in tab.topics - set(heard):
            self._unfollow(tab, topic)
        for topic in heard:
            self._follow(tab, topic)

    def _dismiss(self, tab: Tab) -> None:
        """The tab's session is over: it hears nothing more from this moment, and is told to go."""
        sid = tab.sid
        self.forget(tab)
        self._store.presence.idle(tab.member_id, tab.id)
        if sid is not None:
            farewell = asyncio.get_running_loop().create_task(self._sockets.gone(sid))
            self._farewells.add(farewell)
            farewell.add_done_callback(self._farewells.discard)

    def _close_eyes(self, tab: Tab) -> None:
        for canal_id in tab.watching:
            self.look_away(tab, canal_id)

    def _follow_canal(self, tab: Tab, canal: Canal) -> None:
        if tab.quiet:
            return
        topic = canal_topic(canal, tab.lang)
        self._follow(tab, topic)
        if tab.framed:
            self._follow(tab, hosts_room(topic))

    def _follow(self, tab: Tab, topic: str) -> None:
        if tab.sid is not None and topic not in tab.topics:
            tab.topics.add(topic)
            self._sockets.enter(tab.sid, topic)

    def _unfollow(self, tab: Tab, topic: str) -> None:
        if tab.sid is not None and topic in tab.topics:
            self._sockets.leave(tab.sid, topic)
            tab.topics.discard(topic)

    def _detach_socket(self, tab: Tab) -> None:
        if tab.sid is not None:
            for topic in list(tab.topics):
                self._sockets.leave(tab.sid, topic)
            self._by_sid.pop(tab.sid, None)
        tab.topics.clear()
        tab.shown = ()
        tab.sid = None
