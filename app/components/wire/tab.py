"""Tab: one page in one browser tab, from its first request until it is forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, tzinfo

from app.components.wire.rooms import QUIET_ROOM, hosts_rooms, log_rooms, member_room, office_room, rings_room
from app.store.state import Canal


@dataclass(eq=False)
class Tab:
    id: str
    member_id: int
    session_id: int
    lang: str
    canal_id: int | None = None
    framed: bool = False
    """Made to stand in another page's frame, where no other page of ours opens."""
    asked: str = ""
    """What its address says besides the canal, as a site's frame asked for it."""
    searched: str = ""
    """What is sought in it, as it might have been typed."""
    quiet: bool = False
    """It hears its own panels alone: no canal, and nothing of who is there."""
    rings: bool = False
    """Its browser says what is said while nobody looks."""
    zone: tzinfo = UTC
    """Whose times its clock tells, and by which its reader's days begin."""
    sid: str | None = None
    shown: tuple[int, ...] = ()
    """The canals that are open in it: it hears what is said in these alone."""
    watching: frozenset[int] = frozenset()
    leaving: set[int] = field(default_factory=set)
    """Canals that it looks away from, as soon as it is kept how far it got."""
    blind: dict[int, bool] = field(default_factory=dict)
    """Canals that were marked as unread while they were open in it: what it shows of them counts as unseen. Whether
    their newest end is in view."""
    rooms: set[str] = field(default_factory=set)
    """Those that its socket is in."""

    def hears(self, canals: Iterable[Canal]) -> set[str]:
        """All rooms that it hears, given the canals that exist for its member."""
        if self.quiet:
            return {QUIET_ROOM}
        return {
            office_room(self.lang),
            member_room(self.member_id, self.lang),
            *([rings_room(self.member_id, self.lang)] if self.rings else []),
            *(hosts_rooms(canals) if self.framed else []),
            *(room for canal_id in self.shown for room in log_rooms(canal_id, self.member_id, self.lang)),
        }
