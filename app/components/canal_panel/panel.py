"""The panel of a canal, beside the talk or, where there is no room, as a dialog over it. It lives while it is open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from htpy import button
from nicegui import Client

from app.components.asking import Actions, Id, action
from app.components.canal_panel.about import about, head
from app.components.canal_panel.contents import FILES, LINKS, PINS, TABS, Contents, fetch
from app.components.canal_panel.tabs import shown, tabs
from app.components.canal_panel.ways import SHEET
from app.components.cards.card import Card
from app.components.fetched import Fetched
from app.components.icons import icon
from app.components.page import Page
from app.components.panel import Slots
from app.components.search.results_panel import give_way, is_shown
from app.components.window.conversation import Conversation
from app.locale import N_
from app.store import Forbidden, access
from app.store.feed import (
    CanalChanged,
    CanalJoined,
    CanalLeft,
    Change,
    MessageChanged,
    MessageGone,
    MessagePosted,
    PinsChanged,
)
from app.store.ids import LARGEST
from app.store.said import Message, Tombstone
from app.store.state import Canal

TITLE = "canal-panel-title"

BESIDE = N_("It stands beside the conversation: F6 leads there.")
"""Said aloud once it is open: the focus stays where it was."""


class OfCanal(Fetched[Contents]):
    """`which` is the canal, the tab, and where each of its pages began, up to the one that shows."""

    hears = (CanalChanged, CanalJoined, CanalLeft, MessageChanged, MessageGone, MessagePosted, PinsChanged)

    @classmethod
    async def fetch(cls, page: Page, *which: Any) -> Contents:
        return await fetch(page, *which)

    @property
    def canal(self) -> Canal:
        """The canal as it is now.

        :raises Forbidden: when it does not exist for this member
        """
        return self.page.store.canals.get(self.page.member, self.held.canal_id)

    def is_concerned(self, change: Change) -> bool:
        match change:
            case CanalChanged(canal_id) | CanalJoined(canal_id) | CanalLeft(canal_id) | PinsChanged(canal_id):
                return canal_id == self.held.canal_id
            case MessagePosted(told) | MessageChanged(told) | MessageGone(told):
                return self._lists(told)
        return True

    def _lists(self, told: Message | Tombstone) -> bool:
        """Whether what shows may be otherwise by it. Pins are told by themselves."""
        is_told = told.canal_id == self.held.canal_id and access.sees(self.page.member, told)
        return is_told and self.held.tab in (FILES, LINKS) and not (isinstance(told, Message) and told.event)

    async def turn(self, tab: str) -> None:
        """Show another tab, from its newest."""
        await self.fetch_again(self.held.canal_id, tab, (LARGEST,))

    async def leaf(self, *, older: bool) -> None:
        """Show the page of what is older, or go back."""
        canal_id, tab, since = self.which
        if older and self.held.before:
            await self.fetch_again(canal_id, tab, (*since, self.held.before))
        elif not older and len(since) > 1:
            await self.fetch_again(canal_id, tab, since[:-1])

    def drawn(self, closes: str, title: str | None = None) -> Slots:
        """:param closes: the action of the way out"""
        words, canal = self.page.words, self.canal
        out = button(
            ".icon.close",
            type="button",
            data_action=closes,
            data_anywhere=True if closes == CLOSES else None,
            aria_keyshortcuts="Escape" if closes == CLOSES else None,
            aria_label=words("Close"),
        )[icon("close")]
        return {
            "head": head(canal, words, out, title),
            "about": about(self.page, canal),
            "tabs": tabs(self.held.tab, canal, self.page),
            "shown": shown(self.page, canal, self.held),
        }


CLOSES = "close-panel"


class CanalPanel(
    OfCanal,
    default_classes="canal-panel",
    # Its key: Esc closes it while the focus is in it, and nowhere else.
    default_props=f"tag=section id=canal-panel data-key=canal-panel aria-labelledby={TITLE} "
    "data-region='[role=tab][tabindex=\"0\"]'",
):
    """Beside the talk. It is about the canal that is open in the page."""

    def render(self) -> Slots:
        return self.drawn(CLOSES, TITLE)

    def stand_first(self) -> None:
        """Before all else of the conversation: when it goes, the focus is at the name that it was opened by."""
        conversation = next((each for each in self.client.elements.values() if isinstance(each, Conversation)), None)
        if conversation:
            self.move(conversation, 0)

    def follow(self, canal_id: int) -> None:
        """Another canal is open in the page now."""
        if canal_id != self.which[0]:
            self.which = (canal_id, self.which[1], (LARGEST,))
            self.renew()


class CanalSheet(Card, OfCanal, default_classes="canal-panel"):
    """Over the talk."""

    opened_by = SHEET.opens

    def __init__(self, page: Page, held: Contents, *which: Any) -> None:
        super().__init__(page, held, *which)
        self.tint(self.canal.color)

    def render(self) -> Slots:
        return self.drawn("close-dialog")


def standing(page: Page) -> Iterator[OfCanal]:
    """The panels that are open in a page."""
    client = Client.instances.get(page.tab.id)
    return (each for each in list(client.elements.values() if client else ()) if isinstance(each, OfCanal))


def follow(page: Page, canal_id: int) -> None:
    """That canal is open in the page from now on."""
    for panel in standing(page):
        if isinstance(panel, CanalPanel):
            panel.follow(canal_id)


class Turning(Actions):
    @action
    async def canal_panel(self, key: Id) -> None:
        """Open the panel of that canal beside the talk; when it is open, close it."""
        beside = [each for each in standing(self.page) if isinstance(each, CanalPanel)]
        is_there = any(panel.held.canal_id == key for panel in beside)
        if is_there and is_shown(self.page):
            # It stands behind what was searched for.
            return give_way(self.page)
        for panel in beside:
            panel.delete()
        if not is_there:
            (await CanalPanel.fetched(self.page, key, PINS, (LARGEST,))).stand_first()
            self.page.say_aloud(self.page.words(BESIDE))
            give_way(self.page)
        return None

    @action
    async def canal_sheet(self, key: Id) -> None:
        """Open it over the talk."""
        (await CanalSheet.fetched(self.page, key, PINS, (LARGEST,))).stand(key=key)

    @action
    async def close_panel(self) -> None:
        for panel in standing(self.page):
            if isinstance(panel, CanalPanel):
                panel.delete()

    @action
    async def turn_panel(self, tab: str) -> None:
        if tab not in TABS:
            raise Forbidden(access.UNKNOWN_CANAL)
        for panel in standing(self.page):
            await panel.turn(tab)

    @action
    async def older_in_panel(self) -> None:
        for panel in standing(self.page):
            await panel.leaf(older=True)

    @action
    async def newer_in_panel(self) -> None:
        for panel in standing(self.page):
            await panel.leaf(older=False)
