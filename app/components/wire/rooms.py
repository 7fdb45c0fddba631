"""Rooms: who hears what. The server alone lets a socket into one, and takes it out in the breath in which a right ends.

Words stand in facts and rows: each language has rooms of its own.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.store.state import Canal

QUIET_ROOM = "quiet"
"""Where nothing is said: of tabs that hear their own panels alone."""


def office_room(lang: str) -> str:
    """Where all tabs in that language hear what is the same for everybody."""
    return f"office-{lang}"


def member_room(member_id: int, lang: str) -> str:
    """Where a member's tabs in that language hear what is theirs."""
    return f"member-{member_id}-{lang}"


def rings_room(member_id: int, lang: str) -> str:
    """Where those of them hear what rings that said that they would say it."""
    return f"rings-{member_id}-{lang}"


def log_room(canal_id: int, lang: str) -> str:
    """Where those who have a canal open hear what is for everybody in it."""
    return f"log-{canal_id}-{lang}"


def aside_room(canal_id: int, member_id: int, lang: str) -> str:
    """Where a member's tabs that have the canal open hear what is said aside in it to them, or by them."""
    return f"log-{canal_id}-{lang}-{member_id}"


def log_rooms(canal_id: int, member_id: int, lang: str) -> tuple[str, str]:
    """All that is said in a canal, for one of its members."""
    return log_room(canal_id, lang), aside_room(canal_id, member_id, lang)


def hosts_room(canal: Canal) -> str:
    """Where tabs that stand in another site's page hear that somebody spoke in a canal, and who: what their site is
    told, of all canals. An aside is not for it."""
    return "hosts" if canal.is_open else f"hosts-{canal.id}"


def hosts_rooms(canals: Iterable[Canal]) -> set[str]:
    """All of these for a member, given the canals that exist for them."""
    return {"hosts", *map(hosts_room, canals)}
