"""The demo: what `--demo` adds to an office, and nothing else imports."""

from __future__ import annotations

from datetime import datetime

from fastapi import FastAPI
from htpy import Node, script
from markupsafe import Markup

from app.components.wire.tab import Tab
from app.demo.clock import DemoClock
from app.demo.company import Company
from app.demo.furnish import furnish
from app.demo.languages import Lang
from app.demo.life.life import Life
from app.demo.pace import Pace
from app.locale import Words
from app.pages.house import House
from app.settings import Settings
from app.store.state import Member
from app.store.store import Store


class Demo:
    """One demo, from its start to its end. It is a `Guest` of the house (`app/pages/house.py`).

    :param lang: what its office speaks
    """

    public = ()

    def __init__(self, settings: Settings, lang: Lang) -> None:
        self.settings = settings
        self.lang: Lang = lang
        self.pace = Pace()
        self.clock = DemoClock(settings.demo_time)
        self.company: Company
        self.house: House
        self.life: Life | None = None

    async def furnish(self, store: Store) -> None:
        """Fill the empty office, before it opens."""
        self.company = await furnish(store, datetime.fromtimestamp(store.clock() / 1000).astimezone(), self.lang)

    def register(self, web: FastAPI, house: House) -> None:
        """Its addresses, before the house's own: the first that fits answers."""
        self.house = house
        self.company.tells = house.wire.typing.heard

    def into_page(self, member: Member, tab: Tab, words: Words) -> Node:
        """What it shows in a live page, over or under what is there."""
        # The kit reads it: what it shows as now is when the demo plays.
        ahead = f"document.documentElement.dataset.ahead={self.clock.ahead}"
        return script[Markup(ahead)] if self.clock.ahead else None  # noqa: S704 - a number

    def begin(self) -> None:
        """Its colleagues live from now on, in the office as it is furnished now."""
        seed = self.settings.demo_seed
        self.life = Life(self.company, self.pace, self.lang, seed, self.is_person)
        self.life.begin()

    async def close(self) -> None:
        """They are still; `begin` has them live again."""
        if self.life is not None:
            await self.life.close()
            self.life = None

    def is_person(self, member_id: int) -> bool:
        """Whether a page of that member is open somewhere."""
        return any(self.house.tabs.of(member_id))
