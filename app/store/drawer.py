"""One member's canals as their drawer shows them: in their own order, called as they know them."""

from __future__ import annotations

from collections.abc import Collection

from app.store import access, names
from app.store.state import Canal, Member, State
from app.text.typed import fold


def standing(state: State, member: Member) -> list[Canal]:
    """A member's canals in the order of their drawer, without those that are archived.

    Those that they put somewhere come first, then the others by name; direct conversations last.
    """

    def place(canal: Canal) -> tuple[object, ...]:
        wanted = state.preference(member.id, canal.id).place
        return canal.kind == "direct", not wanted, wanted, names.as_people_count(fold(called(state, member, canal)))

    return sorted((canal for canal in access.canals_of(state, member) if not canal.archived), key=place)


def first(state: State, member: Member) -> Canal | None:
    """The canal that shows where none was chosen: the oldest that everybody is in, if there is one."""

    def place(canal: Canal) -> tuple[object, ...]:
        return canal.archived, canal.kind == "direct", not canal.is_open, canal.created

    return min(access.canals_of(state, member), key=place, default=None)


def fresh(state: State, member: Member, shown: Collection[int | None]) -> Canal | None:
    """The first canal of the drawer that is not shown yet; when all are, the first one."""
    canals = standing(state, member)
    return next((canal for canal in canals if canal.id not in shown), canals[0] if canals else None)


def called(state: State, member: Member, canal: Canal) -> str:
    """What a member knows a canal as: a direct conversation bears the names of the others in it."""
    if canal.kind != "direct":
        return canal.name
    others = (state.members.get(each) for each in sorted(canal.joined) if each != member.id)
    return ", ".join(other.nickname for other in others if other is not None)
