"""The six skin colours to choose from, and the button that shows the one that is chosen."""

from __future__ import annotations

from htpy import Element, button, fieldset, input, label, legend, span

from app.locale import N_, Words
from app.text.tones import TONES

HAND = "✋"

NAMES = (N_("none"), N_("light"), N_("medium-light"), N_("medium"), N_("medium-dark"), N_("dark"))


def tone_button(words: Words, tone: int) -> Element:
    """Shows the colour, and unfolds the others."""
    said = words("Skin colour: {tone}", tone=words(NAMES[tone]))
    return button(
        ".icon.emoji-tone", type="button", data_part="variant", aria_expanded="false", title=said, aria_label=said
    )[_hand(tone)]


def tone_choice(words: Words, tone: int) -> Element:
    """All six, folded."""
    return fieldset(".emoji-tones", data_part="variants", hidden=True)[
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
