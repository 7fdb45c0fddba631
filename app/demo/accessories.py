"""What the demo's cats wear: one function for each thing, over the finished face."""

from app.demo.brush import Sheet, blob, facet, line, mirrored, mixed, oval, panel, ring
from app.demo.cats import Cat

INK = "#2a2231"
NECKWEAR = {"scarf", "neckerchief", "tape measure"}


def draw_accessory(sheet: Sheet, cat: Cat) -> None:
    """Draw what the cat wears, in its accent colour."""
    _ACCESSORIES[cat.accessory](sheet, cat.accent)


def _round_glasses(sheet: Sheet, accent: str) -> None:
    sheet.draw("#ffffff", oval(33.5, 52, 11.5), oval(66.5, 52, 11.5), opacity=0.1)
    sheet.draw(accent, ring(33.5, 52, 12.6, 2.6), ring(66.5, 52, 12.6, 2.6))
    sheet.draw(accent, line([(45.5, 50), (50, 48), (54.5, 50)], 2.4))
    sheet.draw(accent, line([(21.5, 49), (13, 46)], 2.4), line([(78.5, 49), (87, 46)], 2.4))


def _square_glasses(sheet: Sheet, accent: str) -> None:
    sheet.draw("#ffffff", panel(21.5, 43, 23.5, 18, radius=5), panel(55, 43, 23.5, 18, radius=5), opacity=0.1)
    sheet.draw(accent, panel(21, 42.5, 24.5, 19, radius=6, line=2.8), panel(54.5, 42.5, 24.5, 19, radius=6, line=2.8))
    sheet.draw(accent, line([(45, 49), (50, 47.6), (55, 49)], 2.6))
    sheet.draw(accent, line([(21.5, 48), (13, 46)], 2.4), line([(78.5, 48), (87, 46)], 2.4))


def _bow_tie(sheet: Sheet, accent: str) -> None:
    wing = [(50, 88), (42, 83), (33, 80), (31, 87.5), (33, 95), (42, 93)]
    sheet.draw(accent, blob(wing), blob(mirrored(wing)))
    fold = mixed(accent, "#000000", 0.25)
    sheet.draw(fold, line([(44, 87), (37, 85.5)], 1.5), line([(56, 87), (63, 85.5)], 1.5))
    sheet.draw(fold, line([(44, 89), (37, 90.5)], 1.5), line([(56, 89), (63, 90.5)], 1.5))
    sheet.draw(fold, oval(50, 88, 4.6, 4.8))


def _scarf(sheet: Sheet, accent: str) -> None:
    band = [
        (14, 72),
        (30, 78),
        (50, 80),
        (70, 78),
        (86, 72),
        (88, 88),
        (70, 104),
        (50, 106),
        (30, 104),
        (12, 88),
    ]
    cloth = sheet.stencil(blob(band))
    sheet.draw(accent, blob(band))
    pale = mixed(accent, "#ffffff", 0.72)
    stripes = [line([(x, 70), (50 + (x - 50) * 0.86, 106)], 3.4) for x in (14, 26, 38, 50, 62, 74, 86)]
    sheet.draw(pale, *stripes, inside=cloth)


def _neckerchief(sheet: Sheet, accent: str) -> None:
    band = [
        (16, 74),
        (32, 80),
        (50, 81),
        (68, 80),
        (84, 74),
        (84, 84),
        (68, 93),
        (50, 95),
        (32, 93),
        (16, 84),
    ]
    sheet.draw(mixed(accent, "#000000", 0.16), facet([(30, 90), (70, 90), (50, 108)]))
    sheet.draw(accent, blob(band))
    dots = [(22, 80.5), (31, 87), (41, 90), (50, 91), (59, 90), (69, 87), (78, 80.5)]
    sheet.draw("#ffffff", *(oval(x, y, 1.7) for x, y in dots), opacity=0.9)


def _tape_measure(sheet: Sheet, accent: str) -> None:
    left = [(18, 74), (29, 84), (38, 93), (42, 106)]
    sheet.draw(accent, line(left, 9), line(mirrored(left), 9))
    marks = []
    for x, y, length in ((25.5, 86.5, 4.4), (29, 89.6, 6), (32.4, 92.8, 4.4), (34.6, 96.6, 6)):
        mark = [(x, y), (x + length * 0.72, y - length * 0.62)]
        marks += [line(mark, 1.2), line(mirrored(mark), 1.2)]
    sheet.draw(INK, *marks)


def _pencil(sheet: Sheet, accent: str) -> None:
    sheet.draw(accent, line([(63, 33), (86, 20)], 6))
    sheet.draw("#f4d9b0", facet([(61.5, 30.6), (64.5, 35.6), (55.5, 37.2)]))
    sheet.draw(INK, facet([(57.6, 34.6), (58.9, 36.7), (55.5, 37.2)]))
    sheet.draw(mixed(accent, "#ffffff", 0.45), line([(64, 31.6), (86, 19.2)], 1.5))


def _bonnet(sheet: Sheet, accent: str) -> None:
    sheet.draw(accent, blob([(14, 39), (17, 27), (31, 17), (50, 14), (69, 17), (83, 27), (86, 39), (50, 33)]))
    rib = mixed(accent, "#000000", 0.2)
    hem = [
        (12, 37),
        (30, 31),
        (50, 29),
        (70, 31),
        (88, 37),
        (87, 44),
        (70, 38.5),
        (50, 36.5),
        (30, 38.5),
        (13, 44),
    ]
    sheet.draw(rib, blob(hem))
    ribs = [line([(x, 29.5 + abs(x - 50) * 0.16), (x, 36 + abs(x - 50) * 0.17)], 1.1) for x in range(18, 84, 8)]
    sheet.draw(accent, *ribs)
    sheet.draw("#fff6ea", oval(50, 15, 7))


def _headset(sheet: Sheet, accent: str) -> None:
    arch = [(13, 52), (15, 36), (28, 22), (50, 16.5), (72, 22), (85, 36), (87, 52)]
    sheet.draw(accent, line(arch, 4.4))
    sheet.draw(accent, panel(7, 46, 11, 20, radius=5), panel(82, 46, 11, 20, radius=5))
    sheet.draw(mixed(accent, "#000000", 0.3), panel(14, 48, 5, 16, radius=2.4), panel(81, 48, 5, 16, radius=2.4))
    sheet.draw(INK, line([(12, 64), (16, 75), (28, 79), (36, 78)], 2))
    sheet.draw(INK, oval(37, 78, 4, 3))


def _cap(sheet: Sheet, accent: str) -> None:
    sheet.draw(accent, blob([(16, 38), (20, 24), (34, 14), (50, 12), (66, 14), (80, 24), (84, 38), (50, 30)]))
    dark = mixed(accent, "#000000", 0.25)
    sheet.draw(
        dark,
        line([(50, 13), (50, 30)], 1.2),
        line([(38, 14), (31, 33)], 1.2),
        line([(62, 14), (69, 33)], 1.2),
    )
    sheet.draw(dark, blob([(15, 38), (32, 30), (50, 28), (68, 30), (85, 38), (70, 39.5), (50, 37.5), (30, 39.5)]))
    sheet.draw(accent, oval(50, 12.5, 2.6, 2))


_ACCESSORIES = {
    "round glasses": _round_glasses,
    "square glasses": _square_glasses,
    "bow tie": _bow_tie,
    "scarf": _scarf,
    "neckerchief": _neckerchief,
    "tape measure": _tape_measure,
    "pencil": _pencil,
    "bonnet": _bonnet,
    "headset": _headset,
    "cap": _cap,
}
