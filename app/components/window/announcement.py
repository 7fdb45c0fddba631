"""A message in a few words: what is said aloud as it comes, and what a notification shows."""

from __future__ import annotations

from collections.abc import Callable

from app.components.window.event_line import event_told
from app.components.window.files_told import files_told
from app.locale import N_, Words
from app.store import cards
from app.store.said import Message
from app.text import short
from app.text.mentions import named_today

LONGEST = 180
"""Characters of a message that are said."""

GONE = N_("message deleted")
"""Stands in the place of one."""


def announcement(message: Message, called: Callable[[int], str], words: Words) -> str:
    """Who says what, and whether it is for some alone or answers somebody; or what somebody did to the canal.

    :param called: what the member of an id is called now
    """
    if message.event:
        return event_told(message, called, words)
    author = called(message.author_id)
    text = words(GONE) if message.gone else in_short(message, called, words)
    other = called(message.quote.author_id) if message.quote else ""
    if other and message.is_aside:
        return words("{name}, in an aside, answers {other}: {text}", name=author, other=other, text=text)
    if other:
        return words("{name} answers {other}: {text}", name=author, other=other, text=text)
    if message.is_aside:
        return words("{name}, in an aside: {text}", name=author, text=text)
    return words("{name}: {text}", name=author, text=text)


def in_short(message: Message, called: Callable[[int], str], words: Words) -> str:
    """The beginning of its text; what its record is called, where it has no other, or which files it holds.

    :param called: what the member of an id is called now
    """
    text = short.in_short(named_today(message.html, called), LONGEST)
    if text:
        return text
    return cards.read(message.card).title if message.card else files_told(message.files, words)
