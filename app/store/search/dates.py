"""The days that somebody means: 2026-03-02, 02/03/2026, 2/3, mars 2026, hier, lundi, and the same in English."""

from __future__ import annotations

import re
from datetime import date, timedelta

from app.text.typed import fold

Period = tuple[date, date]
"""From a day on, up to another one that is no longer of it."""

DAY = timedelta(days=1)

_MONTHS = (
    *(("janvier", "january"), ("fevrier", "february"), ("mars", "march"), ("avril", "april"), ("mai", "may")),
    *(("juin", "june"), ("juillet", "july"), ("aout", "august"), ("septembre", "september")),
    *(("octobre", "october"), ("novembre", "november"), ("decembre", "december")),
)
_WEEKDAYS = (
    *(("lundi", "monday"), ("mardi", "tuesday"), ("mercredi", "wednesday"), ("jeudi", "thursday")),
    *(("vendredi", "friday"), ("samedi", "saturday"), ("dimanche", "sunday")),
)
MONTH_OF = {name[:letters]: n for n, names in enumerate(_MONTHS, 1) for name in names for letters in (3, 4, len(name))}
MONTH_OF |= {"jui": 0, "juin": 6, "juil": 7, "mar": 3, "mars": 3, "mai": 5, "may": 5}
_WEEKDAY_OF = {name: n for n, names in enumerate(_WEEKDAYS) for name in names}

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_WRITTEN = re.compile(r"(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?")
_NAMED = re.compile(r"(?:(\d{1,2})(?:er|st|nd|rd|th)? ?)?([a-z]+)\.?(?: ?(\d{4}))?")


def period(typed: str, today: date) -> Period | None:
    """None when that is no day. A day without its year is the latest one that is not to come."""
    text = fold(typed)
    if not _ISO.fullmatch(text):
        text = text.replace("-", " ").replace("_", " ")
    try:
        return _spoken(text, today) or _numbered(text, today) or _named(text, today)
    except (ValueError, OverflowError):
        return None  # the 31st of February


def _spoken(text: str, today: date) -> Period | None:
    if text in ("aujourd'hui", "aujourdhui", "today"):
        return today, today + DAY
    if text in ("hier", "yesterday"):
        return today - DAY, today
    if text in ("avant hier", "avanthier"):
        return today - 2 * DAY, today - DAY
    if text in ("semaine", "week"):
        monday = today - today.weekday() * DAY
        return monday, monday + 7 * DAY
    if text in ("mois", "month"):
        return _month(today.year, today.month)
    if text in _WEEKDAY_OF:
        day = today - (today.weekday() - _WEEKDAY_OF[text]) % 7 * DAY
        return day, day + DAY
    return None


def _numbered(text: str, today: date) -> Period | None:
    if found := _ISO.fullmatch(text):
        year, month, day = (int(each) if each else 0 for each in found.groups())
        if not month:
            return date(year, 1, 1), date(year + 1, 1, 1)
        if not day:
            return _month(year, month)
        return date(year, month, day), date(year, month, day) + DAY
    if found := _WRITTEN.fullmatch(text):
        day, month = int(found[1]), int(found[2])
        year = int(found[3]) if found[3] else 0
        return _day(day, month, year + 2000 if 0 < year < 100 else year, today)
    return None


def _named(text: str, today: date) -> Period | None:
    found = _NAMED.fullmatch(text)
    month = MONTH_OF.get(found[2], 0) if found else 0
    if not found or not month:
        return None
    year = int(found[3]) if found[3] else 0
    if found[1]:
        return _day(int(found[1]), month, year, today)
    return _month(year or (today.year if month <= today.month else today.year - 1), month)


def _day(day: int, month: int, year: int, today: date) -> Period:
    """:param year: 0 when nobody said"""
    found = date(year or today.year, month, day)
    if not year and found > today:
        found = date(today.year - 1, month, day)
    return found, found + DAY


def _month(year: int, month: int) -> Period:
    return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)
