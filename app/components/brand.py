"""The house's cat: a ginger head that is also a speech bubble, and one that looks over the edge of a door."""

from htpy import Element, ellipse, g, path, rect, svg

GINGER = "#c2570c"
PEACH = "#f3a267"
STRIPE = "#8f3a04"
CREAM = "#fffdfa"
INK = "#2a2231"
NOSE = "#ffdccb"

HEAD = (
    "M6.6 9.4C6.4 5.2 9.9 3.6 12.9 6l6 4.9c3.3-.7 6.9-.7 10.2 0l6-4.9c3-2.4 6.5-.8 6.3 3.4l.4 9.4"
    "c.4 2 .6 4.1.6 6.3 0 10.2-7.6 16.9-18.4 16.9-2 0-3.9-.2-5.7-.7l-6.6 4c-1.7 1-3.2 0-2.9-1.9l.8-5.7"
    "C6.8 34.6 5.6 30.2 5.6 25.1c0-2.2.2-4.3.6-6.3z"
)
EARS = (
    "M10.2 10.6c0-1.5 1.2-2 2.3-1.1l3 2.5c-2 .9-3.8 2.2-5.2 3.8z"
    "M37.8 10.6c0-1.5-1.2-2-2.3-1.1l-3 2.5c2 .9 3.8 2.2 5.2 3.8z"
)
STRIPES = "M24 13.4v4.4M19.5 14.2v2.6M28.5 14.2v2.6"
MOUTH = "M18.9 31.6c.9 2.3 4.1 2.3 5.1 0 1 2.3 4.2 2.3 5.1 0"

PEEKING_HEAD = (
    "M29 18.5C28.5 7.5 36 4.5 43 9.5l12.5 9.2c9.6-2.3 19.4-2.3 29 0L97 9.5c7-5 14.5-2 14 9l-1 17.5"
    "c3.6 5.5 5.5 12 5.5 19.5v20h-91v-20c0-7.5 1.9-14 5.5-19.5z"
)
PEEKING_EARS = (
    "M36.5 21c0-4.5 2.6-5.2 5.2-3.3l6.8 5c-4.7 2.2-8.7 5.2-11.9 9z"
    "M103.5 21c0-4.5-2.6-5.2-5.2-3.3l-6.8 5c4.7 2.2 8.7 5.2 11.9 9z"
)
PEEKING_NOSE = "M66.5 62.5h7c1.3 0 1.7 1.3.9 2.2l-3 3.2c-.8.8-2 .8-2.8 0l-3-3.2c-.8-.9-.4-2.2.9-2.2z"


def logo(size: int = 40) -> Element:
    """The logo, `size` pixels square, as in assets/logo.svg. The name beside it speaks for it."""
    return svg(".logo", viewBox="0 0 48 48", width=str(size), height=str(size), aria_hidden="true")[
        path(fill=GINGER, d=HEAD),
        path(fill=PEACH, d=EARS),
        path(fill="none", stroke=STRIPE, stroke_width="2.2", stroke_linecap="round", d=STRIPES),
        ellipse(cx="16.3", cy="25", rx="2.5", ry="3.3", fill=CREAM),
        ellipse(cx="31.7", cy="25", rx="2.5", ry="3.3", fill=CREAM),
        path(
            fill="none",
            stroke=CREAM,
            stroke_width="2.3",
            stroke_linecap="round",
            stroke_linejoin="round",
            d=MOUTH,
        ),
    ]


def peeking() -> Element:
    """The cat that holds on to the upper edge of a door's card, its paws over the edge."""
    return svg(".peeking", viewBox="18 3 104 79", aria_hidden="true")[
        path(fill=GINGER, d=PEEKING_HEAD),
        path(fill=PEACH, d=PEEKING_EARS),
        path(
            fill="none",
            stroke=STRIPE,
            stroke_width="4.2",
            stroke_linecap="round",
            d="M70 23.5V33M60.5 25v5.5M79.5 25v5.5",
        ),
        ellipse(cx="53", cy="50", rx="5.4", ry="7", fill=CREAM),
        ellipse(cx="87", cy="50", rx="5.4", ry="7", fill=CREAM),
        ellipse(cx="53.5", cy="52", rx="3.2", ry="4.6", fill=INK),
        ellipse(cx="86.5", cy="52", rx="3.2", ry="4.6", fill=INK),
        path(fill=NOSE, d=PEEKING_NOSE),
        g(fill=GINGER)[
            rect(x="20", y="63", width="26", height="18", rx="9"),
            rect(x="94", y="63", width="26", height="18", rx="9"),
        ],
        path(
            fill="none",
            stroke=STRIPE,
            stroke_width="2",
            stroke_linecap="round",
            d="M29.5 74.5v5M36.5 74.5v5M103.5 74.5v5M110.5 74.5v5",
        ),
    ]
