"""What the emoji menu is made of: every emoji once, found by the words of both languages, in a file that is small."""

from __future__ import annotations

import asyncio
import gzip
import json
from functools import cache

import emoji
import httpx
import pytest
from fastapi import FastAPI

from app.components import assets, emoji_menu
from app.locale import LANGUAGES
from app.pages import emoji as page
from app.text import emoji_set, smileys

NEVER_OPENED = 40 * 1024
"""Bytes that emoji may add to a page whose menu is never opened (issue 3, point 7)."""

FETCHED = 60 * 1024
"""Bytes of the file, packed: what opening it for the first time may cost."""


@cache
def menu(lang: str) -> dict:
    return json.loads(emoji_menu.content(lang))


def entries(lang: str) -> list[list]:
    return [entry for _, _, shown in menu(lang)["categories"] for entry in shown]


def found(lang: str, word: str) -> set[str]:
    """The glyphs that have a name or a word just so; the browser's search finds more."""
    return {
        glyph
        for glyph, _, *rest in entries(lang)
        if any(word in known.replace("_", " ").split() for known in rest[:2] if isinstance(known, str))
    }


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
    assert glyph in found(lang, word)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_emoji_that_systems_draw_stands_in_the_menu_once(lang: str) -> None:
    glyphs = [entry[0] for entry in entries(lang)]
    offered = {
        glyph
        for glyph, data in emoji.EMOJI_DATA.items()
        if data["status"] == emoji.STATUS["fully_qualified"]
        and data["E"] <= emoji_set.NEWEST
        and not set(glyph) & set(emoji_set.TONES)
    }
    assert len(glyphs) == len(set(glyphs))
    assert set(glyphs) == offered


def test_the_categories_stand_in_the_usual_order_and_begin_as_people_know_them() -> None:
    order = [(name, shown[0][0]) for name, _, shown in menu("fr")["categories"]]
    assert order == [
        ("smileys", "😀"),
        ("people", "👋"),
        ("animals", "🐵"),
        ("food", "🍇"),
        ("travel", "🌍"),
        ("activities", "🎃"),
        ("objects", "👓"),
        ("symbols", "🏧"),
        ("flags", "🏁"),
    ]


def test_each_person_is_followed_by_the_woman_and_the_man() -> None:
    people = "".join(entry[0] for entry in menu("fr")["categories"][1][2])
    assert "🧑‍💻👩‍💻👨‍💻" in people
    assert "🤷🤷‍♀️🤷‍♂️" in people


def test_an_emoji_is_called_by_its_name_in_the_reader_s_language() -> None:
    called = {lang: {entry[0]: (entry[1], entry[2].split()[0]) for entry in entries(lang)} for lang in LANGUAGES}
    assert called["fr"]["🐱"] == ("Tête de chat", "chat")
    assert called["en"]["🐱"] == ("Cat face", "cat")
    assert called["fr"]["🇨🇭"][0] == "Suisse"
    assert called["en"]["🇨🇭"][0] == "Switzerland"
    assert called["fr"]["🏴󠁧󠁢󠁳󠁣󠁴󠁿"][0] == "Écosse"


def test_a_name_belongs_to_one_emoji_and_is_written_as_it_is_looked_up() -> None:
    names = [name for one in emoji_set.load() for lang in LANGUAGES for name in one.names[lang]]
    by_emoji = {(one.glyph, name) for one in emoji_set.load() for lang in LANGUAGES for name in one.names[lang]}
    assert len(by_emoji) == len(set(names))
    assert all(smileys.key(name) == name for name in names)
    assert all(any(one.names.values()) for one in emoji_set.load())


@pytest.mark.parametrize("file", ["emoji_order.txt", "emoji_words.txt"])
def test_our_own_lists_name_no_emoji_twice(file: str) -> None:
    lines = emoji_set._lines(file)
    listed = [line.split()[0] for line in lines] if "words" in file else " ".join(lines).split()
    bare = [emoji_set._bare(glyph) for glyph in listed]
    assert len(bare) == len(set(bare))


def test_no_short_name_of_ours_is_given_twice() -> None:
    ours = [
        smileys.key(name) for line in emoji_set._lines("emoji_words.txt") for name in line.split("|")[0].split()[1:]
    ]
    assert len(ours) == len(set(ours))


def test_each_skin_colour_makes_an_emoji_that_exists() -> None:
    coloured = [one for one in emoji_set.load() if one.tones]
    assert {"👍", "🧑‍💻", "🤝", "🕵️", "👩‍❤️‍👨"} <= {one.glyph for one in coloured}
    assert "👪" not in {one.glyph for one in coloured}
    for one in coloured:
        for tone in emoji_set.TONES:
            assert emoji.is_emoji(emoji_set.toned(one.glyph, tone, one.tones))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_file_is_small(lang: str) -> None:
    assert len(gzip.compress(emoji_menu.content(lang))) < FETCHED


def test_a_page_that_never_opens_the_menu_hardly_pays_for_it() -> None:
    always = [assets.FOLDER / "css" / "emoji.css", assets.KIT.parent / "components" / "emoji.js"]
    assert sum(file.stat().st_size for file in always) < NEVER_OPENED / 2
    # What it loads when it is wanted is never named by a static import.
    others = [file for file in assets.scripts() if not file.name.startswith("emoji")]
    for file in others:
        assert 'from "miaou/emoji_' not in file.read_text("utf-8"), file.name
    assert 'from "miaou/emoji_' not in assets.script("emoji.js")


async def test_the_file_keeps_for_ever_and_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    content = emoji_menu.content

    def counted(lang: str) -> bytes:
        made.append(lang)
        return content(lang)

    monkeypatch.setattr(emoji_menu, "content", counted)
    web = FastAPI()
    page.register(web)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(web), base_url="http://test") as client:
        answers = await asyncio.gather(*(client.get(emoji_menu.address("fr")) for _ in range(5)))
        plain = await client.get(emoji_menu.address("fr"), headers={"accept-encoding": "identity"})
    assert made == ["fr"]
    for answer in answers:
        assert answer.headers["content-encoding"] == "gzip"
        assert "immutable" in answer.headers["cache-control"]
        assert answer.json() == menu("fr")
    assert "content-encoding" not in plain.headers
    assert plain.json() == menu("fr")
