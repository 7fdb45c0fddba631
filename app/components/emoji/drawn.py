"""Which emoji a system draws: each came with a version of Unicode's list, and older systems show boxes for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.text.emoji_set import Emoji

EVERYWHERE = 12.1
"""The newest Emoji version that systems of 2020 draw: for those after it, the browser looks whether its system does."""

BROUGHT = {13.0: "🥲", 13.1: "❤️‍🔥", 14.0: "🫠", 15.0: "🫨"}
"""Emoji versions after those that every system has, each with an emoji that it brought."""

NEWEST = max(BROUGHT)
VERSIONS = (0.0, *BROUGHT)
FONTS = '"Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", sans-serif'
PLAIN = "😀"
"""Where not even this one shows in colour, nothing can be told."""


def since(emoji: Emoji) -> float:
    """The version that brought an emoji; 0 for those that every system draws."""
    return 0.0 if emoji.since <= EVERYWHERE else emoji.since


def probes() -> str:
    """What a browser looks at to say the newest version that it draws, as JSON: `[[version, glyph]…]`."""
    return json.dumps([[0, PLAIN], *BROUGHT.items()], ensure_ascii=False, separators=(",", ":"))


def version(told: object) -> float:
    """One of `VERSIONS`, of what a browser tells; the newest for what is no number: it could not tell."""
    if isinstance(told, bool) or not isinstance(told, int | float):
        return NEWEST
    return max((each for each in VERSIONS if each <= told), default=0.0)
