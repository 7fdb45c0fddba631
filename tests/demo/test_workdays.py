"""Working days in France, and the words for them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.demo.workdays import fair_day, filled, is_working_day, public_holidays, working_day

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("year", "easter_monday"),
    [
        (2000, date(2000, 4, 24)),
        (2008, date(2008, 3, 24)),
        (2024, date(2024, 4, 1)),
        (2025, date(2025, 4, 21)),
        (2026, date(2026, 4, 6)),
        (2027, date(2027, 3, 29)),
        (2038, date(2038, 4, 26)),
    ],
)
def test_easter_monday_is_a_holiday(year, easter_monday):
    assert easter_monday in public_holidays(year)


def test_a_year_has_eleven_public_holidays():
    assert len(public_holidays(2026)) == 11


def test_the_fourteenth_of_july_and_a_sunday_are_not_worked():
    assert not is_working_day(date(2026, 7, 14))
    assert not is_working_day(date(2026, 11, 22))
    assert is_working_day(date(2026, 11, 23))


@given(DAYS, st.integers(-30, 30).filter(bool))
def test_counting_working_days_lands_on_one_and_counts_back(day, offset):
    there = working_day(day, offset)
    assert is_working_day(there)
    if is_working_day(day):
        assert working_day(there, -offset) == day


@given(DAYS)
def test_the_trade_fair_is_on_a_working_tuesday_some_weeks_ahead(day):
    fair = fair_day(day)
    assert fair.weekday() == 1
    assert is_working_day(fair)
    assert 49 <= (fair - day).days <= 70


def test_tomorrow_is_called_so_only_when_it_is_worked():
    thursday, friday = date(2026, 11, 19), date(2026, 11, 20)
    assert filled("{demain} matin", thursday, friday, "fr") == "demain matin"
    assert filled("{demain} matin", friday, friday, "fr") == "lundi matin"
    assert filled("dès {hier}", friday, friday, "fr") == "dès hier"


def test_placeholders_become_french_words():
    monday = date(2026, 11, 23)
    assert filled("{j+2}", monday, monday, "fr") == "mercredi"
    assert filled("le {d+6}", monday, monday, "fr") == "le 1er décembre"
    assert filled("{iso+1};{year}", monday, monday, "fr") == "2026-11-24;2026"
    assert filled("{salon}", monday, monday, "fr") == "mardi 12 janvier"


def test_and_english_ones():
    thursday, friday, monday = date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 23)
    assert filled("they come {demain}", thursday, friday, "en") == "they come tomorrow"
    assert filled("they come {demain}", friday, friday, "en") == "they come on Monday"
    assert filled("it said so {hier}", friday, friday, "en") == "it said so yesterday"
    assert filled("it said so {hier}", monday, friday, "en") == "it said so on Friday"
    assert filled("on {j+2}, by {d+6}", monday, monday, "en") == "on Wednesday, by 1 December"
    assert filled("{salon}", monday, monday, "en") == "Tuesday 12 January"


def test_other_braces_are_left_alone():
    day = date(2026, 11, 23)
    assert filled("{couleur} {j}", day, day, "fr") == "{couleur} {j}"
