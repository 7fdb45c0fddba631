"""Gathers whose facts changed, and reckons them when they are told: however much happened meanwhile, once."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from app.components.window.canal_facts import ALL, CanalFacts, key_of
from app.components.window.member_facts import key_of as member_key
from app.components.window.member_facts import member_facts
from app.components.window.member_list import PEOPLE, people_facts
from app.components.window.notices import notice, rings
from app.components.window.own_facts import OFFICE, SELF, office_facts, self_facts
from app.components.wire.facts import TOPIC, Stamps, Told, facts_room, office_room, rings_room
from app.components.wire.topics import Batch, Op
from app.locale import catalogue
from app.store import Store, access
from app.store.feed import (
    CanalChanged,
    CanalJoined,
    CanalLeft,
    Change,
    MemberChanged,
    MessagePosted,
    OfficeChanged,
    PreferencesChanged,
    ReadingChanged,
    Reloaded,
)
from app.store.state import Member, Message
from app.store.unseen import is_news

log = logging.getLogger(__name__)

Telling = tuple[Sequence[str], str, Batch]
"""Rooms, the topic, and what is said there."""


Alike = dict[tuple[str, str], tuple[set[int], list[str], list[Op]]]
"""By topic and content: who is to hear it, in which rooms, and what."""


@dataclass(frozen=True, slots=True)
class _Noted:
    """What of one member's facts is to be told: canals' stars, all of some canals, how many are in others, oneself, how
    many are there."""

    stars: set[int]
    changed: set[int]
    crowds: set[int]
    self: bool
    people: bool


class FactTeller:
    """:param status: how each member's cat looks just now"""

    def __init__(self, store: Store, status: Callable[[int], str]) -> None:
        self._store = store
        self._canals = CanalFacts(store, status)
        self._stamps = Stamps()
        self._status = status
        self._readers: dict[int, set[str]] = {}
        self._members: set[int] = set()
        self._office = False
        # As they were last counted for the member list.
        self._people = self._statuses()
        self._counted = {member.id for member in store.state.active_members()}
        self._crowds: set[int] = set()
        # When each room was last told something.
        self._told_at: dict[str, int] = {}
        self._own: set[int] = set()
        # By language: every member's facts as JSON, the same in every page.
        self._known: dict[str, dict[int, str]] = {}
        self._stars: dict[int, set[int]] = {}
        self._changed: dict[int, set[int]] = {}
        self._rings: dict[int, list[Message]] = {}

    @property
    def waits(self) -> bool:
        """Whether there is anything to tell."""
        return bool(
            self._stars or self._changed or self._rings or self._members or self._own or self._office or self._crowds
        )

    def is_known(self, member: Member, lang: str, at: object) -> bool:
        """Whether a page that knows the facts as of that number has heard of all that changed since."""
        rooms = (office_room(lang), facts_room(member.id, lang))
        newest = max(self._told_at.get(room, 0) for room in rooms)
        return lang in self._readers.get(member.id, ()) and type(at) is int and newest <= at <= self._stamps.newest

    def whole(self, member: Member, lang: str) -> str:
        """All facts for a member's page in that language, which is told from now on what changes of them, and the
        number by which it knows older ones; as JSON."""
        self._readers.setdefault(member.id, set()).add(lang)
        own = self._canals.whole(member, catalogue(lang))
        own |= {OFFICE: office_facts(self._store), SELF: self_facts(member, self._status(member.id))}
        own[PEOPLE] = people_facts(self._statuses().items(), member.id, catalogue(lang))
        told = ",".join(filter(None, [as_json(_spare(own))[1:-1], *self._all_members(lang)]))
        return f'{{"at":{self._stamps.next()},"told":{{{told}}}}}'

    def _all_members(self, lang: str) -> Iterable[str]:
        known = self._known.setdefault(lang, {})
        for member_id in self._store.state.members.keys() - known.keys():
            known[member_id] = as_json(_spare(self._of_members([member_id], lang)))[1:-1]
        return known.values()

    def _of_members(self, member_ids: Iterable[int], lang: str) -> Told:
        told, words = Told(), catalogue(lang)
        for each in member_ids:
            try:
                told[member_key(each)] = member_facts(self._store.state.members[each], self._status(each), words)
            except Exception:
                # It is not the others' trouble.
                log.exception("a member could not be drawn")
        return told

    def hear(self, change: Change) -> None:
        match change:
            case MessagePosted(message):
                self._posted(message)
            case ReadingChanged(member_id, canal_id):
                self._note(self._stars, member_id, canal_id)
            case CanalChanged(canal_id):
                self._canals.count_anew()
                canal = self._store.state.canals[canal_id]
                for member in access.members_of(self._store.state, canal):
                    self._note(self._changed, member.id, canal_id)
            case CanalJoined(canal_id, member_id) | CanalLeft(canal_id, member_id):
                self._canals.count_anew()
                self._note(self._changed, member_id, canal_id)
            case PreferencesChanged(member_id, canal_ids):
                for canal_id in canal_ids:
                    self._note(self._changed, member_id, canal_id)
            case MemberChanged(member_id):
                self.looks_otherwise(member_id)
                self._count_people(member_id)
            case OfficeChanged():
                self._office = True
            case Reloaded():
                # Every tab asks for all anew.
                state = self._store.state
                self._readers = {each: langs for each, langs in self._readers.items() if each in state.members}
                self._counted = {member.id for member in state.active_members()}
                self._canals.count_anew()
                for waiting in (self._known, self._members, self._own, self._crowds):
                    waiting.clear()
                for noted in (self._stars, self._changed, self._rings):
                    noted.clear()

    def looks_otherwise(self, member_id: int) -> None:
        """A member's name or cat is another one: so is that of the direct conversations with them."""
        self._members.add(member_id)
        for known in self._known.values():
            known.pop(member_id, None)
        if member_id in self._readers:
            self._own.add(member_id)
        for other, canal in self._canals.named_after(member_id):
            self._note(self._changed, other.id, canal.id)

    def tellings(self) -> Iterable[tuple[set[int], Telling]]:
        """What waits to be told, and whom it concerns. What is the same for several is said, and encoded, once."""
        stars, self._stars = self._stars, {}
        changed, self._changed = self._changed, {}
        ringing, self._rings = self._rings, {}
        own, self._own = self._own, set()
        crowds, self._crowds = self._crowds, set()
        before, self._people = self._people, self._statuses() if self._members else self._people
        people = before != self._people
        everyone = self._readers.keys() if crowds or people else ()
        for lang, told in self._for_everybody():
            yield set(self._readers), self._telling([office_room(lang)], TOPIC, [["facts", told]])
        alike: Alike = {}
        for member_id in {*stars, *changed, *ringing, *own, *everyone}:
            member = self._store.state.members.get(member_id)
            if member is None or not member.active:
                continue
            noted = _Noted(stars.get(member_id, set()), changed.get(member_id, set()), crowds, member_id in own, people)
            for lang in self._readers[member_id]:
                told = self._told(member, lang, noted)
                _gather(alike, TOPIC, member_id, facts_room(member_id, lang), [["facts", told]] if told else [])
                heard = self._heard(member, lang, ringing.get(member_id, []))
                _gather(alike, "", member_id, rings_room(member_id, lang), heard)
        for (topic, _), (members, rooms, ops) in alike.items():
            yield members, self._telling(rooms, topic, ops)

    def _telling(self, rooms: Sequence[str], topic: str, ops: list[Op]) -> Telling:
        if topic != TOPIC:
            return rooms, topic, (0, 0, ops)
        stamp = self._stamps.next()
        self._told_at.update(dict.fromkeys(rooms, stamp))
        return rooms, topic, (0, stamp, ops)

    def _for_everybody(self) -> Iterable[tuple[str, Told]]:
        members, self._members = self._members & self._store.state.members.keys(), set()
        office, self._office = self._office, False
        for lang in set[str]().union(*self._readers.values()) if members or office else ():
            told = self._of_members(sorted(members), lang)
            if office:
                told[OFFICE] = office_facts(self._store)
            yield lang, told

    def _told(self, member: Member, lang: str, noted: _Noted) -> Told:
        words, told = catalogue(lang), Told()
        for canal_id in sorted(noted.stars | noted.changed | noted.crowds):
            canal = self._store.state.canals.get(canal_id)
            if canal is None or not access.is_in(member, canal):
                if canal_id not in noted.crowds:
                    told[key_of(canal_id)] = None
            elif canal_id in noted.changed:
                told[key_of(canal_id)] = self._canals.of(member, canal, words)
            else:
                star = self._canals.star(member, canal_id, words) if canal_id in noted.stars else {}
                crowd = self._canals.crowd(canal, words) if canal_id in noted.crowds else {}
                told[key_of(canal_id)] = star | crowd
        if noted.stars or noted.changed:
            told[ALL] = self._canals.total(member)
        if noted.people:
            told[PEOPLE] = people_facts(self._people.items(), member.id, words)
        if noted.self:
            told[SELF] = self_facts(member, self._status(member.id))
        return told

    def _heard(self, member: Member, lang: str, messages: list[Message]) -> list[Op]:
        words, state = catalogue(lang), self._store.state
        return [
            ["ring", notice(self._store, self._canals, member, message, words).as_json()]
            for message in messages
            if access.is_in(member, state.canals[message.canal_id])
        ]

    def _statuses(self) -> dict[int, str]:
        return {member.id: self._status(member.id) for member in self._store.state.active_members()}

    def _count_people(self, member_id: int) -> None:
        """How many are in the canals of that member, should they have come or gone."""
        is_here = self._store.state.members[member_id].active
        if is_here == (member_id in self._counted):
            return
        self._counted ^= {member_id}
        self._canals.count_anew()
        self._crowds |= {canal.id for canal in self._store.state.canals.values() if canal.holds(member_id)}

    def _posted(self, message: Message) -> None:
        if message.event:
            return
        state = self._store.state
        canal = state.canals[message.canal_id]
        for member_id in self._readers:
            member = state.members[member_id]
            if is_news(self._store, member, canal, message):
                self._note(self._stars, member_id, canal.id)
                if rings(self._store, member, canal, message):
                    self._rings.setdefault(member_id, []).append(message)

    def _note(self, what: dict[int, set[int]], member_id: int, canal_id: int) -> None:
        if member_id in self._readers:
            what.setdefault(member_id, set()).add(canal_id)


def _spare(told: Told) -> Told:
    """Without what is empty: of what was never said, a page knows that. An attribute is there although it is empty."""
    return {
        key: facts and {name: value for name, value in facts.items() if value != "" or name[0] == "@"}
        for key, facts in told.items()
    }


def as_json(value: object) -> str:
    """JSON that may stand inside a script element."""
    return json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")


def _gather(alike: Alike, topic: str, member_id: int, room: str, ops: list[Op]) -> None:
    if not ops:
        return
    members, rooms, _ = alike.setdefault((topic, json.dumps(ops)), (set(), [], ops))
    members.add(member_id)
    rooms.append(room)
