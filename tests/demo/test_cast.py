"""The demo's members and canals are fit to be shown."""

import re

import pytest

from app.demo.cast import CHARACTERS, PLACES, logins_in
from app.demo.languages import LANGS

CHECKED_COLORS = {
    "#c2570c",
    "#0e7490",
    "#8a5a00",
    "#a11a5b",
    "#2d7a46",
    "#5b4fc4",
    "#1d5fa8",
    "#9a3412",
}


def named_places():
    return [place for place in PLACES if place.kind != "direct"]


def test_ten_members_have_distinct_logins_and_nicknames():
    assert len(CHARACTERS) == 10
    assert len({character.login for character in CHARACTERS}) == 10
    assert len({character.nickname.casefold() for character in CHARACTERS}) == 10


def test_every_login_can_be_typed_without_accents():
    assert all(re.fullmatch(r"[a-z]+", character.login) for character in CHARACTERS)


def test_two_members_administer_and_the_others_do_not():
    assert [character.login for character in CHARACTERS if character.role == "admin"] == ["odile", "agathe"]


def test_every_member_has_a_job_and_a_note_that_fits_under_a_name():
    assert all(all(character.job) for character in CHARACTERS)
    assert all(0 < len(note) <= 45 for character in CHARACTERS for note in character.note)


def test_members_and_canals_wear_colours_whose_contrast_is_checked():
    assert {character.color for character in CHARACTERS} <= CHECKED_COLORS
    assert {place.color for place in named_places()} <= CHECKED_COLORS


@pytest.mark.parametrize("lang", LANGS)
def test_canals_have_different_names_and_topics(lang):
    assert len(named_places()) >= 5
    assert len({place.name.said(lang) for place in named_places()}) == len(named_places())
    assert len({place.topic.said(lang) for place in named_places()}) == len(named_places())


def test_canals_have_different_colours():
    assert len({place.color for place in named_places()}) == len(named_places())


def test_the_canal_of_everyone_is_there_and_open():
    office = next(place for place in PLACES if place.name.fr == "Tout le bureau")
    assert set(logins_in(office)) == {character.login for character in CHARACTERS}


def test_two_canals_are_private_and_some_members_are_in_neither():
    private = [place for place in PLACES if place.kind == "private"]
    inside = {login for place in private for login in place.logins}
    assert len(private) == 2
    assert {"nour", "theo"}.isdisjoint(inside)


def test_only_known_members_are_in_canals_and_each_once():
    known = {character.login for character in CHARACTERS}
    for place in PLACES:
        logins = logins_in(place)
        assert set(logins) <= known
        assert len(set(logins)) == len(logins)


def test_no_two_direct_conversations_have_the_same_members():
    circles = [frozenset(place.logins) for place in PLACES if place.kind == "direct"]
    assert len(set(circles)) == len(circles)
    assert all(len(circle) >= 2 for circle in circles)
