"""What several tabs of a canal's panel have in common."""

from __future__ import annotations

from datetime import UTC, datetime

from htpy import Element, p, time

from app.components.drawings import Name
from app.components.states import state


def nothing(drawn: Name, sentence: str, hint: str = "") -> Element:
    """There is nothing in it yet."""
    return state(drawn, p[sentence], p(".hint")[hint] if hint else None, kind="nothing-yet")


def moment(at: int) -> Element:
    """When something was said, in epoch milliseconds: the browser tells it by the reader's clock."""
    return time(datetime=datetime.fromtimestamp(at / 1000, UTC).isoformat())
