"""That a message was edited, and when."""

from __future__ import annotations

from htpy import Node, div, time

from app.components.window.sentences import sentence
from app.locale import N_, Words

EDITED = N_("edited {time}")


def edited(at: int, words: Words) -> Node:
    """:param at: when, in epoch milliseconds; the browser knows the reader's own time"""
    return div(".edited")[sentence(words, EDITED, time=time(data_at=str(at)))]
