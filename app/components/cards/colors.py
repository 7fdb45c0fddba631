"""What the twelve colours are called."""

from app.locale import N_, Words
from app.store.names import COLORS

_CALLED = (
    N_("Ginger"),
    N_("Lagoon"),
    N_("Coffee"),
    N_("Raspberry"),
    N_("Meadow"),
    N_("Iris"),
    N_("Sea"),
    N_("Brick"),
    N_("Poppy"),
    N_("Moss"),
    N_("Slate"),
    N_("Plum"),
)


def color_names(words: Words) -> dict[str, str]:
    """Each colour that is offered, and its name."""
    return {color: words(called) for color, called in zip(COLORS, _CALLED, strict=True)}
