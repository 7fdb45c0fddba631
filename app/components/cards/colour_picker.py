"""The colour picker: twelve named colours, then any other; the dialog it stands in wears the chosen one at once."""

from htpy import Element, div, fieldset, input, label, legend, span

from app.components.cards.colors import color_names
from app.components.icons import icon
from app.locale import Words


def colour_picker(words: Words, chosen: str, name: str = "color") -> Element:
    """A colour to choose, posted as `name` (#rrggbb). The style sheet keeps any colour readable, light and dark.

    :param chosen: the colour it starts with
    """
    named = color_names(words)
    other = chosen if chosen not in named else "#3f6f8f"
    return fieldset(".swatches", data_colour_picker=name)[
        legend[words("Colour")],
        div[
            (
                label(".swatch-choice.tinted", style=f"--c:{color}", title=called)[
                    input(type="radio", name=name, value=color, checked=color == chosen, aria_label=called),
                    span,
                ]
                for color, called in named.items()
            ),
            label(".swatch-choice.other.tinted", style=f"--c:{other}", title=words("Another colour"))[
                input(
                    type="radio",
                    name=name,
                    value=other,
                    checked=chosen not in named,
                    aria_label=words("Another colour"),
                ),
                span[icon("pen", 15)],
                input(type="color", value=other, tabindex="-1", aria_label=words("Choose another colour")),
            ],
        ],
    ]
