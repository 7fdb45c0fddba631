"""What a zip file is: an office file, or a heap of things.

Only the list of what is in it is read; nothing is unpacked.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

ZIP = "application/zip"

NAMES_MOST = 5_000
"""Files in a zip whose list is read: office files have some hundreds."""

LIST_MOST = 2 * 1024 * 1024
"""Bytes of that list."""

_END, _END_LENGTH, _COMMENT_MOST = b"PK\x05\x06", 22, 65_535

_OOXML = "application/vnd.openxmlformats-officedocument."
_BY_PART = {
    "word/document.xml": _OOXML + "wordprocessingml.document",
    "xl/workbook.xml": _OOXML + "spreadsheetml.sheet",
    "xl/workbook.bin": "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
    "ppt/presentation.xml": _OOXML + "presentationml.presentation",
    "visio/document.xml": "application/vnd.ms-visio.drawing",
}
"""The part without which no such file opens (ECMA-376), and what it is then."""

_ODF = "application/vnd.oasis.opendocument."
_BY_LABEL = (
    *(_ODF + kind for kind in ("text", "spreadsheet", "presentation", "graphics", "formula", "chart", "database")),
    "application/epub+zip",
)
"""What the first thing in an OpenDocument file says of it, as it is (OpenDocument 1.3, part 2, 3.3)."""


def media_of(head: bytes, path: Path) -> str:
    """The media type of a zip file; `ZIP` when it is none of an office's programs, or cannot be read."""
    label = _label(head)
    if label:
        return label
    try:
        names = _names(path)
    except Exception:
        # Whatever a forged list has the reader raise.
        return ZIP
    if "[Content_Types].xml" not in names:
        return ZIP
    return next((media for part, media in _BY_PART.items() if part in names), ZIP)


def _label(head: bytes) -> str:
    """What a file called `mimetype`, the first one and not packed, says; "" when there is none."""
    if head[30:38] != b"mimetype" or head[8:10] != b"\0\0":
        return ""
    begin = 38 + int.from_bytes(head[28:30], "little")
    said = head[begin : begin + min(int.from_bytes(head[18:22], "little"), 100)].decode("ascii", "replace").strip()
    return next((media for media in _BY_LABEL if said in (media, media + "-template")), "")


def _names(path: Path) -> set[str]:
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _END_LENGTH - _COMMENT_MOST))
        tail = file.read()
        end = tail.rfind(_END)
        if end < 0 or int.from_bytes(tail[end + 10 : end + 12], "little") > NAMES_MOST:
            return set()
        if int.from_bytes(tail[end + 12 : end + 16], "little") > LIST_MOST:
            return set()
        with zipfile.ZipFile(file) as zipped:
            return set(zipped.namelist())
