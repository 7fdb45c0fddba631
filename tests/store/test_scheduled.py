"""Messages that are sent later: each once, or not at all and it is said why."""

import pytest

from app.store import Forbidden, Refused, Unavailable, access, composed, scheduled
from app.store.feed import MessagePosted, ScheduledChanged
from app.store.scheduled import NONCE
from tests.attaching import hold
from tests.changing import remove

MINUTE = 60_000
HOUR = 60 * MINUTE


def content(text="Demain matin", **more):
    return {"text": text, "to": [], "half": "", "card": None, **more}


@pytest.fixture
def plans(office, clock):
    """Has Karim say something in an hour."""

    async def plan(text="Demain matin", canal=None, nonce="a1", after=HOUR, by=None, **more):
        canal_id = (canal or office.direction).id
        return await office.store.scheduled.add(
            by or office.karim, canal_id, content(text, **more), clock.now + after, nonce
        )

    return plan


def said(store):
    messages = [message for window in store.state.windows.values() for message in window.messages]
    return [message.html for message in messages if not message.event]


def waiting(store, member):
    return [row for row in store.scheduled.of(member) if row.waits]


async def test_a_message_is_sent_at_its_time_and_once(office, stores, plans, clock):
    row = await plans(to=[office.lea.id])
    await office.store.agenda.round()
    assert said(office.store) == []
    store = await stores.reopen(office.store)
    assert waiting(store, office.karim) == [row]
    clock.advance(hours=1)
    for _ in range(2):
        await store.agenda.round()
    async for store in stores.through_restart(stores.newest):
        await store.agenda.round()
        assert said(store) == ["<p>Demain matin</p>"]
        assert store.scheduled.of(office.karim) == []
    (message,) = [each for each in store.state.window(office.direction.id).messages if not each.event]
    assert message.recipients == (office.lea.id,)
    assert message.author_id == office.karim.id


async def test_a_process_that_ended_between_sending_and_noting_it_sends_it_once(office, stores, plans, clock):
    row = await plans()
    clock.advance(hours=1)
    # What it had done by then.
    await composed.post(office.store, office.karim, row.canal_id, row.content, NONCE + row.nonce)
    store = await stores.reopen(office.store)
    assert waiting(store, office.karim) == [row]
    clock.advance(hours=5)
    await store.agenda.round()
    assert said(store) == ["<p>Demain matin</p>"]
    assert store.scheduled.of(office.karim) == [], "it was sent in time: there is nothing to tell"


async def test_what_was_deleted_before_it_was_noted_does_not_come_back(office, plans, clock):
    row = await plans()
    clock.advance(hours=1)
    posted = await composed.post(office.store, office.karim, row.canal_id, row.content, NONCE + row.nonce)
    await remove(office.store, posted.message.id)
    await office.store.agenda.round()
    assert said(office.store) == []
    assert office.store.scheduled.of(office.karim) == []


async def test_when_nobody_served_at_its_time_it_is_sent_at_the_start_and_its_author_is_told(
    office, stores, plans, clock
):
    await plans()
    await stores.close(office.store)
    clock.advance(hours=9)
    store = await stores.open()
    await store.agenda.round()
    assert said(store) == ["<p>Demain matin</p>"]
    async for store in stores.through_restart(stores.newest):
        (told,) = store.scheduled.of(office.karim)
        assert told.sent == store.state.window(office.direction.id).newest
        assert not told.waits
    await store.scheduled.forget(office.karim, told.id)
    assert store.scheduled.of(office.karim) == []


async def test_the_same_command_twice_plans_it_once(office, plans):
    assert await plans() == await plans()
    assert len(waiting(office.store, office.karim)) == 1


async def archived(office):
    await office.store.canals.archive(office.lea, office.direction.id, True)


async def left(office):
    await office.store.canals.leave(office.karim, office.direction.id)


async def recipient_gone(office):
    await office.store.canals.leave(office.lea, office.direction.id)


async def account_closed(office):
    await office.store.members.deactivate(office.lea, office.karim.id)


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (archived, "archived"),
        (left, "you are not in it"),
        (recipient_gone, "One of the recipients"),
        (account_closed, "account was closed"),
    ],
)
async def test_what_cannot_be_sent_is_kept_and_it_is_said_why(office, stores, plans, clock, heard, happens, why):
    row = await plans(to=[office.lea.id])
    await happens(office)
    clock.advance(hours=1)
    await office.store.agenda.round()
    assert heard[-1] == ScheduledChanged(office.karim.id, office.direction.id, held=row.id)
    async for store in stores.through_restart(office.store):
        await store.agenda.round()
        assert said(store) == []
        (held,) = store.scheduled.of(office.karim)
        assert why in held.trouble
        assert held.content == row.content
        assert not held.waits


async def test_what_could_not_be_sent_waits_anew_with_another_time(office, plans, clock):
    row = await plans()
    await archived(office)
    clock.advance(hours=1)
    await office.store.agenda.round()
    await office.store.canals.archive(office.lea, office.direction.id, False)
    with pytest.raises(Refused, match="passed already"):
        await office.store.scheduled.alter(office.karim, row.id, text="Le même moment")
    await office.store.scheduled.alter(office.karim, row.id, due=clock.now + HOUR)
    clock.advance(hours=1)
    await office.store.agenda.round()
    assert said(office.store) == ["<p>Demain matin</p>"]


async def test_a_database_that_does_not_answer_delays_it_only(office, plans, clock, monkeypatch):
    await plans()
    clock.advance(hours=1)

    async def busy(*_args):
        raise Unavailable("Not now.")

    with monkeypatch.context() as patched:
        patched.setattr(office.store.messages, "post", busy)
        await office.store.agenda.round()
    assert len(waiting(office.store, office.karim)) == 1
    await office.store.agenda.round()
    assert said(office.store) == ["<p>Demain matin</p>"]


async def test_its_time_and_its_text_can_be_changed(office, stores, plans, clock):
    row = await plans(to=[office.lea.id])
    await office.store.scheduled.alter(office.karim, row.id, due=clock.now + 3 * HOUR, text="Plutôt ceci")
    store = await stores.reopen(office.store)
    clock.advance(hours=2)
    await store.agenda.round()
    assert said(store) == []
    clock.advance(hours=1)
    await store.agenda.round()
    assert said(store) == ["<p>Plutôt ceci</p>"]
    assert store.state.window(office.direction.id).messages[-1].recipients == (office.lea.id,)


async def test_taken_back_it_is_a_draft_again_and_no_text_is_lost(office, stores, plans, clock):
    row = await plans(to=[office.lea.id])
    await office.store.drafts.keep(office.karim, office.direction.id, content("Autre chose"), 0)
    with pytest.raises(Refused, match="something else"):
        await office.store.scheduled.take_back(office.karim, row.id)
    assert waiting(office.store, office.karim) == [row]
    await office.store.drafts.discard(office.karim, office.direction.id)
    await office.store.scheduled.take_back(office.karim, row.id)
    clock.advance(hours=1)
    async for store in stores.through_restart(office.store):
        await store.agenda.round()
        assert said(store) == []
        assert store.scheduled.of(office.karim) == []
        assert store.drafts.at(office.karim, office.direction.id).content == row.content


async def test_an_answer_that_is_taken_back_is_beside_what_is_written_in_its_canal(office, plans):
    row = await plans(reply={"key": 7})
    await office.store.drafts.keep(office.karim, office.direction.id, content("Autre chose"), 0)
    await office.store.scheduled.take_back(office.karim, row.id)
    texts = [(each.reply_to, composed.read(each.content)["text"]) for each in office.store.drafts.of(office.karim)]
    assert sorted(texts) == [(0, "Autre chose"), (7, composed.read(row.content)["text"])]


async def test_what_is_being_sent_is_neither_changed_nor_taken_back(office, plans, clock, monkeypatch):
    row = await plans()
    clock.advance(hours=1)
    refused = []
    post = office.store.messages.post

    async def meanwhile(*args):
        for doing in (
            office.store.scheduled.alter(office.karim, row.id, text="Trop tard"),
            office.store.scheduled.take_back(office.karim, row.id),
            office.store.scheduled.forget(office.karim, row.id),
        ):
            with pytest.raises(Refused, match="just being sent") as found:
                await doing
            refused.append(found)
        return await post(*args)

    monkeypatch.setattr(office.store.messages, "post", meanwhile)
    await office.store.agenda.round()
    assert len(refused) == 3
    assert said(office.store) == ["<p>Demain matin</p>"]


async def test_what_was_taken_back_while_others_were_sent_is_not_sent(office, plans, clock, monkeypatch):
    await plans("Premier", nonce="a1")
    second = await plans("Second", nonce="a2", after=HOUR + 10)
    clock.advance(hours=2)
    post = office.store.messages.post

    async def meanwhile(*args):
        await office.store.scheduled.take_back(office.karim, second.id)
        return await post(*args)

    monkeypatch.setattr(office.store.messages, "post", meanwhile)
    await office.store.agenda.round()
    assert said(office.store) == ["<p>Premier</p>"]


async def test_another_members_is_out_of_reach(office, plans, clock):
    row = await plans()
    doings = (
        lambda: office.store.scheduled.alter(office.lea, row.id, text="À moi"),
        lambda: office.store.scheduled.take_back(office.lea, row.id),
        lambda: office.store.scheduled.forget(office.lea, row.id),
        lambda: office.store.scheduled.forget(office.lea, 4_242),
    )
    for doing in doings:
        with pytest.raises(Forbidden, match="not waiting"):
            await doing()
    assert office.store.scheduled.of(office.lea) == []
    assert waiting(office.store, office.karim) == [row]


async def test_nobody_plans_where_they_may_not_write(office, plans):
    with pytest.raises(Forbidden):
        await plans(by=office.zoe)
    with pytest.raises(Forbidden, match="recipients"):
        await plans(to=[office.zoe.id])
    await archived(office)
    with pytest.raises(Forbidden, match="archived"):
        await plans()
    assert office.store.state.scheduled == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "  "},
        {"text": "x" * 10_001},
        {"text": "\u200b"},
        {"card": {"title": ""}},
        {"after": -MINUTE},
        {"after": 400 * 24 * HOUR},
        {"nonce": ""},
        {"nonce": "é"},
        {"nonce": "a" * 64},
    ],
)
async def test_what_could_never_be_sent_is_refused_at_once(office, plans, wrong):
    with pytest.raises(Refused):
        await plans(**wrong)
    assert office.store.state.scheduled == {}


async def test_only_so_many_wait(office, plans, monkeypatch):
    monkeypatch.setattr(scheduled, "SCHEDULED_MOST", 1)
    await plans(nonce="a1")
    with pytest.raises(Refused):
        await plans(nonce="a2")


async def test_a_clock_that_goes_back_sends_nothing_twice(office, plans, clock, heard):
    await plans()
    clock.advance(days=30)
    await office.store.agenda.round()
    clock.advance(days=-30)
    await office.store.agenda.round()
    clock.advance(hours=2)
    await office.store.agenda.round()
    assert sum(isinstance(change, MessagePosted) for change in heard) == 1


async def test_a_record_is_sent_with_its_text(office, plans, clock):
    await plans("Voir la facture", card={"title": "FA1", "shown": "<b>FA1</b>"})
    clock.advance(hours=1)
    await office.store.agenda.round()
    assert '"title":"FA1"' in office.store.state.window(office.direction.id).messages[-1].card


async def test_a_message_with_files_is_sent_with_them_at_its_time(office, plans, clock):
    files = [await hold(office.store, office.karim) for _ in range(2)]
    await plans("", files=[{"key": file.id} for file in files])
    clock.advance(hours=1)
    await office.store.agenda.round()
    message = office.store.state.window(office.direction.id).messages[-1]
    assert [each.id for each in message.files] == [file.id for file in files]


async def test_with_files_that_are_not_ones_own_to_send_nothing_is_planned(office, plans):
    theirs = await hold(office.store, office.lea)
    for file_id in (theirs.id, 1):
        with pytest.raises(Forbidden):
            await plans("", files=[{"key": file_id}])
    assert waiting(office.store, office.karim) == []


async def test_when_a_file_is_gone_at_its_time_it_waits_and_its_author_is_told_why(office, plans, clock):
    file = await hold(office.store, office.karim)
    row = await plans("Voilà", files=[{"key": file.id}])
    await office.store.messages.post(office.karim, office.direction.id, "", (), "other", files=[file.id])
    clock.advance(hours=1)
    await office.store.agenda.round()
    (held,) = office.store.scheduled.of(office.karim)
    assert (held.id, held.trouble, held.content) == (row.id, access.UNSENDABLE, row.content)
