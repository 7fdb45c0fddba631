"""What the emoji menu is made of: every emoji once, called by its name, in a file that is small and keeps for ever."""

from __future__ import annotations

import asyncio
import gzip
import re
from functools import cache

import emoji
import httpx
import pytest
from fastapi import FastAPI

from app.components import assets
from app.components.emoji import drawn, menu
from app.components.emoji.known import everything
from app.locale import LANGUAGES
from app.pages import emoji as page
from app.text import emoji_set, smileys

NEVER_OPENED = 40 * 1024
"""Bytes that emoji may add to a page whose menu is never opened (issue 3, point 7)."""

FETCHED = 60 * 1024
"""Bytes of the file, packed: what opening it for the first time may cost."""

LATER = {"picker.js", "drawn.js"}
"""What the menu alone is made of. Proposals are in every page: for whom a message is."""

CELL = re.compile(r'<button role="gridcell" tabindex="-1" aria-label="([^"]*)"(?: data-name=":([^"]*):")?>([^<]+)<')


@cache
def content(lang: str, tone: int = 0, newest: float = drawn.NEWEST) -> str:
    return menu.content(lang, tone, newest)


def sections(lang: str) -> dict[str, list[str]]:
    """The glyphs of each category, in the menu's order."""
    _, *parts = re.split(r'data-category="(\w+)" style', content(lang))
    return {
        category: [glyph for _, _, glyph in CELL.findall(part)]
        for category, part in zip(parts[::2], parts[1::2], strict=True)
    }


def glyphs(html: str) -> list[str]:
    return [glyph for _, _, glyph in CELL.findall(html)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_emoji_that_systems_draw_stands_in_the_menu_once(lang: str) -> None:
    offered = {
        glyph
        for glyph, data in emoji.EMOJI_DATA.items()
        if data["status"] == emoji.STATUS["fully_qualified"]
        and data["E"] <= emoji_set.NEWEST
        and not set(glyph) & set(emoji_set.TONES)
    }
    shown = glyphs(content(lang))
    assert len(shown) == len(set(shown))
    assert set(shown) == offered


def test_the_categories_stand_in_the_usual_order_and_begin_as_people_know_them() -> None:
    assert [(name, shown[0]) for name, shown in sections("fr").items()] == [
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


def test_every_section_has_a_way_to_it_and_knows_how_tall_it_is() -> None:
    html = content("fr")
    assert re.findall(r'<button class="icon"[^>]* data-category="(\w+)"', html) == ["recent", *menu.CATEGORIES]
    many = [len(shown) for shown in sections("fr").values()]
    assert [int(number) for number in re.findall(r'style="--many:(\d+)"', html)] == many


def test_each_person_is_followed_by_the_woman_and_the_man() -> None:
    people = "".join(sections("fr")["people"])
    assert "🧑‍💻👩‍💻👨‍💻" in people
    assert "🤷🤷‍♀️🤷‍♂️" in people


def test_an_emoji_is_called_by_its_name_in_the_reader_s_language() -> None:
    called = {lang: {glyph: (title, name) for title, name, glyph in CELL.findall(content(lang))} for lang in LANGUAGES}
    assert called["fr"]["🐱"] == ("Tête de chat", "chat")
    assert called["en"]["🐱"] == ("Cat face", "cat")
    assert called["fr"]["🇨🇭"][0] == "Suisse"
    assert called["en"]["🇨🇭"][0] == "Switzerland"
    assert called["fr"]["🏴󠁧󠁢󠁳󠁣󠁴󠁿"][0] == "Écosse"


def test_the_menu_of_a_skin_colour_shows_it_wherever_there_is_skin() -> None:
    plain, coloured = (glyphs(content("fr", tone)) for tone in (0, 3))
    changed = {before: after for before, after in zip(plain, coloured, strict=True) if before != after}
    assert changed["👍"] == "👍🏽"
    assert changed["🕵️"] == "🕵🏽"
    assert changed["🧑‍💻"] == "🧑🏽‍💻"
    assert changed["👩‍❤️‍👨"] == "👩🏽‍❤️‍👨🏽"
    assert "🐱" not in changed
    assert all(emoji.is_emoji(glyph) for glyph in coloured)
    assert re.search(r'<option value="3" selected>', content("fr", 3))


def test_a_system_is_offered_what_it_draws() -> None:
    shown = {newest: set(glyphs(content("fr", 0, newest))) for newest in drawn.VERSIONS}
    assert "😀" in shown[0]
    for newest, glyph in drawn.BROUGHT.items():
        assert next(version for version in drawn.VERSIONS if glyph in shown[version]) == newest
    assert {known.since for known in everything("fr")} == set(drawn.VERSIONS)


@pytest.mark.parametrize(
    ("told", "version"),
    [(0, 0.0), (13, 13.0), (13.05, 13.0), (15, 15.0), (99, 15.0), (-1, 0.0), (None, 15.0), (True, 15.0), ("13", 15.0)],
)
def test_what_a_browser_tells_of_its_system_becomes_a_version_that_is_known(told: object, version: float) -> None:
    assert drawn.version(told) == version


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
    assert len(gzip.compress(content(lang).encode())) < FETCHED


def test_a_page_that_never_opens_the_menu_hardly_pays_for_it() -> None:
    always = [assets.FOLDER / "css" / "emoji.css", assets.KIT / "picks.js"]
    assert sum(file.stat().st_size for file in always) < NEVER_OPENED / 2
    # What is loaded when it is wanted is never named by a static import of what every page has.
    for script in assets.scripts():
        if script.name not in LATER:
            assert not {f'from "miaou/{name}"' for name in LATER} & set(
                re.findall(r'from "miaou/[\w.]+"', script.read_text("utf-8"))
            ), script.name


async def test_the_file_keeps_for_ever_and_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    genuine = menu.content

    def counted(*which: object) -> str:
        made.append(which)
        return genuine(*which)

    monkeypatch.setattr(menu, "content", counted)
    web = FastAPI()
    page.register(web)
    address = menu.address("fr", 2, 14.0)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(web), base_url="http://test") as client:
        answers = await asyncio.gather(*(client.get(address) for _ in range(5)))
        plain = await client.get(address, headers={"accept-encoding": "identity"})
    assert made == [("fr", 2, 14.0)]
    for answer in answers:
        assert answer.headers["content-encoding"] == "gzip"
        assert "immutable" in answer.headers["cache-control"]
        assert answer.text == content("fr", 2, 14.0)
    assert "content-encoding" not in plain.headers
    assert plain.text == content("fr", 2, 14.0)


@pytest.mark.parametrize("name", ["fr-6-15.html", "de-0-15.html", "fr-0-16.html", "fr-0-15", "..%2Fmiaou.db"])
async def test_a_file_that_is_none_is_not_made(name: str) -> None:
    web = FastAPI()
    page.register(web)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(web), base_url="http://test") as client:
        assert (await client.get(f"{menu.FOLDER}/{name}")).status_code == 404
