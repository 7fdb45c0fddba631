"""What one can do with a message at once: a small bar in its row. All of it is in the menu that the last one opens."""

from __future__ import annotations

from functools import cache

from htpy import Element, button, div
from markupsafe import Markup

from app.locale import Words

MENU = "message-menu"
"""What the menu of a message is asked for by."""


_OPENS = {"aria_haspopup": "menu", "aria_expanded": "false"}
"""The bar stays in view while what a button opened is: see the style sheet."""


@cache
def message_bar(words: Words) -> Markup:
    """Short, and made once: it stands in every row. What the buttons look like, the style sheet says."""
    bar = div(".bar", data_still=True)[
        _does("react", words("React"), **_OPENS),
        _does("reply", words("Reply")),
        _does("more", words("More actions"), data_action=MENU, **_OPENS),
    ]
    return Markup(bar)  # noqa: S704 - ours, drawn by htpy a moment ago


def _does(what: str, title: str, **attributes: str) -> Element:
    # They are walked from the row: in the Tab order there would be three for each message.
    return button(type="button", tabindex="-1", title=title, data_do=what, **{"data_action": what, **attributes})
