"""What is said in a canal, to those who have it open; and what a tab that was away is given of it."""

from __future__ import annotations

import asyncio
import json

import pytest

from app.components.wire.log_teller import LogTeller
from app.components.wire.ops import RowsSaid, to_json
from app.components.wire.rooms import aside_room, log_room
from app.components.wire.rows import Rows
from app.store.feed import MessagePosted
from app.store.messages import PAGE


@pytest.fixture
def rows(office):
    return Rows(office.store)


@pytest.fixture
def teller(office, rows):
    teller = LogTeller(office.store, rows, ["fr"])

    def hear(changes):
        for change in changes:
            if isinstance(change, MessagePosted):
                teller.hear(change.message)

    office.store.feed.subscribe(hear)
    return teller


class Talk:
    def __init__(self, office, teller, rows):
        self.office, self.teller, self.rows, self.count = office, teller, rows, 0

    async def post(self, canal, *to, text="Bonjour"):
        self.count += 1
        circle = [member.id for member in to]
        return (
            await self.office.store.messages.post(self.office.lea, canal.id, text, circle, f"n{self.count}")
        ).message

    async def say(self, canal, *to, text="Bonjour"):
        await self.post(canal, *to, text=text)
        return [(rooms, json.loads(op.as_json())) for rooms, op in self.teller.tellings()]

    def lacks(self, member, canal, at):
        """The texts that it is given one by one, or None when it gets the newest page."""
        found = self.rows.lacking(member, "fr", canal.id, at)
        if found is None:
            return []
        return texts(json.loads(found.as_json())[3]) if isinstance(found, RowsSaid) else None


def texts(rows) -> list[str]:
    return [html.split("<p>")[1].split("</p>")[0] for _, _, html, *_ in rows]


@pytest.fixture
def talk(office, teller, rows):
    return Talk(office, teller, rows)


async def test_what_is_for_all_goes_to_the_canal_s_room_and_an_aside_to_its_circle_s(office, talk):
    canal = office.bureau
    (rooms, (name, canal_id, _, _)), (hosts, told) = await talk.say(canal)
    assert (rooms, name, canal_id) == ([log_room(canal.id, "fr")], "rows", canal.id)
    assert (hosts, told) == (["hosts"], ["message", canal.id, office.lea.id])
    ((rooms, _),) = await talk.say(canal, office.zoe)
    assert set(rooms) == {aside_room(canal.id, each.id, "fr") for each in (office.lea, office.zoe)}


async def test_a_private_canal_s_hosts_are_those_that_show_it(office, talk):
    _, (hosts, _) = await talk.say(office.direction)
    assert hosts == [f"hosts-{office.direction.id}"]


async def test_all_of_a_canal_is_told_in_one_order_whoever_it_is_for(office, teller, talk):
    """Who holds what came last lacks nothing that came before it."""
    said = [await talk.post(office.bureau, *to) for to in ((), (), (office.zoe,), (), (office.karim,))]
    revisions = [message.revision for message in said]
    told = [op for _, op in teller.tellings() if isinstance(op, RowsSaid)]
    assert [op.at for op in told] == [revisions[1], *revisions[2:]], "what is for the same goes together"


async def test_who_comes_back_is_given_what_they_missed_and_nothing_else(office, talk):
    at = (await talk.post(office.bureau, text="avant")).revision
    await talk.post(office.bureau, text="après")
    last = await talk.post(office.bureau, office.zoe, text="tout bas")
    await talk.post(office.direction, text="ailleurs")
    assert talk.lacks(office.zoe, office.bureau, at) == ["après", "tout bas"]
    assert talk.lacks(office.odile, office.bureau, at) == ["après"]
    assert talk.lacks(office.zoe, office.bureau, last.revision) == []


async def test_who_was_there_when_nothing_had_been_said_is_given_all_that_was_since(office, talk):
    await talk.post(office.bureau, text="premier")
    assert talk.lacks(office.zoe, office.bureau, 0) == ["premier"]


async def test_who_missed_more_than_a_page_gets_the_newest_page(office, rows, talk):
    at = (await talk.post(office.bureau)).revision
    await asyncio.gather(*(talk.post(office.bureau) for _ in range(PAGE - 1)))
    assert len(talk.lacks(office.zoe, office.bureau, at)) == PAGE - 1
    newest = [await talk.post(office.bureau) for _ in range(2)][-1]
    assert talk.lacks(office.zoe, office.bureau, at) is None
    page = json.loads(to_json(rows.lacking(office.zoe, "fr", office.bureau.id, at)))
    assert (len(page["items"]), page["at"], page["older"]) == (PAGE, newest.revision, True)


async def test_how_much_others_whisper_does_not_decide_what_one_is_given(office, talk):
    at = (await talk.post(office.bureau)).revision
    await asyncio.gather(*(talk.post(office.bureau, office.karim) for _ in range(PAGE + 2)))
    assert talk.lacks(office.zoe, office.bureau, at) == []
    assert talk.lacks(office.karim, office.bureau, at) is None


async def test_a_message_is_drawn_once_for_those_who_hear_it_and_for_the_pages_that_open(
    office, rows, talk, monkeypatch
):
    await talk.say(office.bureau, text="une fois")
    monkeypatch.setattr("app.components.wire.rows.message_row", lambda *_: pytest.fail("drawn again"))
    page = json.loads(to_json(rows.page(office.zoe, "fr", office.store.messages.newest(office.zoe, office.bureau.id))))
    assert "une fois" in page["items"][-1][1]
