"""Pictures without what a camera wrote into them: where, when, by whom, with what.

Nothing is decoded: what tells of the picture is cut out of its file or written over, what shows it stays as it is, bit
for bit. How it lies (its orientation) and what its colours mean (its profile) stay, too.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from app.store.files import raster
from app.store.files.bare import boxes, gif, jpeg, png, tiff, webp
from app.store.pictures import orientation_of

ENDING = ".bare"

_Stripping = Callable[[bytes, int], bytes]

_STRIPPING: dict[str, _Stripping] = {
    raster.JPEG.media: jpeg.bare,
    raster.PNG.media: png.bare,
    raster.WEBP.media: webp.bare,
    raster.GIF.media: gif.bare,
    raster.HEIC.media: boxes.bare,
    raster.AVIF.media: boxes.bare,
    raster.TIFF.media: tiff.bare,
}
"""By media type; a BMP has no room for words."""


def strip(path: Path, media: str) -> Path | None:
    """Write the same picture without them beside it; None when there was nothing to take out.

    It reads and writes the disk: call it in a thread.

    :raises ValueError: when the file is damaged where they would stand
    """
    stripping = _STRIPPING.get(media)
    if stripping is None:
        return None
    content, orientation = raster.content_of(path), 1
    if not raster.is_apart(media):
        with raster.opened(path, raster.FORMATS[media]) as image:
            orientation = orientation_of(image)
    try:
        bare = stripping(content, orientation)
    except (IndexError, OverflowError) as error:
        raise ValueError("the picture's file is damaged") from error
    if bare == content:
        return None
    new = path.with_name(path.name + ENDING)
    with new.open("wb") as file:
        file.write(bare)
        file.flush()
        os.fsync(file.fileno())
    return new
