"""Where many are, and many are meant: what happens to one message is no work for each of them."""

from __future__ import annotations

import asyncio

import pytest

from app.store import inbox
from app.store.window import WINDOW

MANY = 60


class Watched(dict):
    """Tells how often somebody looked through all of it."""

    looked = 0

    def items(self):
        self.looked += 1
        return super().items()


@pytest.fixture
async def crowd(office):
    """Members who were all named in what they have not seen yet, and whose counts somebody has asked for."""
    store = office.store
    crowd = [await store.members.create(f"m{n}", f"Membre {n}") for n in range(MANY)]
    for each in crowd:
        assert store.unseen.total(each).n == 0
    for n in range(3):
        await store.messages.post(office.lea, office.bureau.id, "À @tous", (), f"all-{n}")
    for each in crowd:
        assert store.unseen.of(each, office.bureau.id).named
        assert store.inbox.unseen(each) == 3
    return crowd


async def work_of(office, monkeypatch, doing):
    """How often unseen messages were counted anew, and all that anybody has received was looked through."""
    store, counted = office.store, []
    store.state.received = Watched(store.state.received)
    with monkeypatch.context() as patched:
        of = store.reading.of
        patched.setattr(store.reading, "of", lambda *args: counted.append(args) or of(*args))
        await doing
    return len(counted), store.state.received.looked


async def test_a_reaction_or_an_edit_counts_nobody_s_messages_anew(office, crowd, monkeypatch):
    store = office.store
    said = (await store.messages.post(office.lea, office.bureau.id, "Rien", (), "n1")).message
    for n in range(3):
        await store.messages.post(office.karim, office.bureau.id, "Si", (), f"answer-{n}", reply_to=said.id)
    assert await work_of(office, monkeypatch, store.reactions.put(crowd[0], said.id, "👍", True)) == (0, 0)
    assert await work_of(office, monkeypatch, store.edits.edit(office.lea, said.id, "Quelque chose", "e1")) == (0, 0)
    counted, looked = await work_of(office, monkeypatch, store.deletions.delete(office.lea, said.id))
    # Its answers are otherwise, too: but it alone has gone.
    assert counted >= MANY
    assert looked == 1


async def test_an_edit_that_names_others_counts_anew_for_those_whom_that_concerns(office, crowd, monkeypatch, stores):
    store = office.store
    newest = store.state.window(office.bureau.id).newest
    for each in crowd:
        await store.reading.mark(each, office.bureau.id, newest)
    said = (await store.messages.post(office.lea, office.bureau.id, "@Membre 3 et @Membre 4", (), "n1")).message
    counted, _ = await work_of(office, monkeypatch, store.edits.edit(office.lea, said.id, "@Membre 4, @Membre 5", "e1"))
    assert counted == 2
    async for store in stores.through_restart(office.store):
        named = [each.nickname for each in crowd if store.unseen.of(each, office.bureau.id).named]
        assert named == ["Membre 4", "Membre 5"]


async def test_fifty_who_react_at_once_are_all_there_and_the_author_hears_of_each(office, crowd, stores):
    said = (await office.store.messages.post(office.karim, office.bureau.id, "Bravo", (), "n1")).message
    await asyncio.gather(*(office.store.reactions.put(each, said.id, "👍", True) for each in crowd[:50]))
    async for store in stores.through_restart(office.store):
        (found,) = store.state.held(office.bureau.id, said.id).reactions
        assert sorted(found[1]) == [each.id for each in crowd[:50]]
        items = (await store.inbox.page(office.karim, limit=100)).items
        assert sorted(each.received.by_id for each in items if each.received.kind == "reaction") == sorted(found[1])


@pytest.mark.parametrize("held", [True, False])
async def test_what_is_deleted_and_back_counts_in_every_inbox_as_before(office, crowd, stores, held):
    store = office.store
    said = (await store.messages.post(office.lea, office.bureau.id, "Encore à @tous", (), "n1")).message
    if not held:
        for n in range(2 * WINDOW):
            await store.messages.post(office.lea, office.bureau.id, "Rien", (), f"more-{n}")
        assert store.state.held(office.bureau.id, said.id) is None
    await store.deletions.delete(office.lea, said.id)
    assert {store.inbox.unseen(each) for each in crowd} == {3}
    await store.deletions.undo(office.lea, said.id)
    async for store in stores.through_restart(office.store):
        assert {store.inbox.unseen(each) for each in crowd} == {4}
        assert {len((await store.inbox.page(each)).items) for each in crowd[:3]} == {4}


async def test_at_night_the_oldest_of_what_somebody_has_received_is_forgotten(office, rows, stores, monkeypatch):
    store = office.store
    monkeypatch.setattr(inbox, "KEPT_MOST", 4)
    monkeypatch.setattr(inbox, "AT_ONCE", 2)
    ids = [(await store.messages.post(office.lea, office.bureau.id, "@tous", (), f"n{n}")).message.id for n in range(9)]
    await store.messages.post(office.lea, office.bureau.id, "Psst, @Zoé", [office.zoe.id], "aside")
    await store.night._round()
    kept = dict(rows("SELECT member_id, count(*) FROM received GROUP BY member_id"))
    assert kept == {each.id: 4 for each in (office.karim, office.zoe, office.odile)}
    async for store in stores.through_restart(office.store):
        page = await store.inbox.page(office.karim)
        assert [each.message.id for each in page.items] == ids[:-5:-1]
        assert not page.older
    # What comes then is newer than all that was looked at, as ever.
    await store.inbox.look(office.karim, page.items[0].received.id)
    await store.messages.post(office.lea, office.bureau.id, "@Karim", (), "newest")
    assert store.inbox.unseen(office.karim) == 1


async def test_what_is_forgotten_is_found_without_looking_through_what_others_received(office, statements, monkeypatch):
    monkeypatch.setattr(inbox, "KEPT_MOST", 0)
    await office.store.messages.post(office.lea, office.bureau.id, "@Zoé", (), "told")
    with statements() as sent:
        await office.store.inbox.forget_old()
    (forgets,) = {each for each in sent if each.startswith("DELETE")}
    with office.store.database.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {forgets}", (office.zoe.id, 500, 5_000)).all()
    assert not [step for *_, step in plan if step.startswith("SCAN")], plan
