"""What the field where one writes says while it is empty: that one may write there, or why not.

Where one may not, that stands in its place, and the way to the canal's card, where it may be opened again."""

from __future__ import annotations

from htpy import button, fragment, p

from app.components.wire.facts import Facts
from app.locale import Words
from app.store.state import Canal


def invitation_facts(canal: Canal, name: str, words: Words) -> Facts:
    """:param name: what the canal is called here"""
    if canal.archived:
        about = button(".button", type="button", data_action="canal-card", data_key=str(canal.id))[
            words("About this canal")
        ]
        shut = str(fragment[p[words("This canal is archived: it can be read only.")], about])
        return {"ask": words("This canal is archived: it can be read only."), "closed": "true", "shut": shut}
    to = words("Write to {names}", names=name) if canal.kind == "direct" else words("Write in {canal}", canal=name)
    return {"ask": to, "closed": "", "shut": ""}
