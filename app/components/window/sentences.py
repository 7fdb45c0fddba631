"""Sentences in which names and other values stand that change, or that somebody typed."""

from __future__ import annotations

from collections.abc import Iterable

from htpy import Element, Node, b, bdi

from app.components.window.member_facts import key_of
from app.locale import PLACEHOLDER, Words


def sentence(words: Words, msgid: str, **values: Node) -> list[Node]:
    """A sentence with its places filled by pieces of HTML; what is a text in them is escaped."""
    pieces: list[Node] = []
    at, text = 0, words(msgid)
    for place in PLACEHOLDER.finditer(text):
        pieces += [text[at : place.start()], values.get(place[1], place[0])]
        at = place.end()
    return [*pieces, text[at:]]


def name(member_id: int) -> Element:
    """What a member is called today, whenever it is looked at."""
    return b(data_fact=f"{key_of(member_id)}.name")


def names(member_ids: Iterable[int]) -> list[Node]:
    """Several of them, with commas."""
    pieces: list[Node] = []
    for member_id in member_ids:
        pieces += [", ", bdi(data_fact=f"{key_of(member_id)}.name")]
    return pieces[1:]
