"""The emoji that Miaou offers: their categories, their names in French and English, their skin tones.

Names and versions come from the `emoji` library, which has them from Unicode. It lists them by alphabet and without
categories: those, and the order in them, are ours (`emoji_order.txt`), as are short French names and more words to
search by (`emoji_words.txt`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import emoji
from babel import Locale

from app.text.smileys import key
from app.text.tones import JOINER, SELECTOR, TONES, bare, toned
from app.text.typed import fold

NEWEST = 15.0
"""The newest Emoji version that is offered: what systems of 2023 and later draw."""

LANGUAGES = ("fr", "en")

_FOLDER = Path(__file__).parent
_LETTERS = range(0x1F1E6, 0x1F200)  # two of them make a country's flag


@dataclass(frozen=True, slots=True)
class Emoji:
    """One emoji as it is offered.

    :param titles: what it is called, by language
    :param names: what stands for it between colons, by language: `chat`, `cat`. None of them is another emoji's too
    :param words: more words it is found by, folded
    :param tones: how many skins there are to colour: 0, 1 or 2
    :param since: the Emoji version that brought it
    """

    glyph: str
    category: str
    titles: dict[str, str]
    names: dict[str, tuple[str, ...]]
    words: tuple[str, ...]
    tones: int
    since: float


class _Ours(NamedTuple):
    """What emoji_words.txt says of one emoji."""

    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


_NOTHING = _Ours()


@cache
def load() -> tuple[Emoji, ...]:
    """All of them, in the order of the menu. Some 0.3 s of work the first time: not for the event loop."""
    emoji.config.load_language("fr")
    offered = {_bare(glyph): glyph for glyph in emoji.EMOJI_DATA if is_offered(glyph) and not _has_skin(glyph)}
    ours = _ours(offered)
    placed = list(_in_order(offered))
    claims = {glyph: _sources(glyph, ours.get(glyph, _NOTHING)) for _, glyph in placed}
    owners = _owners(claims)
    return tuple(
        Emoji(
            glyph,
            category,
            {lang: _title(glyph, lang) for lang in LANGUAGES},
            {
                lang: tuple(name for name in _in_language(claims[glyph], lang) if owners[name] == glyph)
                for lang in LANGUAGES
            },
            tuple(map(fold, ours.get(glyph, _NOTHING).words)),
            _tones(glyph),
            emoji.EMOJI_DATA[glyph]["E"],
        )
        for category, glyph in placed
    )


def is_offered(glyph: str) -> bool:
    """Whether it is one of them, spelled in full; its skin may have any colour."""
    data = emoji.EMOJI_DATA.get(glyph)
    return data is not None and data["status"] == emoji.STATUS["fully_qualified"] and data["E"] <= NEWEST


@cache
def in_menu() -> dict[str, str]:
    """Each of them, spelled in full and with any colour of skin: as it stands in the menu, "" for a couple that stands
    there only as one of another spelling. Takes as long as `load`."""
    menu = {bare(each.glyph): each.glyph for each in load()}
    return {glyph: menu.get(bare(glyph), "") for glyph in emoji.EMOJI_DATA if is_offered(glyph)}


def _has_skin(glyph: str) -> bool:
    return any(tone in glyph for tone in TONES)


def _tones(glyph: str) -> int:
    for tones in (2, 1):
        variants = (emoji.EMOJI_DATA.get(toned(glyph, tone, tones)) for tone in TONES)
        if all(data and data["E"] <= NEWEST for data in variants):
            return tones
    return 0


def _bare(glyph: str) -> str:
    """Without the selectors that ask for colour: people and files leave them out at will."""
    return glyph.replace(SELECTOR, "")


# Categories and order


def _in_order(offered: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Category and glyph of all that is offered: each that the file lists, and after it those that vary it."""
    listed: dict[str, str] = {}
    category = ""
    for line in _lines("emoji_order.txt"):
        if line.isascii() and line.isalpha():
            category = line
        else:
            listed |= dict.fromkeys(map(_bare, line.split()), category)
    varied: dict[str, list[str]] = {}
    for unlisted in sorted(offered.keys() - listed.keys(), key=_women_first):
        varied.setdefault(_leader(unlisted, listed), []).append(unlisted)
    for leader, category in listed.items():
        for each in (leader, *varied.get(leader, ())):
            yield category, offered[each]
    for flag in varied.get("", ()):
        yield "flags", offered[flag]


def _women_first(bare: str) -> tuple[bool, str]:
    return "♂" in bare, bare.replace("👩", "")


def _leader(bare: str, listed: dict[str, str]) -> str:
    """The listed emoji that this one varies; "" for the flags of countries, which vary none."""
    if ord(bare[0]) in _LETTERS or bare[0] == "🏴":
        return ""
    base, _, last = bare.rpartition(JOINER)
    if last in {"♀", "♂"} and base in listed:
        return base
    person = f"🧑{bare[1:]}"
    if person in listed:
        return person
    if "💋" in bare:
        return "💏"
    return "💑" if "❤" in bare else "👪"


# Names


def _ours(offered: dict[str, str]) -> dict[str, _Ours]:
    ours = {}
    for line in _lines("emoji_words.txt"):
        glyph, _, rest = line.partition(" ")
        names, _, words = rest.partition("|")
        ours[offered[_bare(glyph)]] = _Ours(tuple(names.split()), tuple(words.split()))
    return ours


def _lines(file: str) -> list[str]:
    lines = (_FOLDER / file).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("# ")]


def _sources(glyph: str, ours: _Ours) -> tuple[list[str], ...]:
    """An emoji's names as keys, by where they come from; of several that claim one name, the first source decides.

    Ours; those that other chats use; Unicode's in English; the French translation of these.
    """
    data = emoji.EMOJI_DATA[glyph]
    sources = ours.names, data.get("alias", ()), (data["en"],), (data["fr"],)
    return tuple([found for name in names if _is_name(found := key(name.strip(":")))] for names in sources)


def _is_name(name: str) -> bool:
    """Not `:1:`, which many a text holds, but `:100:` and `:-1:`. `flag_for_france` says no more than `france`."""
    return len(name) > 1 and not name.startswith("flag_for_")


def _owners(claims: dict[str, tuple[list[str], ...]]) -> dict[str, str]:
    """The one emoji of each name."""
    owners: dict[str, str] = {}
    for source in range(4):
        for glyph, sources in claims.items():
            for name in sources[source]:
                owners.setdefault(name, glyph)
    return owners


def _in_language(sources: tuple[list[str], ...], lang: str) -> dict[str, None]:
    """An emoji's names in one language, each once, what people call it first."""
    own, other, english, french = sources
    return dict.fromkeys(own + french if lang == "fr" else other + english)


def _title(glyph: str, lang: str) -> str:
    country = "".join(chr(ord(letter) - _LETTERS.start + ord("A")) for letter in glyph if ord(letter) in _LETTERS)
    if country in (countries := _countries(lang)):
        return countries[country]
    title: str = emoji.EMOJI_DATA[glyph][lang].strip(":").replace("_", " ")
    if glyph[0] == "🏴" and len(glyph) > 4:
        # England, Scotland and Wales: names, which the library writes small in French.
        title = " ".join(word if len(word) < 3 else word.capitalize() for word in title.split() if word != "drapeau")
    return title[:1].upper() + title[1:]


@cache
def _countries(lang: str) -> dict[str, str]:
    return {str(code): name for code, name in Locale(lang).territories.items()}
