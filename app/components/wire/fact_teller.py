"""Tells whose facts changed, as they stand when they are told: however much happened meanwhile, once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence

from app.components.window.canal_facts import ALL, CanalFacts, key_of
from app.components.window.inbox_facts import inbox_facts
from app.components.window.member_facts import key_of as member_key
from app.components.window.member_facts import status_facts
from app.components.window.member_list import PEOPLE, people_facts
from app.components.window.notices import notice
from app.components.window.own_facts import (
    LATER,
    OFFICE,
    SELF,
    later_facts,
    office_facts,
    self_facts,
    settings_facts,
)
from app.components.window.receipt import RECEIPT, receipt_facts
from app.components.wire.facts import Stamps, Told
from app.components.wire.facts_known import FactsKnown
from app.components.wire.facts_noted import FactsNoted, Noted, Own
from app.components.wire.ops import FactsTold, Json, Ring, Telling, to_json
from app.components.wire.rooms import member_room, office_room, rings_room
from app.components.wire.rung import Rung
from app.locale import Words, catalogue
from app.store import Store, access
from app.store.feed import Change, MemberChanged
from app.store.state import Member


class FactTeller:
    """:param status: how each member's cat looks just now"""

    def __init__(self, store: Store, status: Callable[[int], str]) -> None:
        self._store = store
        self._status = status
        self._stamps = Stamps()
        self._readers: dict[int, set[str]] = {}
        """The languages of each member's pages."""
        self._canals = CanalFacts(store, status)
        self._known = FactsKnown(store, self._canals, status)
        self._noted = FactsNoted(store, self._canals, self._readers)
        self.rung = Rung(store, self._readers)
        # When each room was last told something, and since when nothing that was told before is to be relied on.
        self._told_at: dict[str, int] = {}
        self._anew_at = 0

    @property
    def waits(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self._noted) or self.rung.waits

    def whole(self, member: Member, lang: str, arrives: bool = False) -> Json:
        """All facts for a member's page in that language, which is told from now on what changes of them, and the
        stamp by which it knows older ones.

        :param arrives: whether they are just opening it
        """
        self._readers.setdefault(member.id, set()).add(lang)
        return Json(f'{{"at":{self._stamps.next()},"told":{self._known.whole(member, lang, arrives)}}}')

    def is_known(self, member: Member, lang: str, at: object) -> bool:
        """Whether a page that knows the facts as of that stamp has heard of all that changed since."""
        rooms = (office_room(lang), member_room(member.id, lang))
        newest = max(self._anew_at, *(self._told_at.get(room, 0) for room in rooms))
        return lang in self._readers.get(member.id, ()) and type(at) is int and newest <= at <= self._stamps.newest

    def forget(self, member_id: int, lang: str) -> None:
        """That member has no page in that language any more."""
        langs = self._readers.get(member_id, set())
        langs.discard(lang)
        if not langs:
            self._readers.pop(member_id, None)
            self.rung.forget(member_id)
        self._told_at.pop(member_room(member_id, lang), None)

    def begin_anew(self) -> None:
        """What was told so far may be wrong: no page knows its facts, even when another of its member's has asked for
        them since."""
        self._anew_at = self._stamps.next()
        self._readers.clear()
        self._known.forget_all()
        self._noted.begin_anew()
        self.rung.clear()

    def hear(self, change: Change) -> None:
        self.rung.hear(change)
        if isinstance(change, MemberChanged):
            self._known.forget(change.member_id)
        self._noted.hear(change)

    def came_or_went(self, member_id: int) -> None:
        self._known.forget(member_id)
        self._noted.came_or_went(member_id)

    def tellings(self) -> Iterable[Telling]:
        """What waits to be told. What is the same for several is said, and becomes JSON, once."""
        noted = self._noted.take()
        for lang in sorted(set[str]().union(*self._readers.values())):
            told = self._for_everybody(noted, lang)
            if told:
                yield self._telling([office_room(lang)], to_json(told))
        facts: dict[str, list[str]] = {}
        for as_told, room in self._for_each(noted):
            facts.setdefault(as_told, []).append(room)
        for as_told, rooms in facts.items():
            yield self._telling(rooms, as_told)
        yield from self._ringing(noted)
        yield from self.rung.tellings()

    def _for_each(self, noted: Noted) -> Iterable[tuple[str, str]]:
        """What is told to one member's pages, and their room. Stars move at every message, and are mostly alike: what
        is, is reckoned once."""
        people = self._known.people() if noted.people else {}
        reckoned: dict[Hashable, str] = {}
        for member_id in list(self._readers) if noted.crowds or people else noted.own:
            member = self._store.state.members.get(member_id)
            if member is None or not member.active:
                continue
            own = noted.own.get(member_id, Own())
            for lang in self._readers.get(member_id, ()):
                alike = None if noted.crowds or people or not own.stars_only else (lang, *self._stars(member, own))
                as_told = reckoned.get(alike)
                if as_told is None:
                    told = self._for(member, catalogue(lang), own, noted.crowds)
                    if people:
                        told[PEOPLE] = people_facts(people, self._status(member_id), catalogue(lang))
                    as_told = to_json(told)
                    if alike:
                        reckoned[alike] = as_told
                if as_told != "{}":
                    yield as_told, member_room(member_id, lang)

    def _stars(self, member: Member, own: Own) -> Iterable[Hashable]:
        """All that the facts of these stars depend on."""
        unseen, canals = self._store.unseen, self._store.state.canals
        yield unseen.total(member)
        for canal_id in own.stars:
            yield canal_id, access.is_in(member, canals[canal_id]) and unseen.of(member, canal_id)
            # Their own label says that they are writing there.
            yield bool(self._store.drafts.there(member, canal_id))
            # Each of those in it knows it by another name.
            yield canals[canal_id].kind == "direct" and member.id

    def _telling(self, rooms: Sequence[str], told: str) -> Telling:
        stamp = self._stamps.next()
        self._told_at.update(dict.fromkeys(rooms, stamp))
        return rooms, FactsTold(stamp, Json(told))

    def _for_everybody(self, noted: Noted, lang: str) -> Told:
        members = self._store.state.members
        told: Told = {
            member_key(each): status_facts(members[each], self._status(each), catalogue(lang))
            for each in sorted(noted.stirred)
        }
        told |= self._known.members(sorted(noted.members), lang)
        if noted.office:
            told[OFFICE] = office_facts(self._store)
        return told

    def _for(self, member: Member, words: Words, own: Own, crowds: set[int]) -> Told:
        told = Told()
        for canal_id in sorted(own.stars | own.canals | own.cats | own.writing | crowds):
            canal = self._store.state.canals[canal_id]
            if not access.is_in(member, canal):
                if canal_id in own.canals | own.stars:
                    told[key_of(canal_id)] = None
            elif canal_id in own.canals:
                told[key_of(canal_id)] = self._canals.of(member, canal, words)
            else:
                told[key_of(canal_id)] = {
                    **(self._canals.star(member, canal, words) if canal_id in own.stars else {}),
                    **(self._canals.crowd(canal, words) if canal_id in crowds else {}),
                    **(self._canals.company(member, canal, words) if canal_id in own.cats else {}),
                    **(self._canals.writing(member, canal, words) if canal_id in own.writing else {}),
                }
        if own.stars or own.canals:
            told[ALL] = self._canals.total(member)
        if own.later:
            told[LATER] = later_facts(self._store, member)
        if own.name or own.cat or own.settings:
            told[SELF] = self_facts(member, self._status(member.id))
        # By their role, which changes as a name does, they may do more or less.
        if own.name or own.settings:
            told |= settings_facts(self._store, member)
        if own.inbox:
            told |= inbox_facts(self._store, member, words)
        for canal_id, message_id in sorted(own.receipts):
            told[f"{RECEIPT}{message_id}"] = receipt_facts(self._store, member, canal_id, message_id, words)
        return told

    def _ringing(self, noted: Noted) -> Iterable[Telling]:
        """What rings, to those whose canal it was said in."""
        members, canals = self._store.state.members, self._store.state.canals
        for message, rung in noted.rings:
            canal = canals[message.canal_id]
            inside = [each for each in rung if each in self._readers and access.is_in(members[each], canal)]
            for lang in sorted(set[str]().union(*(self._readers[each] for each in inside))):
                rooms = [rings_room(each, lang) for each in inside if lang in self._readers[each]]
                said = notice(self._store, message, catalogue(lang))
                self.rung.note(inside, message, said.tag)
                yield rooms, Ring(said.as_json())
