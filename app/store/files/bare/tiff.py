"""TIFF: what its tags tell of the picture is written over where it lies (TIFF 6.0, section 2): all else is found by its
place in the file, and stays there."""

from __future__ import annotations

import struct

_WORDS = (
    *(0x010D, 0x010E, 0x010F, 0x0110, 0x0131, 0x0132, 0x013B, 0x013C, 0x8298),  # names, makers, dates, authors
    *(0x02BC, 0x83BB, 0x8649, 0x9286, 0xC612, 0xC634, 0xEA1C),  # XMP, IPTC, Photoshop, comments, a maker's own
    *(0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F),  # Windows' title, comment, author, words, subject
)
_LISTS = (0x8769, 0x8825, 0xA005)
"""EXIF, GPS, and what belongs to it: lists of their own."""

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
"""Bytes of a value, by its type."""

PAGES_MOST = 1_000


DEPTH_MOST = 4
"""Lists within lists."""


def bare(content: bytes, _orientation: int) -> bytes:
    """:raises ValueError: when its lists of tags cannot be read"""
    try:
        return _Tiff(content).bare()
    except struct.error as error:
        raise ValueError("a TIFF whose tags are damaged") from error


class _Tiff:
    def __init__(self, content: bytes) -> None:
        self.new = bytearray(content)
        self.order = "<" if content[:2] == b"II" else ">"
        self.written = 0

    def bare(self) -> bytes:
        (at,) = self._read("I", 4)
        seen: set[int] = set()
        while at and at not in seen and len(seen) < PAGES_MOST:
            seen.add(at)
            at = self._page(at)
        return bytes(self.new)

    def _page(self, at: int) -> int:
        """Write over what tells in one page's list; returns where the next one's is, 0 when there is none."""
        (count,) = self._read("H", at)
        end = at + 2 + 12 * count
        for entry in range(at + 2, end, 12):
            tag, type_, number, value = self._read("HHII", entry)
            length = _SIZES.get(type_, 1) * number
            if tag in _LISTS:
                self._empty(value, 1)
            elif tag in _WORDS:
                self._blank(value if length > 4 else entry + 8, length)
        (after,) = self._read("I", end)
        return int(after)

    def _empty(self, at: int, depth: int) -> None:
        """Write over all that a list tells, and have it list nothing."""
        (count,) = self._read("H", at)
        entries = [self._read("HHII", entry) for entry in range(at + 2, at + 2 + 12 * count, 12)]
        self._blank(at, 2 + 12 * count)
        for tag, type_, number, value in entries:
            length = _SIZES.get(type_, 1) * number
            if tag in _LISTS and depth < DEPTH_MOST:
                self._empty(value, depth + 1)
            elif length > 4:
                self._blank(value, length)

    def _blank(self, begin: int, length: int) -> None:
        self.written += length
        if begin + length > len(self.new) or self.written > len(self.new):
            raise ValueError("a TIFF whose tags lie over one another, or outside")
        self.new[begin : begin + length] = bytes(length)

    def _read(self, format_: str, at: int) -> tuple[int, ...]:
        return struct.unpack_from(self.order + format_, self.new, at)
