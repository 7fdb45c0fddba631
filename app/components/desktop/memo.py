"""A sheet to write on. What is typed is kept in the browser at once, and by the server after a pause."""

from __future__ import annotations

from htpy import Node, fragment, p, textarea

from app.components.desktop.tile import Tile
from app.locale import N_
from app.store.widgets import MEMO_LONGEST


class Memo(Tile, kind="memo"):
    named = N_("Memo")

    def body(self) -> Node:
        text = str(self.widget.options["text"])
        return fragment[
            textarea(
                maxlength=str(MEMO_LONGEST),
                dir="auto",
                placeholder=self.words("Write here what you must not forget…"),
                aria_label=self.title,
                data_island=True,
                data_attach="autosave",
                data_autosave="desktop-write",
                data_draft=f"miaou:memo:{self.page.member.id}:{self.widget.id}",
                data_text=text,
            )[text],
            p(".memo-waits")[self.words("Not kept yet: the connection is lost.")],
        ]
