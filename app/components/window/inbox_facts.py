"""How much of what one has received one has not looked at: what stands at the button that opens the inbox."""

from __future__ import annotations

from functools import cache

from htpy import Element, button, span

from app.components.icons import icon
from app.components.wire.facts import Told
from app.locale import Words
from app.store import Store
from app.store.reading import COUNTED
from app.store.state import Member

INBOX = "inbox"


def inbox_facts(store: Store, member: Member, words: Words) -> Told:
    n = min(store.inbox.unseen(member), COUNTED)
    shown = f"{COUNTED - 1}+" if n == COUNTED else str(n or "")
    news = words.plural("Inbox, {n} new", "Inbox, {n} new", n, n=shown)
    return {INBOX: {"n": shown, "label": news if n else words("Inbox")}}


@cache
def inbox_button() -> Element:
    """What opens it. Its name and its count are facts."""
    return button(
        ".icon.inbox-button",
        type="button",
        name=INBOX,
        data_action=INBOX,
        aria_haspopup="dialog",
        data_fact_aria_label=f"{INBOX}.label",
        data_fact_title=f"{INBOX}.label",
    )[icon("tray"), span(".n", data_fact=f"{INBOX}.n", aria_hidden="true")]
