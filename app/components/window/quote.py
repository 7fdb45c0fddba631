"""What an answer shows of the message that it answers."""

from __future__ import annotations

from htpy import Node

from app.locale import Words
from app.store.state import Quote


def quote(quoted: Quote, words: Words) -> Node:
    return None
