"""A program of its own: draws the first page of a PDF and reads its text, or draws a picture in a telephone's format.
`apart` starts it, one for each file.

PDFium, libheif and libavif are native code and read what strangers send. Whatever a file makes of them, this process
has no more memory and time than it may have, opens nothing but that file, and its death is nobody's. It imports nothing
of Miaou's, and starts in some tenths of a second. What it finds it leaves in the folder: `picture.png`, and lines of
JSON in `found`, the last of which holds all of it.

    apart_reader.py FILE FOLDER pdf|heif LONGER

LONGER: pixels of the longer side of what is drawn, at most.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Tell = Callable[[dict[str, Any]], None]

SCALE_MOST = 4
"""Pixels a point (a 72nd of an inch): a label is not drawn as large as a sheet."""

PAGES_READ, TEXT_MOST, READING_S = 2_000, 1_000_000, 6
"""Pages whose text is read, letters of it, and the processor's time for it: what was read by then is what there is."""

PIXELS_MOST = 50_000_000
"""Of a picture that is decoded, as of all others (`pictures.PIXELS_MOST`)."""

LYING = (5, 6, 7, 8)
"""The orientations in which a file's width is the picture's height (`pictures.LYING`)."""

MEMORY = 1024 * 1024 * 1024
SECONDS = 20
"""Of the processor's time."""
WRITES = 64 * 1024 * 1024
"""Bytes of a file that it may write."""


def confine() -> None:
    """Take no more of the machine than that, where the system knows such limits (Windows does not)."""
    with contextlib.suppress(ImportError, AttributeError, OSError):
        os.nice(10)
    try:
        import resource
    except ImportError:
        return
    for limit, most in (
        ("RLIMIT_AS", MEMORY),
        ("RLIMIT_CPU", SECONDS),
        ("RLIMIT_FSIZE", WRITES),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NOFILE", 64),
    ):
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, limit), (most, most))


def main(file: str, folder: str, what: str, longer: str) -> None:
    confine()
    reading = {"pdf": pdf, "heif": heif}[what]
    with contextlib.suppress(Exception):
        reading(file, Path(folder) / "picture.png", int(longer), teller(Path(folder) / "found"))
    # Nothing is put in order: that would run through all that a forged file has made here.
    os._exit(0)


def teller(found: Path) -> Tell:
    def tell(what: dict[str, Any]) -> None:
        with found.open("a", encoding="ascii") as file:
            file.write(json.dumps(what) + "\n")

    return tell


def heif(file: str, picture: Path, longer: int, tell: Tell) -> None:
    """Draw a HEIC or an AVIF, upright. What explains its colours stays with it."""
    import pillow_heif
    from PIL import ExifTags, Image, ImageOps

    pillow_heif.register_heif_opener()
    opened = Image.open(file, formats=("HEIF", "AVIF"))
    if opened.width * opened.height > PIXELS_MOST:
        return
    opened.load()
    image = opened.convert("RGBA" if opened.has_transparency_data else "RGB")
    width, height = image.size
    image.thumbnail((longer, longer), Image.Resampling.LANCZOS, reducing_gap=3.0)
    if image.getexif().get(ExifTags.Base.Orientation, 1) in LYING:
        width, height = height, width
    ImageOps.exif_transpose(image).save(picture, compress_level=1)
    tell({"width": width, "height": height})


def pdf(file: str, picture: Path, longer: int, tell: Tell) -> None:
    """Draw the first page, read all of them."""
    import pypdfium2  # type: ignore[import-untyped]

    document = pypdfium2.PdfDocument(file)
    found: dict[str, Any] = {"pages": len(document)}
    # Said before anything is done that could end this process: what is known by then is known.
    tell(found)
    found["text"] = read(document)
    tell(found)
    page = document[0]
    scale = min(longer / max(*page.get_size(), 1), SCALE_MOST)
    page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB").save(picture, compress_level=1)


def read(document: Any) -> str:
    """The text of its pages, as much as is worth being found."""
    parts: list[str] = []
    left, until = TEXT_MOST, time.process_time() + READING_S
    for number in range(min(len(document), PAGES_READ)):
        if left <= 0 or time.process_time() > until:
            break
        with contextlib.suppress(Exception):
            page = document[number]
            text = page.get_textpage().get_text_bounded(errors="ignore")[:left]
            page.close()
            parts.append(text)
            left -= len(text)
    return "\n".join(parts)


if __name__ == "__main__":
    main(*sys.argv[1:])
