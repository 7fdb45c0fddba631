"""Reads colours out of the style sheets and measures their contrast, as a browser would mix, clamp and lay them."""

import math
import re
from collections.abc import Mapping

from app.components.assets import FOLDER

RGB = tuple[float, float, float]
"""Red, green and blue of sRGB, each from 0 to 1."""

RGBA = tuple[float, float, float, float]
"""The same, and how much it covers."""

CANALS = [
    *("#c2570c", "#0e7490", "#8a5a00", "#a11a5b", "#2d7a46", "#5b4fc4"),
    *("#1d5fa8", "#9a3412", "#b3261e", "#4d6b00", "#6d6274", "#7a3e9d"),
]
"""The colours that a canal may be given."""

_WHOLE = "".join((FOLDER / f"css/{name}.css").read_text("utf-8") for name in ("tokens", "cat", "code", "widgets"))
_FOR_MORE = re.compile(r"^@media \(prefers-contrast: more\) \{\n.*?^\}", re.M | re.S)
_PROPERTY = re.compile(r"^\s*(--[\w-]+):\s*([^;]+);", re.M)

TOKENS = dict(_PROPERTY.findall(_FOR_MORE.sub("", _WHOLE)))
"""The custom properties that are colours, and others."""

CONTRASTED = {**TOKENS, **dict(_PROPERTY.findall("".join(_FOR_MORE.findall(_WHOLE))))}
"""The same for who asks for more contrast."""


def contrast(a: RGB, b: RGB) -> float:
    """The ratio of WCAG 2, from 1 to 21."""
    light, dark = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def color(text: str, theme: str, given: Mapping[str, str] | None = None) -> RGB:
    """What a CSS colour of ours is in a theme; it covers what it lies on.

    :param text: see `layer`
    """
    red, green, blue, covers = layer(text, theme, {**TOKENS, **(given or {})})
    assert covers == 1, f"{text} lets through what lies under it"
    return red, green, blue


def laid(layers: str, theme: str, tokens: Mapping[str, str]) -> RGB:
    """What one sees of `top on … on ground`, which covers."""
    *above, ground = layers.split(" on ")
    seen = layer(ground, theme, tokens)[:3]
    for top in reversed(above):
        red, green, blue, covers = layer(top, theme, tokens)
        seen = _mixed((red, green, blue), seen, covers)
    return seen


def layer(text: str, theme: str, tokens: Mapping[str, str]) -> RGBA:
    """A CSS colour, which may let through what lies under it.

    :param text: `--token`, `#rrggbb`, `#rrggbbaa`, `transparent`, `var(…)`, `light-dark(…)`, `color-mix(in srgb, …)` or
        `oklch(from … l c h)`
    :param tokens: custom properties, among them those that the page sets, such as `--canal-color`
    """
    text = " ".join(text.split())
    if text.startswith("--"):
        return layer(tokens[text], theme, tokens)
    if text.startswith("#"):
        return _from_hex(text)
    if text == "transparent":
        return 0, 0, 0, 0
    function, _, rest = text.partition("(")
    parts = _split(rest.removesuffix(")"), ",")
    if function == "var":
        return layer(tokens.get(parts[0]) or parts[1], theme, tokens)
    if function == "light-dark":
        return layer(parts[theme == "dark"], theme, tokens)
    if function == "color-mix":
        top, share = parts[1].rsplit(" ", 1)
        return _mixture(layer(top, theme, tokens), layer(parts[2], theme, tokens), float(share.rstrip("%")) / 100)
    if function == "oklch":
        _, base, lightness, chroma, _hue = _split(parts[0], " ")
        known = dict(zip("lch", _to_oklch(layer(base, theme, tokens)[:3]), strict=True))
        return *_from_oklch(_number(lightness, known), _number(chroma, known), known["h"]), 1
    raise AssertionError(f"the style sheets have learnt to say {text!r}: teach it here")


def _mixture(a: RGBA, b: RGBA, weight: float) -> RGBA:
    """`color-mix(in srgb, a weight, b)`: what covers more counts more."""
    covers = a[3] * weight + b[3] * (1 - weight)
    return *_mixed(a[:3], b[:3], a[3] * weight / covers if covers else 0), covers


def _mixed(a: RGB, b: RGB, weight: float) -> RGB:
    red, green, blue = (one * weight + other * (1 - weight) for one, other in zip(a, b, strict=True))
    return red, green, blue


def _split(text: str, separator: str) -> list[str]:
    """At the separators that stand outside brackets."""
    parts, depth = [""], 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if letter == separator and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


def _number(text: str, known: Mapping[str, float]) -> float:
    """`0.5`, `l`, `l + 0.2`, `min(a, b)` or `clamp(low, a, high)`."""
    function, _, rest = text.partition("(")
    if rest:
        values = [_number(part, known) for part in _split(rest.removesuffix(")"), ",")]
        return min(values) if function == "min" else min(max(values[0], values[1]), values[2])
    return sum(known[part] if part in known else float(part) for part in text.split(" + "))


def _from_hex(text: str) -> RGBA:
    digits = text[1:] if len(text) > 5 else "".join(2 * digit for digit in text[1:])
    red, green, blue, covers = (int((digits + "ff")[place : place + 2], 16) / 255 for place in (0, 2, 4, 6))
    return red, green, blue, covers


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _encoded(value: float) -> float:
    value = min(1.0, max(0.0, value))
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _luminance(rgb: RGB) -> float:
    red, green, blue = map(_linear, rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _to_oklch(rgb: RGB) -> RGB:
    red, green, blue = map(_linear, rgb)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _from_oklch(lightness: float, chroma: float, hue: float) -> RGB:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _encoded(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
        _encoded(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
        _encoded(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short),
    )
