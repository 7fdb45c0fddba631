"""Panel: a piece of one tab's screen, drawn in Python, that hears the store for as long as it is there."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from htpy import Node, fragment
from nicegui import Client
from nicegui.element import Element

from app.components.asking import UNCLEAR, Answer, Payload, ask, offer
from app.components.page import Page
from app.store import Forbidden, Refused, access
from app.store.feed import Change, Reloaded

Slots = Mapping[str, Node]
"""A panel's parts by name, in their order: one element each, or nothing."""


class Panel(Element, component="../browser/panel.js"):
    """What it shows is drawn again when something that it hears has changed; slots that came out otherwise are sent.

    In the browser a slot is replaced whole. What somebody has typed or chosen in it, and not sent, is carried over.
    """

    hears: ClassVar[tuple[type[Any], ...]] = ()
    """The changes of the store after which it may look otherwise."""

    def __init__(self, page: Page) -> None:
        # First of all: there may be nothing that this member may see.
        self.page = page
        self._drawn = self._draw()
        super().__init__()
        self.asked: int | None = None
        """`Page.asked` of what this panel was asked for last."""
        self._props["panel"] = self.id
        self._bring()
        self._renewing: asyncio.Handle | None = None
        self._deaf = page.store.feed.listen(self.hears, self._hear)

    def render(self) -> Slots:
        raise NotImplementedError

    def is_concerned(self, _change: Change) -> bool:
        """Whether one of the changes that it hears is about what it shows."""
        return True

    def renew(self) -> None:
        """Show what has changed."""
        self._renewing = None
        try:
            drawn = self._draw()
        except Refused:
            # What it was about is there no longer, or not for this member.
            self.end()
            return
        before, self._drawn = self._drawn, drawn
        changed = {name: html for name, html in drawn.items() if html != before.get(name)}
        if list(drawn) != list(before):
            self.run_method("fill", changed, list(drawn))
        elif changed:
            self.run_method("fill", changed)

    def end(self) -> None:
        """It goes."""
        self.delete()

    def _bring(self) -> None:
        """What it shows comes with it into the page."""
        # Text: what is a dictionary NiceGUI would wrap deeply, and watch.
        self._props["slots"] = json.dumps(self._drawn)

    def _draw(self) -> dict[str, str]:
        # Once its session has ended, a second socket of the page may yet stand for a while.
        if self.page.tabs.get(self.page.tab.id) is not self.page.tab:
            raise Forbidden(access.UNKNOWN_SESSION)
        return {name: str(fragment[node]) for name, node in self.render().items()}

    def _hear(self, changes: Sequence[Change]) -> None:
        if self._renewing is not None:
            return
        if any(isinstance(change, Reloaded) or self.is_concerned(change) for change in changes):
            # However much changes at once, and however many hear it: one drawing, after all have heard.
            self._renewing = asyncio.get_running_loop().call_soon(self.renew)

    def _handle_delete(self) -> None:
        self._deaf()
        if self._renewing is not None:
            self._renewing.cancel()
        super()._handle_delete()


async def _asked(page: Page, payload: Payload) -> Answer:
    """One of a page's panels is asked for something: `do` names the action.

    :raises Forbidden: when the page has no such panel, or that no such action
    """
    number = payload.get("panel")
    panel = Client.instances[page.tab.id].elements.get(number) if type(number) is int else None
    if not isinstance(panel, Panel):
        raise Forbidden(UNCLEAR)
    panel.asked = page.asked
    answer = await ask(panel, payload.get("do"), payload)
    for effect in panel.page.effects():
        page.tell(*effect)
    return answer


offer("panel", _asked)
