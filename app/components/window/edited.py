"""That a message was edited, and when."""

from __future__ import annotations

from htpy import Node

from app.locale import Words


def edited(at: int, words: Words) -> Node:
    """:param at: when, in epoch milliseconds"""
    return None
