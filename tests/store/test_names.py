"""What members, canals and the office may be called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store import Refused
from app.store.names import (
    COLORS,
    LOGIN_LONGEST,
    LONGEST,
    acceptable_color,
    acceptable_login,
    acceptable_name,
    acceptable_nickname,
)


@pytest.mark.parametrize(
    "typed", ["", " ", "\t\n ", "\u00a0\u2003", "\x00\x07", "\u202e\u202c", "\u200b\ufeff", "\u0301\u0308"]
)
def test_a_name_of_which_nothing_would_show_is_refused(typed):
    with pytest.raises(Refused):
        acceptable_name(typed)
    with pytest.raises(Refused, match="A nickname cannot be empty"):
        acceptable_nickname(typed)


def test_a_name_has_at_most_forty_characters():
    assert acceptable_name("é" * LONGEST) == "é" * LONGEST
    for length in (LONGEST + 1, 200):
        with pytest.raises(Refused) as refused:
            acceptable_name("é" * length)
        assert refused.value.params == {"n": LONGEST}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Léa   Martin ", "Léa Martin"),
        ("Le\u0301a", "Léa"),
        ("Léa\u202egnp.exe", "Léagnp.exe"),
        ("Léa\u2066\u2069\u200e", "Léa"),
        ("Zoé\n<b>", "Zoé <b>"),
        ("a\x00b\x1bc", "abc"),
        ("a\ud800", "a\ufffd"),
        ("O'Brien-Łukasz 李", "O'Brien-Łukasz 李"),
    ],
)
def test_a_name_is_kept_on_one_line_without_what_cannot_be_seen(typed, kept):
    assert acceptable_name(typed) == kept


@given(st.text(alphabet=st.characters(), max_size=60))
def test_an_acceptable_name_is_acceptable_as_it_is_and_can_be_kept(typed):
    try:
        name = acceptable_name(typed)
    except Refused:
        return
    assert acceptable_name(name) == name
    assert 0 < len(name) <= LONGEST
    assert name.encode("utf-8")
    assert not {"\n", "\r", "\x00", "\u202e", "\u2066"} & set(name)


@pytest.mark.parametrize("typed", ["lea", "Léa.Martin", "lea-m_2", "lea@bureau.fr", "李"])
def test_a_login_is_made_of_letters_digits_and_a_few_signs(typed):
    assert acceptable_login(typed) == typed


@pytest.mark.parametrize(
    "typed", ["", "  ", "léa martin", "a/b", "a\\b", "<a>", "a:b", "é" * (LOGIN_LONGEST + 1), "😺"]
)
def test_another_login_is_refused(typed):
    with pytest.raises(Refused):
        acceptable_login(typed)


@pytest.mark.parametrize("color", COLORS)
def test_each_colour_offered_is_acceptable(color):
    assert acceptable_color(color.upper()) == color
