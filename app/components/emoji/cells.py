"""Emoji in a section of the menu: one button for each, in as many columns as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from htpy import Element, div
from markupsafe import Markup, escape

from app.components.emoji.known import Known


def section(title: str, shown: Sequence[Known], tone: int, category: str = "") -> Element:
    """A titled section. It keeps its height while it is not drawn: opening the menu costs what is seen of it.

    :param tone: the skin colour of all that show skin, 0 for none
    """
    return div(
        ".emoji-section",
        role="rowgroup",
        aria_label=title,
        data_category=category or None,
        style=f"--many:{len(shown)}",
    )[div(".emoji-row", role="row")[Markup("").join(_cell(known, tone) for known in shown)]]


def _cell(known: Known, tone: int) -> Markup:
    # There are two thousand in the menu, and htpy would take ten times as long.
    name = f' data-name=":{known.names[0]}:"' if known.names else ""
    label = escape(known.title)
    return Markup(f'<button role="gridcell" tabindex="-1" aria-label="{label}"{name}>{known.toned(tone)}</button>')  # noqa: S704
