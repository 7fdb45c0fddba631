"""PNG: its chunks (PNG 3, 5.3), but for those that tell of the picture; and nothing after its end."""

from __future__ import annotations

import zlib

from app.store.files.bare.kept import UPRIGHT, Kept, exif

_SHOWN = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT".split()
)
"""The chunks that decide how it looks."""


def bare(content: bytes, orientation: int) -> bytes:
    """:raises ValueError: when it is cut off before its pixels"""
    kept = Kept([content[:8]])
    at = 8
    told = orientation == UPRIGHT
    while at + 8 <= len(content):
        name = content[at + 4 : at + 8]
        end = at + 12 + int.from_bytes(content[at : at + 4], "big")
        if name == b"IDAT" and not told:
            kept.append(_chunk(b"eXIf", exif(orientation)))
            told = True
        if name in _SHOWN:
            kept.append(content[at:end])
        if name == b"IEND":
            break
        at = end
    if not any(piece[4:8] == b"IDAT" for piece in kept):
        raise ValueError("a PNG without a picture")
    return b"".join(kept)


def _chunk(name: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + name + content + zlib.crc32(name + content).to_bytes(4, "big")
