"""What one can do with a message: a small bar in its row, and the menu that it opens."""

from __future__ import annotations

from functools import cache

from htpy import Node, button, div

from app.components.icons import icon
from app.locale import Words


@cache
def message_bar(words: Words) -> Node:
    return div(".bar", style="position:absolute;top:-12px;right:0")[
        button(type="button", data_do="react", data_action="react", aria_label="React")[icon("smile", 16)],
        button(type="button", data_do="reply", data_action="reply", aria_label="Reply")[icon("reply", 16)],
    ]
