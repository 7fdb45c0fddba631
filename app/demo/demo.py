"""The demo: what `--demo` adds to an office, and nothing else imports."""

from __future__ import annotations

from datetime import datetime

from fastapi import FastAPI
from htpy import Node

from app.components.wire.tab import Tab
from app.demo.company import Company
from app.demo.furnish import furnish
from app.demo.languages import Lang
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
        self.company: Company

    async def furnish(self, store: Store) -> None:
        """Fill the empty office, before it opens."""
        self.company = await furnish(store, datetime.now().astimezone(), self.lang)

    def register(self, web: FastAPI, house: House) -> None:
        """Its addresses, before the house's own: the first that fits answers."""
        self.company.tells = house.wire.typing.heard

    def into_page(self, member: Member, tab: Tab, words: Words) -> Node:
        """What it shows in a live page, over or under what is there."""
        return None
