"""Kept: the pieces of a file that stay."""

from __future__ import annotations

import struct

UPRIGHT = 1

PIECES_MOST = 100_000
"""Of a picture that somebody made in order to show it: an animation has some thousands."""


class Kept(list[bytes]):
    def append(self, piece: bytes) -> None:
        """:raises ValueError: when it becomes more than any picture has"""
        if len(self) >= PIECES_MOST:
            raise ValueError("a picture in crumbs")
        super().append(piece)


def exif(orientation: int) -> bytes:
    """EXIF that says how a picture lies, from 1 to 8, and nothing else (CIPA DC-008, 4.6.2)."""
    return b"II*\0" + struct.pack("<IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)
