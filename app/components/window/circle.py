"""Whom a message may be for: who can be chosen, who is proposed for what one types, and how the chosen ones look."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from htpy import Element, Node, button, div, fragment, input, li, span, template

from app.components.icons import icon
from app.components.window.member_facts import key_of
from app.components.wire.facts import Facts
from app.locale import Words
from app.store import access
from app.store.names import LONGEST, in_order
from app.store.state import Canal, Member, State
from app.text.typed import fold

PROPOSED_MOST = 8

_BETWEEN_WORDS = re.compile(r"[\s.\-_@]+")


def has_circles(canal: Canal) -> bool:
    """A conversation of two has nobody to whisper past."""
    return canal.kind != "direct" or len(canal.joined) > 2


def choosable(state: State, member: Member, canal: Canal) -> Iterator[Member]:
    """Those whom a member's message in a canal may be for."""
    if has_circles(canal):
        yield from (other for other in access.members_of(state, canal) if other.id != member.id)


def circle_facts(state: State, member: Member, canal: Canal) -> Facts:
    """By which a browser knows at once, and without us, who may be chosen: "3 7", "all -1" for all but some, "" where
    nobody can be (`app/browser/chips.js`). Whoever has been chosen and is no longer in it stays, struck out: taken out
    silently, what was meant for them alone would go to everyone."""
    if canal.is_open:
        others = " ".join(f"-{each.id}" for each in (member, *state.former_members()))
        return {"circle": f"all {others}"}
    return {"circle": " ".join(str(other.id) for other in choosable(state, member, canal))}


def proposed(state: State, member: Member, canal: Canal, begun: str, chosen: Collection[int]) -> list[Member]:
    """Those whose nickname has a word that begins so, in the order of their names; nobody who is chosen already."""
    # Cut first: folding takes its time, and a browser may send a megabyte.
    sought = fold(begun[:LONGEST].strip())
    found = (each for each in choosable(state, member, canal) if each.id not in chosen and _begins(each, sought))
    return sorted(found, key=in_order)[:PROPOSED_MOST]


def _begins(member: Member, sought: str) -> bool:
    name = member.nickname_fold
    return name.startswith(sought) or any(word.startswith(sought) for word in _BETWEEN_WORDS.split(name))


def options(members: Collection[Member]) -> str:
    """The proposals as options of a list, "" when nobody is proposed."""
    return str(fragment[(_option(each) for each in members)])


def _option(member: Member) -> Element:
    worn = span(".worn", data_fact_html=f"{key_of(member.id)}.cat")
    return li(role="option", data_key=str(member.id))[worn, span[member.nickname]]


def to_line(words: Words) -> Node:
    """Where they are chosen, with what one chosen looks like. Nobody named means everyone."""
    return div(".to-line")[
        icon("lock", 13),
        span[words("To")],
        span(".chips"),
        input(
            name="recipients",
            role="combobox",
            aria_label=words("To"),
            aria_expanded="false",
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
