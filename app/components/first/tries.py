"""What to try where nothing has been said yet: other things in an open canal, a private one, a direct conversation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from htpy import Element, div, p

from app.components.first.presses import inviting, pressing, saying
from app.locale import N_, Words
from app.store.state import Canal

THIS_CANAL = "this-canal"
"""What opens the card of the canal that is empty (see `this_canal`)."""

ALONE, ARCHIVED = "alone", "archived"

LEADS = {
    "open": N_("Nothing has been said here yet. Begin!"),
    "private": N_("Nothing has been said here yet. Only its members will read what is."),
    "direct": N_("Nothing has been said here yet. What is stays between you."),
    ALONE: N_("There is nobody but you in the office yet: what you write here waits for the others."),
    ARCHIVED: N_("Nothing was ever said here."),
}
"""By how a canal is, what is said of it as long as it is empty."""

SAYS: Mapping[str, tuple[str, ...]] = {
    "open": (N_("Hello everyone!"), N_("Here we will talk about")),
    "private": (N_("Hello! Here we are among ourselves."), N_("What do you think of")),
    "direct": (N_("Hello!"), N_("Do you have five minutes?")),
    ALONE: (N_("Welcome, everyone!"), N_("Here we will talk about")),
}
"""And what one may begin with: each goes, as it stands, to where one writes."""


def how_it_is(canal: Canal, alone: bool) -> str:
    """By which it is known what to try in a canal while it is empty.

    :param alone: whether there is nobody else in the office
    """
    if canal.archived:
        return ARCHIVED
    return ALONE if alone and canal.is_open else canal.kind


def tries(words: Words) -> list[Element]:
    """All that may be said of an empty canal, each for `data-when` it is so: the style sheet shows the one that is."""
    return [_tries(words, how) for how in LEADS]


def _tries(words: Words, how: str) -> Element:
    return div(".tries", data_when=how)[p[words(LEADS[how])], div(".presses")[_presses(words, how)]]


def _presses(words: Words, how: str) -> Iterator[Element]:
    yield from (saying(words(text)) for text in SAYS.get(how, ()))
    if how == "open":
        yield pressing(words("Give it a topic"), "pen", THIS_CANAL)
    if how == "private":
        yield pressing(words("Add somebody"), "people-plus", THIS_CANAL)
    if how == ALONE:
        yield inviting(words("Invite colleagues"))
