"""Slips of the fingers, which whoever made them mends."""

from __future__ import annotations

import re
from random import Random

_WORD = re.compile(r"(?<![\w/@`.-])[a-zà-ÿ]{6,}(?![\w/@`-])")


def slipped(text: str, chance: Random) -> str:
    """`text` with two letters of one of its longer words the wrong way round; as it was, when it has none."""
    words = list(_WORD.finditer(text))
    if not words:
        return text
    word = chance.choice(words)
    places = [i for i in range(word.start() + 1, word.end() - 2) if text[i] != text[i + 1]]
    if not places:
        return text
    at = chance.choice(places)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
