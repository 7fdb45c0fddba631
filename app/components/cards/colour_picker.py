"""The colour picker: twelve named colours, then any other; the card it stands in wears the chosen one at once."""

from __future__ import annotations

from functools import lru_cache

from htpy import div, fieldset, input, label, legend, span
from markupsafe import Markup

from app.components.cards.card import Form
from app.components.cards.colors import color_names
from app.components.icons import icon
from app.locale import Words

OTHER = "other"
"""The value of the thirteenth, whose colour is posted by a field of its own."""


@lru_cache(maxsize=256)
def colour_picker(words: Words, chosen: str, name: str = "color") -> Markup:
    """A colour to choose, read by `chosen_color`. The style sheet keeps any colour readable, light and dark.

    :param chosen: the colour it starts with (#rrggbb)
    """
    named = color_names(words)
    other = chosen if chosen not in named else "#3f6f8f"
    # Drawn once for each colour: a fifth of what a canal's card costs.
    picker = fieldset(".swatches", data_colours="dialog")[
        legend[words("Colour")],
        div[
            (
                label(".swatch-choice.tinted", style=f"--c:{color}", title=called)[
                    input(type="radio", name=name, value=color, checked=color == chosen, aria_label=called),
                    span,
                ]
                for color, called in named.items()
            ),
            div(".swatch-choice.other.tinted", style=f"--c:{other}", title=words("Another colour"))[
                input(
                    type="radio",
                    name=name,
                    value=OTHER,
                    checked=chosen not in named,
                    aria_label=words("Another colour"),
                ),
                input(type="color", name=f"{name}-{OTHER}", value=other, aria_label=words("Choose another colour")),
                span[icon("pen", 15)],
            ],
        ],
    ]
    return Markup(str(picker))  # noqa: S704 - made by htpy


def chosen_color(form: Form, name: str = "color") -> str | None:
    """The colour that somebody has chosen; None when they left it as it was."""
    if form.text(name) == OTHER:
        touched = form.touched(name) or form.touched(f"{name}-{OTHER}")
        return form.text(f"{name}-{OTHER}") if touched else None
    return form.touched(name)
