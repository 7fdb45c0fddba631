"""The time, large, and the date."""

from __future__ import annotations

from htpy import Node, fragment, time

from app.components.desktop.tile import Tile
from app.locale import N_


class Clock(Tile, kind="clock"):
    named = N_("Clock")

    def body(self) -> Node:
        return fragment[
            time(".clock-time", data_attach="now", data_now="time"),
            time(".clock-date", data_attach="now", data_now="date"),
        ]
