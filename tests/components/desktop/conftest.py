"""One member's desktop, without a browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from app.components import asking
from app.components.desktop.editing import Editing
from app.components.page import Page


@dataclass
class Desk:
    """One tab with somebody's desktop in it."""

    page: Page

    async def ask(self, do: str, **arguments: object) -> dict[str, Any]:
        """What a tab is answered."""
        return await asking.ask(Editing(self.page), do, arguments)

    async def place(self, widget: str) -> tuple[int, ...]:
        (found,) = [each for each in (await self.ask("now"))["layout"]["widgets"] if each["id"] == widget]
        return tuple(found[name] for name in "xywh")

    async def tile(self, widget: str) -> dict[str, Any]:
        return next(each for each in (await self.ask("now"))["layout"]["widgets"] if each["id"] == widget)


@pytest.fixture
def desk_of(page_of):
    def made(member, lang: str = "en") -> Desk:
        return Desk(page_of(member, lang))

    return made


@pytest.fixture
def zoe(office, desk_of) -> Desk:
    return desk_of(office.zoe)
