"""The icon of a browser's tab, with how much is unseen on it."""

from __future__ import annotations

import re
from functools import cache

from app.components.assets import FOLDER
from app.store.unseen import Unseen

PLAIN = "/favicon.ico"
MOST = 9
"""What is more shows as 9+: no more than that can be read there."""

_NAME = re.compile(r"([1-9]\+?)\.svg")
_BADGE = (
    '<circle cx="33" cy="33" r="15" fill="#b91c1c" stroke="#fffdfa" stroke-width="2"/>'
    '<text x="33" y="{y}" fill="#fffdfa" font-family="system-ui,sans-serif" font-size="{size}" font-weight="700"'
    ' text-anchor="middle">{shown}</text></svg>'
)


def badged_icon(unseen: Unseen) -> str:
    """Its address."""
    if not unseen.star:
        return PLAIN
    return f"/favicon/{unseen.n if 0 < unseen.n <= MOST and not unseen.more else f'{MOST}+'}.svg"


@cache
def drawn(name: str) -> str | None:
    """The picture of that name, `3.svg` or `9+.svg`; None when there is none."""
    found = _NAME.fullmatch(name)
    if not found:
        return None
    whole = (FOLDER / "favicon.svg").read_text("utf-8").strip().removesuffix("</svg>")
    size = 22 if len(found[1]) == 1 else 17
    return whole + _BADGE.format(shown=found[1], size=size, y=33 + size * 0.36)
