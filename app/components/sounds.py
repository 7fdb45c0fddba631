"""What is heard when something rings: small sounds of our own (`tests/synthesising.py` makes them)."""

from __future__ import annotations

from app.components.assets import address
from app.locale import N_

NO_SOUND = "none"

SOUNDS = {"miaou": N_("Miaou"), "bell": N_("Little bell"), "knock": N_("Knock"), NO_SOUND: N_("No sound")}
"""The member's setting of that name, and what it is called."""


def sound_address(name: str) -> str:
    """Where it is; "" when there is none."""
    return "" if name == NO_SOUND else address(f"sounds/{name}.wav")
