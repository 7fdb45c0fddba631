"""Everything at once, by everybody, in every order: what memory holds is what a start would find."""

from __future__ import annotations

import asyncio
import random

import pytest

from app.store import Refused
from app.store.ids import LARGEST
from app.store.loading import load
from tests.changing import later

HOUR = 3_600_000


def told(state):
    """All that pages are made of."""
    return {
        "messages": {canal_id: window.messages for canal_id, window in state.windows.items() if window.messages},
        "revisions": {canal_id: window.changed for canal_id, window in state.windows.items() if window.changed},
        "received": {
            member_id: [each for each in held if not each.gone]
            for member_id, held in state.received.items()
            if not all(each.gone for each in held)
        },
        "looked": {member.id: member.received for member in state.members.values()},
        "marks": {member_id: marks for member_id, marks in state.marks.items() if marks},
        "marked": {member_id: found for member_id, found in _full(state.marked).items() if found},
        "seen": _full(state.asides_seen),
        "deletions": state.deletions,
        **{name: _full(getattr(state, name)) for name in ("drafts", "scheduled", "reminders", "haunts", "preferences")},
        "in": {canal.id: canal.joined for canal in state.canals.values()},
    }


def _full(by_member):
    kept = {one: {key: value for key, value in each.items() if value} for one, each in by_member.items()}
    return {one: each for one, each in kept.items() if each}


class Office:
    """Does one thing or another, by anybody; what is refused is refused."""

    def __init__(self, office, clock, chance):
        self.office, self.store, self.clock, self.chance = office, office.store, clock, chance
        self.n = 0

    def one_of(self, *those):
        return self.chance.choice(those)

    def message(self):
        window = self.store.state.window(self.one_of(self.office.bureau, self.office.direction, self.direct).id)
        return self.chance.choice([0, *[each.id for each in window.messages[-6:]]])

    async def begin(self):
        self.direct = await self.store.canals.direct(self.office.lea, [self.office.karim.id, self.office.zoe.id])
        await asyncio.gather(*(self.post() for _ in range(8)), return_exceptions=True)

    def post(self):
        self.n += 1
        office = self.office
        to = self.chance.sample([each.id for each in office.members], self.one_of(0, 0, 0, 1, 2))
        answered = self.message() or None if self.one_of(True, False) else None
        text = f"{self.one_of('@Léa', '@Zoé @Karim', '@tous', 'Rien')} {self.n}"
        canal = self.one_of(office.bureau, office.direction, self.direct)
        return self.store.messages.post(self.one_of(*office.members), canal.id, text, to, f"n{self.n}", None, answered)

    def something(self):
        store, by, that = self.store, self.one_of(*self.office.members), self.message()
        canal = self.one_of(self.office.bureau, self.office.direction, self.direct)
        self.n += 1
        content = {"text": f"plus tard {self.n}", "to": [], "half": "", "card": None}
        soon = self.clock.now + self.one_of(1_000, HOUR)
        planned = self.chance.choice([0, *[each.id for each in store.scheduled.of(by)]])
        held = store.state.held(canal.id, that)
        return self.one_of(
            *[self.post] * 4,
            *[lambda: store.reading.mark(by, canal.id, LARGEST)] * 2,
            lambda: store.reactions.put(by, that, self.one_of("👍", "🎉"), self.one_of(True, False)),
            lambda: store.edits.edit(by, that, self.one_of("@Zoé enfin", "@tous", "Autre"), f"e{self.n}"),
            lambda: store.deletions.delete(by, that),
            lambda: store.deletions.undo(by, that),
            lambda: store.reading.mark(by, canal.id, that),
            lambda: store.reading.mark_back(by, held) if held else self.post(),
            lambda: store.inbox.look(by, self.chance.choice([0, *(e.id for e in store.state.received.get(by.id, []))])),
            lambda: store.drafts.keep(by, canal.id, self.one_of(content, None), self.one_of(0, 5_000)),
            lambda: store.scheduled.add(by, canal.id, content, soon, f"s{self.n}"),
            lambda: store.scheduled.alter(by, planned, text="autrement") if planned else self.post(),
            lambda: store.scheduled.take_back(by, planned) if planned else self.post(),
            lambda: store.scheduled.forget(by, planned) if planned else self.post(),
            lambda: store.reminders.set(by, that, soon),
            lambda: store.reminders.cancel(by, that),
            lambda: store.canals.leave(self.office.karim, self.office.direction.id),
            lambda: store.canals.add(self.office.lea, self.office.direction.id, self.office.karim.id),
            lambda: store.members.set(by, "receipts", self.one_of("on", "off")),
            store.agenda.round,
            store.deletions.take_due,
        )()


@pytest.mark.parametrize("seed", range(4))
async def test_memory_is_as_a_start_would_find_it(office, clock, seed):
    chance = random.Random(seed)
    doing = Office(office, clock, chance)
    await doing.begin()
    for _ in range(15):
        done = await asyncio.gather(*(doing.something() for _ in range(12)), return_exceptions=True)
        assert [each for each in done if isinstance(each, Exception) and not isinstance(each, Refused)] == []
        clock.advance(minutes=chance.choice([0, 0, 1, 90, -45]))
        later(office.store, chance.choice([0, 0, 9_000]))
        found, _ = await office.store.database.read(load)
        assert told(office.store.state) == told(found)
