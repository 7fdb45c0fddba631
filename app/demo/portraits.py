"""Draws the members' images of the demo: a cat's face on the member's colour, made for a circle of 38 px.

The style sheet sets ears in the member's colour behind the round image of whoever is connected; the fur's own
small ears point to the same places, so that a face is a cat's without them too.
"""

from dataclasses import dataclass

from app.demo.accessories import INK, NECKWEAR, draw_accessory
from app.demo.brush import Sheet, blob, line, mirrored, mixed, oval
from app.demo.cats import Cat
from app.demo.coats import draw_coat

LARGE, SMALL = 256, 64

_HALF_HEAD = [
    (50, 25),
    (37, 26),
    (24, 33),
    (15.5, 45),
    (13.5, 57),
    (9, 64.5),
    (15.5, 67),
    (13, 74),
    (22, 75),
    (34, 82.5),
    (50, 85),
]
_HEAD = _HALF_HEAD + mirrored(_HALF_HEAD)[-2:0:-1]
_EAR = [(14.5, 47), (14.6, 32), (18, 18.6), (20.6, 17), (31.5, 21.5), (43, 29), (30, 42)]
_INNER_EAR = [(19.3, 38), (18.8, 29), (21, 22), (27, 25), (34, 30), (26, 37)]
_EYE_X, _EYE_Y = 16.5, 52.0


@dataclass(frozen=True)
class Portrait:
    """One image in the two sizes that the store keeps, as WebP files."""

    large: bytes
    small: bytes


def portrait(cat: Cat, background: str) -> Portrait:
    """Draw `cat` on `background` (`#rrggbb`); the same words always give the same bytes."""
    sheet = Sheet(background)
    _body(sheet, cat)
    if cat.accessory in NECKWEAR:  # the chin lies over it
        draw_accessory(sheet, cat)
    _head(sheet, cat)
    _muzzle(sheet, cat)
    _eye(sheet, cat, 50 - _EYE_X, cat.iris)
    _eye(sheet, cat, 50 + _EYE_X, cat.other_iris or cat.iris)
    if cat.accessory not in NECKWEAR:
        draw_accessory(sheet, cat)
    return Portrait(large=sheet.webp(LARGE), small=sheet.webp(SMALL))


def _body(sheet: Sheet, cat: Cat) -> None:
    if cat.clothes is None:
        sheet.draw(mixed(cat.fur, INK, 0.14), oval(50, 108, 36, 29))
        return
    sheet.draw(cat.clothes, oval(50, 109, 38, 30))
    sheet.draw(mixed(cat.clothes, INK, 0.16), oval(50, 80, 22, 9.5))


def _head(sheet: Sheet, cat: Cat) -> None:
    outline = (blob(_HEAD), blob(_EAR), blob(mirrored(_EAR)))
    sheet.draw(cat.fur, *outline)
    draw_coat(sheet, cat, sheet.stencil(*outline))
    sheet.draw("#f2a7a0", blob(_INNER_EAR), blob(mirrored(_INNER_EAR)), opacity=0.8)
    sheet.draw("#f0706a", oval(23.5, 65, 5.4, 3.6), oval(76.5, 65, 5.4, 3.6), opacity=0.28)


def _muzzle(sheet: Sheet, cat: Cat) -> None:
    sheet.draw(cat.muzzle, oval(43.2, 68.5, 9.6, 8.2), oval(56.8, 68.5, 9.6, 8.2), oval(50, 75, 6.5, 5.5))
    sheet.draw(
        INK,
        line([(41.5, 70), (44, 73), (47.6, 72.6), (50, 69)], 1.9),
        line([(58.5, 70), (56, 73), (52.4, 72.6), (50, 69)], 1.9),
    )
    sheet.draw(cat.nose, blob([(45, 62), (50, 61), (55, 62), (53.4, 65.4), (50, 68), (46.6, 65.4)]))
    whiskers = ([(36, 68), (26, 66.5), (15, 67.5)], [(36, 71), (27, 72), (17.5, 75.5)])
    for whisker in whiskers:
        sheet.draw("#ffffff", line(whisker, 1), line(mirrored(whisker), 1), opacity=0.85)


def _eye(sheet: Sheet, cat: Cat, x: float, iris: str) -> None:
    closed = cat.eyes == "happy" or (cat.eyes == "wink" and x > 50)
    if closed:
        sheet.draw(INK, line([(x - 7, 54.5), (x - 4, 50), (x, 48.6), (x + 4, 50), (x + 7, 54.5)], 3))
        return
    sheet.draw(INK, oval(x, _EYE_Y, 8.6, 9.2))
    sheet.draw(iris, oval(x, _EYE_Y, 7.3, 7.9))
    sheet.draw(INK, oval(x, _EYE_Y, 5, 6.8))
    sheet.draw("#ffffff", oval(x - 2.1, _EYE_Y - 2.9, 2.5), oval(x + 2.2, _EYE_Y + 3, 1.2))
    if cat.eyes == "sleepy":
        lid = sheet.stencil(oval(x, _EYE_Y, 9.4, 10))
        sheet.draw(
            mixed(cat.fur, INK, 0.1),
            blob([(x - 12, 38), (x + 12, 38), (x + 12, 48.5), (x, 49.5), (x - 12, 48.5)]),
            inside=lid,
        )
        sheet.draw(INK, line([(x - 8.8, 49), (x, 49.8), (x + 8.8, 49)], 1.8))
