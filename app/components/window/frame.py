"""What stands there before NiceGUI's scripts do, which on a slow line take seconds: the window, to be looked at.

At once there are the boxes, and whose it is. As soon as our own scripts have come, each `data-early` shows what its
panel will; it moves into that when it is there (`app/browser/shell.js`).
"""

from functools import cache

from htpy import Element, aside, b, div, footer, header, nav, section, span

from app.components.brand import logo
from app.components.icons import icon
from app.components.live_list import in_ascii, plain
from app.locale import Words


def frame(words: Words, order: str, first: Element | None = None) -> str:
    """
    :param order: the member's reading order
    :param first: what stands above the talk for whoever is new
    """
    return in_ascii(str(_drawn(words, order, first))) if first else _as_ever(words, order)


@cache
def _as_ever(words: Words, order: str) -> str:
    return plain(str(_drawn(words, order)))


def _drawn(words: Words, order: str, first: Element | None = None) -> Element:
    return div(".frame", inert=True, data_until_then=True)[
        # What was said is drawn first: where each part stands, the style sheet says.
        div(".conversation")[
            section(".talk")[div(data_order=order, hidden=True), _early("log")],
            header(".head")[_early("head")],
            first,
            footer(".write")[div(".typing"), _sheet(words)],
        ],
        nav(".drawer")[div(".brand")[logo(38), div[b["Miaou"]]], _early("canals")],
        aside(".people")[_early("members")],
    ]


def _early(panel: str) -> Element:
    return div(data_early=panel)


def _sheet(words: Words) -> Element:
    """As high as the sheet will be that one writes on."""
    kit = div(".kit")[span(".icon"), span(".icon.preview-toggle"), span(".gap"), [span(".icon.format")] * 8]
    send = div(".send")[span[words("Send")], icon("plane", 17)]
    later = span(".icon.later")
    return div(".sheet")[div(".to-line")["\xa0"], div, div(".typed"), div(".tools")[kit, send, later]]
