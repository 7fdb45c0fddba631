"""Whom a message may be for: who can be chosen, who is proposed for what one types, and how the chosen ones look."""

from __future__ import annotations

import heapq
import re
from collections.abc import Collection

from htpy import Element, Node, bdi, button, div, fragment, input, li, span, template

from app.components.icons import icon
from app.components.window.member_facts import key_of
from app.locale import Words
from app.store import access
from app.store.names import LONGEST, in_order
from app.store.state import Canal, Member, State
from app.text.typed import fold

PROPOSED_MOST = 8

NOBODY = "none"
"""What is told where nobody can be chosen: an empty fact would be as one that is not known yet."""

_BETWEEN_WORDS = re.compile(r"[\s.\-_@]+")


def circle_told(state: State, canal: Canal) -> str:
    """By which a browser knows at once, and without us, who may be chosen: "3 7", "all -1" for all but some, `NOBODY`
    (`app/browser/circle.js`). The same for all who are in the canal. Whoever has been chosen and is no longer in it
    stays, struck out: taken out silently, what was meant for them alone would go to everyone."""
    if canal.is_open:
        return " ".join(["all", *(f"-{each.id}" for each in state.former_members())])
    return " ".join(str(each.id) for each in access.circle_of(state, canal)) or NOBODY


def proposed(state: State, member: Member, canal: Canal, begun: str, chosen: Collection[int]) -> list[Member]:
    """Those whose nickname has a word that begins so, in the order of their names; nobody who is chosen already."""
    # Cut first: folding takes its time, and a browser may send a megabyte.
    sought = fold(begun[:LONGEST].strip())
    others = (each for each in access.circle_of(state, canal) if each.id != member.id and each.id not in chosen)
    return heapq.nsmallest(PROPOSED_MOST, (each for each in others if begins(each, sought)), key=in_order)


def begins(member: Member, sought: str) -> bool:
    """Whether a word of their nickname begins so, folded; or all of it."""
    name = member.nickname_fold
    if sought not in name:
        return False
    return name.startswith(sought) or any(word.startswith(sought) for word in _BETWEEN_WORDS.split(name))


def options(members: Collection[Member]) -> str:
    """The proposals as options of a list, "" when nobody is proposed."""
    return str(fragment[(_option(each) for each in members)])


def _option(member: Member) -> Element:
    worn = span(".worn", data_fact_html=f"{key_of(member.id)}.cat")
    return li(role="option", data_key=str(member.id))[worn, span[bdi[member.nickname]]]


def to_line(words: Words) -> Node:
    """Where they are chosen, with what one chosen looks like. Nobody named means everyone."""
    return div(".to-line", data_outside=words("{name} is not in this canal."))[
        icon("lock", 13),
        span[words("To")],
        span(".chips", role="toolbar", aria_label=words("Recipients"), data_rove="button"),
        input(
            name="recipients",
            role="combobox",
            aria_label=words("To: recipients"),
            aria_expanded="false",
            aria_autocomplete="list",
            autocomplete="off",
            autocapitalize="none",
            spellcheck="false",
            placeholder=words("the whole canal"),
        ),
        button(".to-all", type="button", data_none=True)[words("To the whole canal")],
        template[_chip(words)],
    ]


def _chip(words: Words) -> Element:
    name, out = "{id}-{key}", "{id}-{key}-out"
    return span(".chip", data_key="{key}")[
        input(type="hidden", name="to", value="{key}"),
        span(id=name, data_fact="m{key}.name"),
        button(id=out, type="button", aria_label=words("Take out"), aria_labelledby=f"{out} {name}")[icon("close", 12)],
    ]
