"""What one running instance is made of, for its pages and routes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from fastapi import FastAPI
from htpy import Node

from app.components.wire.tab import Tab
from app.components.wire.tabs import Tabs
from app.components.wire.wire import Wire
from app.locale import Words
from app.pages.grants import Grants
from app.settings import Settings
from app.store import Store
from app.store.state import Member


class Guest(Protocol):
    """What an instance has besides: pages of its own, and something in those of the house. The demo is one; an office
    has none, and nothing here knows of any."""

    @property
    def public(self) -> Sequence[str]:
        """Addresses of its own that need no session, as `PUBLIC` in `gate.py`."""

    def register(self, web: FastAPI, house: "House") -> None:
        """Its addresses, before the house's own: the first that fits answers."""

    def into_page(self, member: Member, tab: Tab, words: Words) -> Node:
        """What it shows in a live page besides what is there."""

    def begin(self) -> None:
        """The house opens: what goes on in it does from now on."""

    async def close(self) -> None:
        """It closes; the store is open still."""


@dataclass(frozen=True)
class House:
    settings: Settings
    store: Store
    wire: Wire
    tabs: Tabs
    secret: str = ""
    """What an operation from the command line must bring; empty: none is taken."""
    grants: Grants = field(default_factory=Grants)
    guests: Sequence[Guest] = ()
