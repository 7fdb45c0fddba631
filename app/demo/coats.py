"""The coats of the demo's cats: what lies on the fur, cut by the head's outline."""

from PIL import Image

from app.demo.brush import Point, Shape, Sheet, blob, facet, line, mirrored, mixed, oval
from app.demo.cats import Cat


def draw_coat(sheet: Sheet, cat: Cat, head: Image.Image) -> None:
    """Draw the cat's pattern inside the stencil `head` (head and ears)."""
    _COATS[cat.coat](sheet, cat, head)


def _both(points: list[Point], width: float) -> list[Shape]:
    return [line(points, width), line(mirrored(points), width)]


def _plain(sheet: Sheet, cat: Cat, head: Image.Image) -> None:
    sheet.draw(cat.second, blob([(50, 24), (57, 31), (50, 43), (43, 31)]), inside=head, opacity=0.35)


def _tabby(sheet: Sheet, cat: Cat, head: Image.Image) -> None:
    stripes = [line([(50, 20), (50, 38)], 4.6)]
    stripes += _both([(40, 22), (42, 34)], 4.2)
    stripes += _both([(31.5, 27), (34, 36)], 3.4)
    stripes += _both([(8, 55), (17, 56), (22, 58.5)], 3.4)
    stripes += _both([(8, 65), (16, 64.5), (22, 66)], 3.4)
    sheet.draw(cat.second, *stripes, inside=head)


def _tuxedo(sheet: Sheet, cat: Cat, head: Image.Image) -> None:
    blaze = [(50, 30), (53.5, 44), (58, 55), (69, 66), (70, 78), (60, 88), (50, 90)]
    sheet.draw(cat.second, blob(blaze + mirrored(blaze)[::-1]), inside=head)


def _socks(sheet: Sheet, cat: Cat, head: Image.Image) -> None:
    _tabby(sheet, cat, head)
    blaze = [(50, 40), (52.5, 52), (60, 60), (70, 68), (68, 80), (58, 88), (50, 90)]
    sheet.draw(cat.muzzle, blob(blaze + mirrored(blaze)[::-1]), inside=head)


def _calico(sheet: Sheet, cat: Cat, head: Image.Image) -> None:
    sheet.draw(cat.second, blob([(5, 5), (40, 12), (47, 26), (44, 46), (33, 62), (16, 58), (2, 40)]), inside=head)
    sheet.draw(cat.third, blob([(95, 5), (58, 12), (56, 30), (64, 40), (76, 42), (96, 44)]), inside=head)


def _points(sheet: Sheet, cat: Cat, head: Image.Image) -> None:
    soft = mixed(cat.fur, cat.second, 0.45)
    sheet.draw(soft, oval(50, 62, 28, 27), inside=head)
    sheet.draw(cat.second, oval(50, 64, 21, 22), inside=head)
    ear: list[Point] = [(10, 5), (45, 20), (14, 40)]
    sheet.draw(cat.second, facet(ear), facet(mirrored(ear)), inside=head, opacity=0.9)


def _tortoiseshell(sheet: Sheet, cat: Cat, head: Image.Image) -> None:
    sheet.draw(
        cat.second,
        blob([(50, 10), (51, 30), (48, 44), (50, 62), (49, 92), (110, 92), (110, 10)]),
        inside=head,
    )
    sheet.draw(cat.third, blob([(14, 12), (34, 24), (36, 34), (24, 40), (10, 36)]), inside=head)
    sheet.draw(cat.fur, blob([(60, 24), (72, 22), (74, 32), (64, 36)]), inside=head)


def _spots(sheet: Sheet, cat: Cat, head: Image.Image) -> None:
    spots = [
        (50, 31, 3.6),
        (41, 35, 2.8),
        (32, 32, 3.2),
        (24, 40, 2.8),
        (17, 50, 3.2),
        (20, 60, 2.7),
        (17, 69, 3),
        (44, 26, 2.4),
    ]
    both = [oval(x, y, r, r * 0.85) for x, y, r in spots] + [oval(100 - x, y, r, r * 0.85) for x, y, r in spots]
    sheet.draw(cat.second, *both, inside=head)


def _patch(sheet: Sheet, cat: Cat, head: Image.Image) -> None:
    sheet.draw(cat.second, blob([(98, 8), (70, 18), (55, 34), (52, 52), (60, 64), (76, 64), (98, 52)]), inside=head)


_COATS = {
    "plain": _plain,
    "tabby": _tabby,
    "tuxedo": _tuxedo,
    "socks": _socks,
    "calico": _calico,
    "points": _points,
    "tortoiseshell": _tortoiseshell,
    "spots": _spots,
    "patch": _patch,
}
