"""What every tab shows of a member: name, cat, note, whether they are there. The same for all who look."""

from __future__ import annotations

from app.components import fragments
from app.components.wire.facts import Facts
from app.locale import Words, listed
from app.store.names import sort_key
from app.store.state import Member

GONE = "gone"
"""The status of those whose account is closed: they stand in no list."""

CONNECTED, ABSENT, OWN = "0", "1", "2"
"""By what the groups of the member list are sorted."""


def key_of(member_id: int) -> str:
    return f"m{member_id}"


def status_name(status: str, words: Words) -> str:
    """What their cat shows, in words."""
    return words("absent") if status == "absent" else words("connected")


def member_facts(member: Member, status: str, words: Words) -> Facts:
    """All that a member is to the others, also when their account is closed: what they said stays, under their name."""
    return {
        "name": member.nickname,
        "note": member.note,
        "card": words("Card of {name}", name=member.nickname),
    } | status_facts(member, status, words)


def status_facts(member: Member, status: str, words: Words) -> Facts:
    """What changes of it as they come and go."""
    return {
        "status": status_name(status, words),
        "called": listed((member.nickname, status_name(status, words))),
        "cat": str(fragments.cat(member, status if member.active else "absent")),
        "@data-status": status if member.active else GONE,
        "@data-sort": f"{ABSENT if status == 'absent' else CONNECTED} {sort_key(member.nickname)} {member.id}",
    }
