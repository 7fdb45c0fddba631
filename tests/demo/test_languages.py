"""Which of the two languages a demo begins in."""

import pytest

from app.demo.languages import Both, first_language


@pytest.mark.parametrize(
    ("environ", "lang"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "C"}, "fr"),
        ({"LC_ALL": "C.UTF-8"}, "fr"),
        ({"LANG": "POSIX"}, "fr"),
        ({"LANG": "de_DE.UTF-8"}, "fr"),
    ],
)
def test_it_is_french_unless_the_terminal_is_english_by_name(environ, lang):
    assert first_language(environ) == lang


def test_the_same_words_are_said_in_either():
    assert [Both("café", "coffee").said(lang) for lang in ("fr", "en")] == ["café", "coffee"]
