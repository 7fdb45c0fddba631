"""Which messages of a piece of the index hold a word: few as their places there, many as one bit for each."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterator, Sequence

FEW = 128
"""So many are kept as places, of two bytes each."""


class Damaged(sqlite3.DatabaseError):
    """What stands in the index cannot be read."""

    def __init__(self) -> None:
        super().__init__("search's index is malformed")


_PLACES, _BITS = b"\0", b"\1"


def packed(places: Sequence[int]) -> bytes:
    """Growing places, as the index keeps them; each is below 65,536."""
    if len(places) <= FEW:
        return _PLACES + struct.pack(f"<{len(places)}H", *places)
    return _BITS + _little(_number(places))


def unpacked(held: bytes) -> int:
    """A number of which those bits are set.

    :raises Damaged: when it is nothing that was `packed`
    """
    if held[:1] == _BITS:
        return int.from_bytes(held[1:], "little")
    return _number(_places(held))


def holds(held: bytes, place: int) -> bool:
    if held[:1] == _BITS:
        byte = 1 + (place >> 3)
        return byte < len(held) and bool(held[byte] >> (place & 7) & 1)
    return place in _places(held)


def with_place(held: bytes | None, place: int) -> bytes:
    return packed(sorted({*(places_of(unpacked(held)) if held else ()), place}))


def without_place(held: bytes, place: int) -> bytes | None:
    """None when nothing is left."""
    left = unpacked(held) & ~(1 << place)
    return packed(sorted(places_of(left))) if left else None


def places_of(bits: int) -> Iterator[int]:
    """From the greatest to the smallest."""
    while bits:
        place = bits.bit_length() - 1
        yield place
        bits ^= 1 << place


def _places(held: bytes) -> tuple[int, ...]:
    try:
        return struct.unpack(f"<{len(held) // 2}H", held[1:])
    except struct.error as error:
        raise Damaged from error


def _number(places: Sequence[int]) -> int:
    if not places:
        return 0
    found = bytearray((max(places) >> 3) + 1)
    for each in places:
        found[each >> 3] |= 1 << (each & 7)
    return int.from_bytes(found, "little")


def _little(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8, "little")
