"""Where one says what a canal is for, in the cards of canals."""

from __future__ import annotations

from htpy import Element

from app.components.forms import area
from app.locale import Words
from app.store.canals import DESCRIPTION_LONGEST


def description(words: Words, value: str = "") -> Element:
    hint = words("What this canal is for, who looks after it, what one should know: with the marks of a message")
    return area(words("Description"), "description", value=value, hint=hint, maxlength=DESCRIPTION_LONGEST)
