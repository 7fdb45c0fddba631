"""What the field where one writes says while it is empty: that one may write there, or why not."""

from __future__ import annotations

from app.components.wire.facts import Facts
from app.locale import Words
from app.store.state import Canal


def invitation_facts(canal: Canal, name: str, words: Words) -> Facts:
    """:param name: what the canal is called here"""
    if canal.archived:
        return {"ask": words("This canal is archived: it can be read only."), "closed": "true"}
    return {"ask": words("Write in {canal}", canal=name), "closed": ""}
