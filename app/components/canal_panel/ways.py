"""How the panel of a canal is opened: by what is pressed, beside the talk or over all of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Way:
    """
    :param opens: the action that opens it there
    :param where: the class of what is pressed for it: the style sheet shows one of the two
    """

    opens: str
    where: str


PANEL = Way("canal-panel", "only-wide")
"""Where there is room, beside the talk, which goes on."""

SHEET = Way("canal-sheet", "only-narrow")
"""Where there is none, as a dialog over it."""

WAYS = (PANEL, SHEET)
