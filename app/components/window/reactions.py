"""The emoji that were put to a message, and by whom."""

from __future__ import annotations

from htpy import Node

from app.locale import Words
from app.store.state import Message


def reactions(message: Message, words: Words) -> Node:
    return None
