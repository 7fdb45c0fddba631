"""The ginger cat of `brand.py`, in parts that a drawing puts together: a head with its looks, bodies, tails.

Every part is drawn around its own origin: a head's is the middle of the face, a body's where it touches the ground.
"""

from typing import Literal

from htpy import Element, Fragment, circle, ellipse, fragment, g, path

FUR = "var(--drawn-fur)"
COAT = "var(--drawn-coat)"
STRIPE = "var(--drawn-stripe)"
PEACH = "var(--drawn-peach)"
CREAM = "var(--drawn-cream)"
PUPIL = "var(--drawn-pupil)"

HEAD = (
    "M-23-18C-23.3-25-18.5-27-14.5-24l7 5.3c4.8-1.2 10.2-1.2 15 0l7-5.3C18.5-27 23.3-25 23-18l-.5 10"
    "c2 3.5 3 7.5 3 11.5C25.5 15 15 22 0 22S-25.5 15-25.5 3.5c0-4 1-8 3-11.5z"
)
EARS = (
    "M-19.5-16.5c0-2.8 1.4-3.2 2.9-2l3.9 3c-2.6 1.2-4.8 2.9-6.6 5z"
    "M19.5-16.5c0-2.8-1.4-3.2-2.9-2l-3.9 3c2.6 1.2 4.8 2.9 6.6 5z"
)
BROW = "M0-14.5v5.2M-5-13.6v2.8M5-13.6v2.8"
NOSE = "M-1.7 7.2h3.4c.8 0 1 .8.5 1.3L.8 10c-.5.5-1.1.5-1.6 0l-1.4-1.5c-.5-.5-.3-1.3.5-1.3z"
MUZZLE = "M-5.2 12.3c.6 2.8 4.4 2.8 5.2 0 .8 2.8 4.6 2.8 5.2 0"

SEATED = "M-13-44C-23-32-27-16-24-4c.6 2.6 2.4 4 5 4h38c2.6 0 4.4-1.4 5-4 3-12-1-28-11-40z"
CHEST = "M-9-40h18c3 13-2 20-9 24-7-4-12-11-9-24z"
LEGS = "M-.2-12V-1M-10-5v4M9.6-5v4M-20-2c-2-9 1-15 6-17M20-2c2-9-1-15-6-17"
CURLED = "M-44-6C-46-28-24-44 4-44c27 0 44 16 43 34C46.6-3 42 0 35 0h-68c-6 0-10.6-2-11-6z"

Look = Literal["open", "shut", "glad", "wide", "dizzy", "aside", "down"]


def head(x: float, y: float, look: Look = "open", tilt: float = 0, size: float = 1) -> Element:
    """:param tilt: degrees, clockwise"""
    return g(transform=f"translate({x} {y}) rotate({tilt}) scale({size})")[
        path(fill=FUR, d=HEAD),
        path(fill=PEACH, d=EARS),
        line(STRIPE, BROW, 2.2),
        _eyes(look),
        path(fill=PEACH, d=NOSE),
        ellipse(cx="0", cy="15", rx="2.4", ry="3", fill=PUPIL) if look == "wide" else line(CREAM, MUZZLE, 1.9),
    ]


def seated(x: float, y: float, tail: str = "M20-6c16 3 24-8 19-22") -> Element:
    """A body that sits and looks at us; its head belongs at 58 above the ground."""
    return g(transform=f"translate({x} {y})")[
        line(COAT, tail, 9),
        path(fill=COAT, d=SEATED),
        path(fill=PEACH, d=CHEST),
        line(STRIPE, LEGS, 2),
    ]


def from_behind(x: float, y: float, size: float) -> Element:
    """The whole cat, that looks away from us."""
    return g(transform=f"translate({x} {y}) scale({size})")[
        line(COAT, "M18-6c26 4 36-2 34-20", 9),
        path(fill=COAT, d=SEATED),
        line(STRIPE, "M-7-28H7M-9-20H9M-10-12h20", 2.4),
        path(fill=FUR, d=HEAD, transform="translate(0 -56)"),
        line(STRIPE, "M0-70v8M-6-69v5M6-69v5", 2.4),
    ]


def curled(x: float, y: float) -> Element:
    """A body that lies; its head belongs at -30, -18."""
    return g(transform=f"translate({x} {y})")[
        path(fill=COAT, d=CURLED),
        line(STRIPE, "M10-40v8M20-37v7M30-32v6", 2.4),
        line(FUR, "M43-8C40 1 20-2 4-4", 9),
    ]


def paw(x: float, y: float) -> Element:
    """A paw that lies on an edge."""
    return g(transform=f"translate({x} {y})")[
        path(fill=FUR, d="M-8 0a8 6 0 0 1 16 0v2a6 5 0 0 1-6 5h-4a6 5 0 0 1-6-5z"),
        line(STRIPE, "M-2.5 2.5v4M2.5 2.5v4", 1.6),
    ]


def _eyes(look: Look) -> Element | Fragment:
    if look == "shut":
        return line(CREAM, "M-12.5 1c1.5 3 6 3 7.5 0M5 1c1.5 3 6 3 7.5 0", 2.1)
    if look == "glad":
        return line(CREAM, "M-12.5 2.5c1.5-4 6-4 7.5 0M5 2.5c1.5-4 6-4 7.5 0", 2.1)
    if look == "dizzy":
        return line(CREAM, "M-11.5-3.5l6 6m0-6l-6 6M5.5-3.5l6 6m0-6l-6 6", 2.1)
    across, down = {"aside": (-1.3, 0.4), "down": (0, 1.6)}.get(look, (0, 0.6))
    return fragment[
        [
            fragment[
                ellipse(cx=f"{middle}", cy="0", rx="3.3", ry="4.3", fill=CREAM),
                circle(cx=f"{middle + across:g}", cy=f"{down:g}", r="1.6" if look == "wide" else "2.2", fill=PUPIL),
            ]
            for middle in (-8.8, 8.8)
        ]
    ]


def line(color: str, d: str, width: float) -> Element:
    """Its ends are round and it is not filled, as the whole drawing says."""
    return path(stroke=color, stroke_width=str(width), d=d)
