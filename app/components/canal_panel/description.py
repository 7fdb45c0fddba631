"""What a canal is for: a text with the marks of a message, as it is shown and in short."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

from app.store.canals import TOPIC_LONGEST
from app.text import render
from app.text.short import in_short


@lru_cache(maxsize=512)
def described(description: str) -> Markup:
    """Its HTML. A long one takes two milliseconds, once."""
    html = render.html(description, smileys=False)
    # As in a message's row: on paper, an address that is not its own text is told.
    return Markup(html)  # noqa: S704 - made by app.text.render


@lru_cache(maxsize=512)
def described_in_short(description: str) -> str:
    """Its beginning, in one line, without any mark."""
    return in_short(described(description), TOPIC_LONGEST)
