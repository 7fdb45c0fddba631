"""Pictures as they come: which decoder may see one, and how large it may be, all told by its head alone.

A picture is what Pillow opens with the one decoder that its first bytes ask for, of those that stand here; whatever
else it may be as well, it is nothing else for us.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from PIL import Image

from app.store import pictures
from app.store.files import heif
from app.store.files.crumbs import is_in_crumbs

log = logging.getLogger(__name__)

PIXELS_MOST = pictures.PIXELS_MOST
"""Of a picture that is decoded as it is."""

BYTES_MOST = 100_000_000
"""Of a picture's file: all of it is in memory while it is drawn."""

JPEG_PIXELS_MOST = 120_000_000
"""Of a JPEG, which is decoded reduced: what the sharpest telephones bring."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format of pictures.

    :param decoder: its name in Pillow
    :param moves: whether it may hold several pictures that are shown one after another
    :param apart: whether it is decoded by a process of its own alone (`heif`); what `moves` is said by its head, then
    """

    decoder: str
    media: str
    moves: bool = False
    apart: bool = False


PNG = Format("PNG", "image/png", moves=True)
JPEG = Format("JPEG", "image/jpeg")
GIF = Format("GIF", "image/gif", moves=True)
WEBP = Format("WEBP", "image/webp", moves=True)
HEIC = Format("HEIF", "image/heic", apart=True)
AVIF = Format("AVIF", "image/avif", apart=True)
AVIF_THAT_MOVES = replace(AVIF, moves=True)
BMP = Format("BMP", "image/bmp")
TIFF = Format("TIFF", "image/tiff")

FORMATS = {each.media: each for each in (PNG, JPEG, GIF, WEBP, HEIC, AVIF, BMP, TIFF)}
"""The only ones whose decoders see what comes from outside, by their media types."""

_BRANDED = {"heic": HEIC, "avif": AVIF, "avif that moves": AVIF_THAT_MOVES}


def is_apart(media: str) -> bool:
    """Whether a file of that media type is a picture that another process decodes."""
    return media in FORMATS and FORMATS[media].apart


def format_of(head: bytes) -> Format | None:
    """Which format a file's first bytes ask for."""
    for beginning, format_ in (
        (b"\x89PNG\r\n\x1a\n", PNG),
        (b"\xff\xd8\xff", JPEG),
        (b"GIF87a", GIF),
        (b"GIF89a", GIF),
        (b"II*\0", TIFF),
        (b"MM\0*", TIFF),
    ):
        if head.startswith(beginning):
            return format_
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    # Two letters are no proof: what follows them is as old and as long as it should be.
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0" and head[14:18] in (b"\x28\0\0\0", b"\x6c\0\0\0", b"\x7c\0\0\0"):
        return BMP
    return _BRANDED.get(heif.brand(head))


class TooLarge(Exception):
    """A picture that would take too long or too much memory."""


def content_of(path: Path) -> bytes:
    """All that is in that file.

    :raises TooLarge: when that is more than a picture may have
    """
    if path.stat().st_size > BYTES_MOST:
        raise TooLarge
    return path.read_bytes()


def opened(path: Path, format_: Format) -> Image.Image:
    """The picture in that file, of which only the head has been read; whoever opens it closes it.

    :raises Exception: of all sorts, when it is none: decoders raise what they like at a forged file
    """
    if format_.apart:
        raise ValueError("a picture that no decoder in this process may see")
    content = content_of(path)
    _refuse_swelling(content, format_)
    try:
        image = Image.open(BytesIO(content), formats=(format_.decoder,))
    except Image.DecompressionBombError as error:
        raise TooLarge from error
    try:
        if image.width * image.height > _most(content, image, format_):
            raise TooLarge
    except BaseException:
        image.close()
        raise
    return image


def _refuse_swelling(content: bytes, format_: Format) -> None:
    """What takes all the memory before anybody could ask how large it is: a WebP that says it is a wall, since its
    decoder makes room for it at once; and crumbs."""
    if format_ is WEBP and content[12:16] == b"VP8X":
        width, height = (int.from_bytes(content[at : at + 3], "little") + 1 for at in (24, 27))
        if width * height > PIXELS_MOST:
            raise TooLarge
    if is_in_crumbs(content):
        raise TooLarge


def _most(content: bytes, image: Image.Image, format_: Format) -> int:
    """How many pixels this one may have; none when it is a JPEG that goes over them too often."""
    if format_ is not JPEG:
        return PIXELS_MOST
    scans = pictures.scans(content)
    if scans > pictures.SCANS_MOST:
        return 0
    # What comes in several scans is kept whole in memory while it is decoded, however small it will be.
    return JPEG_PIXELS_MOST if scans == 1 and not image.info.get("progressive") else PIXELS_MOST


def moves(image: Image.Image, format_: Format) -> bool:
    """Whether it is several pictures that are shown one after another."""
    return format_.moves and bool(getattr(image, "is_animated", False))
