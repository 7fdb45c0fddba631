"""Edit mode by the keyboard: what a key means for the tile that has the focus, and what is said as the mode changes."""

from __future__ import annotations

import json
from functools import cache

from htpy import Element as Fragment
from htpy import p

from app.locale import Words

Meanings = dict[str, tuple[str, dict[str, int]]]
"""Key → the action that it asks for, and what goes with that."""

_ARROWS = {"ArrowLeft": (-1, 0), "ArrowRight": (1, 0), "ArrowUp": (0, -1), "ArrowDown": (0, 1)}
_ANYWHERE: Meanings = {"Delete": ("remove", {}), "Backspace": ("remove", {}), "Enter": ("options", {})}

KEYS: Meanings = _ANYWHERE | {
    pressed: (does, {"right": right, "down": down})
    for key, (right, down) in _ARROWS.items()
    for pressed, does in ((key, "shift"), (f"Shift+{key}", "grow"))
}

KEYS_IN_COLUMN: Meanings = _ANYWHERE | {
    pressed: meaning
    for key, (right, down) in _ARROWS.items()
    for pressed, meaning in (
        (key, ("order", {"step": right + down})),
        (f"Shift+{key}", ("grow", {"right": 0, "down": right + down})),
    )
}
"""The same where the tiles stand in one column, on a phone."""


@cache
def as_attributes() -> dict[str, str]:
    return {"data_keys": json.dumps(KEYS), "data_keys_in_column": json.dumps(KEYS_IN_COLUMN)}


def spoken(words: Words) -> Fragment:
    """Where it is told aloud what happens, with what the page says by itself."""
    return p(
        ".aloud",
        role="status",
        data_begun=words("Edit mode. Arrows move a tile, Shift and arrows resize it, Delete removes it; Esc ends."),
        data_begun_in_column=words("Edit mode. Buttons on each tile move, resize and remove it."),
        data_ended=words("Edit mode has ended."),
    )
