"""What one can take away of a canal: entries of its panel."""

from __future__ import annotations

from htpy import Node

from app.locale import Words
from app.store.state import Canal


def exports(_canal: Canal, _words: Words) -> Node:
    """Buttons and links, to stand beside the one that copies the canal's link."""
    return None
