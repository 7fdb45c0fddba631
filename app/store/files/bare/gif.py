"""GIF: its blocks (GIF 89a, 12 to 26), but for comments and for what other programs than browsers wrote into it."""

from __future__ import annotations

from app.store.files.bare.kept import Kept

_IMAGE, _EXTENSION, _END = 0x2C, 0x21, 0x3B
_COMMENT, _APPLICATION = 0xFE, 0xFF
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
"""They say how often it plays."""


def bare(content: bytes, _orientation: int) -> bytes:
    at = 13 + _colours(content[10])
    kept = Kept([content[:at]])
    while at < len(content) and content[at] != _END:
        if content[at] == _IMAGE:
            end = _after_blocks(content, at + 10 + _colours(content[at + 9]) + 1)
        elif content[at] == _EXTENSION:
            end = _after_blocks(content, at + 2)
        else:
            raise ValueError("a GIF with something else in it")
        if content[at] == _IMAGE or not _tells(content[at : at + 14]):
            kept.append(content[at:end])
        at = end
    return b"".join((*kept, bytes((_END,))))


def _tells(extension: bytes) -> bool:
    label = extension[1]
    return label == _COMMENT or (label == _APPLICATION and extension[3:14] not in _LOOPS)


def _colours(packed: int) -> int:
    """Bytes of the table that follows."""
    return 3 << (packed & 7) + 1 if packed & 0x80 else 0


def _after_blocks(content: bytes, at: int) -> int:
    while content[at]:
        at += 1 + content[at]
    return at + 1
