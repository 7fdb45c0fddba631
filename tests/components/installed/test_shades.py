"""The bar above a page has a canal's colour as the style sheets reckon it."""

from __future__ import annotations

import pytest

from app.components.installed.shades import day, night
from tests.components.palette import CANALS, color


def as_hex(rgb: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(each * 255):02x}" for each in rgb)


@pytest.mark.parametrize("canal", [*CANALS, "#000000", "#ffffff", "#ffff00"])
def test_a_bar_has_the_canal_s_colour_as_the_style_sheets_have_it(canal):
    given = {"--canal-color": canal}
    assert day(canal) == as_hex(color("--canal", "light", given))
    assert night(canal) == as_hex(color("--canal-wash", "dark", given))
