"""Telephones' own formats, HEIC and AVIF: told by their first bytes, and decoded by a process of its own (`apart`)."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Literal

from app.store.files import apart

_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_AVIF_BRANDS = (b"avif", _AVIF_MOVES := b"avis")


def brand(head: bytes) -> Literal["heic", "avif", "avif that moves", ""]:
    """Which of them a file asks for, by the brands of its first box (ISO/IEC 14496-12, 4.3)."""
    if head[4:8] != b"ftyp":
        return ""
    length = min(int.from_bytes(head[:4], "big"), 256)
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, length, 4))]
    if any(brand in _AVIF_BRANDS for brand in brands):
        return "avif that moves" if brands[0] == _AVIF_MOVES else "avif"
    return "heic" if brands[0] in _HEIC_BRANDS else ""


def as_png(content: bytes, longer: int) -> bytes:
    """The same picture as a PNG, upright, whose longer side has at most so many pixels; nothing when it is none.

    It waits for the process: call it in a thread.
    """
    with tempfile.TemporaryDirectory(prefix="miaou-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "picture"
        path.write_bytes(content)
        with apart.read(path, "heif", longer) as found:
            return found.picture.read_bytes() if found.told and found.picture.is_file() else b""
