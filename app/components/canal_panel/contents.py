"""What the panel of a canal shows just now: one of its tabs, fetched before it is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.components.page import Page
from app.locale import N_
from app.store.ids import LARGEST
from app.store.links import Linking
from app.store.pins import Pinned
from app.store.said import File, Message

PINS, FILES, LINKS, PEOPLE = "pins", "files", "links", "people"

FILES_ON_A_PAGE = 60

TABS = {PINS: N_("Pins"), FILES: N_("Files"), LINKS: N_("Links"), PEOPLE: N_("Members")}
"""What each is called, in their order."""


@dataclass(frozen=True)
class Contents:
    """
    :param canal_id: the canal that it is about
    :param tab: of `TABS`
    :param since: of a tab in pages, from which messages on back each began, up to the one that shows
    :param before: where the next one begins; 0 when there is none
    """

    canal_id: int
    tab: str = PINS
    since: tuple[int, ...] = (LARGEST,)
    pins: Sequence[Pinned] = ()
    links: Sequence[Linking] = ()
    files: Sequence[tuple[Message, File]] = ()
    before: int = 0


async def fetch(page: Page, canal_id: int, tab: str, since: tuple[int, ...]) -> Contents:
    """:raises Forbidden: when the canal does not exist for this member"""
    store, me = page.store, page.member
    store.canals.get(me, canal_id)
    if tab == PINS:
        return Contents(canal_id, tab, pins=await store.pins.all(me, canal_id))
    if tab == LINKS:
        found = await store.links.in_canal(me, canal_id, since[-1])
        return Contents(canal_id, tab, since, links=found.items, before=found.before)
    if tab == FILES:
        listed = await store.files.in_canal(me, canal_id, since[-1], FILES_ON_A_PAGE)
        # It ends with a whole message.
        last = listed[-1][0].id if len(listed) >= FILES_ON_A_PAGE else 0
        more = last and await store.files.in_canal(me, canal_id, last, 1)
        return Contents(canal_id, tab, since, files=listed, before=last if more else 0)
    return Contents(canal_id, tab, since)
