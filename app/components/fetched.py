"""Fetched: a panel of what memory does not hold."""

from __future__ import annotations

import asyncio
from typing import Any, Generic, Self, TypeVar

from app.components.page import Page
from app.components.panel import Panel
from app.store import Refused

Held = TypeVar("Held")


class Fetched(Panel, Generic[Held]):
    """It is fetched before it is drawn, and again when something that it hears has changed. Beside a kind of panel that
    looks its own way it stands second among the bases: the first one's classes and props are taken.
    """

    def __init__(self, page: Page, held: Held, *which: Any) -> None:
        """
        :param held: what was fetched
        :param which: of several things that such a panel may be about
        """
        self.held, self.which = held, which
        self._stale = False
        self._fetching: asyncio.Task[None] | None = None
        self._in_turn = asyncio.Lock()
        super().__init__(page)

    @classmethod
    async def fetched(cls, page: Page, *which: Any) -> Self:
        return cls(page, await cls.fetch(page, *which), *which)

    @classmethod
    async def fetch(cls, page: Page, *which: Any) -> Held:
        """
        :raises Refused: when it is not for this member, or the database does not answer
        """
        raise NotImplementedError

    async def fetch_again(self, *which: Any) -> None:
        """Fetch it again, or another of the things that it may be about, and show that.

        :raises Refused: as `fetch` says; it shows what it showed
        """
        # One at a time: what was asked for last is what shows.
        async with self._in_turn:
            which = which or self.which
            held = await self.fetch(self.page, *which)
            if not self.is_deleted:
                self.held, self.which = held, which
                super().renew()

    def renew(self) -> None:
        """Fetch it again, and show what has changed."""
        self._renewing = None
        self._stale = True
        if self._fetching is None or self._fetching.done():
            self._fetching = asyncio.get_running_loop().create_task(self._follow(), name="fetch again")

    async def _follow(self) -> None:
        # However much changes meanwhile: once more.
        while self._stale and not self.is_deleted:
            self._stale = False
            try:
                await self.fetch_again()
            except Refused:
                # It stays as it is; whether it may be seen still, drawing it tells.
                if not self.is_deleted:
                    super().renew()
