"""Whom one may name in what one writes: who is proposed behind an `@`, and what becomes of those who cannot be."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from typing import Annotated

from htpy import Element, bdi, fragment, li, small, span

from app.components.asking import Actions, Answer, Id, Ids, action
from app.components.fragments import worn
from app.components.page import Offer
from app.components.window.circle import PROPOSED_MOST, begins
from app.locale import Words, listed
from app.store import Forbidden, access
from app.store.messages import RECIPIENTS_MOST
from app.store.names import LONGEST, in_order
from app.store.posting import Posted
from app.store.state import Canal, Member, State
from app.text.mentions import EVERYBODY
from app.text.typed import fold

TOLD_MOST = 5
"""Those who are not in the canal, as many as are told and may be added at once."""


class Naming(Actions):
    @action
    async def named(self, canal: Id, begun: str, to: Annotated[list[int], Ids(RECIPIENTS_MOST)] = []) -> Answer:  # noqa: B006
        """Whom a name that is begun may mean, in what is said there, to these alone if there are any."""
        page = self.page
        where = access.access_canal(page.store.state, page.member, canal)
        among = page.store.naming.among(page.member, where, to)
        # Cut first: folding takes its time, and a browser may send a megabyte.
        begun = begun[: 2 * LONGEST]
        # "Léa " is no longer Léa alone: only a longer name goes on.
        sought = fold(begun) + (" " if begun[-1:].isspace() else "")
        everybody = [
            _everybody(name, page.words)
            for name in page.store.naming.everybody()[-1:]
            if EVERYBODY in among and name.startswith(sought)
        ]
        others = (each for each in access.members_of(page.store.state, where) if each.id in among - {page.member.id})
        found = (each for each in others if begins(each, sought))
        spoke = _spoke(page.store.state, page.member, where)
        first = heapq.nsmallest(
            PROPOSED_MOST - len(everybody), found, key=lambda each: (spoke.get(each.id, len(spoke)), in_order(each))
        )
        return {"html": str(fragment[(self._option(each) for each in first), everybody])}

    @action
    async def add_named(self, key: str) -> None:
        """Take those into a canal who were named in it: its id and theirs, as `_offer` gives them."""
        numbers = key.split(" ")
        if not 2 <= len(numbers) <= TOLD_MOST + 1 or not all(each.isdecimal() and len(each) < 17 for each in numbers):
            raise Forbidden(access.UNKNOWN_MEMBER)
        page, (canal_id, *members) = self.page, map(int, numbers)
        canal = access.access_canal_to_manage(page.store.state, page.member, canal_id)
        for each in members:
            if not access.is_in(access.access_member(page.store.state, page.member, each), canal):
                await page.store.canals.add(page.member, canal_id, each)

    def tell(self, posted: Posted) -> None:
        """Say of those whom a message would name why it does not; offer to add them, to whoever may."""
        words, state, others = self.page.words, self.page.store.state, posted.others
        if EVERYBODY in others:
            self.page.toast(words(access.TOO_MANY, n=access.EVERYBODY_MOST))
        canal = state.canals[posted.message.canal_id]
        members = [each for each in map(state.members.get, others) if each and each.active]
        outside = [each for each in members if not access.is_in(each, canal)]
        inside = [each for each in members if each not in outside]
        if outside:
            self._offer(canal, outside[:TOLD_MOST])
        if inside:
            self.page.toast(_not_meant(inside, words))

    def _offer(self, canal: Canal, outside: Sequence[Member]) -> None:
        words, n = self.page.words, len(outside)
        told = words.plural("{names} is not in this canal.", "{names} are not in this canal.", n, names=_names(outside))
        if access.may(access.access_canal_to_manage, self.page.store.state, self.page.member, canal.id):
            key = " ".join(map(str, (canal.id, *(each.id for each in outside))))
            self.page.toast(told, offer=Offer(words("Add to the canal"), "add-named", key))
        else:
            self.page.toast(told)

    def _option(self, member: Member) -> Element:
        cat = worn(member, self.page.store.presence.status(member.id))
        return li(role="option", data_text=f"@{member.nickname} ")[cat, span[bdi[member.nickname]]]


def _everybody(name: str, words: Words) -> Element:
    return li(role="option", data_text=f"@{name} ")[
        span(".glyph", aria_hidden="true")["@"], span[name], small[words("everybody here")]
    ]


def _names(members: Sequence[Member]) -> str:
    return listed(each.nickname for each in members)


def _spoke(state: State, member: Member, canal: Canal) -> dict[int, int]:
    """Those who have said something there of late that this member saw, by how lately."""
    seen = (each.author_id for each in reversed(state.window(canal.id).messages) if access.sees(member, each))
    return {author_id: n for n, author_id in enumerate(dict.fromkeys(seen))}


def _not_meant(members: Sequence[Member], words: Words) -> str:
    return words.plural(
        "{names} is not among those for whom this is.",
        "{names} are not among those for whom this is.",
        len(members),
        names=_names(members[:TOLD_MOST]),
    )
