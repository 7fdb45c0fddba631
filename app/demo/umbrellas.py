"""The photo that a customer sends: the umbrellas that they bought, all open, in the hall of their hotel."""

from __future__ import annotations

import io
import math
import random
from functools import cache
from itertools import pairwise

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from app.demo.brush import mixed

WIDTH, HEIGHT = 960, 640
OVERSAMPLING = 2
ROWS, FAR = 7, 2
HORIZON = 0.47
"""Where the floor begins, in heights."""

CLOTHS = ("#9a3412", "#b91c1c", "#1e3a5f", "#14532d", "#b45309", "#7c2d4f", "#e7d8bd", "#334155", "#0e7490")
WALL, FLOOR, LIGHT, WOOD = "#d8c3a5", "#8a6f55", "#fff6df", "#5b4030"
PANELS = 8


@cache
def photo(seed: int, gathered: int) -> bytes:
    """A JPEG; the same numbers always give the same picture.

    :param gathered: umbrellas in the foremost row
    """
    chance = random.Random(seed)  # noqa: S311 - where they stand, nothing secret
    size = WIDTH * OVERSAMPLING, HEIGHT * OVERSAMPLING
    image = Image.new("RGB", size, WALL)
    pen = ImageDraw.Draw(image)
    _hall(pen, *size)
    for row in range(ROWS):
        _row(pen, chance, row, gathered)
        if row == FAR:
            # What is far away is not quite in focus.
            band = 0, 0, size[0], round(size[1] * 0.7)
            image.paste(image.crop(band).filter(ImageFilter.BoxBlur(OVERSAMPLING)), band)
    small = image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    ImageChops.multiply(small, _corners()).save(file, "JPEG", quality=82, optimize=True)
    return file.getvalue()


def _hall(pen: ImageDraw.ImageDraw, width: int, height: int) -> None:
    """A wall with tall windows, and a floor of boards that run into the picture."""
    floor = round(height * HORIZON)
    for n in range(5):
        left = round(width * (0.06 + n * 0.19))
        right, top = left + round(width * 0.12), round(height * 0.04)
        arch = True, True, False, False
        pen.rounded_rectangle([left, top, right, floor - height // 30], round(width * 0.06), fill=LIGHT, corners=arch)
        middle = (left + right) // 2
        pen.rectangle([middle - 4, top, middle + 4, floor - height // 30], fill=WALL)
    pen.rectangle([0, floor - height // 40, width, floor], fill=WOOD)
    for y in range(floor, height):
        near = (y - floor) / (height - floor)
        pen.line([0, y, width, y], fill=mixed(FLOOR, WOOD, 0.7 * (1 - near)))
    for n in range(-14, 15):
        pen.line([width / 2 + n * width * 0.03, floor, width / 2 + n * width * 0.17, height], fill=WOOD, width=3)


def _row(pen: ImageDraw.ImageDraw, chance: random.Random, row: int, gathered: int) -> None:
    near = (row + 1) / ROWS
    radius = WIDTH * OVERSAMPLING * 0.092 * (0.3 + 0.7 * near)
    count = round(gathered / (0.3 + 0.7 * near)) + 1
    ground = HEIGHT * OVERSAMPLING * (HORIZON + 0.03 + (1.0 - HORIZON) * 0.86 * near**1.25)
    for n in range(count):
        x = WIDTH * OVERSAMPLING * (n + 0.5 + chance.uniform(-0.22, 0.22) + (row % 2) * 0.4 - 0.2) / count
        y = ground + radius * chance.uniform(-0.16, 0.16)
        far = 0.42 * (1 - near)
        _umbrella(pen, x, y, radius, mixed(chance.choice(CLOTHS), WALL, far), chance.uniform(-0.25, 0.25))


def _umbrella(pen: ImageDraw.ImageDraw, x: float, y: float, radius: float, cloth: str, lean: float) -> None:
    """An open umbrella on the floor, its pole behind it."""
    shadow = [x - radius, y - radius * 0.14, x + radius * 1.15, y + radius * 0.2]
    pen.ellipse(shadow, fill=mixed(WOOD, "#000000", 0.25))
    top = x + lean * radius, y - radius * 0.98
    pen.line([top, (top[0] + lean * radius * 0.2, top[1] - radius * 0.16)], fill=WOOD, width=max(3, round(radius / 26)))
    edges = [x + radius * math.sin(math.pi * (n / PANELS - 0.5)) for n in range(PANELS + 1)]
    for n, (left, right) in enumerate(pairwise(edges)):
        shade = 0.34 * abs((left + right) / 2 - x + radius * 0.35) / radius
        colour = mixed(cloth, "#000000", min(0.45, shade) + (0.07 if n % 2 else 0))
        ribs = _rib(top, left, x, y, radius), _rib(top, right, x, y, radius)
        pen.polygon([*ribs[0], *_hem(left, right, y, radius), *reversed(ribs[1])], fill=colour)


def _rib(top: tuple[float, float], edge: float, x: float, y: float, radius: float) -> list[tuple[float, float]]:
    """From the top down to the hem, as a dome bends."""
    side = (edge - x) / radius
    points = []
    for step in range(9):
        angle = step / 8 * math.pi / 2
        along = math.sin(angle)
        across = top[0] + (x - top[0]) * (1 - math.cos(angle))
        points.append((across + side * radius * along, y - (y - top[1]) * math.cos(angle)))
    return points


def _hem(left: float, right: float, y: float, radius: float) -> list[tuple[float, float]]:
    """The cloth hangs through between two ribs, upwards."""
    return [(left + (right - left) * step / 6, y - radius * 0.055 * math.sin(math.pi * step / 6)) for step in range(7)]


def _corners() -> Image.Image:
    """A lens lets less light into them."""
    small = Image.new("L", (60, 40))
    for y in range(40):
        for x in range(60):
            away = math.hypot((x - 29.5) / 30, (y - 19.5) / 20) / math.sqrt(2)
            small.putpixel((x, y), round(255 * (1 - 0.34 * away**2.4)))
    light = small.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
    return Image.merge("RGB", [light] * 3)
