"""An office in rules that anybody can check by eye, which lives through the same as a store does.

It remembers of each single message who has seen it, and finds out by looking through all of them: what the store keeps,
and what the drawer tells, must come out the same.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from hypothesis import strategies as st

from app.store import Store
from app.store.said import Deletion
from app.store.state import Canal, Member
from tests.changing import later

Step = tuple[str, int, int, int, Any]

NUMBERS = count(1)
KINDS = ("open", "private", "private")
NAMES = ("Achats", "Bureau", "Comptes", "Devis", "Envois", "Factures")

_which = st.integers(0, 3)
_some = st.sets(_which)


def steps(longest: int) -> st.SearchStrategy[list[Step]]:
    """What happens: who does it, in which canal, to which of its messages, and to whom or how."""
    message = st.integers(0, 30)
    return st.lists(
        st.one_of(
            st.tuples(st.sampled_from(["say", "name", "name aside"]), _which, _which, message, _some),
            st.tuples(st.sampled_from(["answer", "edit", "react", "react no more"]), _which, _which, message, _some),
            st.tuples(st.sampled_from(["delete", "undo", "time passes"]), _which, _which, message, _some),
            st.tuples(st.sampled_from(["mark", "mark unread"]), _which, _which, message, st.lists(message, max_size=2)),
            st.tuples(st.sampled_from(["watch", "look away"]), _which, _which, _which, _some),
            st.tuples(st.sampled_from(["leave", "add", "archive", "restore"]), _which, _which, message, _some),
            st.tuples(st.sampled_from(["draft", "no draft", "arrange", "rename"]), _which, _which, message, _some),
        ),
        max_size=longest,
    )


@dataclass
class Said:
    """:param names: those whom it names; `circle`: those who alone see it, when it is an aside"""

    id: int
    author: int
    circle: set[int]
    names: set[int]
    gone: bool = False


@dataclass
class Place:
    """A canal, and what each member has to do with it."""

    canal: Canal
    name: str
    inside: set[int]
    archived: bool = False
    said: list[Said] = field(default_factory=list)
    drafts: set[int] = field(default_factory=set)
    put: dict[int, int] = field(default_factory=dict)
    """Where each member has put it in their drawer."""


class Naive:
    """:param members: administrators, members: they stay; the first one makes the canals and never leaves them"""

    def __init__(self, store: Store, members: tuple[Member, ...]) -> None:
        self.store, self.members = store, members
        self.places: list[Place] = []
        self.seen: set[tuple[int, int]] = set()
        self.watching: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
        self.pending: list[Deletion] = []

    async def furnish(self) -> None:
        everyone = {member.id for member in self.members}
        for kind, name in zip(KINDS, NAMES, strict=False):
            called = f"{name} {next(NUMBERS)}"
            among = everyone if kind != "open" else ()
            canal = await self.store.canals.create(self.members[0], called, kind=kind, members=among)
            self.places.append(Place(canal, called, set(everyone)))

    # What each member has there

    def unseen(self, member_id: int, place: Place) -> list[Said]:
        """What they have not seen of a canal, also when they look at it just now."""
        return [
            each
            for each in place.said
            if each.author != member_id
            and not each.gone
            and (not each.circle or member_id in each.circle)
            and (member_id, each.id) not in self.seen
        ]

    def is_watched(self, member_id: int, place: Place) -> bool:
        return bool(self.watching[member_id, place.canal.id])

    def is_named(self, member_id: int, place: Place) -> bool:
        """Whether they are named in what they have not seen."""
        return any(member_id in each.names for each in self.unseen(member_id, place))

    def drawer(self, member_id: int) -> list[Place]:
        """Their canals: first those that they have put somewhere, then by name; what is archived last."""
        mine = [place for place in self.places if member_id in place.inside]
        return sorted(mine, key=lambda each: (each.archived, each.put.get(member_id, len(NAMES)), each.name))

    # What happens

    async def live(self, step: Step) -> None:
        what, a, b, c, more = step
        member, place = self.members[a], self.places[b % len(self.places)]
        if what == "undo":
            await self._undo(c)
        elif what == "time passes":
            await self._take_away()
        elif what == "add":
            await self._add(member, place)
        elif what == "look away":
            self.store.reading.look_away(member, place.canal.id, c)
            self.watching[member.id, place.canal.id].discard(c)
        elif member.id in place.inside:
            await self._inside(what, member, place, c, more)

    async def _inside(self, what: str, member: Member, place: Place, c: int, more: Any) -> None:
        store, canal_id = self.store, place.canal.id
        said = place.said[c % len(place.said)] if place.said else None
        match what:
            case "say" | "name" | "name aside" if not place.archived:
                others = {self.members[n].id for n in more} & place.inside - {member.id}
                await self._say(member, place, set() if what == "name" else others, others if what != "say" else set())
            case "watch":
                store.reading.watch(member, canal_id, c)
                self.watching[member.id, canal_id].add(c)
            case "leave" if place.canal.kind == "private" and member != self.members[0]:
                await store.canals.leave(member, canal_id)
                place.inside.discard(member.id)
                self.watching[member.id, canal_id].clear()
            case "archive" | "restore":
                place.archived = what == "archive"
                await store.canals.archive(self.members[0], canal_id, place.archived)
            case "draft":
                await store.drafts.keep(member, canal_id, {"text": f"Brouillon {next(NUMBERS)}", "to": []}, 0)
                place.drafts.add(member.id)
            case "no draft":
                await store.drafts.discard(member, canal_id)
                place.drafts.discard(member.id)
            case "rename" if not place.archived:
                place.name = f"{NAMES[c % len(NAMES)]} {next(NUMBERS)}"
                await store.canals.edit(member, canal_id, name=place.name)
            case "arrange":
                mine = [each for each in self.drawer(member.id) if not each.archived]
                mine = mine[c % len(mine) :] + mine[: c % len(mine)] if mine else []
                await store.preferences.arrange(member, [each.canal.id for each in mine])
                for n, each in enumerate(mine):
                    each.put[member.id] = n
            case _ if said is not None and (not said.circle or member.id in said.circle):
                await self._to(what, member, place, said, more)

    async def _to(self, what: str, member: Member, place: Place, said: Said, more: Any) -> None:
        """To a message that they may read, or could until it was gone."""
        store, canal_id = self.store, place.canal.id
        match what:
            case "answer" if not (said.gone or place.archived):
                to = said.circle & place.inside - {member.id}
                # An answer to an aside whose others have all left has nobody to go to.
                if to or not said.circle:
                    await self._say(member, place, to, set(), said.id)
            case "edit" if said.author == member.id and not (said.gone or place.archived):
                named = {self.members[n] for n in more}
                text = " ".join(["Autrement", *(f"@{each.nickname}" for each in named), str(next(NUMBERS))])
                await store.edits.edit(member, said.id, text, f"edit-{next(NUMBERS)}")
                said.names = self._named(named, member, place, said.circle)
            case "react" | "react no more" if not (said.gone or place.archived):
                await store.reactions.put(member, said.id, "👍", what == "react")
            case "delete" if said.author == member.id and not said.gone:
                await store.deletions.delete(member, said.id)
                said.gone = True
                self.pending.append(store.state.deletions[said.id])
            case "mark":
                up_to = [said, *(place.said[n % len(place.said)] for n in more)]
                await asyncio.gather(*(store.reading.mark(member, canal_id, each.id) for each in up_to))
                self._see(member, place, max(each.id for each in up_to))
            case "mark unread" if not said.gone:
                await store.reading.mark_back(member, await store.messages.find(member, canal_id, said.id))
                self._see(member, place, said.id - 1)
                self.seen -= {(member.id, each.id) for each in place.said if each.id >= said.id}

    async def _say(
        self, member: Member, place: Place, to: set[int], named: set[int], answered: int | None = None
    ) -> None:
        names = {each for each in self.members if each.id in named}
        text = " ".join(["Bonjour", *(f"@{each.nickname}" for each in names)])
        posted = await self.store.messages.post(
            member, place.canal.id, text, sorted(to), f"nonce-{next(NUMBERS)}", reply_to=answered
        )
        circle = {member.id, *to} if to else set()
        place.said.append(Said(posted.message.id, member.id, circle, self._named(names, member, place, circle)))

    def _named(self, named: set[Member], by: Member, place: Place, circle: set[int]) -> set[int]:
        """Of these, those who are named: somebody else who reads it."""
        return {each.id for each in named} & (circle or place.inside) - {by.id}

    def _see(self, member: Member, place: Place, up_to: int) -> None:
        self.seen |= {(member.id, each.id) for each in place.said if each.id <= up_to}

    async def _add(self, member: Member, place: Place) -> None:
        if place.canal.kind == "private" and member.id not in place.inside:
            await self.store.canals.add(self.members[0], place.canal.id, member.id)
            place.inside.add(member.id)
            self.seen |= {(member.id, each.id) for each in place.said}

    async def _undo(self, c: int) -> None:
        if not self.pending:
            return
        deletion = self.pending.pop(c % len(self.pending))
        by = next(each for each in self.members if each.id == deletion.by_id)
        await self.store.deletions.undo(by, deletion.message_id)
        for each in (each for place in self.places for each in place.said if each.id == deletion.message_id):
            each.gone = False

    async def _take_away(self) -> None:
        later(self.store)
        await self.store.deletions.take_due()
        taken = {each.message_id for each in self.pending}
        self.pending.clear()
        for place in self.places:
            place.said[:] = [each for each in place.said if each.id not in taken]
