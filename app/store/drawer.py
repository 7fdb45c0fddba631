"""One member's canals as their drawer shows them: in their own order, called as they know them."""

from __future__ import annotations

from collections.abc import Collection

from app.locale import listed
from app.store import access, names
from app.store.state import Canal, Member, State

_LAST = 99_999
"""Where canals stand that were never put anywhere: after those that were."""


def standing(state: State, member: Member) -> list[Canal]:
    """A member's canals in the order of their drawer, without those that are archived."""
    canals = (canal for canal in access.canals_of(state, member) if not canal.archived)
    return sorted(canals, key=lambda canal: place(state, member, canal))


def group(canal: Canal) -> int:
    """Which of the drawer's groups a canal stands in: the canals, direct conversations, what is archived."""
    if canal.archived:
        return 2
    return 1 if canal.kind == "direct" else 0


def place(state: State, member: Member, canal: Canal) -> str:
    """By what the drawer is sorted, as a text that a browser can compare too: its groups, in each of them the canals
    that the member put somewhere, then the others by name."""
    wanted = state.preference(member.id, canal.id).place or _LAST
    name = names.sort_key(called(state, member, canal))
    return f"{group(canal)}{min(wanted, _LAST):05d} {name} {canal.id:020d}"


def first(state: State, member: Member) -> Canal | None:
    """The canal that shows where none was chosen: the oldest that everybody is in, if there is one."""

    def age(canal: Canal) -> tuple[object, ...]:
        return canal.archived, canal.kind == "direct", not canal.is_open, canal.created

    return min(access.canals_of(state, member), key=age, default=None)


def top(state: State, member: Member) -> Canal | None:
    """The canal that stands first in the drawer, be it a direct conversation or an archived one."""
    return min(access.canals_of(state, member), key=lambda canal: place(state, member, canal), default=None)


def fresh(state: State, member: Member, shown: Collection[int | None]) -> Canal | None:
    """The first canal of the drawer that is not shown yet; when all are, the first one."""
    canals = standing(state, member)
    return next((canal for canal in canals if canal.id not in shown), canals[0] if canals else None)


def called(state: State, member: Member, canal: Canal) -> str:
    """What a member knows a canal as: a direct conversation bears the names of the others in it."""
    if canal.kind != "direct":
        return canal.name
    return listed(other.nickname for other in others(state, member, canal))


def others(state: State, member: Member, canal: Canal) -> list[Member]:
    """Who else is in a canal that is not open, those among them whose account is closed."""
    return [state.members[each] for each in sorted(canal.joined) if each != member.id and each in state.members]
