"""A fault in one row, one change or one tab is that one's alone; and where a right ends, it fails closed."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from app.components import fragments
from app.components.wire import facts_known, rows
from app.components.wire.catching_up import snapshot
from app.components.wire.tabs import Tabs
from app.components.wire.wire import Wire
from tests.components.replica import Network, Replica
from tests.conftest import Office


@dataclass
class Screen:
    """The office, and a tab of everybody in it."""

    office: Office
    wire: Wire
    tabs: Tabs
    network: Network
    of: dict[str, Replica]
    said: list[int] = field(default_factory=list)

    async def say(self, text: str, by: str = "lea") -> int:
        office = self.office
        posted = await office.store.messages.post(getattr(office, by), office.bureau.id, text, (), f"n{len(self.said)}")
        self.said.append(posted.message.id)
        return posted.message.id

    def snapshot(self, of: str) -> dict:
        return json.loads(snapshot(self.office.store, self.wire, getattr(self.office, of), "fr", self.office.bureau.id))


@pytest.fixture
async def screen(office: Office) -> AsyncIterator[Screen]:
    network = Network()
    wire, tabs = Wire(office.store, network.emit), Tabs(office.store, network)
    replicas = {}
    for member in office.members:
        replica = Replica(network, office.store, wire, tabs, member, member.login)
        session = office.store.sessions.find(await office.store.sessions.start(member))
        assert session is not None
        replica.tab.session_id = session.id
        await replica.open(office.bureau.id)
        replicas[member.login] = replica
    yield Screen(office, wire, tabs, network, replicas)
    await wire.close()


@pytest.fixture
def undrawable(monkeypatch):
    """What says "casse" cannot be drawn."""
    whole = rows.message_row

    def draw(message, words, *rest, **how):
        if "casse" in message.html:
            raise ValueError("a row that breaks")
        return whole(message, words, *rest, **how)

    monkeypatch.setattr(rows, "message_row", draw)


async def test_a_message_that_cannot_be_drawn_is_answered_and_the_others_are_seen(screen, undrawable, caplog):
    first = await screen.say("avant")
    await screen.say("casse")
    last = await screen.say("après")
    assert {first, last} == set(screen.of["zoe"].log["items"])
    assert [key for key, _ in screen.snapshot("zoe")["log"]["items"]] == [first, last], "pages open without it"
    assert "a message could not be drawn" in caplog.text
    assert not screen.wire.stands_still


async def test_a_canal_that_cannot_be_drawn_is_one_empty_row(screen, monkeypatch):
    def broken(*_):
        raise ValueError("a row that breaks")

    screen.wire.begin_anew()
    monkeypatch.setattr(fragments, "canal_row", broken)
    told = screen.snapshot("lea")["facts"]["told"]
    rows_told = {told[f"c{canal.id}"]["row"] for canal in screen.office.store.canals.of(screen.office.lea)}
    assert rows_told == {"<li hidden></li>"}


async def test_a_member_who_cannot_be_drawn_is_missing_and_the_others_are_there(screen, monkeypatch):
    office, whole = screen.office, facts_known.member_facts

    def draw(member, status, words):
        if member.id == office.zoe.id:
            raise ValueError("a member that breaks")
        return whole(member, status, words)

    monkeypatch.setattr(facts_known, "member_facts", draw)
    await office.store.members.edit(office.zoe, office.zoe.id, nickname="Zora")
    told = screen.snapshot("lea")["facts"]["told"]
    assert {key for key in told if key[0] == "m"} == {f"m{each.id}" for each in office.members if each != office.zoe}
    assert not screen.wire.stands_still


async def test_a_tab_that_cannot_follow_its_members_rights_hears_nothing_more(screen, monkeypatch):
    """Whatever goes wrong while somebody is taken out of a canal: the tab is closed, not left in the room."""
    await screen.of["karim"].go_to(screen.office.direction.id)
    leave = screen.network.leave
    broken = [True]

    def cannot(sid, topic):
        if broken:
            broken.clear()
            raise KeyError(sid)
        leave(sid, topic)

    monkeypatch.setattr(screen.network, "leave", cannot)
    office = screen.office
    await office.store.canals.remove(office.lea, office.direction.id, office.karim.id)
    assert screen.of["karim"].tab.sid is None
    assert all("karim" not in sids for sids in screen.network.rooms.values())
    said = await office.store.messages.post(office.lea, office.direction.id, "Entre nous", (), "n")
    assert str(said.message.id) not in "".join(screen.of["karim"].received)
    await screen.say("à tous")
    assert screen.of["zoe"].log["items"], "the others go on"


async def test_a_call_that_fails_is_answered_and_the_next_one_works(screen, monkeypatch, caplog):
    zoe, store = screen.of["zoe"], screen.office.store
    newest = store.messages.newest

    def broken(*_):
        monkeypatch.setattr(store.messages, "newest", newest)
        raise KeyError("said to nobody")

    monkeypatch.setattr(store.messages, "newest", broken)
    answer = await zoe.calls.answer(zoe.sid, "open", {"key": screen.office.bureau.id})
    assert answer["why"] == "busy", "what waits is sent again"
    assert "a call failed: open" in caplog.text
    assert "log" in await zoe.calls.answer(zoe.sid, "open", {"key": screen.office.bureau.id})


async def test_a_wire_whose_pump_has_ended_stands_still(screen):
    await screen.wire.close()
    assert screen.wire.stands_still
