"""The canals that hold something unseen, in the drawer's order; a click opens one in the window."""

from __future__ import annotations

from htpy import Node, fragment, p, ul

from app.components.desktop.tile import Tile
from app.components.states import state
from app.locale import N_


class Unread(Tile, kind="unread"):
    named = N_("Unread")

    def body(self) -> Node:
        """All canals: the style sheet shows those whose facts say that they wear a star, or that there is none."""
        return fragment[
            ul(
                ".unread-list",
                aria_label=self.title,
                data_attach="rows",
                data_list="c",
                data_rove='[data-unread="true"]:not([data-archived]) > .canal-link',
            ),
            state("resting", p[self.words("All is read.")], kind="tile-nothing"),
        ]
