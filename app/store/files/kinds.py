"""What a file is, by what it holds. Its name and what a browser says of it count for nothing.

The order decides what becomes of a file that is several things at once: it is what its first bytes make of it, and a
picture only when it opens as one. All that a browser could run (HTML, SVG, XML) is a text here.
"""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from pathlib import Path

import puremagic

from app.store.files import played, raster, writings, zipped

log = logging.getLogger(__name__)

HEAD = 64 * 1024
"""Bytes of a file's beginning that `recognise` looks at."""


@dataclass(frozen=True, slots=True)
class Kind:
    """:param kind: one of `said.KINDS`
    :param media: its media type
    """

    kind: str
    media: str


OTHER = Kind("other", "application/octet-stream")
PDF = Kind("pdf", "application/pdf")
RTF = Kind("document", "application/rtf")
PLAIN = "text/plain"
"""The type of every text: a browser shows it as it stands and runs nothing of it."""

_ARCHIVES = {
    ".7z": "application/x-7z-compressed",
    ".rar": "application/vnd.rar",
    ".gz": "application/gzip",
    ".bz2": "application/x-bzip2",
    ".xz": "application/x-xz",
    ".zst": "application/zstd",
    ".tar": "application/x-tar",
    ".cab": "application/vnd.ms-cab-compressed",
    ".iso": "application/x-iso9660-image",
}
"""What others packed, by the end of the name that such a file has in puremagic's tables."""

_SURE = 3
"""Bytes that must agree before a table is believed."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = {
    "WordDocument": "application/msword",
    "Workbook": "application/vnd.ms-excel",
    "Book": "application/vnd.ms-excel",
    "PowerPoint Document": "application/vnd.ms-powerpoint",
    "VisioDocument": "application/vnd.visio",
    "__properties_version1.0": "application/vnd.ms-outlook",
}
"""What the older office programs call the main part of their files ([MS-CFB], 2.6.4), and what it is then."""
_OLE_LIST = 32 * 1024
"""Bytes of the list of parts that are looked at."""


def recognise(head: bytes, path: Path, name: str) -> Kind:
    """What that file is. It reads the disk: call it in a thread. It never raises for what a file holds.

    :param head: its beginning, `HEAD` bytes or all of it
    :param path: where it lies, for what stands further back
    :param name: as its owner named it; it tells one programming language from another, and nothing else
    """
    picture = raster.format_of(head)
    if picture is not None:
        return _picture(path, picture)
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        media = zipped.media_of(head, path)
        return Kind("archive" if media == zipped.ZIP else "document", media)
    if head.startswith(_OLE):
        return _older_document(head, path)
    if head.startswith(b"{\\rtf"):
        return RTF
    heard = played.media_of(head)
    if heard:
        return Kind(heard.partition("/")[0], heard)
    packed = _packed(head)
    if packed:
        return Kind("archive", packed)
    writing = writings.writing(head, name, whole=len(head) < HEAD)
    return Kind(writing, PLAIN) if writing else OTHER


def _picture(path: Path, format_: raster.Format) -> Kind:
    if format_.apart:
        # Whether it is one is known when it has been drawn.
        return Kind("animation" if format_.moves else "image", format_.media)
    try:
        with raster.opened(path, format_) as image:
            return Kind("animation" if raster.moves(image, format_) else "image", format_.media)
    except Exception as error:
        # A damaged picture, a bomb, something else in its dress: a file to be saved, and nothing that is shown.
        log.info("a file that begins as a picture is none", exc_info=error)
        return OTHER


def _older_document(head: bytes, path: Path) -> Kind:
    """What lies in a compound file, by the names of its parts: an installer is one, too."""
    sector = 4096 if head[30:32] == b"\x0c\0" else 512
    begin = (int.from_bytes(head[48:52], "little") + 1) * sector
    with path.open("rb") as file:
        file.seek(min(begin, file.seek(0, os.SEEK_END)))
        parts = file.read(_OLE_LIST)
    for part, media in _OLE_STREAMS.items():
        if (part + "\0").encode("utf-16-le") in parts:
            return Kind("document", media)
    return OTHER


def _packed(head: bytes) -> str:
    try:
        found = puremagic.magic_string(head)
    except (ValueError, LookupError):
        return ""
    likely = (each for each in found if each.offset >= 0 and len(each.byte_match) >= _SURE)
    return next((_ARCHIVES[each.extension] for each in likely if each.extension in _ARCHIVES), "")
