"""The files of a message in a few words, where nothing of them can be shown."""

from __future__ import annotations

from collections.abc import Sequence

from app.locale import Words
from app.store.said import File

PICTURES = ("image", "animation")


def files_told(files: Sequence[File], words: Words) -> str:
    """A picture's name says nothing: a camera gave it. Of others, how the first is called; "" of none."""
    if not files:
        return ""
    if all(file.kind in PICTURES for file in files):
        return words.plural("{n} picture", "{n} pictures", len(files)) if len(files) > 1 else words("Picture")
    first = next(file.name for file in files if file.kind not in PICTURES)
    more = len(files) - 1
    return words.plural("{name} and {n} more file", "{name} and {n} more files", more, name=first) if more else first
