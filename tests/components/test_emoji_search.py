"""What the search of emoji finds, in which order, and what is proposed for a name that is begun."""

from __future__ import annotations

import re

import pytest

from app.components.emoji.known import everything, find
from app.components.emoji.proposals import PROPOSED_MOST, proposals
from app.components.emoji.recents import recent
from app.components.emoji.search import search
from app.locale import LANGUAGES, catalogue
from app.store.habits import EmojiHabits


def found(text: str, lang: str = "fr", drawn: float = 15.0) -> list[str]:
    return [known.glyph for known in search(everything(lang), text, drawn)]


def proposed(begun: str, tone: int = 0, lang: str = "fr") -> list[tuple[str, str, str]]:
    """Glyph, title and name of each."""
    html = proposals(everything(lang), begun, tone, 15.0)
    return re.findall(r'data-text="([^"]*)">.*?class="said">([^<]*)<.*?<small>([^<]*)<', html)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("word", "glyph"),
    [
        ("chat", "🐱"),
        ("cat", "🐱"),
        ("coeur", "❤️"),
        ("heart", "❤️"),
        ("merci", "🙏"),
        ("thanks", "🙏"),
        ("bravo", "👏"),
        ("bravo", "🎉"),
        ("cafe", "☕"),
        ("coffee", "☕"),
        ("vacances", "🏖️"),
        ("holidays", "🏖️"),
        ("ok", "👌"),
        ("facture", "🧾"),
    ],
)
def test_an_emoji_is_found_by_the_words_of_both_languages_in_either(lang: str, word: str, glyph: str) -> None:
    assert glyph in found(word, lang)


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("chat", ["🐱", "🐈"]),
        ("cha", ["🐱"]),
        ("cœur", ["❤️"]),
        ("COEUR", ["❤️"]),
        ("  Café ", ["☕"]),
        ("merci", ["🙏"]),
        ("thank you", ["🙏"]),
        ("coeur br", ["💔"]),
        ("br coeur", ["💔"]),
        ("thumbs_up", ["👍"]),
        ("+1", ["👍"]),
        ("fusée", ["🚀"]),
        ("suisse", ["🇨🇭"]),
        ("tête de chat", ["🐱"]),
    ],
)
def test_the_best_comes_first(text: str, best: list[str]) -> None:
    assert found(text)[: len(best)] == best


def test_accents_capitals_and_ligatures_make_no_difference() -> None:
    assert found("élève") == found("ELEVE") == found("e\u0301le\u0300ve") != []
    assert found("sœur") == found("soeur")


def test_a_word_is_found_by_its_beginning_and_not_by_its_middle() -> None:
    assert "🐱" in found("cha")
    assert "🐱" not in found("hat")


@pytest.mark.parametrize("text", ["", "   ", "zzzz", "!?", "…", "chat zzzz"])
def test_nothing_is_found_where_nothing_is_called_so(text: str) -> None:
    assert found(text) == []


def test_what_the_system_does_not_draw_is_not_found() -> None:
    assert "🫠" in found("fond", drawn=14.0)
    assert "🫠" not in found("fond", drawn=13.1)


def test_a_search_of_any_length_is_answered() -> None:
    assert found("chat " * 10_000) == found("chat chat chat")
    assert found("\u0301" * 10_000) == []


def test_a_few_names_are_proposed_the_best_first() -> None:
    assert proposed("chat")[0] == ("🐱", "Tête de chat", ":chat:")
    assert proposed("cat", lang="en")[0] == ("🐱", "Cat face", ":cat:")
    assert len(proposed("ch")) == PROPOSED_MOST
    assert proposed("zzzz") == []


def test_a_proposal_says_the_name_that_one_is_typing() -> None:
    names = {glyph: name for glyph, _, name in proposed("tada")}
    assert names["🎉"] == ":tada:"


def test_what_is_proposed_shows_one_s_own_skin() -> None:
    assert "✊🏽" in [glyph for glyph, *_ in proposed("poing", tone=3)]
    assert proposed("chat", tone=3)[0][0] == "🐱"


@pytest.mark.parametrize("shown", ["👍", "👍🏽"])
def test_an_emoji_is_known_whatever_skin_it_shows(shown: str) -> None:
    known = find("fr", shown)
    assert known is not None
    assert known.glyph == "👍"


@pytest.mark.parametrize(
    ("shown", "glyph"), [("❤", "❤️"), ("🕵🏽", "🕵️"), ("👩🏽‍❤️‍👨🏽", "👩‍❤️‍👨"), ("chat", None), ("", None)]
)
def test_an_emoji_is_known_with_and_without_its_selector(shown: str, glyph: str | None) -> None:
    known = find("fr", shown)
    assert (known and known.glyph) == glyph


def test_what_was_used_last_is_shown_in_its_order_and_in_one_s_own_skin() -> None:
    html = recent(catalogue("fr"), EmojiHabits(("🚀", "👍", "none", "🫠"), 5), 13.1)
    assert re.findall(r">([^<]+)</button>", html) == ["🚀", "👍🏿"]
    assert recent(catalogue("fr"), EmojiHabits(), 15.0) == ""
