"""Under the last thing that one said in a direct conversation, and under one's asides: who has seen it.

The row points to a fact, which its author alone is told: so it is the same for all.
"""

from __future__ import annotations

from htpy import Element, bdi, div, fragment, span, time

from app.components.icons import icon
from app.components.window.sentences import sentence
from app.components.wire.facts import Facts, Told
from app.locale import N_, Words, listed
from app.store import Store, receipts
from app.store.state import Member

RECEIPT = "r"
"""What the keys of these facts begin with; a message's id follows."""

SEEN = N_("seen by {names}")
SEEN_AT = N_("seen by {names} {time}")


def receipt(message_id: int) -> Element:
    return div(".seen-by", data_fact_html=f"{RECEIPT}{message_id}.seen")


def receipt_facts(store: Store, member: Member, canal_id: int, message_id: int, words: Words) -> Facts | None:
    """What the author of a message is told; None when nobody has seen it, or nobody may know."""
    seen = receipts.seen_by(store.state, member, canal_id, message_id)
    if not seen:
        return None
    at = seen[0][1]
    names = bdi[listed(reader.nickname for reader, _ in seen)]
    # The browser knows its reader's own time.
    when = time(data_at=str(at)) if at else None
    told = sentence(words, SEEN_AT if at else SEEN, names=names, time=when)
    return {"seen": str(fragment[icon("check", 13), span[told]])}


def all_receipts(store: Store, member: Member, words: Words) -> Told:
    """All that a page that opens is told."""
    found = {
        f"{RECEIPT}{message_id}": receipt_facts(store, member, canal_id, message_id, words)
        for canal_id, message_id in receipts.whole(store.state, member)
    }
    return {key: facts for key, facts in found.items() if facts}
