"""The six skin colours to choose from."""

from __future__ import annotations

from htpy import Element, option, select

from app.locale import N_, Words
from app.text.tones import TONES

HAND = "✋"

NAMES = (N_("none"), N_("light"), N_("medium-light"), N_("medium"), N_("medium-dark"), N_("dark"))


def tone_choice(words: Words, tone: int) -> Element:
    """Closed, it shows the hand of the chosen one and no more."""
    name = words("Skin colour")
    return select(".emoji-tone", autocomplete="off", title=name, aria_label=name, data_part="variant")[
        (
            option(value=str(each), selected=each == tone)[f"{HAND}{TONES[each - 1] if each else ''} {words(called)}"]
            for each, called in enumerate(NAMES)
        )
    ]
