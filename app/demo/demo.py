"""The demo: what `--demo` adds to an office, and nothing else imports."""

from __future__ import annotations

import asyncio
import os
import time
from datetime import datetime

from fastapi import FastAPI
from htpy import Node, script
from markupsafe import Markup

from app.components.wire.tab import Tab
from app.demo import anew, beside, erp, host, who
from app.demo.anew import Anew
from app.demo.clock import DemoClock
from app.demo.company import Company
from app.demo.furnish import furnish
from app.demo.languages import Lang
from app.demo.life.life import Life
from app.demo.pace import Pace
from app.demo.presenter import Presenter
from app.locale import Words
from app.pages.addresses import base_address
from app.pages.house import House
from app.settings import Settings
from app.store import Refused
from app.store.state import Member
from app.store.store import Store

HASTE = float(os.environ.get("MIAOU_DEMO_HASTE", "1"))
"""For tests: how many times as fast everything in the demo goes."""


class Demo:
    """One demo, from its start to its end. It is a `Guest` of the house (`app/pages/house.py`).

    :param lang: what its office speaks
    """

    public = ()

    def __init__(self, settings: Settings, lang: Lang) -> None:
        self.settings = settings
        self.lang: Lang = lang
        self.pace = Pace(sleep=lambda seconds: asyncio.sleep(seconds / HASTE), clock=lambda: time.monotonic() * HASTE)
        self.clock = DemoClock(settings.demo_time)
        self.company: Company
        self.house: House | None = None
        self.life: Life
        self._anew: Anew
        self._resetting = asyncio.Lock()
        self.presenter = Presenter(self)

    async def furnish(self, store: Store) -> None:
        """Fill the empty office, before it opens."""
        self.company = await self._furnished(store)
        self._anew = Anew(self.company, self._furnished)
        self._host = await host.Host.of(store)

    async def _furnished(self, store: Store) -> Company:
        now = datetime.fromtimestamp(store.clock() / 1000).astimezone()
        return await furnish(store, now, self.lang, f"{base_address(self.settings, lan=False)}{erp.ADDRESS}")

    def register(self, web: FastAPI, house: House) -> None:
        """Its addresses, before the house's own: the first that fits answers."""
        self.house = house
        self.company.tells = house.wire.typing.heard
        who.register(web, house)
        anew.register(web, self.reset)
        host.register(web, house, self._host)
        beside.register(house, self.into_page)
        erp.register(web, house, lambda: self.company.canal(self.presenter.canal_of(erp.ADDRESS)).id)
        self.presenter.register(web, house)

    def into_page(self, member: Member, tab: Tab, words: Words) -> Node:
        """What it shows in a live page, over or under what is there."""
        # The kit reads it: what it shows as now is when the demo plays.
        ahead = f"document.documentElement.dataset.ahead={self.clock.ahead}"
        now = script[Markup(ahead)] if self.clock.ahead else None  # noqa: S704 - a number
        return [now, host.whole(), self.presenter.into_page(member, tab, words)]

    def begin(self) -> None:
        """Its colleagues live from now on, in the office as it is furnished now."""
        self.life = Life(self.company, self.pace, self.lang, self.settings.demo_seed, self.is_person)
        self.life.begin()
        self._anew.begin()

    async def close(self) -> None:
        """They are still; `begin` has them live again."""
        await self.presenter.director.close()
        await self._anew.close()
        await self.life.close()

    async def reset(self, lang: Lang | None = None) -> None:
        """The office is as it is furnished, for whoever looks at it; takes about a second.

        :param lang: what it speaks from now on; None: as before
        :raises Unavailable: when that cannot be kept; then all goes on as it was
        """
        async with self._resetting:
            before = self.lang
            if lang and lang != before:
                self.lang = lang
                self._anew.forget()
            await self.close()
            try:
                await self._anew.take_place(keys=(self._host.key.id,))
                await self._host.be_known()
            except Refused:
                self.lang = before
                self._anew.forget()
                raise
            finally:
                self.begin()

    def is_person(self, member_id: int) -> bool:
        """Whether a page of that member is open somewhere."""
        return self.house is not None and any(self.house.tabs.of(member_id))
