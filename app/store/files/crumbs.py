"""Pictures in crumbs: files of a few megabytes that consist of millions of pieces, each of which a decoder in Python
would go through, and keep, before it says how large the picture is."""

from __future__ import annotations

SEGMENTS_MOST = 10_000
"""Pieces of a JPEG before its first scan. A profile of colours may take 255, notes of a camera some hundreds."""

CHUNKS_MOST = 100_000
"""Pieces of a PNG: an animation has some thousands."""

_SCAN, _FILLING = 0xDA, 0xFF
_ALONE = (0x00, 0x01, *range(0xD0, 0xDA))
"""Marks that nothing belongs to."""


def is_in_crumbs(content: bytes) -> bool:
    """Whether that is a JPEG or a PNG in crumbs; of other formats the decoders have their own limits."""
    if content.startswith(b"\xff\xd8"):
        return _is_jpeg_in_crumbs(content)
    return content.startswith(b"\x89PNG") and _is_png_in_crumbs(content)


def _is_jpeg_in_crumbs(content: bytes) -> bool:
    at = 2
    for _ in range(SEGMENTS_MOST):
        at = content.find(b"\xff", at)
        if at < 0 or at + 2 > len(content):
            return False
        mark = content[at + 1]
        if mark == _SCAN:
            return False
        if mark == _FILLING:
            at += 1
        elif mark in _ALONE:
            at += 2
        else:
            at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return True


def _is_png_in_crumbs(content: bytes) -> bool:
    at = 8
    for _ in range(CHUNKS_MOST):
        # What stands behind the end nobody goes through.
        if at >= len(content) or content[at + 4 : at + 8] == b"IEND":
            return False
        at += 12 + int.from_bytes(content[at : at + 4], "big")
    return True
