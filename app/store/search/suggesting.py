"""What is offered as somebody types a query: filters, and the names and days that may stand behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from app.locale import N_
from app.store import access
from app.store.names import in_order
from app.store.search.filters import (
    ALONE,
    CALLED,
    EXPLAINED,
    HOLDINGS,
    HOLDINGS_EXPLAINED,
    MEANT,
    Key,
    as_written,
    name_of,
    words_of,
)
from app.store.state import Canal, Member, State
from app.text.typed import fold

OFFERED = 8
"""Proposals at once."""

DAYS: dict[str, dict[str, str]] = {
    "fr": {"today": "aujourd'hui", "yesterday": "hier", "week": "semaine", "month": "mois"},
    "en": {"today": "today", "yesterday": "yesterday", "week": "week", "month": "month"},
}

DAYS_EXPLAINED = {
    "today": N_("Today"),
    "yesterday": N_("Yesterday"),
    "week": N_("This week"),
    "month": N_("This month"),
}

_UNDER = re.compile(r'(?:[^\s"]*"[^"]*"?|[^\s"])*\Z')
"""What stands before the caret without a space, but in quotes."""

_REST = re.compile(r"[^\s]*")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What may stand in the place of `typed[start:end]`.

    :param kind: a "filter" (its name, behind which one goes on typing), a "member", a "canal", a "holding", a "day"
    :param written: what is put there; behind it a space, unless one goes on typing
    :param label: how it is called: a name, or for a filter, a holding and a day an English sentence (a msgid)
    """

    kind: Literal["filter", "member", "canal", "holding", "day"]
    written: str
    start: int
    end: int
    label: str
    member: Member | None = None
    canal: Canal | None = None


def suggest(state: State, by: Member, typed: str, caret: int | None, lang: str) -> tuple[Proposal, ...]:
    """What this member may mean by what stands under the caret; nothing that they may not know."""
    at = len(typed) if caret is None else min(max(caret, 0), len(typed))
    before = typed[max(0, at - _FAR) : at]
    under = _UNDER.search(before)
    word = under[0] if under else ""
    rest = _REST.match(typed, at)
    start, end = at - len(word), rest.end() if rest and '"' not in word else at
    lang = lang if lang in CALLED else "fr"
    name, colon, value = word.partition(":")
    if not colon:
        found = _filters(word, lang)
    else:
        found = _values(state, by, MEANT.get(fold(name)), fold(value.strip('"')), word[: len(name) + 1], lang)
    return tuple(
        Proposal(kind, written, start, end, label, member, canal)
        for kind, written, label, member, canal in islice(found, OFFERED)
    )


_FAR = 200

_Offer = tuple[Literal["filter", "member", "canal", "holding", "day"], str, str, Member | None, Canal | None]


def _filters(word: str, lang: str) -> Iterator[_Offer]:
    key = fold(word)
    for meant, written in CALLED[lang].items():
        alone = meant in ALONE
        if key and fold(written).startswith(key):
            yield "filter", written + " " * alone, EXPLAINED[meant], None, None


def _values(state: State, by: Member, meant: Key | None, key: str, before: str, lang: str) -> Iterator[_Offer]:
    if meant == "from":
        for member in sorted(state.active_members(), key=in_order):
            if any(each.startswith(key.removeprefix("@")) for each in (*words_of(member.nickname_fold), member.login)):
                yield "member", f"{before}{as_written(member.nickname)} ", member.nickname, member, None
    elif meant == "in":
        mine = [(name_of(state, by, canal), canal) for canal in access.canals_of(state, by)]
        for name, canal in sorted(mine, key=lambda each: fold(each[0])):
            if name and any(each.startswith(key.removeprefix("#")) for each in words_of(fold(name))):
                yield "canal", f"{before}{as_written(name)} ", name, None, canal
    elif meant == "has":
        for what, name in HOLDINGS[lang].items():
            if fold(name).startswith(key):
                yield "holding", f"{before}{name} ", HOLDINGS_EXPLAINED[what], None, None
    elif meant in ("on", "before", "after", "since"):
        for what, name in DAYS[lang].items():
            if fold(name).startswith(key):
                yield "day", f"{before}{name} ", DAYS_EXPLAINED[what], None, None
