"""A cat's head in a canal's colour: what a notification wears."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from app.components.window.cat_icon import cat_address, cat_png


def test_it_is_a_picture_of_that_colour_on_nothing():
    address = cat_address("#2d7a46")
    assert address == "/cat/2d7a46.png"
    head = Image.open(BytesIO(cat_png(address.removeprefix("/cat/"))))
    assert (head.format, head.size) == ("PNG", (96, 96))
    assert head.getpixel((48, 75)) == (0x2D, 0x7A, 0x46, 255)
    assert head.getpixel((35, 50))[:3] == (0xFF, 0xFD, 0xFA)
    assert head.getpixel((0, 0))[3] == 0


@pytest.mark.parametrize("name", ["", "2d7a46", "2d7a4.png", "2d7a46.svg", "../../x.png", "GG0000.png", "2d7a46\n.png"])
def test_what_is_no_colour_has_no_picture(name):
    assert cat_png(name) is None
