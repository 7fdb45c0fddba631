"""Which sentences of the code are found for the catalogues."""

from pathlib import Path

import pytest

from app.locale.update import extract


@pytest.fixture
def found(tmp_path: Path):
    """The sentences of a program that consists of this text."""

    def found(code: str, file: str = "main.py"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(code, "utf-8")
        return extract(tmp_path)

    return found


@pytest.mark.parametrize(
    "code",
    [
        'words("Hello")',
        'self.words("Hello", n=3)',
        'words("Hel" "lo")',
        'N_("Hello")',
        'raise Refused("Hello")',
        'raise Forbidden("Hello")',
        'raise Unavailable("Hello")',
        'raise Unusable("Hello")',
        'raise settings.Trouble("Hello", n=3)',
        "f\"<b>{words('Hello')}</b>\"",
        'words(name, of=[str(words("Hello"))])',
    ],
)
def test_a_sentence_is_found(found, code):
    assert found(code) == {"Hello"}


def test_both_sentences_of_a_choice_are_found(found):
    assert found('words("Yes" if sure else "No")') == {"Yes", "No"}


def test_both_forms_of_a_plural_are_found(found):
    assert found('view.words.plural("{n} cat", "{n} cats", n)') == {("{n} cat", "{n} cats")}


@pytest.mark.parametrize(
    "code", ["words(name)", 'say("Hello")', 'def words(text="Hello"): ...', 'words("")', "words()"]
)
def test_what_is_no_sentence_is_not_found(found, code):
    assert found(code) == set()


@pytest.mark.parametrize("name", ["BROWSER", "BROWSER: dict[str, str]"])
def test_the_browsers_sentences_are_found(found, name):
    assert found(f'{name} = {{"hello": "Hello"}}', "app/components/words.py") == {"Hello"}
