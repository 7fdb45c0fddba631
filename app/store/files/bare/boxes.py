"""HEIC and AVIF: what tells of the picture stands in things of their own (ISO/IEC 14496-12, 8.11), which are written
over where they lie: all else is found by its place in the file, and stays there."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from app.store.files.bare.kept import PIECES_MOST

_TELLING = (b"Exif", b"mime", b"uri ")
"""Kinds of things that tell: EXIF; XMP and whatever else has a media type; what its address explains."""

_NOTHING = b"\0\0\0\0II*\0" + struct.pack("<IHI", 8, 0, 0)
"""EXIF that says nothing, as it stands in such a file: first, how far away it begins."""

_METHOD_FILE, _METHOD_HERE = 0, 1
"""Whether a thing's place is reckoned from the file's beginning, or from that of the box `idat`."""


class Box(NamedTuple):
    """:param begin: where its content begins, after `name`"""

    name: bytes
    begin: int
    end: int


def bare(content: bytes, _orientation: int) -> bytes:
    """:raises ValueError: when its list of things cannot be read"""
    try:
        meta = next((box for box in _boxes(content, 0, len(content)) if box.name == b"meta"), None)
        if meta is None:
            return content
        inside = {box.name: box for box in _boxes(content, meta.begin + 4, meta.end)}
        if b"iinf" not in inside or b"iloc" not in inside:
            return content
        telling = dict(_things(content, inside[b"iinf"]))
        held = inside.get(b"idat")
        new, written = bytearray(content), 0
        for thing, begin, end in _places(content, inside[b"iloc"], held.begin if held else None):
            if thing in telling and begin < end <= len(new):
                written += end - begin
                if written > len(new):
                    raise ValueError("things that lie over one another")
                new[begin:end] = _blank(telling[thing], end - begin)
        return bytes(new)
    except struct.error as error:
        raise ValueError("a picture whose boxes are damaged") from error


def _blank(kind: bytes, length: int) -> bytes:
    if kind == b"Exif":
        return _NOTHING[:length].ljust(length, b"\0")
    return b" " * length


def _boxes(content: bytes, at: int, end: int) -> Iterator[Box]:
    while at + 8 <= end:
        length, name = struct.unpack_from(">I4s", content, at)
        begin = at + 8
        if length == 1:
            (length,) = struct.unpack_from(">Q", content, begin)
            begin += 8
        after = end if length == 0 else at + length
        if after < begin or after > end:
            raise ValueError("a box that is longer than what it lies in")
        yield Box(name, begin, after)
        at = after


def _things(content: bytes, iinf: Box) -> Iterator[tuple[int, bytes]]:
    """The things that tell: id and kind."""
    begin = iinf.begin + (6 if content[iinf.begin] == 0 else 8)
    for infe in _boxes(content, begin, iinf.end):
        version = content[infe.begin]
        if infe.name != b"infe" or version < 2:
            continue
        thing, _, kind = struct.unpack_from(">HH4s" if version == 2 else ">IH4s", content, infe.begin + 4)
        if kind in _TELLING:
            yield thing, kind


def _places(content: bytes, iloc: Box, here: int | None) -> Iterator[tuple[int, int, int]]:
    """Where things lie: id, begin, end, once for each of their pieces."""
    version = content[iloc.begin]
    at = iloc.begin + 4
    sizes = content[at], content[at + 1]
    offset_size, length_size, base_size = sizes[0] >> 4, sizes[0] & 15, sizes[1] >> 4
    index_size = sizes[1] & 15 if version else 0
    at += 2
    pieces = 0

    def number(size: int) -> int:
        nonlocal at
        if at + size > iloc.end:
            raise ValueError("a list of places that ends too early")
        at += size
        return int.from_bytes(content[at - size : at], "big")

    for _ in range(number(4 if version == 2 else 2)):
        thing = number(4 if version == 2 else 2)
        method = number(2) & 15 if version else _METHOD_FILE
        elsewhere = number(2)
        base = number(base_size)
        for _ in range(number(2)):
            pieces += 1
            if pieces > PIECES_MOST:
                raise ValueError("a picture in crumbs")
            number(index_size)
            begin = base + number(offset_size)
            length = number(length_size)
            if method == _METHOD_HERE and here is not None:
                yield thing, here + begin, here + begin + length
            elif method == _METHOD_FILE and not elsewhere:
                yield thing, begin, begin + length
