"""What is said in a canal, to those who have it open; and what a tab that was away is given of it."""

from __future__ import annotations

import asyncio
import json

import pytest

from app.components.wire.log_teller import LogTeller
from app.components.wire.ops import RowsSaid, to_json
from app.components.wire.rooms import aside_room, log_room
from app.components.wire.rows import Rows
from app.store.feed import MessageChanged, MessageGone, MessagePosted
from app.store.messages import PAGE
from app.store.window import WINDOW
from tests.changing import alter, remove


@pytest.fixture
def rows(office):
    return Rows(office.store)


@pytest.fixture
def teller(office, rows):
    teller = LogTeller(office.store, rows, ["fr"])

    def hear(changes):
        for change in changes:
            if isinstance(change, MessagePosted | MessageChanged):
                teller.hear(change.message)
            elif isinstance(change, MessageGone):
                teller.hear(change.tombstone)

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

    async def lacks(self, member, canal, at):
        """The texts that it is given one by one, or None when it gets the newest page."""
        found = await self.rows.lacking(member, "fr", canal.id, at)
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
    assert await talk.lacks(office.zoe, office.bureau, at) == ["après", "tout bas"]
    assert await talk.lacks(office.odile, office.bureau, at) == ["après"]
    assert await talk.lacks(office.zoe, office.bureau, last.revision) == []


async def test_who_was_there_when_nothing_had_been_said_is_given_all_that_was_since(office, talk):
    await talk.post(office.bureau, text="premier")
    assert await talk.lacks(office.zoe, office.bureau, 0) == ["premier"]


async def test_who_missed_more_than_a_page_gets_the_newest_page(office, rows, talk):
    at = (await talk.post(office.bureau)).revision
    await asyncio.gather(*(talk.post(office.bureau) for _ in range(PAGE - 1)))
    assert len(await talk.lacks(office.zoe, office.bureau, at)) == PAGE - 1
    newest = [await talk.post(office.bureau) for _ in range(2)][-1]
    assert await talk.lacks(office.zoe, office.bureau, at) is None
    page = json.loads(to_json(await rows.lacking(office.zoe, "fr", office.bureau.id, at)))
    assert (len(page["items"]), page["at"], page["older"]) == (PAGE, newest.revision, True)


async def test_how_much_others_whisper_does_not_decide_what_one_is_given(office, talk):
    at = (await talk.post(office.bureau)).revision
    await asyncio.gather(*(talk.post(office.bureau, office.karim) for _ in range(PAGE + 2)))
    assert await talk.lacks(office.zoe, office.bureau, at) == []
    assert await talk.lacks(office.karim, office.bureau, at) is None


async def test_a_message_is_drawn_once_for_those_who_hear_it_and_for_the_pages_that_open(
    office, rows, talk, monkeypatch
):
    await talk.say(office.bureau, text="une fois")
    monkeypatch.setattr("app.components.wire.rows.message_row", lambda *_: pytest.fail("drawn again"))
    page = json.loads(to_json(rows.page(office.zoe, "fr", office.store.messages.newest(office.zoe, office.bureau.id))))
    assert "une fois" in page["items"][-1][1]


# What is read out


def plain(sentence):
    return sentence.replace("\u00a0", " ")


@pytest.fixture
def heard(teller):
    """`heard()`: the rooms, and there of each new row whose deed it is and what is said aloud."""

    def told():
        ops = [(rooms, json.loads(op.as_json())) for rooms, op in teller.tellings() if isinstance(op, RowsSaid)]
        return [(rooms, [(row[4], plain(row[3])) for row in rows if row[0] == "say"]) for rooms, (*_, rows) in ops]

    return told


async def test_what_happens_to_a_canal_is_read_out_to_those_who_have_it_open_and_to_no_others(office, heard):
    store, canal, by, karim = office.store, office.direction, office.lea, office.karim
    here = [log_room(canal.id, "fr")]
    await store.canals.edit(by, canal.id, name="Direction <b>", topic="Ce qui presse", color="#7A5195")
    renamed, coloured = "renommé le canal : Direction <b>", "donné une autre couleur au canal"
    happened = [renamed, coloured, "changé le sujet : Ce qui presse"]
    assert heard() == [(here, [(by.id, f"{by.nickname} a {what}") for what in happened])]
    await store.canals.edit(by, canal.id, topic="")
    await store.canals.add(by, canal.id, office.zoe.id)
    await store.canals.leave(karim, canal.id)
    happened = [(by, "a retiré le sujet"), (by, f"a ajouté {office.zoe.nickname}"), (karim, "a quitté le canal")]
    assert heard() == [(here, [(each.id, f"{each.nickname} {what}") for each, what in happened])]
    assert heard() == [], "once"


async def test_what_happened_to_a_canal_while_one_was_away_is_read_out_and_what_one_knew_is_not(office, talk, rows):
    canal = office.bureau
    await office.store.canals.edit(office.lea, canal.id, topic="Avant")
    at = (await talk.post(canal)).revision
    await office.store.canals.edit(office.karim, canal.id, topic="Après")
    found = json.loads((await rows.lacking(office.zoe, "fr", canal.id, at)).as_json())
    said = f"{office.karim.nickname} a changé le sujet : Après"
    assert [(plain(row[3]), row[4]) for row in found[3]] == [(said, office.karim.id)]
    page = rows.page(office.zoe, "fr", office.store.messages.newest(office.zoe, canal.id))
    assert {len(item) for item in json.loads(to_json(page))["items"]} == {2}, "nor what one opens"


# What changes, and what goes


async def test_a_change_is_told_to_those_who_saw_the_message_and_makes_no_noise_elsewhere(office, teller, talk):
    said, aside = await talk.post(office.bureau), await talk.post(office.bureau, office.zoe)
    list(teller.tellings())
    changed = await alter(office.store, said.id, html="<p>autrement</p>")
    await remove(office.store, aside.id)
    (for_all, told), (circle, gone) = [(rooms, json.loads(op.as_json())) for rooms, op in teller.tellings()]
    assert for_all == [log_room(office.bureau.id, "fr")]
    assert told[2] == changed.revision
    assert [row[:2] for row in told[3]] == [["change", said.id]]
    assert "autrement" in told[3][0][2]
    assert set(circle) == {aside_room(office.bureau.id, each.id, "fr") for each in (office.lea, office.zoe)}
    assert gone[3] == [["gone", aside.id, None]]


async def test_what_is_gone_before_it_could_be_told_is_told_no_more_and_kept_nowhere(office, teller, talk, rows):
    said = await talk.post(office.bureau, text="trop vite")
    other = await talk.post(office.bureau, text="autre")
    rows.page(office.zoe, "fr", office.store.messages.newest(office.zoe, office.bureau.id))
    await remove(office.store, said.id)
    told = "".join(op.as_json() for _, op in teller.tellings())
    assert f'["gone",{said.id},null]' in told
    assert "trop vite" not in told
    assert list(rows._drawn["fr"]) == [other.id]


async def test_who_comes_back_is_given_what_changed_and_what_went_however_old(office, talk, rows):
    first, second = await talk.post(office.bureau, text="vieux"), await talk.post(office.bureau)
    await asyncio.gather(*(talk.post(office.bureau) for _ in range(2 * WINDOW)))
    last = await talk.post(office.bureau)
    changed = await alter(office.store, first.id, html="<p>vieux, mais autrement</p>")
    await remove(office.store, second.id)
    new = await talk.post(office.bureau, text="nouveau")
    await alter(office.store, new.id, html="<p>tout nouveau</p>")
    found = json.loads((await rows.lacking(office.zoe, "fr", office.bureau.id, last.revision)).as_json())
    assert [row[:2] for row in found[3]] == [["change", first.id], ["gone", second.id], ["say", new.id]]
    assert "vieux, mais autrement" in found[3][0][2]
    assert "tout nouveau" in found[3][2][2]
    rest = json.loads((await rows.lacking(office.zoe, "fr", office.bureau.id, changed.revision)).as_json())
    assert [row[1] for row in rest[3]] == [second.id, new.id]
    assert await rows.lacking(office.zoe, "fr", office.bureau.id, found[2]) is None


async def test_who_missed_more_changes_than_a_page_gets_the_newest_page_once(office, talk, rows):
    said = [await talk.post(office.bureau) for _ in range(2)]
    at = said[-1].revision
    for n in range(PAGE + 1):
        message = await talk.post(office.bureau, *([office.zoe] if n % 2 else []))
        await remove(office.store, message.id)
    page = json.loads(to_json(await rows.lacking(office.lea, "fr", office.bureau.id, at)))
    assert [message_id for message_id, _ in page["items"]] == [each.id for each in said]
    assert await rows.lacking(office.lea, "fr", office.bureau.id, page["at"]) is None
    told = json.loads((await rows.lacking(office.karim, "fr", office.bureau.id, at)).as_json())
    assert len(told[3]) == PAGE // 2 + 1, "who was in none of these circles lacks less"


async def test_what_is_being_committed_is_not_told_before_memory_knows_it(office, talk, rows, monkeypatch):
    """Else a tab would think that it lacks nothing of what came before that."""
    said = await talk.post(office.bureau)
    await alter(office.store, said.id, html="<p>autrement</p>")
    database = office.store.database
    answers = database.read

    async def late(query):
        await talk.post(office.bureau)
        await alter(office.store, said.id, html="<p>encore autrement</p>")
        return await answers(query)

    monkeypatch.setattr(database, "read", late)
    assert await rows.lacking(office.zoe, "fr", office.bureau.id, said.revision) is None


async def test_what_changes_many_times_before_it_is_told_is_told_once_as_it_is_then(office, teller, talk):
    first, second = await talk.post(office.bureau), await talk.post(office.bureau)
    list(teller.tellings())
    crowd = [await office.store.members.create(f"m{n}", f"Membre {n}") for n in range(5)]
    for each in crowd:
        await office.store.reactions.put(each, first.id, "👍", True)
    last = await alter(office.store, second.id, html="<p>autrement</p>")
    ((_, op),) = teller.tellings()
    name, _, at, rows = json.loads(op.as_json())
    assert (name, at) == ("rows", last.revision)
    assert [row[:2] for row in rows] == [["change", first.id], ["change", second.id]]
    assert 'class="n">5<' in rows[0][2]


async def test_what_is_said_and_has_changed_since_is_told_as_said_first(office, teller, talk):
    said = await talk.post(office.bureau)
    await office.store.reactions.put(office.zoe, said.id, "👍", True)
    rows = [row for _, op in teller.tellings() if isinstance(op, RowsSaid) for row in json.loads(op.as_json())[3]]
    assert [row[:2] for row in rows] == [["say", said.id], ["change", said.id]]
