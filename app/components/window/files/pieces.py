"""Files that are no pictures: a chip; with a player for what is heard, a first page, the beginning of a text."""

from __future__ import annotations

from htpy import Element, Node, a, button, code, div, img, pre, small, span

from app.components.icons import icon
from app.components.window.files.addresses import LARGE, original, shown, thumbnail
from app.components.window.files.signs import name, sign, told
from app.locale import Words
from app.store.said import File

TEXT = "file-text"
"""What the card of a whole text is asked for by."""

LISTEN = "listen"
"""What the card in which a sound is heard is asked for by."""

HEARD = frozenset(
    {
        *("audio/mpeg", "audio/mp4", "audio/aac", "audio/x-m4a", "audio/ogg", "audio/opus"),
        *("audio/wav", "audio/x-wav", "audio/vnd.wave", "audio/webm", "audio/flac", "audio/x-flac"),
    }
)
"""What browsers play."""

LINES, WIDTH = 8, 200
"""Of a text so much shows."""

FITS = 40
"""So many letters of a line fit on a wide screen; of a longer one the rest is in the card of the whole text."""


def piece(file: File, words: Words) -> Element:
    """What a row shows of it."""
    if file.kind == "audio" and file.media in HEARD:
        return _heard(file, words)
    if file.kind == "pdf" and file.drawn:
        return _page(file, words)
    if file.kind in ("text", "code") and file.excerpt.strip():
        return _text(file, words)
    return div(".doc", data_file=str(file.id), data_kind=file.kind)[chip(file, words)]


def chip(file: File, words: Words, page: Node = None) -> Element:
    """What it is, what it is called, and the way to keep it: all of it is that.

    :param page: what shows above that
    """
    return _keeping(file, words)[
        page, span(".sign")[sign(file)], _told(file, words), span(".keep")[icon("download", 18)]
    ]


def _keeping(file: File, words: Words) -> Element:
    return a(
        ".doc-chip",
        href=original(file),
        download=file.name,
        draggable="false",
        tabindex="-1",
        title=words("Download"),
    )


def _told(file: File, words: Words) -> Element:
    by_ear = span(".by-ear")[words("Download {name}", name=file.name), ", "]
    return span(".doc-told")[by_ear, name(file, is_said=False), small[told(file, words)]]


def _heard(file: File, words: Words) -> Element:
    """What plays it stands in the place of its sign."""
    listen = a(
        ".listen",
        href=shown(file),
        tabindex="-1",
        data_action=LISTEN,
        data_shows=str(file.id),
        aria_haspopup="dialog",
        aria_label=words("Listen to {name}", name=file.name),
    )
    return div(".doc.heard", data_file=str(file.id), data_kind=file.kind)[
        listen[icon("play", 20)], _keeping(file, words)[_told(file, words), span(".keep")[icon("download", 18)]]
    ]


def _page(file: File, words: Words) -> Element:
    page = img(".first-page", src=thumbnail(file, LARGE), alt="", loading="lazy", decoding="async", draggable="false")
    return div(".doc.paged", data_file=str(file.id), data_kind=file.kind)[chip(file, words, page)]


def _text(file: File, words: Words) -> Element:
    begins = _beginning(file.excerpt)
    # Line ends and marks of order may be written otherwise than they stand in the file.
    is_whole = begins == file.excerpt.strip("\n") and len(file.excerpt.encode()) >= file.size * 0.9
    fits = is_whole and all(len(line) <= FITS for line in begins.split("\n"))
    return div(".doc.text", data_file=str(file.id), data_kind=file.kind)[
        chip(file, words),
        pre(class_=["excerpt", {"cut": not is_whole}], dir="auto" if file.kind == "text" else None)[code[begins]],
        None if fits else _all_of(file, words),
    ]


def _all_of(file: File, words: Words) -> Element:
    return button(
        ".show-all",
        type="button",
        tabindex="-1",
        data_action=TEXT,
        data_shows=str(file.id),
        aria_haspopup="dialog",
        aria_label=words("Show all of {name}", name=file.name),
    )[words("Show all")]


def _beginning(text: str) -> str:
    return "\n".join(line[:WIDTH] for line in text.strip("\n").split("\n")[:LINES])
