"""What stands for a file: the sign of its kind, its name, and what else is said of it."""

from __future__ import annotations

import unicodedata
from pathlib import PurePath

from htpy import Element, bdi, img, span

from app.components.icons import icon
from app.components.sizes import size
from app.components.window.files.addresses import SMALL, thumbnail
from app.locale import N_, Words
from app.store.said import File

_SIGNS = {
    "image": ("picture", N_("Picture")),
    "animation": ("film", N_("Animation")),
    "pdf": ("page", N_("PDF")),
    "audio": ("note", N_("Sound")),
    "video": ("film", N_("Video")),
    "text": ("page", N_("Text")),
    "code": ("code", N_("Code")),
    "document": ("page", N_("Document")),
    "archive": ("box", N_("Archive file")),
    "other": ("page", N_("File")),
}
"""By kind: its sign, and what it is called."""

_OFFICE = {
    "spreadsheet": ("table", N_("Spreadsheet")),
    "excel": ("table", N_("Spreadsheet")),
    "presentation": ("slides", N_("Slides")),
    "powerpoint": ("slides", N_("Slides")),
}
"""Of office files, by what is in their media type."""

TAIL = 4
"""Letters at the end of a name that always show, before what it ends in: two long names often differ there alone."""

LONGEST_SUFFIX = 8
"""What is longer is no ending: a sentence with a full stop in it."""

JOINER = "\u200d"
"""What makes one picture of several."""

SKINS = range(0x1F3FB, 0x1F400)
"""Colours of the hand, or the face, that stands before them."""


def _sign(file: File) -> tuple[str, str]:
    if file.kind == "document":
        return next((sign for mark, sign in _OFFICE.items() if mark in file.media), _SIGNS["document"])
    return _SIGNS.get(file.kind, _SIGNS["other"])


def sign(file: File, pixels: int = 22) -> Element:
    """The icon of what it is."""
    return icon(_sign(file)[0], pixels)


def likeness(file: File) -> Element:
    """How it looks in a square: its picture, or the icon of what it is."""
    return span(".sign")[img(src=thumbnail(file, SMALL), alt="") if file.drawn else sign(file)]


def kind(file: File, words: Words) -> str:
    """What it is, in a word."""
    return words(_sign(file)[1])


def told(file: File, words: Words, *, in_short: bool = False) -> str:
    """What it is, how many pages it has, how heavy it is: "PDF · 3 pages · 1.2 MB".

    :param in_short: without its pages, where there is room for half a line
    """
    pages = words.plural("{n} page", "{n} pages", file.pages) if file.pages and not in_short else ""
    return " · ".join(filter(None, (kind(file, words), pages, size(file.size, words))))


def described(file: File, words: Words) -> str:
    """All of it in a line, for whoever does not see it: "Picture: beach.jpg, 2 MB"."""
    return words("{kind}: {name}, {size}", kind=kind(file, words), name=file.name, size=size(file.size, words))


def name(file: File, *, is_said: bool = True) -> Element:
    """Its name in one line. One that is too long loses its middle: how it ends is what tells it.

    :param is_said: by ear, too; where its two parts would be said as two, something else says it
    """
    suffix = PurePath(file.name).suffix
    ends = TAIL + (len(suffix) if len(suffix) <= LONGEST_SUFFIX else 0)
    at = max(0, len(file.name) - ends)
    while 0 < at < len(file.name) and _are_one(*file.name[at - 1 : at + 1]):
        at += 1
    begins, end = file.name[:at], file.name[at:]
    return bdi(".file-name", title=file.name, aria_hidden=None if is_said else "true")[
        span(".begins")[begins] if begins else None, span(".ends")[end] if end else None
    ]


def _are_one(before: str, after: str) -> bool:
    """Whether two characters are drawn as one thing: with an accent, parts of an emoji, letters that are joined."""
    if JOINER in (before, after) or unicodedata.category(after).startswith("M") or ord(after) in SKINS:
        return True
    return unicodedata.bidirectional(before) in ("AL", "NSM") and unicodedata.bidirectional(after) == "AL"
