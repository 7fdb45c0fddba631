"""WebP: its chunks (RFC 9649, 2.7), but for those that tell of the picture; and nothing after its end."""

from __future__ import annotations

from app.store.files.bare.kept import UPRIGHT, Kept, exif

_HEAD = b"VP8X"
_PIXELS = (b"VP8 ", b"VP8L", b"ANMF")
_SHOWN = (_HEAD, b"ICCP", b"ANIM", b"ALPH", *_PIXELS)
_HAS_EXIF, _HAS_XMP = 0x08, 0x04


def bare(content: bytes, orientation: int) -> bytes:
    """:raises ValueError: when it is cut off before its pixels"""
    kept = Kept()
    at = 12
    whole = min(len(content), 8 + int.from_bytes(content[4:8], "little"))
    while at + 8 <= whole:
        name = content[at : at + 4]
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        end = at + 8 + length + length % 2
        if name in _SHOWN:
            kept.append(content[at:end])
        at = end
    if not any(chunk[:4] in _PIXELS for chunk in kept):
        raise ValueError("a WebP without a picture")
    if kept[0][:4] == _HEAD:
        told = orientation != UPRIGHT
        flags = kept[0][8] & ~(_HAS_EXIF | _HAS_XMP) | (_HAS_EXIF if told else 0)
        kept[0] = kept[0][:8] + bytes((flags,)) + kept[0][9:]
        if told:
            said = exif(orientation)
            kept.append(b"EXIF" + len(said).to_bytes(4, "little") + said)
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body
