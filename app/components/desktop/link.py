"""A way out of here: to the ERP, the intranet."""

from __future__ import annotations

from urllib.parse import urlsplit

from htpy import Node, a, b, small, span

from app.components.asking import Answer, offered
from app.components.desktop.tile import Tile
from app.components.icons import icon
from app.locale import N_


class Link(Tile, kind="link"):
    named = N_("Link")
    has_options = True

    @property
    def title(self) -> str:
        return str(self.widget.options["title"])

    def body(self) -> Node:
        address = str(self.widget.options["address"])
        return a(".way", href=address, target="_blank", rel="noopener noreferrer")[
            icon("link", 20),
            span[b[self.title], small[urlsplit(address).netloc]],
            icon("outside", 16),
        ]

    async def choose(self) -> Answer:
        return await offered()["link-card"](self.page, {"key": self.widget.id})
