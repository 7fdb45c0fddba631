"""JPEG: its segments (ITU T.81, B.1), but for those that applications wrote into it; and nothing after its end."""

from __future__ import annotations

import re

from app.store.files.bare.kept import UPRIGHT, Kept, exif

_START, _END, _SCAN, _COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
_APPLICATIONS = range(0xE0, 0xF0)
_ALONE = (0x01, *range(0xD0, 0xD8))
"""Marks that nothing belongs to."""

_NEXT_MARK = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
_STRETCH = 1 << 18
"""Bytes that are looked through without a pause in which others could go on."""

_JFIF, _JFIF_LENGTH = b"JFIF\0", 14
_KEPT = {0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
"""What decides how the pixels look: their colours' profile, and how they are mixed."""


def bare(content: bytes, orientation: int) -> bytes:
    """:raises ValueError: when it is cut off before its first scan"""
    kept = Kept([b"\xff\xd8"])
    at = 2
    told = orientation == UPRIGHT
    while at < len(content):
        at = content.find(b"\xff", at)
        if at < 0:
            break
        mark = content[at + 1]
        if mark == 0xFF:
            at += 1
            continue
        if mark == _END:
            return b"".join((*kept, b"\xff\xd9"))
        end = at + 2 if mark in _ALONE else at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        piece = _kept(mark, content[at:end])
        # JFIF wants to stand first; then comes how it lies.
        if not told and mark != 0xE0:
            kept.append(_segment(0xE1, b"Exif\0\0" + exif(orientation)))
            told = True
        if mark == _SCAN:
            end = _after_scan(content, end)
            piece = content[at:end]
        kept.append(piece)
        at = end
    if _SCAN not in (piece[1] for piece in kept if piece):
        raise ValueError("a JPEG without a picture")
    # Cut off in the middle: whoever shows it shows what there is.
    return b"".join(kept)


def _kept(mark: int, segment: bytes) -> bytes:
    """What stays of a segment: all, nothing, or its head without a small picture of what this one once was."""
    if mark == 0xE0:
        if segment[4:9] != _JFIF:
            return b""
        return _segment(0xE0, segment[4 : 2 + _JFIF_LENGTH] + b"\0\0")
    if mark == _COMMENT or (mark in _APPLICATIONS and not segment[4:].startswith(_KEPT.get(mark, b"?"))):
        return b""
    return segment


def _segment(mark: int, content: bytes) -> bytes:
    return bytes((0xFF, mark)) + (len(content) + 2).to_bytes(2, "big") + content


def _after_scan(content: bytes, at: int) -> int:
    """Where the scan that begins there ends: with the next mark that is no part of it."""
    while at < len(content):
        found = _NEXT_MARK.search(content, at, at + _STRETCH)
        if found:
            return found.start()
        # One that lies across the border is found by the next look.
        at += _STRETCH - 1
    return len(content)
