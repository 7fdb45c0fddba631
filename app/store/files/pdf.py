"""The first page of a PDF, and its text: read by a process of its own (`apart`)."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from app.store.files import apart, raster, text_excerpt, thumbnails

log = logging.getLogger(__name__)

_PAGES_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Page:
    """:param drawn: whether there are thumbnails of the first page, whose size the others are"""

    width: int = 0
    height: int = 0
    pages: int = 0
    text: str = ""
    drawn: bool = False


def read(path: Path, target: Path) -> Page:
    """Draw a PDF's first page into `target`, and read its text. It waits for the process: call it in a thread.

    A file that cannot be read, wants a password or takes too long gives an empty page.
    """
    with apart.read(path, "pdf", thumbnails.SIZES[0]) as found:
        if not found.told:
            return Page()
        size, text = _drawn(found.picture, target), found.told.get("text")
        return Page(
            *(size or (0, 0)),
            pages=found.number("pages", _PAGES_MOST),
            text=text_excerpt.clean(text)[: text_excerpt.TEXT_MOST] if isinstance(text, str) else "",
            drawn=size is not None,
        )


def _drawn(page: Path, target: Path) -> thumbnails.Size | None:
    """The page that the process drew, which is no more trusted than any other picture."""
    try:
        return thumbnails.make(page, raster.PNG.media, target)
    except Exception as error:
        log.info("a first page could not be drawn", exc_info=error)
        return None
