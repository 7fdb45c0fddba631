"""Everybody's cat, those who are there first; a click opens their card."""

from __future__ import annotations

from htpy import Node, ul

from app.components.desktop.tile import Tile
from app.components.fragments import own_row
from app.locale import N_


class People(Tile, kind="people"):
    named = N_("Who is there?")

    def body(self) -> Node:
        return ul(
            ".faces",
            aria_label=self.title,
            data_attach="rows",
            data_list="m",
            **own_row(self.page.member.id, data_status="self"),
            data_rove=".member-arrow",
        )
