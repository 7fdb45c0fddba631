"""What can be read in a text: all of it for search, and how it begins, to be shown."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from app.store.files import writings

TEXT_MOST = 1_000_000
"""Bytes that are read for search."""

LINES, LETTERS = 12, 600
"""Of an excerpt, at most."""

_UNSEEN = re.compile(
    # Control characters, what makes text run the other way round the rest of the page, and half letters.
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffc\ufffe\uffff\ud800-\udfff]"
)


def read(path: Path) -> str:
    """The text in that file, as far as `TEXT_MOST`; "" when it is none."""
    content, whole = _read(path, TEXT_MOST)
    alphabet = writings.alphabet_of(content, whole=whole)
    return clean(content.decode(alphabet, "ignore")) if alphabet else ""


def beginning(path: Path, most: int) -> str:
    """So many bytes of the text in that file, to be shown: in whatever alphabet it is written, and with a sign in the
    place of what cannot be read."""
    content, whole = _read(path, most)
    alphabet = writings.alphabet_of(content, whole=whole)
    if not alphabet:
        return clean(content.decode("utf-8", "replace"))
    return clean(codecs.getincrementaldecoder(alphabet)().decode(content, final=whole))


def _read(path: Path, most: int) -> tuple[bytes, bool]:
    """So many bytes of it, and whether that is all."""
    with path.open("rb") as file:
        return file.read(most), not file.read(1)


def clean(text: str) -> str:
    """The text without what nobody sees, its lines ended as ours."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def excerpt(text: str) -> str:
    """How it begins: some lines, without empty ones before."""
    return "\n".join(line.rstrip() for line in text[: 4 * LETTERS].lstrip("\n").split("\n")[:LINES])[:LETTERS].rstrip()
