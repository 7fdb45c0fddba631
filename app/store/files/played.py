"""Sound and film, by their first bytes: what browsers play, and what only programs do."""

from __future__ import annotations

_BRANDS = {b"M4A ": "audio/mp4", b"M4B ": "audio/mp4", b"qt  ": "video/quicktime"}
"""Brands of a file in boxes that are no common film (ISO/IEC 14496-12)."""

_FILMS = (b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash", b"3gp4",
          b"3gp5", b"3gp6", b"3g2a", b"MSNV", b"f4v ")  # fmt: skip

_BEGINNINGS = (
    (b"fLaC\0", "audio/flac"),
    (b"fLaC\x80", "audio/flac"),
    (b"ID3\x02", "audio/mpeg"),
    (b"ID3\x03", "audio/mpeg"),
    (b"ID3\x04", "audio/mpeg"),
    (b"#!AMR\n", "audio/amr"),
    (b"MThd\0\0\0\x06", "audio/midi"),
    (b"FLV\x01", "video/x-flv"),
    (b"\x00\x00\x01\xba", "video/mpeg"),
    (bytes.fromhex("3026b2758e66cf11"), "video/x-ms-wmv"),
)

_CHUNKED = {b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}


def media_of(head: bytes) -> str:
    """The media type of a sound or a film, "" when it is neither."""
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        return _BRANDS.get(brand, "video/mp4" if brand in _FILMS else "")
    if head[:4] == b"RIFF":
        return _CHUNKED.get(head[8:12], "")
    if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
        return "audio/aiff"
    if head.startswith(b"OggS"):
        return "video/ogg" if b"\x80theora" in head[:512] else "audio/ogg"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return _matroska(head[:4096])
    for beginning, media in _BEGINNINGS:
        if head.startswith(beginning):
            return media
    return _frames(head)


def _matroska(head: bytes) -> str:
    """A film; or a sound, when it names a codec of sound and none of film before its first frames."""
    film = "video/webm" if b"webm" in head[:64] else "video/x-matroska"
    return film.replace("video/", "audio/") if b"A_" in head and b"V_" not in head else film


def _frames(head: bytes) -> str:
    """A stream of sound without any head: two frames of the same make must follow one another."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return ""
    if head[1] & 0xF6 == 0xF0:
        length = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5 if len(head) > 5 else 0
        return "audio/aac" if length > 7 and head[length : length + 2] == head[:2] else ""
    length = _mp3_frame(head)
    return "audio/mpeg" if length and head[length : length + 2] == head[:2] else ""


_MP3_KBPS = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
_MP3_KBPS_LOW = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0)
_MP3_HZ = (44_100, 48_000, 32_000, 0)


def _mp3_frame(head: bytes) -> int:
    """Bytes of the first frame of layer III (ISO/IEC 11172-3, 2.4.2.3), 0 when it is none."""
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    if layer != 1 or version == 1:
        return 0
    kbps = (_MP3_KBPS if version == 3 else _MP3_KBPS_LOW)[head[2] >> 4]
    hertz = _MP3_HZ[head[2] >> 2 & 3] >> (3 - version if version else 2)
    if not kbps or not hertz:
        return 0
    return (144 if version == 3 else 72) * kbps * 1000 // hertz + (head[2] >> 1 & 1)
