"""Notes whose facts changed, until they are told: however much happened meanwhile, once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from app.components.window.canal_facts import CanalFacts
from app.components.window.notices import is_wanted, rings
from app.store import Store, access, receipts
from app.store.feed import (
    CanalChanged,
    CanalJoined,
    CanalLeft,
    Change,
    DraftChanged,
    MemberChanged,
    MessageChanged,
    MessageGone,
    MessagePosted,
    OfficeChanged,
    PinsChanged,
    PreferencesChanged,
    ReadingChanged,
    ReceiptChanged,
    ReceivedChanged,
    RemindersChanged,
    ScheduledChanged,
    SettingChanged,
)
from app.store.said import Message, Tombstone


@dataclass(slots=True)
class Own:
    """What of one member's own facts is to be told."""

    stars: set[int] = field(default_factory=set)
    canals: set[int] = field(default_factory=set)
    """Of which everything is."""
    cats: set[int] = field(default_factory=set)
    """Direct conversations whose cat came or went."""
    writing: set[int] = field(default_factory=set)
    """In which what one is writing was kept, or is to be sent later."""
    later: bool = False
    name: bool = False
    cat: bool = False
    settings: bool = False
    inbox: bool = False
    receipts: set[tuple[int, int]] = field(default_factory=set)
    """Canals, and what they said there that others have seen."""

    @property
    def stars_only(self) -> bool:
        others = self.canals or self.cats or self.writing or self.later or self.inbox or self.receipts
        return not (others or self.name or self.cat or self.settings)


@dataclass(slots=True)
class Noted:
    """:param own: by reader"""

    own: dict[int, Own] = field(default_factory=dict)
    members: set[int] = field(default_factory=set)
    """Of whom everything is to be told."""
    stirred: set[int] = field(default_factory=set)
    """Those who came or went."""
    crowds: set[int] = field(default_factory=set)
    """Canals in which there are others than before."""
    rings: list[tuple[Message, list[int]]] = field(default_factory=list)
    """What rings, and for whom."""
    office: bool = False
    people: bool = False
    """How many are there."""

    def __bool__(self) -> bool:
        return bool(self.own or self.members or self.stirred or self.crowds or self.office or self.people)


class FactsNoted:
    """:param readers: who has a page open, and is to be told"""

    def __init__(self, store: Store, canals: CanalFacts, readers: Mapping[int, object]) -> None:
        self._store = store
        self._canals = canals
        self._readers = readers
        self._here = {member.id for member in store.state.active_members()}
        self._noted = Noted()

    def __bool__(self) -> bool:
        return bool(self._noted)

    def take(self) -> Noted:
        """What was noted since this was last asked."""
        noted, self._noted = self._noted, Noted()
        return noted

    def begin_anew(self) -> None:
        self.take()
        self._here = {member.id for member in self._store.state.active_members()}
        self._canals.draw_anew()

    def hear(self, change: Change) -> None:
        match change:
            case MessagePosted() | MessageChanged() | MessageGone():
                self._said(change)
            case DraftChanged() | ScheduledChanged() | RemindersChanged():
                self._put_by(change)
            case CanalChanged(canal_id) | PinsChanged(canal_id):
                if isinstance(change, CanalChanged):
                    self._canals.draw_anew(canal_id)
                for member in access.members_of(self._store.state, self._store.state.canals[canal_id]):
                    self._own(member.id).canals.add(canal_id)
            case CanalJoined(canal_id, member_id) | CanalLeft(canal_id, member_id):
                self._canals.count_anew()
                self._own(member_id).canals.add(canal_id)
                self._own(member_id).inbox = True
                self._receipts(member_id, canal_id)
            case MemberChanged(member_id):
                self._renamed(member_id)
            case OfficeChanged():
                self._noted.office = True
            case _:
                self._hear_own(change)

    def _hear_own(self, change: Change) -> None:
        """What concerns one member alone."""
        match change:
            case ReadingChanged(member_id, canal_id):
                self._own(member_id).stars.add(canal_id)
            case PreferencesChanged(member_id, canal_ids):
                for canal_id in canal_ids:
                    self._own(member_id).canals.add(canal_id)
            case SettingChanged(member_id, name):
                self._own(member_id).settings = True
                if name == "receipts":
                    self._receipts(member_id)
            case ReceivedChanged(member_ids):
                for member_id in member_ids:
                    self._own(member_id).inbox = True
            case ReceiptChanged():
                if receipts.is_told(self._store.state, change):
                    self._own(change.member_id).receipts.add((change.canal_id, change.message_id))

    def came_or_went(self, member_id: int) -> None:
        """A member's cat looks otherwise: so does that of the direct conversations with them."""
        self._noted.stirred.add(member_id)
        self._noted.people = True
        self._own(member_id).cat = True
        for other, canal in self._canals.named_after(member_id):
            self._own(other.id).cats.add(canal.id)

    def _put_by(self, change: DraftChanged | ScheduledChanged | RemindersChanged) -> None:
        own = self._own(change.member_id)
        own.later = True
        if not isinstance(change, RemindersChanged):
            own.writing.add(change.canal_id)

    def _renamed(self, member_id: int) -> None:
        self._noted.members.add(member_id)
        self._own(member_id).name = True
        self._receipts(member_id)
        for other, canal in self._canals.named_after(member_id):
            self._own(other.id).canals.add(canal.id)
        if self._store.state.members[member_id].active != (member_id in self._here):
            self._here ^= {member_id}
            self._noted.people = True
            self._canals.count_anew()
            self._noted.crowds |= {canal.id for canal in self._store.state.canals.values() if canal.holds(member_id)}

    def _said(self, change: MessagePosted | MessageChanged | MessageGone) -> None:
        match change:
            case MessagePosted(message):
                self._posted(message)
            case MessageChanged(message, counts=True):
                self._gone(message)
            case MessageChanged(message, named=named):
                for member_id in self._store.unseen.named_anew(message):
                    self._own(member_id).stars.add(message.canal_id)
                self._ring(message, named, rings)
            case MessageGone(tombstone):
                self._gone(tombstone)

    def _posted(self, message: Message) -> None:
        if message.event:
            return
        state = self._store.state
        canal, given = state.canals[message.canal_id], self._store.unseen.given(message)
        for member_id in given:
            self._own(member_id).stars.add(canal.id)
        self._ring(message, given, is_wanted)
        if canal.kind == "direct":
            # What they had said last before this is not that any more.
            before = receipts.last_said(state, canal.id, message.author_id, before=message.id)
            if before is not None:
                self._own(message.author_id).receipts.add((canal.id, before.id))

    def _ring(self, message: Message, member_ids: Sequence[int], rule: Callable[..., bool]) -> None:
        """It rings for those of them for whom the rule lets it."""
        members, canal = self._store.state.members, self._store.state.canals[message.canal_id]
        here = (each for each in member_ids if each in self._readers)
        rung = [each for each in here if rule(self._store, members[each], canal, message)]
        if rung:
            self._noted.rings.append((message, rung))

    def _receipts(self, member_id: int, within: int | None = None) -> None:
        """What others are told of this member's reading, and this member of others', may be otherwise."""
        state = self._store.state
        for change in receipts.involving(state, member_id, self._readers, within):
            # Whoever has left a canal is not told who comes and goes there.
            if change.member_id == member_id or receipts.is_told(state, change):
                self._own(change.member_id).receipts.add((change.canal_id, change.message_id))

    def _gone(self, gone: Message | Tombstone) -> None:
        """It counts no longer for those who had not seen it, or does again when it is back; and rings for nobody."""
        state = self._store.state
        self._noted.rings = [each for each in self._noted.rings if each[0].id != gone.id]
        canal, reading = state.canals[gone.canal_id], self._store.reading
        for member_id in self._readers:
            member = state.members[member_id]
            counted = gone.id > state.mark(member_id, canal.id) and not reading.is_watched(member_id, canal.id)
            if counted and access.is_in(member, canal) and access.sees(member, gone):
                self._own(member_id).stars.add(canal.id)

    def _own(self, member_id: int) -> Own:
        """Where it is noted for that member: in the wind, when they have no page open."""
        if member_id not in self._readers:
            return Own()
        own = self._noted.own.get(member_id)
        if own is None:
            own = self._noted.own[member_id] = Own()
        return own
