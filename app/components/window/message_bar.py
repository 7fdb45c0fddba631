"""What one can do with a message: a small bar in its row, and the menu that it opens."""

from __future__ import annotations

from functools import cache

from htpy import Node

from app.locale import Words


@cache
def message_bar(words: Words) -> Node:
    return None
