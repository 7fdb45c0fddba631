"""What stands at the head of each tile, and what each kind of widget is called."""

from __future__ import annotations

import re

from app.components.view import View
from app.locale import N_
from app.store import access, drawer
from app.store.widgets import Widget

NAMES = {
    "miaou": N_("Miaou!"),
    "people": N_("Who is there?"),
    "clock": N_("Clock"),
    "memo": N_("Memo"),
    "unread": N_("Unread"),
    "link": N_("Link"),
}
"""Kind → English name."""

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def title_of(view: View, widget: Widget) -> str:
    """A link bears its own title, a Miaou ! its canal's name as long as that is the member's."""
    match widget.kind:
        case "link":
            return str(widget.options["title"])
        case "miaou":
            state, member = view.store.state, view.member
            first = drawer.first(state, member)
            canal_id = widget.canal_id or (first.id if first else None)
            canal = next((each for each in access.canals_of(state, member) if each.id == canal_id), None)
            if canal is not None:
                return view.words("Miaou! · {canal}", canal=isolated(drawer.called(state, member, canal)))
    return view.words(NAMES[widget.kind])


def isolated(name: str) -> str:
    """A name that runs from right to left keeps its order, and leaves the sentence around it its own."""
    return f"\u2068{name}\u2069" if _RIGHT_TO_LEFT.search(name) else name
