"""Pictures from outside: whatever a member brings becomes two small WebP squares, an office's logo a small WebP as it
is shaped, without metadata; or it is refused.

What a file is, is what it holds: its name and the type that a browser gives it count for nothing. Decoding may take
seconds and 400 MB at worst (an RGBA picture of `PIXELS_MOST`), so it happens in one thread of its own: a crowd of
pictures waits in a row there, and takes neither the event loop nor all the memory.
"""

import asyncio
import logging
import re
import warnings
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO

from PIL import ExifTags, Image, ImageCms

from app.store.files import heif
from app.store.files.crumbs import is_in_crumbs
from app.store.images import LOGO_SIZE, SIZES
from app.store.refusal import Refused

log = logging.getLogger(__name__)

HEAVIEST = 10 * 1024 * 1024
"""Bytes of a file that is taken in."""

PIXELS_MOST = 50_000_000
"""What the sensor of a good telephone brings. Ten megabytes of PNG could hold a thousand times that."""

SCANS_MOST = 30
"""A progressive JPEG has about ten. Each goes over all the pixels and may cost 75 bytes: thousands fit in a file."""

ENOUGH = 2 * SIZES[0]
"""Pixels a side from which the squares lose nothing that one could see: a larger JPEG is decoded reduced."""

QUALITY = 85

LOGO_MOST = (512, LOGO_SIZE)
"""Pixels of a logo's width and height: twice what it takes on any page of ours."""

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
"""The only decoders that see what comes from outside; telephones' own formats become a PNG before (`heif`)."""

UNFOLDED = 2048
"""Pixels of the longer side of what a telephone's format becomes: a square of an eighth of it is still as large as
needed."""

# What Pillow thinks of somebody's file is no matter for the terminal. It warns of large pictures, too: from 89 million
# pixels on, where ours are refused already.
warnings.filterwarnings("ignore", module=r"PIL\.")

_SRGB = ImageCms.createProfile("sRGB")
_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="miaou-picture")


@dataclass(frozen=True)
class Crop:
    """A square of an upright picture.

    :param x: its left side, as a fraction of the picture's width
    :param y: its top, as a fraction of the picture's height
    :param side: its side, as a fraction of the picture's shorter side
    """

    x: float
    y: float
    side: float


async def logo(content: bytes) -> bytes:
    """`fitted` to what a logo may take, in the thread for pictures."""
    return await asyncio.get_running_loop().run_in_executor(_thread, fitted, content, LOGO_MOST)


async def squares(content: bytes, crop: Crop | None, background: str) -> tuple[bytes, bytes]:
    """`cut`, in the thread for pictures."""
    return await asyncio.get_running_loop().run_in_executor(_thread, cut, content, crop, background)


def cut(content: bytes, crop: Crop | None, background: str) -> tuple[bytes, bytes]:
    """A picture's square as WebP files of 256 and of 64 pixels.

    :param crop: which square; None: the largest in the middle
    :param background: `#rrggbb`, what shows where the picture is transparent
    :raises Refused: when it is no picture, a damaged one, or one that is too large to decode
    """
    image = _opened(content)
    profile = image.info.get("icc_profile")
    _, _, side = square_in(*image.size, crop)
    image.draft(None, (max(1, int(image.width * ENOUGH / side)), max(1, int(image.height * ENOUGH / side))))
    _load(image)
    orientation = orientation_of(image)
    size = (SIZES[0], SIZES[0])
    # The large picture is neither turned nor cropped: that would copy it. The square alone is turned, once small.
    square = plain(image).resize(size, Image.Resampling.LANCZOS, _box(*image.size, crop, orientation), reducing_gap=3.0)
    if orientation in TURNS:
        square = square.transpose(TURNS[orientation])
    # On a fresh sheet: an image that was made from another one keeps its metadata.
    sheet = Image.new("RGB", size, background)
    sheet.paste(in_srgb(square, profile), mask=square.getchannel("A") if square.mode == "RGBA" else None)
    return _webp(sheet), _webp(sheet.resize((SIZES[1], SIZES[1]), Image.Resampling.LANCZOS))


def fitted(content: bytes, most: tuple[int, int]) -> bytes:
    """A whole picture as a WebP file that is no larger than `most`, transparent where it was.

    :param most: width and height in pixels; a smaller picture stays as small
    :raises Refused: as `cut`
    """
    image = _opened(content)
    profile = image.info.get("icc_profile")
    orientation = orientation_of(image)
    lying = orientation in LYING
    width, height = most[::-1] if lying else most
    scale = min(1, width / image.width, height / image.height)
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    image.draft(None, (2 * size[0], 2 * size[1]))
    _load(image)
    small = plain(image).resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    if orientation in TURNS:
        small = small.transpose(TURNS[orientation])
    # On a fresh sheet: an image that was made from another one keeps its metadata.
    sheet = Image.new("RGBA", small.size)
    sheet.paste(in_srgb(small, profile))
    if small.mode == "RGBA":
        sheet.putalpha(small.getchannel("A"))
    return _webp(sheet)


def square_in(width: int, height: int, crop: Crop | None) -> tuple[float, float, float]:
    """Left, top and side, in pixels, of a square that lies within the picture whatever the crop says."""
    shorter = min(width, height)
    if crop is None:
        return (width - shorter) / 2, (height - shorter) / 2, shorter
    side = min(max(crop.side * shorter, 1), shorter)
    return min(max(crop.x * width, 0), width - side), min(max(crop.y * height, 0), height - side), side


def _opened(content: bytes) -> Image.Image:
    """The picture, of which only the header has been read."""
    try:
        if heif.brand(content):
            content = heif.as_png(content, UNFOLDED)
        if is_in_crumbs(content):
            raise Image.DecompressionBombError
        image = Image.open(BytesIO(content), formats=FORMATS)
        pixels = image.width * image.height
        if image.format in ("JPEG", "MPO") and scans(content) > SCANS_MOST:
            raise Image.DecompressionBombError
    except Image.DecompressionBombError:
        pixels = PIXELS_MOST + 1
    except Exception as error:
        # Decoders raise all sorts of things at a forged file.
        log.info("a file is not a picture", exc_info=error)
        raise Refused("This is not a picture that can be read: choose a PNG, JPEG, WebP or GIF file.") from error
    if pixels > PIXELS_MOST:
        raise Refused("This picture is too large: it may have {n} million pixels.", n=PIXELS_MOST // 1_000_000)
    return image


def _load(image: Image.Image) -> None:
    """Decode the picture."""
    try:
        image.load()
    except Exception as error:
        log.info("a picture could not be decoded", exc_info=error)
        raise Refused("This picture is damaged: it cannot be read to its end.") from error


_NEXT_MARKER = re.compile(rb"\xff[^\x00\x01\xd0-\xd7\xff]", re.DOTALL)
"""Within a scan, FF is followed by 00, or begins a restart mark (ITU T.81, B.1.1)."""
_SCAN, _END = 0xDA, 0xD9


_STRETCH = 1 << 18
"""Bytes that are looked through without a pause in which others could go on."""


def scans(content: bytes) -> int:
    """How many scans the JPEG has, up to its end: what follows may be a film. It counts no further than too many."""
    found, at = 0, 2
    while found <= SCANS_MOST and at < len(content):
        marker = _NEXT_MARKER.search(content, at, at + _STRETCH)
        if marker is None:
            # One that lies across the border is found by the next look.
            at += _STRETCH - 1
        elif content[marker.start() + 1] == _END:
            break
        else:
            found += content[marker.start() + 1] == _SCAN
            at = marker.end() + max(2, int.from_bytes(content[marker.end() : marker.end() + 2], "big"))
    return found


TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What makes a picture upright, by its EXIF orientation (CIPA DC-008, 4.6.5.1)."""

LYING = frozenset({5, 6, 7, 8})
"""The orientations in which a file's width is the picture's height."""


def orientation_of(image: Image.Image) -> int:
    """How the picture lies in its file, from 1 to 8 as EXIF has it; 1 when it does not say."""
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception as error:
        log.info("a picture's EXIF could not be read", exc_info=error)
        return 1


def _box(width: int, height: int, crop: Crop | None, orientation: int) -> tuple[float, float, float, float]:
    """The crop's left, top, right and bottom in the picture as it lies in the file, in pixels."""
    lying = orientation in LYING
    left, top, side = square_in(*((height, width) if lying else (width, height)), crop)
    if lying:
        left, top = top, left
    if orientation in (2, 3, 7, 8):
        left = width - left - side
    if orientation in (3, 4, 6, 7):
        top = height - top - side
    # Floats: the subtraction may leave a hair outside, which Pillow refuses.
    left, top = max(left, 0), max(top, 0)
    return left, top, min(left + side, width), min(top + side, height)


def plain(image: Image.Image) -> Image.Image:
    """The picture in a mode that can be resized well."""
    if image.has_transparency_data:
        return image if image.mode == "RGBA" else image.convert("RGBA")
    if image.mode.startswith("I;16"):
        # Pillow's own conversion would cut all but the darkest tones.
        return image.point(lambda tone: tone * (1 / 256)).convert("L")
    return image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")


def in_srgb(square: Image.Image, profile: bytes | None) -> Image.Image:
    """The square's colours as screens show them, since the profile that explains them is not kept."""
    if square.mode == "RGBA":
        square = square.convert("RGB")
    if profile:
        try:
            meant = ImageCms.profileToProfile(square, BytesIO(profile), _SRGB, outputMode="RGB")
            return meant if meant is not None else square
        except (ImageCms.PyCMSError, OSError, ValueError) as error:
            log.info("a picture's colour profile is not used", exc_info=error)
    return square.convert("RGB")


def _webp(sheet: Image.Image) -> bytes:
    file = BytesIO()
    sheet.save(file, "WEBP", quality=QUALITY, method=6)
    return file.getvalue()
