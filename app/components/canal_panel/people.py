"""Who is in a canal, as its panel lists them."""

from __future__ import annotations

from htpy import Element, Node, b, button, div, li, p, small, span, ul

from app.components.forms import secondary
from app.components.fragments import worn
from app.components.page import Page
from app.components.window.member_facts import key_of
from app.locale import Words
from app.store import access
from app.store.names import in_order
from app.store.state import Canal, Member

SHOWN_MOST = 250
"""Members that are listed: an office of more has another place for them."""


def people(page: Page, canal: Canal) -> Element:
    """Those who are connected stand first, each group by name."""
    words, store = page.words, page.store
    inside = store.canals.members(page.member, canal.id)

    def place(member: Member) -> tuple[bool, object]:
        return store.presence.status(member.id) == "absent", in_order(member)

    ordered, more = sorted(inside, key=place), len(inside) - SHOWN_MOST
    return div(".inside")[
        p(".hint")[_told(canal, len(inside), words)],
        ul(".members", aria_label=words("Members"))[
            [_member(each, store.presence.status(each.id), words) for each in ordered[:SHOWN_MOST]]
        ],
        p(".hint")[words.plural("And {n} other.", "And {n} others.", more, n=more)] if more > 0 else None,
        _choosing(page, canal),
    ]


def _told(canal: Canal, n: int, words: Words) -> str:
    if canal.is_open:
        return words("This canal is open: the whole office is in it.")
    return words.plural("{n} member", "{n} members", n)


def _member(member: Member, status: str, words: Words) -> Element:
    key = key_of(member.id)
    return li(".inside-one")[
        button(".goes", type="button", data_action="member-card", data_key=str(member.id), aria_haspopup="dialog")[
            worn(member, status),
            span(".name")[b(data_fact=f"{key}.name"), " ", small(data_fact=f"{key}.note")],
            span(".aloud", data_fact=f"{key}.status"),
        ]
    ]


def _choosing(page: Page, canal: Canal) -> Node:
    """The way to add somebody, or to take them out, for whoever may."""
    if not access.may(access.access_canal_to_manage, page.store.state, page.member, canal.id) or canal.archived:
        return None
    return secondary(page.words("Choose the members"), "canal-card")
