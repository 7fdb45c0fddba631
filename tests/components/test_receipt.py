"""What the author of a message is told of who has seen it, and that nobody else is."""

from __future__ import annotations

import json
from itertools import count

import pytest

from app.components.window.message import message_row
from app.components.wire.fact_teller import FactTeller
from app.components.wire.ops import FactsTold, to_json
from app.components.wire.rooms import member_room
from app.components.wire.rows import Rows
from app.locale import catalogue

FR = catalogue("fr")
FAR = 2**52
NONCES = count(1)


@pytest.fixture
def teller(office):
    teller = FactTeller(office.store, lambda member_id: "absent")
    office.store.feed.subscribe(lambda changes: [teller.hear(change) for change in changes])
    for member in office.members:
        teller.whole(member, "fr")
    return teller


def told(teller) -> dict[str, dict]:
    """By room, what is told of receipts."""
    found: dict[str, dict] = {}
    for rooms, op in teller.tellings():
        facts = json.loads(op.as_json())[2] if isinstance(op, FactsTold) else {}
        receipts = {key: value for key, value in facts.items() if key[0] == "r"}
        for room in rooms if receipts else ():
            found.setdefault(room, {}).update(receipts)
    return found


def whole(teller, member) -> set[str]:
    facts = json.loads(to_json(teller.whole(member, "fr")))["told"]
    return {key for key in facts if key[0] == "r" and key != "rows"}


async def say(office, canal, by, *to):
    circle = [member.id for member in to]
    return (await office.store.messages.post(by, canal.id, "Bonjour", circle, f"n{next(NONCES)}")).message


async def test_the_author_alone_is_told_that_an_aside_was_seen(office, teller):
    aside = await say(office, office.bureau, office.lea, office.zoe, office.karim)
    told(teller)
    await office.store.reading.mark(office.zoe, office.bureau.id, FAR)
    ((room, facts),) = told(teller).items()
    assert room == member_room(office.lea.id, "fr")
    assert "vu par <bdi>Zoé</bdi>" in facts[f"r{aside.id}"]["seen"]
    assert {member.login: whole(teller, member) for member in office.members} == {
        "lea": {f"r{aside.id}"}, "karim": set(), "zoe": set(), "odile": set(),
    }  # fmt: skip


async def test_in_a_conversation_of_two_its_time_is_told_and_the_next_message_takes_it_away(office, teller):
    two = await office.store.canals.direct(office.lea, [office.zoe.id])
    said = await say(office, two, office.lea)
    await office.store.reading.mark(office.zoe, two.id, FAR)
    facts = told(teller)[member_room(office.lea.id, "fr")]
    assert '<time data-at="' in facts[f"r{said.id}"]["seen"]
    await say(office, two, office.lea)
    assert told(teller) == {member_room(office.lea.id, "fr"): {f"r{said.id}": None}}
    assert whole(teller, office.lea) == set()


async def test_who_switches_receipts_off_is_seen_by_nobody_and_sees_nobody(office, teller):
    two = await office.store.canals.direct(office.lea, [office.zoe.id])
    for by, reader in ((office.lea, office.zoe), (office.zoe, office.lea)):
        await say(office, two, by)
        await office.store.reading.mark(reader, two.id, FAR)
    told(teller)
    for value, n in (("off", 0), ("on", 1)):
        await office.store.members.set(office.zoe, "receipts", value)
        rooms = told(teller)
        assert set(rooms) == {member_room(member.id, "fr") for member in (office.lea, office.zoe)}
        for member in (office.lea, office.zoe):
            assert len(whole(teller, member)) == n


async def test_a_reading_that_nobody_may_know_of_is_told_to_nobody(office, teller):
    two = await office.store.canals.direct(office.lea, [office.zoe.id])
    await office.store.members.set(office.zoe, "receipts", "off")
    await say(office, two, office.lea)
    await say(office, office.bureau, office.lea, office.zoe)
    told(teller)
    for canal in (two, office.bureau):
        await office.store.reading.mark(office.zoe, canal.id, FAR)
    rooms = {room for rooms, _ in teller.tellings() for room in rooms}
    assert member_room(office.lea.id, "fr") not in rooms


async def test_that_somebody_comes_into_a_canal_is_told_to_nobody_by_receipts(office, teller):
    """Odile shares a conversation with Zoé, who is brought into a canal that Odile must not hear of."""
    two = await office.store.canals.direct(office.odile, [office.zoe.id])
    await say(office, two, office.odile)
    await office.store.reading.mark(office.zoe, two.id, FAR)
    told(teller)
    await office.store.canals.add(office.lea, office.direction.id, office.zoe.id)
    rooms = {room for rooms, _ in teller.tellings() for room in rooms}
    assert member_room(office.odile.id, "fr") not in rooms
    assert member_room(office.zoe.id, "fr") in rooms


async def test_a_renamed_reader_is_told_by_the_new_name(office, teller):
    aside = await say(office, office.bureau, office.lea, office.zoe)
    await office.store.reading.mark(office.zoe, office.bureau.id, FAR)
    told(teller)
    await office.store.members.edit(office.zoe, office.zoe.id, nickname="Zo <b>")
    assert "<bdi>Zo &lt;b&gt;</bdi>" in told(teller)[member_room(office.lea.id, "fr")][f"r{aside.id}"]["seen"]


async def test_the_row_points_to_it_where_there_are_receipts_and_nowhere_else(office):
    rows = Rows(office.store)
    two = await office.store.canals.direct(office.lea, [office.zoe.id])
    said = [
        await say(office, office.bureau, office.lea),
        await say(office, office.bureau, office.lea, office.zoe),
        await say(office, two, office.lea),
    ]
    drawn = [json.loads(rows._html(each, "fr")) for each in said]
    assert [f'data-fact-html="r{each.id}.seen"' in row for each, row in zip(said, drawn, strict=True)] == [
        False, True, True,
    ]  # fmt: skip
    assert "seen-by" not in message_row(said[0], FR)
