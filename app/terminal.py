"""What is printed can be read on any terminal: what its encoding lacks is written in other words."""

from __future__ import annotations

import codecs
import io
import os
import sys
import unicodedata

NAME = "miaou-plain"
"""Of the way in which characters that cannot be encoded are written, among Python's `strict`, `replace`…"""

_PLAIN = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
        "−": "-",
        "°": "o",
        "→": "->",
        "←": "<-",
        "✓": "ok",
        "·": "-",
        "×": "x",
        "≤": "<=",
        "≥": ">=",
        "œ": "oe",
        "Œ": "OE",
        "æ": "ae",
        "Æ": "AE",
        "ß": "ss",
        "ø": "o",
        "Ø": "O",
        "€": "EUR",
        # They only say where a line may be broken, or which form the sign before them takes.
        "\u200b": "",
        "\u200d": "",
        "\ufe0f": "",
    }
)


def begin() -> None:
    """From now on nothing that is printed fails for its characters, on a terminal, in a file or in a pipe."""
    codecs.register_error(NAME, _written_plainly)
    # Without a console, as under Windows' pythonw, there is nothing to print to.
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - for good
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - for good
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=NAME)


def _written_plainly(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    if all("\udc80" <= char <= "\udcff" for char in lacking):
        # A file's name that is no text in any encoding, as Python keeps it: its bytes as they are.
        return bytes(ord(char) - 0xDC00 for char in lacking), error.end
    return "".join(_plain(char, error.encoding) for char in lacking), error.end


def _plain(char: str, encoding: str) -> str:
    """The nearest that this encoding has: é → e, … → ..., 🐱 → ?"""
    parts = unicodedata.normalize("NFKD", char.translate(_PLAIN)).translate(_PLAIN)
    return "".join(part if _has(encoding, part) else "?" for part in parts if not unicodedata.combining(part))


def _has(encoding: str, char: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
