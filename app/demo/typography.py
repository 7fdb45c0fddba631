"""Fixed spaces: the demo's texts are typed with plain ones, and shown with those that never break a line."""

import re
from collections.abc import Sequence

from app.demo.languages import Lang

NARROW = "\u202f"
FIXED = "\u00a0"

# Code is left as it was typed: its spaces have a meaning.
_CODE = re.compile(r"(```.*?```|`[^`\n]*`)", re.DOTALL)
_UNITS = r"€|%|h\b|min\b|s\b|kg\b|cm\b|m\b|mètres\b"
_FRENCH = (
    (re.compile(r" (?=[;!?])"), NARROW),
    (re.compile(r" (?=:(?:\s|\*|$))"), FIXED),  # not before a typed smiley
    (re.compile(r"(?<=«) | (?=»)"), FIXED),
    (re.compile(rf"(?<=\d) (?={_UNITS})"), FIXED),
    (re.compile(rf"(?<=\d[ {FIXED}]h|\bmin) (?=\d)"), FIXED),
    (re.compile(r"(?<=\d) (?=\d{3}\b)"), NARROW),
    (re.compile(r"(?<=\bMme) "), FIXED),
)
_ENGLISH = ((re.compile(r"(?<=\d) (?=(?:kg|cm|m|min)\b)"), FIXED),)


def spaced(text: str, lang: Lang) -> str:
    """`text` with fixed spaces where the language's typography wants them, outside Markdown code."""
    return french_spaces(text) if lang == "fr" else _mended(text, _ENGLISH)


def french_spaces(text: str) -> str:
    """The same for French alone."""
    return _mended(text, _FRENCH)


def _mended(text: str, rules: Sequence[tuple[re.Pattern[str], str]]) -> str:
    pieces = _CODE.split(text)
    for i in range(0, len(pieces), 2):
        for pattern, space in rules:
            pieces[i] = pattern.sub(space, pieces[i])
    return "".join(pieces)
