"""Edit mode by the keyboard: what a key means for the tile that has the focus, and what is said as the mode changes."""

from __future__ import annotations

from app.locale import N_

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


BEGUN = N_("Edit mode. Arrows move a tile, Shift and arrows resize it, Delete removes it; Esc ends.")
BEGUN_IN_COLUMN = N_("Edit mode. Buttons on each tile move, resize and remove it.")
ENDED = N_("Edit mode has ended.")
