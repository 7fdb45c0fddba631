"""When something was or will be. The server's clock says it, and the browser by the reader's own."""

from __future__ import annotations

from datetime import datetime, timedelta

from babel.dates import format_time, format_timedelta
from htpy import Element, time

from app.locale import Words


def moment(words: Words, at: int) -> Element:
    """A day and a time of that day; `at` in epoch ms."""
    local = datetime.fromtimestamp(at / 1000).astimezone()
    return time(".moment", datetime=local.isoformat(timespec="seconds"))[
        f"{words.date(local)}, {format_time(local, 'short', locale=words.locale)}"
    ]


def distance(words: Words, at: int, now: int) -> str:
    """Such as "3 hours ago" or "in 5 days"."""
    return format_timedelta(timedelta(milliseconds=at - now), add_direction=True, locale=words.locale)
