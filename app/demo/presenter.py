"""Whoever presents the demo, at the bar: what is pressed there, and how it all stands, the same in all tabs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from fastapi import FastAPI
from htpy import Node
from nicegui import context, ui

from app.components.asking import UNCLEAR
from app.components.page import Page
from app.components.wire import sockets
from app.components.wire.ops import Op
from app.components.wire.rooms import member_room
from app.components.wire.tab import Tab
from app.demo import bar
from app.demo.company import Company
from app.demo.director import Director
from app.demo.languages import Lang
from app.demo.pace import SPEEDS, Pace
from app.demo.scenes import NAMES, Scene, scene, scenes
from app.locale import Words
from app.pages.house import House
from app.store import Forbidden, access
from app.store.state import Member

IN = ("/", "/desktop", "/demo/beside")
"""The pages that have a bar, where they stand in no frame."""


@dataclass(frozen=True, slots=True)
class Opened(Op):
    """A canal opens in the page."""

    called: ClassVar[str] = "open"
    canal: int


class Presenter:
    """
    :param demo: what is presented: its `company`, `pace` and `life`, who of them `is_person`, and how to `reset` it
    """

    def __init__(self, demo: Any) -> None:
        self._demo = demo
        self._house: House
        self.hidden = False
        """Out of the way, for whoever takes a picture of the screen."""
        self._spoken = ""
        """The language in which all pages are since somebody chose it; without it, each browser's own."""
        self._beginning = asyncio.Lock()
        self._bars: dict[object, Callable[[], None]] = {}
        self.director = Director(
            lambda: self.company,
            self.pace,
            demo.is_person,
            self._open_for,
            self.changed,
            lambda: getattr(demo, "life", None),
        )

    @property
    def pace(self) -> Pace:
        pace: Pace = self._demo.pace
        return pace

    @property
    def company(self) -> Company:
        company: Company = self._demo.company
        return company

    @property
    def lang(self) -> Lang:
        """What everybody here speaks."""
        return "en" if self._demo.company.store.office.lang == "en" else "fr"

    @property
    def scenes(self) -> list[Scene]:
        return scenes(self.lang)

    def canal_of(self, page: str) -> str:
        """Where the scene plays that is seen on that page."""
        return next(each.canal for each in self.scenes if each.page == page)

    def register(self, _web: FastAPI, house: House) -> None:
        self._house = house
        bar.tell_keys()

    def into_page(self, member: Member, tab: Tab, words: Words) -> Node:
        """The bar, in a page that has room for it."""
        request = context.client.request
        framed = tab.framed or request.headers.get("sec-fetch-dest") == "iframe"
        if request.url.path not in IN or framed or request.query_params.get("bar") == "0":
            return None
        ui.add_head_html(bar.LOOK)
        made = bar.Bar(Page(self._house.store, self._house.wire, self._house.tabs, tab), self)
        return bar.around(made, words, self.hidden)

    # The bars

    def join(self, who: object, renew: Callable[[], None]) -> None:
        """From now on that bar is drawn anew when something is otherwise."""
        self._bars[who] = renew

    def leave(self, who: object) -> None:
        self._bars.pop(who, None)

    def changed(self) -> None:
        for renew in list(self._bars.values()):
            renew()

    # What is pressed

    async def press(self, name: str, page: Page) -> None:
        """:raises Forbidden: when there is no such button"""
        what, _, which = name.partition("-")
        if what == "pause" and not which:
            (self.pace.resume if self.pace.paused else self.pace.pause)()
        elif what == "hide" and not which:
            self.hidden = not self.hidden
        elif what == "reset" and not which:
            async with self._beginning:
                await self._reset()
        elif what == "speak" and which in ("fr", "en"):
            async with self._beginning:
                await self._reset(which)
        elif what == "pace" and which in SPEEDS:
            self.pace.speed = next(speed for speed in SPEEDS if speed == which)
        elif what == "scene" and which in NAMES:
            # In the office as it is then, not in the one that is about to be forgotten.
            async with self._beginning:
                self._play(which, page)
            # Whoever has a scene played is not to be shown round meanwhile.
            offered = self.company.store.tours.of(page.member)
            if offered is not None and offered.shown and not offered.goes_on:
                await self.company.store.tours.close(page.member)
        else:
            raise Forbidden(UNCLEAR)
        self.changed()

    def _play(self, name: str, page: Page) -> None:
        playing = self.director.playing
        if playing is not None and playing.name == name:
            self.director.stop()
            return
        chosen = scene(name, self.lang)
        # Whoever wants to see one wants to see it go on.
        self.pace.resume()
        self.director.play(chosen)
        if chosen.page:
            ui.navigate.to(f"{chosen.page}#miaou")

    async def _reset(self, lang: str | None = None) -> None:
        """
        :param lang: what everybody speaks from now on, and in which all pages are
        """
        self.pace.resume()
        await self._demo.reset(lang)
        self._spoken = lang or self._spoken
        if self._spoken:
            members, company = self.company.store.members, self.company
            everybody = (company.member(login) for login in company.logins)
            await asyncio.gather(*(members.set(member, "lang", self._spoken) for member in everybody))

    # Who looks on

    async def _open_for(self, played: Scene) -> None:
        """Everybody who looks on, and may, is taken to where it plays."""
        if played.page:
            return
        store, canal = self._house.store, self.company.canal(played.canal)
        tabs = [tab for tab in self._house.tabs.all() if not tab.quiet]
        seeing = [tab for tab in tabs if access.is_in(store.state.members[tab.member_id], canal)]
        await sockets.emit(sorted({member_room(tab.member_id, tab.lang) for tab in seeing}), Opened(canal.id))
