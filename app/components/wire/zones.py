"""Whose times a browser tells: what is meant by nine o'clock tomorrow, the member's own clock decides."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

NAME_LONGEST = 64
AHEAD_MOST = 24 * 60


def zone_of(name: object, ahead: object) -> tzinfo:
    """The zone that a browser says it is in; where this machine does not know that, one that is always as far ahead.

    :param ahead: of UTC, in minutes
    """
    known = _known(name) if isinstance(name, str) and len(name) <= NAME_LONGEST else None
    if known is not None:
        return known
    return timezone(timedelta(minutes=ahead)) if type(ahead) is int and abs(ahead) < AHEAD_MOST else UTC


@lru_cache(maxsize=128)
def _known(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        # Also what is no name of a zone, but leads somewhere else in a folder.
        return None
