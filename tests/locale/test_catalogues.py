"""Both catalogues say everything that the code says, and nothing else."""

import re

import pytest

from app.locale import LANGUAGES, PLACEHOLDER, catalogue, load, po_file
from app.locale.update import Sentence, extract, is_translated, messages, renewed, typeset, written

IN_STEP = "run `python -m app.locale.update` and translate what it adds"


@pytest.fixture(scope="module")
def sentences() -> set[Sentence]:
    """Read in a fixture: as the file is collected, each of the processes that run tests would read them."""
    return extract()


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_in_the_code_stands_in_the_catalogue(sentences, lang):
    assert sentences - {message.id for message in messages(load(lang))} == set(), IN_STEP


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_catalogue_has_no_sentence_that_the_code_no_longer_uses(sentences, lang):
    assert {message.id for message in messages(load(lang))} - sentences == set(), IN_STEP


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_translation_is_empty_or_fuzzy(lang):
    missing = [message.id for message in messages(load(lang)) if message.fuzzy or not is_translated(message)]
    assert missing == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_placeholders_agree(lang):
    for message in messages(load(lang)):
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        asked = message.id if isinstance(message.id, tuple) else (message.id,)
        for text in said:
            # "One message" may leave the number out, no form may ask for what its sentence does not have.
            assert placeholders(text) <= placeholders(asked[-1]), message.id
        assert placeholders(said[-1]) == placeholders(asked[-1]), message.id


def shown(lang: str) -> list[str]:
    """Every text of a language, each form by itself."""
    said = [message.string for message in messages(load(lang))]
    return [text for each in said for text in (each if isinstance(each, tuple) else (each,))]


def holding(lang: str, pattern: str) -> list[str]:
    return [text for text in shown(lang) if re.search(pattern, text, re.IGNORECASE)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_apostrophes_quotes_and_ellipses_are_as_they_are_printed(lang):
    assert holding(lang, r"\w'|'\w|[\"`]|\.\.\.|<<|>>") == []


def test_french_keeps_each_sign_with_its_word_by_a_space_that_does_not_break():
    # Times, addresses and smileys have none.
    assert holding("fr", r"[^\N{NO-BREAK SPACE}]([:;!?](\s|$)|»)|«[^\N{NO-BREAK SPACE}]") == []
    assert holding("fr", "“|”") == []


def test_english_is_british_and_said_as_it_is_written():
    american = r"\b(colo|hono|behavio|favo|neighbo|labo)r|\bcenter|\bgray|[^s]iz(e|ing|ation)\b|\bcancele|dialog\b"
    assert holding("en", american) == []
    assert holding("en", "«|»|[\N{NO-BREAK SPACE} ][;!?]") == []
    for message in messages(load("en")):
        forms = (message.id, message.string) if isinstance(message.id, tuple) else ((message.id,), (message.string,))
        assert [typeset(form, "en") for form in forms[0]] == list(forms[1])


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("l'ami qu'on", "l’ami qu’on"),
        ("Qui ? Moi ! Bien ; « oui » : 5 %, 3 Mo, à 9 h", "Qui~? Moi~! Bien~; «~oui~»~: 5~%, 3~Mo, à 9~h"),
        ("https://a.example/?b=c 10:30 :)", "https://a.example/?b=c 10:30 :)"),
    ],
)
def test_an_update_sets_french_as_it_is_printed(typed, printed):
    assert typeset(typed, "fr").replace("\xa0", "~") == printed
    assert typeset(typeset(typed, "fr"), "fr") == typeset(typed, "fr")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_file_is_as_an_update_leaves_it(sentences, lang):
    assert written(renewed(lang, sentences)).decode() == po_file(lang).read_text("utf-8"), IN_STEP


def test_an_update_keeps_translations_adds_new_sentences_and_drops_obsolete_ones():
    catalog = renewed("fr", {"{option} must name a folder.", "Purr", ("{n} cat", "{n} cats")})
    assert {message.id: message.string for message in messages(catalog)} == {
        "{option} must name a folder.": "{option} doit nommer un dossier.",
        "Purr": "",
        ("{n} cat", "{n} cats"): ("", ""),
    }
    assert "#~" not in written(catalog).decode()


def test_an_update_translates_english_by_itself():
    catalog = renewed("en", {"Purr", ("{n} cat", "{n} cats")})
    assert all(message.string == message.id for message in messages(catalog))


def test_what_translates_a_sentence_does_not_serve_for_its_plural():
    catalog = renewed("fr", {("{option} must name a folder.", "{option} must name folders.")})
    assert [message.string for message in messages(catalog)] == [("", "")]


def test_a_language_that_we_do_not_speak_is_answered_in_the_offices():
    assert catalogue("de") is catalogue("fr")
    assert catalogue("../fr").lang == "fr"
