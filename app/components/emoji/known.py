"""Every emoji as one language knows it: what it is called there, and the words of both languages that find it."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from app.components.emoji.drawn import since
from app.text.tones import TONES, bare, toned
from app.text.typed import fold

if TYPE_CHECKING:
    from app.text.emoji_set import Emoji

_NO_WORD = re.compile(r"(?:[^\w+]|_)+")


@dataclass(frozen=True, slots=True)
class Known:
    """One emoji in one language.

    :param called: the title's words, as they are compared
    :param names: what stands for it between colons, those of the language first
    :param found_by: all words that find it, each with a space before it and one after the last
    :param since: the Emoji version that brought it, 0 for those that every system draws
    """

    emoji: Emoji
    title: str
    called: str
    names: tuple[str, ...]
    found_by: str
    since: float

    @property
    def glyph(self) -> str:
        return self.emoji.glyph

    def toned(self, tone: int) -> str:
        """The emoji with that skin colour (0: none), if it shows any skin."""
        return toned(self.glyph, TONES[tone - 1], self.emoji.tones) if tone and self.emoji.tones else self.glyph


@cache
def everything(lang: str) -> tuple[Known, ...]:
    """All of them in the menu's order. Half a second of work the first time: see `ready`."""
    # Imported only now: megabytes come with it.
    from app.text import emoji_set

    return tuple(_known(emoji, lang) for emoji in emoji_set.load())


@cache
def by_glyph(lang: str) -> dict[str, Known]:
    """Each emoji by what is left of its glyph when it is `bare`."""
    return {bare(known.glyph): known for known in everything(lang)}


_ready: set[str] = set()


async def ready(lang: str) -> tuple[Known, ...]:
    """`everything`, made beside the event loop when it is not there yet."""
    if lang not in _ready:
        await asyncio.to_thread(by_glyph, lang)
        _ready.add(lang)
    return everything(lang)


def find(lang: str, glyph: str) -> Known | None:
    """The emoji that is meant, whatever skin it shows; None for what is none. Needs `ready`."""
    return by_glyph(lang).get(bare(glyph))


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared: without accents, in small letters."""
    return [word for word in _NO_WORD.split(fold(text)) if word]


def _known(emoji: Emoji, lang: str) -> Known:
    own_first = sorted(emoji.names, key=lambda other: other != lang)
    names = tuple(name for each in own_first for name in emoji.names[each])
    title = emoji.titles[lang]
    named = {part for name in names for part in name.split("_")}
    words = [*(name.replace("_", " ") for name in names), *words_of(title), *(w for w in emoji.words if w not in named)]
    return Known(emoji, title, " ".join(words_of(title)), names, f" {' '.join(words)} ", since(emoji))
