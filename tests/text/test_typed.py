"""The text of a message as it is kept."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.text import typed

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("un\r\ndeux\rtrois\ntab\tici", "un\ndeux\ntrois\ntab\tici"),
        ("Word\x0bpage\x0csuite\x85fin\u2028x\u2029y", "Word\npage\nsuite\nfin\nx\ny"),
        ("a\x00b\x01c\x1bd\x7fe\x9ff", "abcdef"),
        ("\n \n\t\n  retrait\nfin\n\n \n", "  retrait\nfin"),
        ("un\n\n\ndeux", "un\n\n\ndeux"),
        ("fin   \t ", "fin"),
        ("e\u0301te\u0301", "été"),
        ("\ud83d\ude00", "😀"),
        ("a\ud83db\ude00c", "a\ufffdb\ufffdc"),
        ("a\u202eb\u202c \u2066c\u2069 \u200fd", "a\u202eb\u202c \u2066c\u2069 \u200fd"),
        ("👩‍👩‍👧 ❤️ 🏴\U000e0067\U000e0062\U000e007f", "👩‍👩‍👧 ❤️ 🏴\U000e0067\U000e0062\U000e007f"),
        ("z" + "\u0301" * 500, "ź" + "\u0301" * 29),
        ("", ""),
        (" \n\x00\n ", ""),
    ],
)
def test_a_text_is_kept_in_one_normal_form(source: str, kept: str) -> None:
    assert typed.clean(source) == kept


@settings(deadline=None)
@given(ANY_TEXT)
def test_cleaning_twice_is_cleaning_once(source: str) -> None:
    assert typed.clean(typed.clean(source)) == typed.clean(source)


@settings(deadline=None)
@given(ANY_TEXT)
def test_a_cleaned_text_can_be_stored_and_sent(source: str) -> None:
    kept = typed.clean(source)
    kept.encode("utf-8")
    assert not [c for c in kept if unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t"]
    assert kept == kept.rstrip()


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=("C", "Z", "M")), min_size=1))
def test_what_shows_is_not_lost(source: str) -> None:
    assert typed.clean(source) == unicodedata.normalize("NFC", source)


def test_a_text_of_the_greatest_length_keeps_its_length() -> None:
    assert len(typed.clean("é" * typed.MAX_LENGTH + "\n")) == typed.MAX_LENGTH == 10_000


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\t\r\u00a0\u3000\u2003",
        "\x00\x1f\x9f",
        "\u200b\u200c\u200d\u2060\ufeff\u00ad",
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c",
        "\u3164\uffa0\u115f\u1160\u2800\u034f\ufe0f\u180e\U000e0100",
        "\U000e0067\U000e007f",
        "\ud800",
    ],
)
def test_a_text_that_shows_nothing_is_blank(text: str) -> None:
    assert typed.is_blank(text)


@pytest.mark.parametrize("text", ["a", " . ", "\u202ea", "😀", "é", "\u0301", "٣", "\n\n-", "\ufffd", "\U0001fae9"])
def test_a_text_that_shows_something_is_not_blank(text: str) -> None:
    assert not typed.is_blank(text)


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("  Léa \t\n Perrin  ", "Léa Perrin"),
        ("Jean\u00a0Baptiste\u3000d’Ormesson", "Jean Baptiste d’Ormesson"),
        ("Le\u0301a", "Léa"),
        ("L\u200be\u00ada\ufeff\u2060", "Lea"),
        ("\u202eaéL\u202c \u2066x\u2069\u200f", "aéL x"),
        ("a\x00b\x1bc\r\nd", "abc d"),
        ("a\ud800b", "a\ufffdb"),
        ("e\u200b\u0301", "é"),
        ("Équipe 👩‍💻 ❤️ 🇫🇷", "Équipe 👩‍💻 ❤️ 🇫🇷"),
        ("\u200d\ufe0fLéa\u200d", "Léa"),
        ("می\u200dخواهم", "می\u200dخواهم"),
        ("\u3164 \u2800", ""),
        ("   ", ""),
        ("\u202e\u200b", ""),
        ("<b>Machine à café</b>", "<b>Machine à café</b>"),
    ],
)
def test_a_name_is_one_line_of_what_can_be_seen(source: str, kept: str) -> None:
    assert typed.clean_name(source) == kept


@settings(deadline=None)
@given(ANY_TEXT)
def test_cleaning_a_name_twice_is_cleaning_it_once(source: str) -> None:
    assert typed.clean_name(typed.clean_name(source)) == typed.clean_name(source)


@settings(deadline=None)
@given(ANY_TEXT)
def test_a_name_is_empty_when_the_text_is_blank(source: str) -> None:
    assert (typed.clean_name(source) == "") == typed.is_blank(typed.clean(source))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Léa", "LEA"),
        ("Léa", "Le\u0301a"),
        ("L’Œuvre  d'Élodie", "l'oeuvre d’elodie"),
        ("Straße", "STRASSE"),
        ("Tout le bureau", " tout  le\tbureau "),
        ("Ｚｏé", "zoe"),
        ("Le\u200ba\u202e", "lea"),
        ("Jean‐Baptiste", "Jean-Baptiste"),
        ("İpek", "ipek"),
        ("Søren Łukasz", "soren lukasz"),
        ("Machine à café ☕️", "machine a cafe ☕"),
        ("Ａ²", "a2"),
    ],
)
def test_names_that_differ_only_by_case_or_accents_are_one(one: str, other: str) -> None:
    assert typed.fold(one) == typed.fold(other)


@pytest.mark.parametrize(("one", "other"), [("Léa", "Léo"), ("Marie Anne", "Marieanne"), ("C++", "C"), ("👍", "👎")])
def test_other_names_are_others(one: str, other: str) -> None:
    assert typed.fold(one) != typed.fold(other)


@settings(deadline=None)
@given(ANY_TEXT)
def test_a_key_is_its_own_key_and_that_of_the_cleaned_name(source: str) -> None:
    assert typed.fold(typed.fold(source)) == typed.fold(source) == typed.fold(typed.clean_name(source))


def test_keys_sort_as_a_french_reader_expects() -> None:
    names = ["Zoé", "élodie", "Eric", "Œdipe", "Odile", "agathe"]
    assert sorted(names, key=typed.fold) == ["agathe", "élodie", "Eric", "Odile", "Œdipe", "Zoé"]
