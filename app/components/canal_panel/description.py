"""What a canal is for: a text with the marks of a message, as it is shown and in short."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

from app.store.canals import TOPIC_LONGEST
from app.text import render
from app.text.short import in_short


@lru_cache(maxsize=512)
def _html(description: str) -> str:
    """A long one takes two milliseconds, once."""
    return render.html(description, smileys=False)


def described(description: str) -> Markup:
    return Markup(_html(description))  # noqa: S704 - made by app.text.render


@lru_cache(maxsize=512)
def described_in_short(description: str) -> str:
    """Its beginning, in one line, without any mark."""
    return in_short(_html(description), TOPIC_LONGEST)
