"""Follows rights as they change: a tab hears nothing of what its member may no longer know, from that moment on."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from app.components.wire.tab import Tab
from app.store import Store, access
from app.store.feed import CanalJoined, CanalLeft, Change, MemberChanged, Reloaded, SessionEnded

if TYPE_CHECKING:
    from app.components.wire.tabs import Tabs

log = logging.getLogger(__name__)


class Rights:
    def __init__(self, store: Store, tabs: Tabs) -> None:
        self._store = store
        self._tabs = tabs

    def hear(self, changes: Sequence[Change]) -> None:
        for change in changes:
            for tab in self._concerned(change):
                try:
                    self._follow(tab, change)
                except Exception:
                    log.exception("a tab could not follow its member's rights, and is closed")
                    self._tabs.dismiss(tab)

    def _concerned(self, change: Change) -> Iterable[Tab]:
        match change:
            case CanalJoined(_, member_id) | CanalLeft(_, member_id) | MemberChanged(member_id):
                return list(self._tabs.of(member_id))
            case SessionEnded(session_id):
                return [tab for tab in self._tabs.all() if tab.session_id == session_id]
            case Reloaded():
                return self._tabs.all()
        return ()

    def _follow(self, tab: Tab, change: Change) -> None:
        state = self._store.state
        member = state.members.get(tab.member_id)
        ended = isinstance(change, SessionEnded) or (isinstance(change, Reloaded) and not self._is_alive(tab))
        if ended or member is None or not member.active:
            self._tabs.dismiss(tab)
            return
        mine = {canal.id for canal in access.canals_of(state, member)}
        self._tabs.keep_shown(tab, mine)
        for canal_id in tab.watching - mine:
            self._tabs.look_away(tab, canal_id)

    def _is_alive(self, tab: Tab) -> bool:
        return any(session.id == tab.session_id for session in self._store.state.all_sessions())
