"""One member's desktop, without a browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from app.components import asking
from app.components.desktop.editing import Editing
from app.components.page import Page
from app.store.layouts import Layout
from tests.components.desktop.drawn import Drawn, drawn


@dataclass
class Desk:
    """One tab with somebody's desktop in it."""

    page: Page

    async def ask(self, do: str, **arguments: object) -> dict[str, Any]:
        """What a tab is answered."""
        return await asking.ask(Editing(self.page), do, arguments)

    async def tile(self, widget: str) -> Drawn:
        """A tile as it is drawn now."""
        (found,) = [each for each in await self.tiles() if each["data-tile"] == widget]
        return found

    async def tiles(self) -> list[Drawn]:
        return drawn("".join((await self.ask("now"))["drawn"])).all("data-tile")

    async def menus(self) -> str:
        (found,) = [piece for piece in (await self.ask("now"))["drawn"] if 'id="offers"' in piece]
        return found

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
