"""A canal's colour as the bar above a page has it: what `--canal` is by day and `--canal-wash` by night
(`tokens.css`), reckoned here, since a browser takes no custom property for it."""

from __future__ import annotations

import math
from functools import lru_cache

Lab = tuple[float, float, float]
"""Lightness, chroma and hue of OKLCH, by Ottosson's formulae."""


@lru_cache(maxsize=1024)
def day(color: str) -> str:
    """:param color: as `#rrggbb`; so is what is returned"""
    lightness, chroma, hue = _to_oklch(color)
    return _from_oklch(min(lightness, 0.55), chroma, hue)


@lru_cache(maxsize=1024)
def night(color: str) -> str:
    """As `day`."""
    _, chroma, hue = _to_oklch(color)
    return _from_oklch(0.29, min(chroma, 0.045), hue)


def _to_oklch(color: str) -> Lab:
    red, green, blue = (_linear(int(color[place : place + 2], 16) / 255) for place in (1, 3, 5))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _from_oklch(lightness: float, chroma: float, hue: float) -> str:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(_encoded(each) * 255):02x}" for each in linear)


def _linear(value: float) -> float:
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)


def _encoded(value: float) -> float:
    value = min(1.0, max(0.0, value))
    return float(value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055)
