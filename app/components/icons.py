"""Miaou's own set of icons: one grid of 24, one stroke of 2 px with round ends, drawn in the text's colour.

The page carries `sprite()` once; each `icon(name)` points into it, so that a list of many rows repeats a name
and not a drawing. In HTML: `<svg class="i" width="1.25rem" height="1.25rem"><use href="#i-lock"></use></svg>`.
"""

from htpy import Element, button, path, svg, symbol, use

PATHS: dict[str, str] = {
    "arrow-down": "M12 5v14M6 13l6 6 6-6",
    "arrow-up": "M12 19V5M6 11l6-6 6 6",
    "bell": "M18 16H6c1.3-1.5 1.8-3.2 1.8-6.5a4.2 4.2 0 0 1 8.4 0c0 3.3.5 5 1.8 6.5zM10.3 19.5a1.9 1.9 0 0 0 3.4 0",
    "bold": "M8 5h5a3.5 3.5 0 0 1 0 7H8zM8 12h6a3.5 3.5 0 0 1 0 7H8z",
    "building": "M5.5 20V5.5A1.5 1.5 0 0 1 7 4h6a1.5 1.5 0 0 1 1.5 1.5V20M14.5 10H18a1.5 1.5 0 0 1 1.5 1.5V20M3 20h18"
    "M8.8 8h2.4M8.8 12h2.4M8.8 16h2.4",
    "box": "M4.5 8.5h15V18a1.5 1.5 0 0 1-1.5 1.5H6A1.5 1.5 0 0 1 4.5 18zM3.5 4.5h17v4h-17zM10 12.5h4",
    "check": "M5 12.5l4.7 4.7L19 7.5",
    "chev": "M9.5 6l6 6-6 6",
    "clip": "M19 11.3l-7.4 7.4a4.5 4.5 0 0 1-6.4-6.4l7.7-7.7a3 3 0 0 1 4.2 4.2l-7.5 7.5a1.5 1.5 0 0 1-2.1-2.1l6.5-6.5",
    "clock": "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2",
    "close": "M6.5 6.5l11 11M17.5 6.5l-11 11",
    "code": "M8.5 7L3.5 12l5 5M15.5 7l5 5-5 5",
    "copy": "M9.5 8.5h9A1.5 1.5 0 0 1 20 10v9a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 8 19v-9a1.5 1.5 0 0 1 1.5-1.5z"
    "M16 5a1.5 1.5 0 0 0-1.5-1.5h-9A1.5 1.5 0 0 0 4 5v9a1.5 1.5 0 0 0 1.5 1.5",
    "database": "M5 6.5c0-1.7 3.1-3 7-3s7 1.3 7 3-3.1 3-7 3-7-1.3-7-3zM5 6.5v11c0 1.7 3.1 3 7 3s7-1.3 7-3v-11M5 12c0"
    " 1.7 3.1 3 7 3s7-1.3 7-3",
    "devices": "M13 18H4.5A1.5 1.5 0 0 1 3 16.5v-10A1.5 1.5 0 0 1 4.5 5h13A1.5 1.5 0 0 1 19 6.5M17.5 10.5"
    "h2A1.5 1.5 0 0 1 21 12v6.5a1.5 1.5 0 0 1-1.5 1.5h-2a1.5 1.5 0 0 1-1.5-1.5V12a1.5 1.5 0 0 1"
    " 1.5-1.5z",
    "download": "M12 4v11M7 10.5l5 5 5-5M5 19.5h14",
    "enlarge": "M14 5h5v5M19 5l-5.5 5.5M10 19H5v-5M5 19l5.5-5.5",
    "door": "M13.5 4H7a1.5 1.5 0 0 0-1.5 1.5v13A1.5 1.5 0 0 0 7 20h6.5M10.5 12H20M16.5 8.5L20 12l-3.5 3.5",
    "eye": "M2.8 12c2-3.9 5.2-6 9.2-6s7.2 2.1 9.2 6c-2 3.9-5.2 6-9.2 6s-7.2-2.1-9.2-6zM12 9.3"
    "a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4z",
    "film": "M5.5 5h13A1.5 1.5 0 0 1 20 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5v-11A1.5 1.5 0 0 1 5.5 5z"
    "M10.3 9v6l4.7-3z",
    "find": "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.3 15.3L20 20",
    "flip": "M8 5v14M4.5 15.5L8 19l3.5-3.5M16 19V5M12.5 8.5L16 5l3.5 3.5",
    "folk": "M9 4.5a3.3 3.3 0 1 0 0 6.6 3.3 3.3 0 0 0 0-6.6zM3 19.5c0-3.6 2.6-5.4 6-5.4s6 1.8 6 5.4M15.5 4.8"
    "a3.1 3.1 0 0 1 0 6M17.5 14.5c2.3.7 3.5 2.5 3.5 5",
    "gear": "M12 5.8a6.2 6.2 0 1 0 0 12.4 6.2 6.2 0 0 0 0-12.4zM12 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM12 3v2.5"
    "M12 18.5V21"
    "M3 12h2.5M18.5 12H21M5.6 5.6l1.8 1.8M16.6 16.6l1.8 1.8M5.6 18.4l1.8-1.8M16.6 7.4l1.8-1.8",
    "grid": "M5.5 4.5h4a1 1 0 0 1 1 1v4a1 1 0 0 1-1 1h-4a1 1 0 0 1-1-1v-4a1 1 0 0 1 1-1z"
    "M14.5 4.5h4a1 1 0 0 1 1 1v4a1 1 0 0 1-1 1h-4a1 1 0 0 1-1-1v-4a1 1 0 0 1 1-1z"
    "M5.5 13.5h4a1 1 0 0 1 1 1v4a1 1 0 0 1-1 1h-4a1 1 0 0 1-1-1v-4a1 1 0 0 1 1-1z"
    "M14.5 13.5h4a1 1 0 0 1 1 1v4a1 1 0 0 1-1 1h-4a1 1 0 0 1-1-1v-4a1 1 0 0 1 1-1z",
    "hash": "M9.5 4L8 20M16 4l-1.5 16M4.5 9h15.5M4 15h15.5",
    "italic": "M10 5h7M7 19h7M14.3 5L9.7 19",
    "key": "M8 11.5a4.3 4.3 0 1 0 0 8.6 4.3 4.3 0 0 0 0-8.6zM11.1 12.7L19.5 4.3M16 7.8l3 3M13.3 10.5l1.7 1.7",
    "link": "M10.5 13.5a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1M13.5 10.5a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0"
    " 5.7 5.7l1-1",
    "list": "M9.5 6.5H20M9.5 12H20M9.5 17.5H20M4.7 6.5h.1M4.7 12h.1M4.7 17.5h.1",
    "lock": "M7.5 10.5V8a4.5 4.5 0 0 1 9 0v2.5M6.5 10.5h11A1.5 1.5 0 0 1 19 12v6.5a1.5 1.5 0 0 1-1.5 1.5h-11"
    "A1.5 1.5 0 0 1 5 18.5V12a1.5 1.5 0 0 1 1.5-1.5z",
    "menu": "M4 7h16M4 12h16M4 17h10",
    "minus": "M5 12h14",
    "note": "M9.5 17.5V6.2l9-1.7v11M9.5 17.5a2.3 2.3 0 1 1-4.6 0 2.3 2.3 0 0 1 4.6 0zM18.5 15.5a2.3 2.3 0 1 1-4.6 0"
    " 2.3 2.3 0 0 1 4.6 0z",
    "outside": "M10 5H6.5A1.5 1.5 0 0 0 5 6.5v11A1.5 1.5 0 0 0 6.5 19h11a1.5 1.5 0 0 0 1.5-1.5V14M13.5 4.5h6v6"
    "M19 5l-7.5 7.5",
    "page": "M13.5 3.5H7A1.5 1.5 0 0 0 5.5 5v14A1.5 1.5 0 0 0 7 20.5h10a1.5 1.5 0 0 0 1.5-1.5V8.5zM13.5 3.5v5h5"
    "M9 13h6M9 16.5h4",
    "pen": "M4.5 19.5l1-4L16 5a2.1 2.1 0 0 1 3 3L8.5 18.5zM14 7l3 3",
    "people-plus": "M9 4.5a3.3 3.3 0 1 0 0 6.6 3.3 3.3 0 0 0 0-6.6zM3 19.5c0-3.6 2.6-5.4 6-5.4s6 1.8 6 5.4"
    "M18.5 7.5v6M15.5 10.5h6",
    "picture": "M5.5 5h13A1.5 1.5 0 0 1 20 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5v-11A1.5 1.5 0 0 1 5.5"
    " 5z"
    "M4.5 17l5-5 3.5 3.5 2.5-2.5 4 4M15.5 9h.1",
    "pin": "M9 4h6M10 4l-.5 6.5L6.5 14h11l-3-3.5L14 4M12 14v6.5",
    "plane": "M20.5 3.5L10.5 13.5M20.5 3.5L14.2 20.5l-3.7-7-7-3.7z",
    "print": "M7 9V4h10v5M7 17.5H5.5A1.5 1.5 0 0 1 4 16v-5a1.5 1.5 0 0 1 1.5-1.5h13A1.5 1.5 0 0 1 20 11v5a1.5 1.5 0 0 1"
    "-1.5 1.5H17M7 14.5h10V20H7z",
    "plus": "M12 5v14M5 12h14",
    "quote": "M9.5 7.5C7 8.5 5.5 10.5 5.5 13.5M19 7.5c-2.5 1-4 3-4 6M7.8 12a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0"
    " 0-4.6z"
    "M17.3 12a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6z",
    "reply": "M9.5 7l-5 5 5 5M5 12h8.5c3.6 0 6 2 6.500 6",
    "slides": "M4 4.5h16M5.5 4.5v10A1.5 1.5 0 0 0 7 16h10a1.5 1.5 0 0 0 1.5-1.5v-10M12 16v2M8.5 20.5L12 17.5l3.5 3",
    "smile": "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM8.5 14c.8 1.5 2 2.3 3.5 2.3s2.7-.8 3.5-2.3M9.2"
    " 9.5v.4"
    "M14.8 9.5v.4",
    "strike": "M17 7.3C16.3 5.7 14.6 5 12.3 5 9.5 5 7.5 6.3 7.5 8.5c0 1.5.9 2.6 2.7 3.5M4.5 12h15M14.5 12.5"
    "c1.5.7 2.3 1.7 2.3 3.1 0 2.2-1.9 3.4-4.6 3.4-2.6 0-4.5-1-5.2-2.8",
    "table": "M5.5 5h13A1.5 1.5 0 0 1 20 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5v-11A1.5 1.5 0 0 1 5.5 5z"
    "M4 10h16M4 14.5h16M10 10v9",
    "tray": "M4 13.5L6.5 6A1.5 1.5 0 0 1 8 5h8a1.5 1.5 0 0 1 1.5 1L20 13.5V18a1.5 1.5 0 0 1-1.5 1.5h-13"
    "A1.5 1.5 0 0 1 4 18zM4 13.5h4.5a3.5 3.5 0 0 0 7 0H20",
    "user": "M12 4a3.8 3.8 0 1 0 0 7.6A3.8 3.8 0 0 0 12 4zM5 20c0-3.7 3-5.6 7-5.6s7 1.9 7 5.6",
}
"""Each icon's strokes, as an SVG path."""

RARE: dict[str, str] = {
    "ball": "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM5.9 6.3c3 3 3 8.4 0 11.4M18.1 6.3c-3 3-3 8.4 0 11.4"
    "M3.5 12h17M12 3.5v17",
    "bin": "M4.5 7h15M9.5 7V4.5h5V7M6.5 7l.8 11.6A1.5 1.5 0 0 0 8.8 20h6.4a1.5 1.5 0 0 0 1.5-1.4L17.5 7"
    "M10.2 11v5M13.8 11v5",
    "bulb": "M9.3 17.3h5.4M10.3 20.5h3.4M12 3.5a6 6 0 0 0-3.6 10.8c.6.5.9 1.1.9 1.8v1.2h5.4v-1.2"
    "c0-.7.3-1.3.9-1.8A6 6 0 0 0 12 3.5z",
    "calendar": "M6.5 6h11A1.5 1.5 0 0 1 19 7.5v10a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 17.5v-10"
    "A1.5 1.5 0 0 1 6.5 6zM5 10.5h14M8.8 3.8v3.5M15.2 3.8v3.5M9 14.5h.1M12 14.5h.1M15 14.5h.1",
    "car": "M4 17v-3.6l1.9-5A1.8 1.8 0 0 1 7.6 7.3h8.8a1.8 1.8 0 0 1 1.7 1.1l1.9 5V17zM4.3 12.8h15.4M7.5 15h.1"
    "M16.4 15h.1M6.3 17v1.8M17.7 17v1.8",
    "cup": "M4.5 9.5h11.8v4.7a4.8 4.8 0 0 1-4.8 4.8H9.3a4.8 4.8 0 0 1-4.8-4.8z"
    "M16.3 11h1a2.6 2.6 0 0 1 0 5.2h-1.4M8.3 4v2.2M12.5 4v2.2",
    "envelope": "M5 6h14a1.5 1.5 0 0 1 1.5 1.5v9A1.5 1.5 0 0 1 19 18H5a1.5 1.5 0 0 1-1.5-1.5v-9A1.5 1.5 0 0 1 5 6z"
    "M4 7.5l8 6 8-6",
    "flag": "M6 20.5V4.8c4-2 7.5 2 12.5.2v8.8c-5 1.8-8.5-2.2-12.5-.2",
    "globe": "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM3.5 12h17M12 3.5c2.4 2.4 3.6 5.3 3.6 8.5s-1.2 6.1-3.6 8.5"
    "c-2.4-2.4-3.6-5.3-3.6-8.5S9.6 5.9 12 3.5z",
    "heart": "M12 19.5S4 15 4 9.4A4.2 4.2 0 0 1 12 7.2a4.2 4.2 0 0 1 8 2.2c0 5.6-8 10.1-8 10.1z",
    "history": "M4 12a8 8 0 1 0 2.6-5.9L4 8.5M4 4v4.5h4.5M12 8v4.3l3 1.7",
    "house": "M4 11.5L12 5l8 6.5M6.5 9.5V19h11V9.5",
    "keys": "M4.5 6.5h15A1.5 1.5 0 0 1 21 8v8a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 16V8a1.5 1.5 0 0 1 1.5-1.5z"
    "M7 10.5h.1M10.3 10.5h.1M13.7 10.5h.1M17 10.5h.1M8.5 14h7",
    "moon": "M19.5 14.3A8 8 0 0 1 9.7 4.5a8 8 0 1 0 9.8 9.8z",
    "paw": "M12 12.4c-2.7 0-4.7 2.4-4.7 4.5 0 1.4 1 2.4 2.4 2.4.9 0 1.4-.4 2.3-.4s1.4.4 2.3.4"
    "c1.4 0 2.4-1 2.4-2.4 0-2.1-2-4.5-4.7-4.5zM5.3 11v1M9.4 6.3v1.2M14.6 6.3v1.2M18.7 11v1",
    "pause": "M9 5.5v13M15 5.5v13",
    "play": "M8 5.5v13l10.5-6.5z",
    "sliders": "M4 7.5h9M17 7.5h3M4 16.5h3M11 16.5h9M15 5v5M9 14v5",
}
"""More strokes, of icons that stand in one place: they are drawn there, and the sprite does without them."""

FILLED = frozenset({"plane"})
"""Drawn solid: sending is the one act that the window is for."""


def icon(name: str, size: int = 20) -> Element:
    """One icon of the set. It says nothing aloud: the control around it does.

    :param size: how many pixels square beside text of the usual size, which it grows with
    :raises KeyError: no such icon is drawn
    """
    side = f"{size / 16:g}rem"
    if name in RARE:
        return svg(".i", width=side, height=side, aria_hidden="true", **_pen(name))[path(d=RARE[name])]
    if name not in PATHS:
        raise KeyError(name)
    return svg(".i", width=side, height=side, aria_hidden="true")[use(href=f"#i-{name}")]


def icon_button(title: str, action: str, name: str, size: int = 20, *, facts: str | None = None) -> Element:
    """A button that is an icon alone.

    :param title: what it says, to whoever points at it and to whoever does not see it
    :param action: its `data-action`
    :param facts: the key of those that say whether it is switched on
    """
    return button(".icon", type="button", data_action=action, data_facts=facts, aria_label=title, title=title)[
        icon(name, size)
    ]


def sprite() -> Element:
    """All the drawings, hidden; put once at the start of a page's body."""
    return svg(width="0", height="0", style="position:absolute", aria_hidden="true")[
        [_symbol(name, strokes) for name, strokes in PATHS.items()]
    ]


def _symbol(name: str, strokes: str) -> Element:
    return symbol(id=f"i-{name}", **_pen(name))[path(d=strokes)]


def _pen(name: str) -> dict[str, str]:
    return {
        "viewBox": "0 0 24 24",
        "fill": "currentColor" if name in FILLED else "none",
        "stroke": "currentColor",
        "stroke_width": "2",
        "stroke_linecap": "round",
        "stroke_linejoin": "round",
    }
