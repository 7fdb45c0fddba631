"""One member's desktop, without a browser."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pytest

from app.components import asking
from app.components.desktop.desktop import Desktop
from app.components.desktop.editing import Editing
from app.components.page import Page
from app.store.layouts import Layout
from tests.components.conftest import client_of
from tests.components.desktop.drawn import Drawn, drawn


@dataclass
class Desk:
    """One tab with somebody's desktop in it."""

    page: Page

    @cached_property
    def panel(self) -> Desktop:
        with client_of(self.page):
            return Desktop(self.page)

    async def ask(self, do: str, **arguments: object) -> dict[str, Any]:
        """What a tab is answered."""
        return await asking.ask(Editing(self.page), do, arguments)

    async def tile(self, widget: str) -> Drawn:
        """A tile as it is drawn now."""
        (found,) = [each for each in await self.tiles() if each["data-tile"] == widget]
        return found

    async def tiles(self) -> list[Drawn]:
        return (await self.surface()).all("data-tile")

    async def surface(self) -> Drawn:
        (found,) = drawn(await self._slot("surface")).all("data-desktop")
        return found

    async def menus(self) -> str:
        return await self._slot("offers")

    async def _slot(self, name: str) -> str:
        panel = self.panel
        # What has changed is drawn once all have heard of it.
        await asyncio.sleep(0)
        return panel._drawn[name]

    @property
    def layout(self) -> Layout:
        return self.page.store.desktops.of(self.page.member)

    @property
    def kinds(self) -> list[str]:
        return [widget.kind for widget in self.layout.widgets]

    def place(self, name: str) -> tuple[int, ...]:
        widget = self.layout.get(name)
        return (widget.x, widget.y, widget.w, widget.h)


@pytest.fixture
def desk_of(page_of):
    def made(member, lang: str = "en") -> Desk:
        return Desk(page_of(member, lang))

    return made


@pytest.fixture
def zoe(office, desk_of) -> Desk:
    return desk_of(office.zoe)
