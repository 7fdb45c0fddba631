"""What the cat does in each drawing, on a sheet of 160 by 120 whose ground is at 110."""

from htpy import Element, Node, circle, ellipse, fragment, g, path

from app.components.drawings.cat import COAT, FUR, STRIPE, curled, from_behind, head, line, paw, seated

EDGE = "var(--drawn-edge)"
FILL = "var(--drawn-fill)"
PAPER = "var(--drawn-paper)"
ACCENT = "var(--drawn-accent)"
SUN = "var(--drawn-sun)"

GROUND = 110


def ground(across: int = 68) -> Element:
    return ellipse(cx="80", cy=str(GROUND), rx=str(across), ry="6", fill="var(--drawn-ground)")


def thing(fill: str, d: str) -> Element:
    """Something that is not the cat: filled, and with an edge that one sees in every theme."""
    return path(fill=fill, stroke=EDGE, stroke_width="2", d=d)


def asleep() -> Node:
    """On the cable, whose plug has come out."""
    return fragment[
        ground(),
        line(EDGE, "M2 84c12 0 16 22 34 22", 3),
        curled(78, GROUND - 2),
        head(50, 88, "shut", -6),
        line(EDGE, "M64 108c14 8 26-2 38 2s18-2 26-13", 3),
        thing(ACCENT, "M128 88h9c5 0 8 3 8 7s-3 7-8 7h-9z"),
        line(EDGE, "M146 92h6M146 98h6", 2.6),
        line(EDGE, "M84 46h8l-8 9h8M98 28h10l-10 11h10", 2.2),
    ]


def resting() -> Node:
    """On a cushion: there is nothing to do."""
    return fragment[
        ground(),
        thing(FILL, "M22 96c-5-6 1-12 8-10h100c7-2 13 4 8 10 5 8 0 15-8 12-32 4-68 4-100 0-8 3-13-4-8-12z"),
        curled(82, 96),
        head(54, 76, "shut", -6),
    ]


def seeking() -> Node:
    """From under a sheet of paper, whose other end the tail comes out of."""
    return fragment[
        ground(),
        line(COAT, "M122 103c18 4 24-8 18-20", 9),
        path(fill=COAT, d="M34 110c-6-30 16-50 50-46s46 20 44 40c0 4-2 6-6 6z"),
        thing(PAPER, "M40 60l72-26c6 14 20 36 32 58-10 8-20 12-32 14C104 88 84 74 54 84c-8-6-12-14-14-24z"),
        line(EDGE, "M72 57l36-13M82 66l31-11M97 76l22-8M108 87l18-6", 2),
        head(48, 84, "aside", -8),
    ]


def empty() -> Node:
    """Beside a basket in which nobody lies."""
    return fragment[
        ground(),
        seated(44, GROUND, "M-20-6c-16 3-24-8-17-22"),
        head(48, 53, "down", 8),
        ellipse(cx="112", cy="84", rx="36", ry="9", fill=FILL, stroke=EDGE, stroke_width="2"),
        thing("var(--drawn-wicker)", "M76 84c2 16 6 24 12 26h48c6-2 10-10 12-26-10 12-62 12-72 0z"),
        line(EDGE, "M90 95l3 13M104 97l1 12M120 97l-1 12M134 95l-3 13M80 99c20 6 44 6 64 0", 1.8),
    ]


def archived() -> Node:
    """In a box that is put away, with its label."""
    return fragment[
        ground(),
        thing("var(--drawn-wicker)", "M34 66l-14-16h34l8 16zM126 66l14-16h-34l-8 16z"),
        head(80, 50, "open"),
        thing("var(--drawn-wicker)", "M34 66h92v38c0 4-2 6-6 6H40c-4 0-6-2-6-6z"),
        paw(58, 66),
        paw(102, 66),
        thing(PAPER, "M62 82h36v16H62z"),
        line(EDGE, "M68 88h24M68 93h14", 1.8),
    ]


def alone() -> Node:
    """With a ball of wool to play with, for want of anybody."""
    return fragment[
        ground(),
        seated(58, GROUND, "M-20-6c-16 3-24-8-17-22"),
        head(60, 53, "aside", -4),
        wool(118, 92),
        line(ACCENT, "M106 106c-10 6-22 2-14-4s24 10 60 2", 2.6),
    ]


def wool(x: int, y: int) -> Element:
    return g(transform=f"translate({x} {y})")[
        circle(r="18", fill=ACCENT),
        line(PAPER, "M-14-7C-4-14 8-13 14-6M-17 2C-8-7 9-6 17 2M-12 12C-6 2 4 0 10 13", 1.8),
    ]


def heavy() -> Node:
    """On a see-saw, up in the air: what lies at the other end weighs too much."""
    return fragment[
        ground(),
        thing(FILL, "M80 88l14 22H66z"),
        line(EDGE, "M18 104L142 72", 5),
        g(transform="translate(122 75) rotate(-14) scale(.72)")[seated(0, 0), head(0, -58, "wide")],
        thing("var(--drawn-wicker)", "M38 58c-4-4-8-8-9-12h30c-1 4-5 8-8 12 16 6 24 20 22 32L19 103C6 88 16 64 38 58z"),
        line(EDGE, "M36 59h16", 3),
    ]


def first_day() -> Node:
    """With a suitcase, and the sun comes up."""
    return fragment[
        path(fill=SUN, d="M78 108a40 40 0 1 1 72 0z"),
        line(SUN, "M114 42V31M140 52l7-9M156 72l10-5", 3.5),
        ground(),
        seated(58, GROUND, "M-20-6c-16 3-24-8-17-22"),
        head(58, 52, "glad"),
        line(EDGE, "M108 80v-5c0-3 2-5 5-5h8c3 0 5 2 5 5v5", 3),
        thing(ACCENT, "M95 80h44c3 0 5 2 5 5v20c0 3-2 5-5 5H95c-3 0-5-2-5-5V85c0-3 2-5 5-5z"),
        line(PAPER, "M102 81v28M132 81v28", 2.4),
    ]


def door_frame(x: int, fill: str) -> Element:
    return thing(fill, f"M{x} 110V26c0-5 3-8 8-8h36c5 0 8 3 8 8v84z")


def lost() -> Node:
    """At a door that is not the right one."""
    return fragment[
        ground(),
        door_frame(92, FILL),
        line(EDGE, "M112 46c0-11 14-11 14-1 0 7-7 6-7 13M119 66v.1", 4),
        circle(cx="99", cy="76", r="3", fill=EDGE),
        seated(52, GROUND, "M-20-6c-16 3-24-8-17-22"),
        head(54, 54, "wide", 14),
    ]


def closed() -> Node:
    """From behind, waiting for a door to open."""
    return fragment[
        ground(),
        thing(FILL, "M44 110V18c0-5 3-8 8-8h56c5 0 8 3 8 8v92z"),
        line(EDGE, "M56 22h20v22H56zM84 22h20v22H84z", 1.8),
        circle(cx="106", cy="66", r="3.4", fill=EDGE),
        from_behind(80, GROUND, 0.8),
    ]


def opened() -> Node:
    """In a door that stands open already."""
    return fragment[
        ground(),
        path(fill=SUN, d="M46 110V26c0-5 3-8 8-8h48c5 0 8 3 8 8v84z", opacity=".9"),
        thing("none", "M46 110V26c0-5 3-8 8-8h48c5 0 8 3 8 8v84"),
        thing(FILL, "M110 20l28 8c3 1 4 3 4 6v78l-32-2z"),
        circle(cx="117", cy="70", r="3", fill=EDGE),
        seated(76, GROUND, "M-20-6c-14 3-20-6-16-16"),
        head(76, 53, "glad"),
    ]


def tangled() -> Node:
    """In more wool than a cat can undo."""
    return fragment[
        ground(),
        seated(74, GROUND),
        head(74, 53, "dizzy", -10),
        line(
            ACCENT,
            "M49 66c16 12 38 10 52-5M50 36c16 8 32 6 46-7M50 86c16 12 36 10 50-2"
            "M54 101c14 6 30 4 42-4M55 98C70 92 88 80 95 66",
            2.8,
        ),
        wool(130, 92),
        line(ACCENT, "M96 97c10 2 14 10 22 6M50 86c-16-4-24 10-36 5s-4-14 3-9", 2.8),
    ]


def waving() -> Node:
    """Welcome."""
    return fragment[
        ground(),
        seated(78, GROUND, "M-20-6c-16 3-24-8-17-22"),
        line(COAT, "M96 78c12-2 20-12 22-26", 12),
        ellipse(cx="118", cy="48", rx="8", ry="9", fill=FUR),
        line(STRIPE, "M115.2 44v-3M120.8 44v-3", 1.8),
        head(78, 52, "glad", -4),
        line(EDGE, "M130 34c4 4 6 8 6 14M138 28c5 6 8 12 8 20", 2.6),
    ]


def telling() -> Node:
    """Something to whoever listens."""
    return fragment[
        ground(),
        seated(52, GROUND, "M-20-6c-16 3-24-8-17-22"),
        head(52, 53, "open", 4),
        thing(PAPER, "M98 16h44c6 0 10 4 10 10v26c0 6-4 10-10 10h-34l-14 12 2-13c-5-1-8-5-8-9V26c0-6 4-10 10-10z"),
        g(fill=ACCENT)[
            path(d="M120 40c4 0 7 4 7 7s-2 3-3.5 3c-1.5 0-2-.7-3.5-.7s-2 .7-3.5.7-3.5 0-3.5-3 3-7 7-7z"),
            ellipse(cx="111", cy="39", rx="2.6", ry="3.4"),
            ellipse(cx="116.5", cy="32", rx="2.7", ry="3.7"),
            ellipse(cx="123.5", cy="32", rx="2.7", ry="3.7"),
            ellipse(cx="129", cy="39", rx="2.6", ry="3.4"),
        ],
    ]
