"""A Miaou !: a canal on the desktop, its name, colour and star above, the room in which one reads and writes below."""

from __future__ import annotations

from functools import cached_property

from htpy import Node, a, button, div, fragment, p, span

from app.components.asking import Answer
from app.components.desktop.tile import Tile
from app.components.drawings import drawing
from app.components.forms import secondary
from app.components.icons import icon
from app.components.menu import Entry, menu
from app.components.window.canal_facts import key_of
from app.locale import N_
from app.store import access, drawer
from app.store.state import Canal

NO_CANAL = N_("There is no canal yet.")
GONE = N_("This canal is no longer yours, or no longer exists.")
CLOSED = N_("This canal is archived: nothing more is said in it.")

OPENS_MENU = {"type": "button", "data_action": "desktop-options", "aria_haspopup": "menu", "aria_expanded": "false"}


class Miaou(Tile, kind="miaou"):
    named = N_("Miaou!")
    has_options = True

    @cached_property
    def canal(self) -> Canal | None:
        """The one that was chosen, if it is the member's; until one is, their first."""
        state, member, chosen = self.page.store.state, self.page.member, self.widget.canal_id
        if chosen is None:
            return drawer.first(state, member)
        return next((canal for canal in access.canals_of(state, member) if canal.id == chosen), None)

    @property
    def title(self) -> str:
        if self.canal is None:
            return self.words(self.named)
        called = drawer.called(self.page.store.state, self.page.member, self.canal)
        return self.words("Miaou! · {canal}", canal=called)

    @property
    def notice(self) -> str:
        """What is the matter with the canal, or why there is none."""
        if self.canal is None:
            return NO_CANAL if self.widget.canal_id is None else GONE
        return CLOSED if self.canal.archived else ""

    def head(self) -> Node:
        choose = self.words("Choose a canal")
        return fragment[
            self._star(),
            self._calendar(),
            button(".icon.picker", aria_label=choose, title=choose, **OPENS_MENU)[icon("chev", 14)],
        ]

    def _star(self) -> Node:
        """It shines while its facts say so."""
        if self.canal is None:
            return None
        told = self.words("There are new messages")
        return span(".star", role="img", data_facts=key_of(self.canal.id), aria_label=told)["🌟"]

    def _calendar(self) -> Node:
        if self.canal is None:
            return None
        to_day = self.words("Go to a day")
        return button(
            ".icon.to-day",
            type="button",
            data_action="calendar",
            data_key=str(self.canal.id),
            aria_label=to_day,
            title=to_day,
        )[icon("calendar", 16)]

    def body(self) -> Node:
        return fragment[div(".tile-notice", role="status", data_parts=True)[self._notice()], self._room()]

    def _notice(self) -> Node:
        if not self.notice:
            return None
        choose = button(".button", **OPENS_MENU)[self.words("Choose a canal")]
        if self.notice == NO_CANAL:
            choose = secondary(self.words("Create a canal"), "new-canal")
        drawn = {NO_CANAL: drawing("empty"), GONE: drawing("lost")}.get(self.notice)
        return fragment[drawn, p[self.words(self.notice)], choose]

    def _room(self) -> Node:
        """What `room.js` fills; until it has, the way to the window."""
        if self.canal is None:
            return None
        return div(
            ".room.tinted",
            style=f"--c:{self.canal.color}",
            data_island=True,
            data_attach="room",
            data_key=str(self.canal.id),
            data_needs=key_of(self.canal.id),
        )[a(".tile-nothing", href=f"/?canal={self.canal.id}")[self.words("Open in the chat")]]

    async def choose(self) -> Answer:
        """The menu of the member's canals as the drawer shows them; nothing when there are none."""
        state, member = self.page.store.state, self.page.member
        canals = [
            Entry(
                label=drawer.called(state, member, canal),
                action="desktop-show",
                key=str(canal.id),
                checked=canal == self.canal,
                sample=span(".swatch.tinted", style=f"--c:{canal.color}"),
            )
            for canal in drawer.standing(state, member)
        ]
        return {"menu": str(menu("menu-canals", self.words("Choose a canal"), canals)) if canals else ""}
