"""A file's two small pictures, as WebP: upright, in the colours of a screen, without a word of who took it where."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from PIL import Image

from app.store import pictures
from app.store.files import raster

SIZES = (1024, 256)
"""Pixels of the longer side at most, the larger first; a picture that is smaller stays as small."""

QUALITY = 80
METHOD = 4
"""How hard the encoder tries: a sixth of the time of its best, for some hundredths of the bytes."""

HEAVY = 16_000_000
"""Pixels from which on pictures are decoded one at a time, however many threads there are."""

ENOUGH = 1.5
"""How many times as wide as its thumbnail a JPEG is decoded at least: telephones' photographs at half their size, in a
third of the time, and nobody sees a difference."""

_one_heavy = threading.Lock()

Size = tuple[int, int]


def make(path: Path, media: str, target: Path) -> Size:
    """Draw that picture into `target`. It takes the thread it is called in.

    :returns: its width and height as it is shown
    :raises OSError: when the disk does not take them
    :raises Exception: of all sorts, when the picture cannot be decoded
    """
    format_ = raster.FORMATS[media]
    with raster.opened(path, format_) as image:
        if image.width * image.height < HEAVY:
            small, size = _reduced(image)
        else:
            with _one_heavy:
                small, size = _reduced(image)
    write(small, target)
    return size


def write(small: Image.Image, target: Path) -> None:
    """Both thumbnails of a picture that is no larger than the larger one, without metadata."""
    target.mkdir(parents=True, exist_ok=True)
    # On a fresh sheet: an image that was made from another one keeps its metadata.
    sheet = Image.new(small.mode, small.size)
    sheet.paste(small)
    for size in SIZES:
        fit = fitted(*sheet.size, size)
        drawn = sheet if fit == sheet.size else sheet.resize(fit, Image.Resampling.LANCZOS)
        # In place only when it is whole and on the disk: the database is about to say that it is there.
        new = target / f"{size}.new"
        with new.open("wb") as file:
            drawn.save(file, "WEBP", quality=QUALITY, method=METHOD)
            file.flush()
            os.fsync(file.fileno())
        new.replace(target / f"{size}.webp")


def fitted(width: int, height: int, longer: int) -> Size:
    """The size of the same shape of which no side is longer than that, nor than it was."""
    scale = min(1, longer / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _reduced(image: Image.Image) -> tuple[Image.Image, Size]:
    """The picture upright, no larger than the larger thumbnail; and its whole size, upright."""
    profile = image.info.get("icc_profile")
    whole = image.size
    fit = fitted(*whole, SIZES[0])
    drafted = image.draft(None, (round(ENOUGH * fit[0]), round(ENOUGH * fit[1]))) is not None
    image.load()
    if not drafted:
        # Some decoders turn what they decode by themselves.
        whole = image.size
    small = pictures.plain(image).resize(fitted(*whole, SIZES[0]), Image.Resampling.LANCZOS, reducing_gap=3.0)
    orientation = pictures.orientation_of(image)
    if orientation in pictures.TURNS:
        small = small.transpose(pictures.TURNS[orientation])
    shown = pictures.in_srgb(small, profile)
    if small.mode == "RGBA":
        shown.putalpha(small.getchannel("A"))
    return shown, (whole[::-1] if orientation in pictures.LYING else whole)
