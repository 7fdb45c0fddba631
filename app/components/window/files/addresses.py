"""Where a file is had: whole, as a browser shows or plays it, and its thumbnails."""

from __future__ import annotations

from app.store.said import File

SMALL, LARGE = 256, 1024
"""The longer side of a thumbnail, in pixels, at most."""


SHOWN_BY_BROWSERS = frozenset(f"image/{each}" for each in ("png", "jpeg", "gif", "webp", "avif", "bmp"))
"""Pictures that browsers show as they are: not those of some telephones, nor of scanners."""


def original(file: File) -> str:
    """To keep it: it is never opened in the page."""
    return f"/files/{file.id}"


def to_copy(file: File) -> str:
    """The same, to be handed on. In another site's page a browser adds to what begins with `/files/` what it is let in
    by, which nobody else is to be given."""
    return f"./files/{file.id}"


def shown(file: File) -> str:
    """For what a browser shows or plays by itself; of a picture that it does not show, how it was drawn."""
    return f"/files/{file.id}/shown" if shows_itself(file) else thumbnail(file, LARGE)


def shows_itself(file: File) -> bool:
    return file.kind != "image" or file.media in SHOWN_BY_BROWSERS


def thumbnail(file: File, size: int) -> str:
    return f"/files/{file.id}/{size}.webp"
