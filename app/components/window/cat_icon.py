"""A cat's head in a canal's colour, as a picture: what a notification wears."""

from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

SIZE = 96
EYES = "#fffdfa"
FINER = 4
"""It is drawn so many times larger, for smooth edges."""

_COLOR = re.compile(r"[0-9a-f]{6}")


def cat_address(color: str) -> str:
    """:param color: as `#rrggbb`"""
    return f"/cat/{color.removeprefix('#')}.png"


@lru_cache(maxsize=256)
def cat_png(name: str) -> bytes | None:
    """The picture of that name, `rrggbb.png`; None when there is none. Some milliseconds: not for the event loop."""
    color, _, kind = name.partition(".")
    if kind != "png" or not _COLOR.fullmatch(color):
        return None
    head = Image.new("RGBA", (SIZE * FINER, SIZE * FINER))
    brush = ImageDraw.Draw(head)
    for ear in (((14, 46), (18, 8), (46, 26)), ((82, 46), (78, 8), (50, 26))):
        brush.polygon([(x * FINER, y * FINER) for x, y in ear], f"#{color}")
    _oval(brush, 12, 22, 84, 88, f"#{color}")
    for x in (30, 56):
        _oval(brush, x, 44, x + 10, 56, EYES)
    content = BytesIO()
    head.resize((SIZE, SIZE), Image.Resampling.LANCZOS).save(content, "PNG")
    return content.getvalue()


def _oval(brush: ImageDraw.ImageDraw, left: int, top: int, right: int, bottom: int, color: str) -> None:
    brush.ellipse([each * FINER for each in (left, top, right, bottom)], color)
