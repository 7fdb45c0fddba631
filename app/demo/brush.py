"""A small drawing sheet for flat pictures: smooth shapes in percent of the sheet's side.

Shapes are drawn several times larger than shown and shrunk once at the end, for Pillow does not smooth edges.
"""

import io
import math
from collections.abc import Callable, Sequence
from itertools import pairwise

from PIL import Image, ImageChops, ImageColor, ImageDraw

Point = tuple[float, float]
Ink = int | tuple[int, int, int]
Shape = Callable[[ImageDraw.ImageDraw, Ink], None]

SIDE = 256
OVERSAMPLING = 3
SCALE = SIDE * OVERSAMPLING / 100
FRAME = (
    4,
    6,
    96,
    98,
)  # the part of the sheet that is shown: a face that fills the circle, ears just inside it
STEPS = 10  # straight pieces between two points of a curve; more cannot be seen at this size


def mixed(colour: str, other: str, share: float) -> str:
    """`colour` with `share` (0 to 1) of `other` in it."""
    pairs = zip(ImageColor.getrgb(colour)[:3], ImageColor.getrgb(other)[:3], strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def mirrored(points: Sequence[Point]) -> list[Point]:
    """The same points on the other side of the sheet's upright axis."""
    return [(100 - x, y) for x, y in points]


def smooth(points: Sequence[Point], closed: bool) -> list[Point]:
    """A curve through all `points` (Catmull-Rom), as many short straight pieces."""
    count = len(points)
    curve: list[Point] = []
    for i in range(count if closed else count - 1):
        if closed:
            a, b, c, d = (points[(i + k) % count] for k in (-1, 0, 1, 2))
        else:
            a, b, c, d = points[max(i - 1, 0)], points[i], points[i + 1], points[min(i + 2, count - 1)]
        curve += [(_between(a[0], b[0], c[0], d[0], t), _between(a[1], b[1], c[1], d[1], t)) for t in _PARTS]
    return curve if closed else [*curve, points[-1]]


_PARTS = [step / STEPS for step in range(STEPS)]


def _between(a: float, b: float, c: float, d: float, t: float) -> float:
    return b + t * ((c - a) / 2 + t * (a - 2.5 * b + 2 * c - d / 2 + t * ((d - a) / 2 + 1.5 * (b - c))))


def _pixels(points: Sequence[Point]) -> list[Point]:
    return [(x * SCALE, y * SCALE) for x, y in points]


def oval(x: float, y: float, rx: float, ry: float | None = None) -> Shape:
    """An ellipse round (x, y)."""
    ry = rx if ry is None else ry
    box = _pixels([(x - rx, y - ry), (x + rx, y + ry)])
    return lambda pen, ink: pen.ellipse([box[0], box[1]], fill=ink)


def ring(x: float, y: float, r: float, width: float) -> Shape:
    """A circle's line, `width` thick, inside radius `r`."""
    box = _pixels([(x - r, y - r), (x + r, y + r)])
    return lambda pen, ink: pen.ellipse([box[0], box[1]], outline=ink, width=round(width * SCALE))


def panel(x: float, y: float, width: float, height: float, *, radius: float, line: float = 0) -> Shape:
    """A rectangle with round corners; only its edge when `line` is given."""
    box = _pixels([(x, y), (x + width, y + height)])
    corner = radius * SCALE
    if line:
        thick = round(line * SCALE)
        return lambda pen, ink: pen.rounded_rectangle([box[0], box[1]], corner, outline=ink, width=thick)
    return lambda pen, ink: pen.rounded_rectangle([box[0], box[1]], corner, fill=ink)


def blob(points: Sequence[Point]) -> Shape:
    """A filled shape with a smooth edge through `points`."""
    outline = _pixels(smooth(points, closed=True))
    return lambda pen, ink: pen.polygon(outline, fill=ink)


def facet(points: Sequence[Point]) -> Shape:
    """A filled shape with straight edges."""
    outline = _pixels(points)
    return lambda pen, ink: pen.polygon(outline, fill=ink)


def line(points: Sequence[Point], width: float) -> Shape:
    """A smooth line with round ends."""
    trail = _pixels(smooth(points, closed=False))
    radius = width * SCALE / 2
    edges = [_quad(start, end, radius) for start, end in pairwise(trail)]

    def draw(pen: ImageDraw.ImageDraw, ink: Ink) -> None:
        # Quads and discs in exact places: Pillow rounds its own thick lines to whole pixels, and they fray.
        for quad in edges:
            pen.polygon(quad, fill=ink)
        for x, y in trail:
            pen.ellipse([x - radius, y - radius, x + radius, y + radius], fill=ink)

    return draw


def _quad(start: Point, end: Point, radius: float) -> list[Point]:
    (x1, y1), (x2, y2) = start, end
    length = math.hypot(x2 - x1, y2 - y1) or 1
    dx, dy = (y1 - y2) / length * radius, (x2 - x1) / length * radius
    return [(x1 + dx, y1 + dy), (x2 + dx, y2 + dy), (x2 - dx, y2 - dy), (x1 - dx, y1 - dy)]


class Sheet:
    """A square sheet, filled with one colour."""

    def __init__(self, colour: str) -> None:
        side = SIDE * OVERSAMPLING
        self.image = Image.new("RGB", (side, side), colour)
        self.pen = ImageDraw.Draw(self.image)

    def stencil(self, *shapes: Shape) -> Image.Image:
        """A mask of these shapes, to draw inside them."""
        mask = Image.new("L", self.image.size)
        pen = ImageDraw.Draw(mask)
        for shape in shapes:
            shape(pen, 255)
        return mask

    def draw(self, colour: str, *shapes: Shape, inside: Image.Image | None = None, opacity: float = 1.0) -> None:
        """Draw the shapes in one colour, cut by the stencil `inside` when there is one."""
        if inside is None and opacity == 1:
            red, green, blue = ImageColor.getrgb(colour)[:3]
            for shape in shapes:
                shape(self.pen, (red, green, blue))
            return
        mask = self.stencil(*shapes)
        if inside is not None:
            mask = ImageChops.multiply(mask, inside)
        if opacity < 1:
            mask = mask.point([round(level * opacity) for level in range(256)])
        box = mask.getbbox()
        if box is not None:
            self.image.paste(colour, box, mask.crop(box))

    def webp(self, side: int) -> bytes:
        """The sheet as a WebP file of `side` × `side` pixels."""
        left, top, right, bottom = (edge * SCALE for edge in FRAME)
        box = (left, top, right, bottom)
        small = self.image.resize((side, side), Image.Resampling.LANCZOS, box, reducing_gap=3.0)
        file = io.BytesIO()
        small.save(file, "WEBP", quality=88, method=4)
        return file.getvalue()
