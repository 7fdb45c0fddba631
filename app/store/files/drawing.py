"""How a file is drawn: its thumbnails, how large it is, what can be read in it.

Two threads draw, which stand back from all others, so that a crowd of pictures waits in a row and nobody who writes
waits for it. A PDF and what telephones make of photographs are read by a process of its own (`apart`).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from app.store.files import apart, pdf, raster, text_excerpt, thumbnails
from app.store.files import bare as bare_pictures
from app.store.gentle import stand_back

log = logging.getLogger(__name__)

SIZES = thumbnails.SIZES

_Make = Callable[[Path, str, Path], thumbnails.Size]

_threads = ThreadPoolExecutor(2, thread_name_prefix="miaou-drawing", initializer=stand_back)
_apart_thread = ThreadPoolExecutor(1, thread_name_prefix="miaou-apart", initializer=stand_back)
"""It waits for the process that reads a file: one at a time."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was found out of a file.

    :param width: of a picture or of a first page, in pixels as it is shown (turned); 0 when nobody knows
    :param pages: of a document, 0 when nobody knows
    :param drawn: whether there are thumbnails of it
    :param excerpt: the beginning of a text, fit to be shown
    :param text: all that can be read in it, for search; up to a megabyte
    :param stripped: the same picture without what its camera wrote into it, in a file beside the original that its
        caller puts in its place or deletes; None when there was nothing to take out, or nobody asked for it
    """

    width: int = 0
    height: int = 0
    pages: int = 0
    drawn: bool = False
    excerpt: str = ""
    text: str = ""
    stripped: Path | None = None


async def draw(path: Path, kind: str, media: str, target: Path, bare: bool) -> Drawn:
    """Draw a file. It never raises for what a file holds: then it is simply not drawn.

    :param path: the file; `stripped` is written beside it
    :param kind: what `kinds.recognise` found
    :param target: the folder that gets `1024.webp` and `256.webp`; it is made when it is not there
    :param bare: whether a picture loses what its camera wrote into it
    """
    if kind in ("image", "animation"):
        make, threads = (_make_apart, _apart_thread) if raster.is_apart(media) else (thumbnails.make, _threads)
        return await _in(threads, lambda: _picture(path, media, target, make, without_words=bare))
    if kind == "pdf":
        return await _in(_apart_thread, lambda: _pdf(path, target))
    if kind in ("text", "code"):
        return await _in(_threads, lambda: _text(path))
    return Drawn()


async def _in(threads: ThreadPoolExecutor, work: Callable[[], Drawn]) -> Drawn:
    try:
        return await asyncio.get_running_loop().run_in_executor(threads, work)
    except Exception as error:
        # Decoders raise all sorts of things at a forged file.
        log.info("a file could not be drawn", exc_info=error)
        return Drawn()


def _picture(path: Path, media: str, target: Path, make: _Make, *, without_words: bool) -> Drawn:
    stripped = _stripped(path, media) if without_words else None
    try:
        width, height = make(path, media, target)
    except Exception as error:
        log.info("a picture could not be decoded", exc_info=error)
        return Drawn(stripped=stripped)
    return Drawn(width, height, drawn=True, stripped=stripped)


def _make_apart(path: Path, _media: str, target: Path) -> thumbnails.Size:
    """As `thumbnails.make`. What the other process drew is no more trusted than any other picture."""
    with apart.read(path, "heif", SIZES[0]) as found:
        drawn = thumbnails.make(found.picture, raster.PNG.media, target)
        width, height = (found.number(side, raster.PIXELS_MOST) for side in ("width", "height"))
        return (width, height) if width and height else drawn


def _stripped(path: Path, media: str) -> Path | None:
    try:
        return bare_pictures.strip(path, media)
    except Exception as error:
        # No camera makes such a file; it is kept as it came.
        log.info("a picture could not be stripped", exc_info=error)
        return None


def _pdf(path: Path, target: Path) -> Drawn:
    page = pdf.read(path, target)
    return Drawn(page.width, page.height, page.pages, drawn=page.drawn, text=page.text)


def _text(path: Path) -> Drawn:
    text = text_excerpt.read(path)
    return Drawn(excerpt=text_excerpt.excerpt(text), text=text)
