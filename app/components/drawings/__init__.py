"""Small drawings of the house's cat, one for each state that a person can come upon.

They say nothing that the words beside them do not: `aria-hidden`. Their colours are custom properties of
`assets/css/drawings.css`, so that they follow the theme, and forced colours.
"""

from collections.abc import Callable
from typing import Literal

from htpy import Element, Node, svg

from app.components.drawings import scenes

Name = Literal[
    "alone",
    "archived",
    "asleep",
    "closed",
    "empty",
    "first-day",
    "heavy",
    "lost",
    "open",
    "resting",
    "seeking",
    "tangled",
    "telling",
    "waving",
]

SCENES: dict[Name, Callable[[], Node]] = {
    "alone": scenes.alone,
    "archived": scenes.archived,
    "asleep": scenes.asleep,
    "closed": scenes.closed,
    "empty": scenes.empty,
    "first-day": scenes.first_day,
    "heavy": scenes.heavy,
    "lost": scenes.lost,
    "open": scenes.opened,
    "resting": scenes.resting,
    "seeking": scenes.seeking,
    "tangled": scenes.tangled,
    "telling": scenes.telling,
    "waving": scenes.waving,
}

PEN = {"fill": "none", "stroke_linecap": "round", "stroke_linejoin": "round"}
"""Lines are not filled, and end round."""


def drawing(name: Name) -> Element:
    """As wide as its style sheet says, four by three."""
    return svg(".drawing", viewBox="0 0 160 120", **PEN, aria_hidden="true")[SCENES[name]()]
