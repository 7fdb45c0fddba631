"""Working days in France, and the words for a day that the demo's texts need."""

import re
from datetime import date, timedelta
from functools import cache

from app.demo.languages import Both, Lang
from app.locale import catalogue

_ONE_DAY = timedelta(days=1)
_FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER = (1, 39, 50)  # Easter Monday, Ascension, Whit Monday
_FAIR_AHEAD = timedelta(days=49)
_PLACEHOLDER = re.compile(r"\{(year|salon|demain|hier|(j|d|iso)([+-]\d+))\}")


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The public holidays of metropolitan France (Code du travail, L3133-1)."""
    easter = _easter(year)
    moving = {easter + timedelta(days=days) for days in _AFTER_EASTER}
    return frozenset(moving | {date(year, month, day) for month, day in _FIXED})


def _easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar, by the method printed in Nature in 1876."""
    century, in_century = divmod(year, 100)
    leap_centuries, rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * (year % 19) + century - leap_centuries - correction + 15) % 30
    leap_years, odd_years = divmod(in_century, 4)
    to_sunday = (32 + 2 * rest + 2 * leap_years - epact - odd_years) % 7
    late = (year % 19 + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def is_working_day(day: date) -> bool:
    """Monday to Friday, public holidays excepted."""
    return day.weekday() < 5 and day not in public_holidays(day.year)


def working_day(start: date, offset: int) -> date:
    """The working day that lies `offset` working days after `start` (before it when negative)."""
    step = _ONE_DAY if offset > 0 else -_ONE_DAY
    day = start
    for _ in range(abs(offset)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def fair_day(today: date) -> date:
    """The trade fair: a working Tuesday, about seven weeks ahead."""
    day = today + _FAIR_AHEAD
    while day.weekday() != 1 or not is_working_day(day):
        day += _ONE_DAY
    return day


def filled(text: str, day: date, today: date, lang: Lang) -> str:
    """`text`, said on `day`, with its placeholders turned into words.

    `{j+2}` is a weekday, `{d+2}` a date, `{iso+2}` a date for code, each two working days later; `{demain}`
    and `{hier}` are the next and the last working day ("tomorrow" or "on Monday" in English, with its preposition).
    `{year}` and `{salon}` (the trade fair) are those of `today`, the talk's last day, so that they stay the same all
    through it.
    """

    def word(found: re.Match[str]) -> str:
        name, form, offset = found.groups()
        if name == "year":
            return str(today.year)
        if name == "salon":
            return _named(fair_day(today), "EEEE d MMMM", lang)
        if name == "demain":
            return _near(day, 1, Both("demain", "tomorrow"), lang)
        if name == "hier":
            return _near(day, -1, Both("hier", "yesterday"), lang)
        other = working_day(day, int(offset))
        if form == "iso":
            return other.isoformat()
        return _named(other, "EEEE" if form == "j" else "d MMMM", lang)

    return _PLACEHOLDER.sub(word, text)


def _near(day: date, offset: int, word: Both, lang: Lang) -> str:
    """`word`, or the weekday when a weekend or a holiday lies between."""
    other = working_day(day, offset)
    if abs(other - day) == _ONE_DAY:
        return word.said(lang)
    return Both("", "on ").said(lang) + _named(other, "EEEE", lang)


def _named(day: date, form: str, lang: Lang) -> str:
    return catalogue(lang).date(day, form)
