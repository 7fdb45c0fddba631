"""The demo: what `--demo` adds to an office, and nothing else imports."""

from __future__ import annotations

import asyncio
import os
from datetime import datetime
from typing import Protocol

from fastapi import FastAPI
from htpy import Node

from app.components.wire.tab import Tab
from app.demo import anew, who
from app.demo.anew import Anew
from app.demo.company import Company
from app.demo.furnish import furnish
from app.demo.languages import Lang
from app.demo.pace import Pace
from app.demo.presenter import Presenter
from app.locale import Words
from app.pages.house import House
from app.settings import Settings
from app.store.state import Member
from app.store.store import Store

HASTE = float(os.environ.get("MIAOU_DEMO_HASTE", "1"))
"""For tests: how many times as fast everything in the demo goes."""


class Alive(Protocol):
    """What goes on in the demo by itself, from its beginning until it is closed, and may begin again."""

    def begin(self) -> None: ...

    async def close(self) -> None: ...


class Demo:
    """One demo, from its start to its end. It is a `Guest` of the house (`app/pages/house.py`).

    :param lang: what its office speaks
    """

    public = ()

    def __init__(self, settings: Settings, lang: Lang) -> None:
        self.settings = settings
        self.lang: Lang = lang
        self.pace = Pace(sleep=lambda seconds: asyncio.sleep(seconds / HASTE))
        self.company: Company
        self.presenter = Presenter(self)
        self.alive: list[Alive] = [self.presenter.director]
        """What a reset stops, and begins again."""
        self._resetting = asyncio.Lock()

    async def furnish(self, store: Store) -> None:
        """Fill the empty office, before it opens."""
        self.company = await self._furnished(store)
        self._anew = Anew(self.company, self._furnished)

    async def _furnished(self, store: Store) -> Company:
        return await furnish(store, datetime.now().astimezone(), self.lang)

    async def reset(self, lang: Lang | None = None) -> None:
        """The office is as it is furnished, for whoever looks at it; takes about a second.

        :param lang: what it speaks from now on; None: as before
        """
        async with self._resetting:
            if lang and lang != self.lang:
                self.lang = lang
                self._anew.forget()
            await self.close()
            try:
                await self._anew.take_place()
            finally:
                for each in self.alive:
                    each.begin()

    def register(self, web: FastAPI, house: House) -> None:
        """Its addresses, before the house's own: the first that fits answers."""
        self.company.tells = house.wire.typing.heard
        self.presenter.register(web, house)
        who.register(web, house)
        anew.register(web, self.reset)
        self.alive.append(self._anew)
        for each in self.alive:
            each.begin()

    async def close(self) -> None:
        """Nothing goes on any more."""
        for each in self.alive:
            await each.close()

    def into_page(self, member: Member, tab: Tab, words: Words) -> Node:
        """What it shows in a live page, over or under what is there."""
        return self.presenter.into_page(member, tab, words)
