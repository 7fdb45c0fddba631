"""The six skin colours to choose from, and the button that shows the one that is chosen."""

from __future__ import annotations

from htpy import Element, button, fieldset, input, label, legend, span

from app.locale import N_, Words
from app.text.tones import TONES

HAND = "✋"

NAMES = (N_("none"), N_("light"), N_("medium-light"), N_("medium"), N_("medium-dark"), N_("dark"))


def tone_button(words: Words, tone: int) -> Element:
    """Shows the colour, and opens the choice of another."""
    said = words("Skin colour: {tone}", tone=words(NAMES[tone]))
    return button(".icon.emoji-tone", type="button", data_part="variant", title=said, aria_label=said)[_hand(tone)]


def tone_choice(words: Words, tone: int) -> Element:
    """All six, closed."""
    return fieldset(".emoji-tones", popover="auto", data_part="variants")[
        legend(".aloud")[words("Skin colour")], [_choice(words, each, each == tone) for each in range(len(NAMES))]
    ]


def _choice(words: Words, tone: int, chosen: bool) -> Element:
    name = words(NAMES[tone])
    return label(title=name)[
        input(".aloud", type="radio", name="emoji-tone", value=str(tone), aria_label=name, checked=chosen),
        span[_hand(tone)],
    ]


def _hand(tone: int) -> str:
    return HAND + (TONES[tone - 1] if tone else "")
