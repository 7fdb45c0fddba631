"""What one can take away of a canal: entries of its panel."""

from __future__ import annotations

from htpy import Node, a, span

from app.components.icons import icon
from app.locale import Words
from app.store.state import Canal


def exports(canal: Canal, words: Words) -> Node:
    """Links, to stand beside the one that copies the canal's link."""
    return a(".way", href=f"/canal/{canal.id}/export", target="_blank", rel="noopener")[
        icon("print", 17), span[words("Export or print")]
    ]
