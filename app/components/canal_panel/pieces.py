"""What several tabs of a canal's panel have in common."""

from __future__ import annotations

from htpy import Element, p

from app.components.drawings import Name
from app.components.states import state


def nothing(drawn: Name, sentence: str, hint: str = "") -> Element:
    """There is nothing in it yet."""
    return state(drawn, p[sentence], p(".hint")[hint] if hint else None, kind="nothing-yet")
