"""How a sentence becomes what its reader sees, and in which language."""

from io import BytesIO

import pytest
from babel.messages.pofile import read_po

from app.locale import Words, catalogue, choose, speak, terminal_language

FRENCH = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Sign in"
msgstr "Se connecter"

msgid "{name} has left {canal}."
msgstr "{name} a quitté {canal}."

msgid "{n} message"
msgid_plural "{n} messages"
msgstr[0] "{n} message"
msgstr[1] "{n} messages"

#, fuzzy
msgid "Later"
msgstr "Jadis"
"""


@pytest.fixture
def words() -> Words:
    return Words("fr", read_po(BytesIO(FRENCH.encode()), locale="fr"))


def test_a_sentence_is_translated(words):
    assert words("Sign in") == "Se connecter"


def test_a_sentence_without_translation_is_said_in_english(words):
    assert words("Sign out") == "Sign out"


def test_a_doubtful_translation_is_not_used(words):
    assert words("Later") == "Later"


def test_an_empty_sentence_is_empty(words):
    assert words("") == ""


def test_values_are_filled_in(words):
    assert words("{name} has left {canal}.", name="Zoé", canal="Accueil") == "Zoé a quitté Accueil."


def test_a_value_with_braces_stays_as_it_is(words):
    filled = words("{name} has left {canal}.", name="{canal}", canal="{0} {} {name.__class__}")
    assert filled == "{canal} a quitté {0} {} {name.__class__}."


def test_a_forgotten_value_leaves_its_place_and_breaks_nothing(words):
    assert words("{name} has left {canal}.", name="Zoé") == "Zoé a quitté {canal}."


def test_a_value_may_have_any_name(words):
    assert words("{msgid}, {self}", msgid=1, self=2) == "1, 2"


@pytest.mark.parametrize(("n", "said"), [(0, "0 message"), (1, "1 message"), (2, "2 messages")])
def test_french_counts_nought_as_one(words, n, said):
    assert words.plural("{n} message", "{n} messages", n) == said


@pytest.mark.parametrize(("n", "said"), [(0, "0 cats"), (1, "1 cat"), (2, "2 cats")])
def test_english_counts_nought_as_many(n, said):
    assert catalogue("en").plural("{n} cat", "{n} cats", n) == said


def test_a_catalogue_is_read_once():
    assert catalogue("fr") is catalogue("fr")


@pytest.mark.parametrize(
    ("accepted", "preferred", "chosen"),
    [
        ("", None, "fr"),
        ("en", None, "en"),
        ("en-US,en;q=0.9", None, "en"),
        ("fr-CA, en;q=0.8", None, "fr"),
        ("de,en;q=0.7,fr;q=0.3", None, "en"),
        ("de,en;q=0.3,fr;q=0.7", None, "fr"),
        ("en;q=0.5,fr;q=0.5", None, "en"),
        ("EN", None, "en"),
        ("de", None, "en"),
        ("de-CH, it;q=0.9", None, "en"),
        ("*", None, "fr"),
        ("de, *;q=0.5", None, "en"),
        ("de;q=0", None, "fr"),
        ("fr;q=0, en;q=0.1", None, "en"),
        ("en;q=0", None, "fr"),
        ("en;q=2", None, "fr"),
        ("en;q=-1", None, "fr"),
        ("en;q=nan", None, "fr"),
        ("en;q=", None, "fr"),
        ("english", None, "en"),
        (";;,,q=1,\x00", None, "fr"),
        ("en", "fr", "fr"),
        ("fr", "en", "en"),
        ("en", "de", "en"),
        ("en", "", "en"),
    ],
)
def test_the_members_choice_then_the_browsers_then_english(accepted, preferred, chosen):
    speak("")
    assert choose(accepted, preferred) == chosen


@pytest.mark.parametrize(("accepted", "chosen"), [("", "fr"), ("de", "fr"), ("en", "en"), ("de, en;q=0.1", "en")])
def test_the_office_s_language_comes_before_english_where_one_is_chosen(accepted, chosen):
    speak("fr")
    try:
        assert choose(accepted) == chosen
    finally:
        speak("")


@pytest.mark.parametrize(
    ("environ", "lang"),
    [
        ({"LANG": "fr_BE.UTF-8"}, "fr"),
        ({"LANG": "en_GB"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "fr_FR", "LC_MESSAGES": "en_GB"}, "en"),
        ({"LANG": "fr_FR", "LC_MESSAGES": "fr_FR", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "en_GB", "LC_ALL": ""}, "en"),
    ],
)
def test_a_terminals_language_is_that_of_its_environment(environ, lang):
    assert terminal_language(environ) == lang
