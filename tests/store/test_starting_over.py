"""A running instance that becomes what another one is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from app.components.wire.tabs import Tabs
from app.components.wire.wire import Wire
from app.store import Store
from app.store.loading import load
from app.store.starting_over import beside as furnished_beside
from app.store.starting_over import contents_of, lacks_files, renumbered, start_over
from app.store.state import State
from tests.attaching import hold
from tests.components.replica import Network, Replica
from tests.conftest import Office, Stores


@pytest.fixture
async def beside(office: Office, stores: Stores, tmp_path) -> AsyncIterator[Store]:
    """Another office: the same four people, other talk, and a canal of another id."""
    store = await stores.open(tmp_path / "beside")
    people = [await store.members.create(each.login, f"{each.nickname} bis", role=each.role) for each in office.members]
    assert [each.id for each in people] == [each.id for each in office.members]
    bureau = await store.canals.create(people[0], "Tout le bureau")
    await store.canals.create(people[0], "Direction bis", kind="private", members=[people[1].id])
    first = await store.messages.post(people[0], bureau.id, "Le monde d’après", (), "a")
    await store.messages.post(people[1], bureau.id, "Entre nous", (people[2].id,), "b", reply_to=first.message.id)
    await store.edits.edit(people[0], first.message.id, "Le monde d’après, corrigé", "c")
    await store.reactions.put(people[2], first.message.id, "👍", True)
    yield store


async def become(office: Office, beside: Store) -> None:
    """ "Tout le bureau" keeps the id that it has here."""
    ids = {canal.id: office.bureau.id for canal in beside.state.canals.values() if canal.name == "Tout le bureau"}
    await start_over(office.store, renumbered(await contents_of(beside), ids))


def told(state: State) -> dict[str, object]:
    """All of it but who is signed in, and since when."""
    beside = ("page_sessions", "sessions", "anew_since")
    return {name: value for name, value in vars(state).items() if name not in beside}


async def test_memory_is_that_of_a_store_that_was_just_opened(office, stores, beside):
    await office.store.messages.post(office.lea, office.bureau.id, "Le monde d’avant", (), "z")
    await office.store.drafts.keep(office.lea, office.bureau.id, {"text": "à suivre", "to": []}, 0)
    await become(office, beside)
    reopened = await stores.reopen(office.store)
    fresh, _ = await reopened.database.read(load)
    assert told(fresh) == told(office.store.state)
    assert not fresh.drafts
    said = "".join(message.html for message in fresh.window(office.bureau.id).messages)
    assert "d’après, corrigé" in said
    assert "d’avant" not in said


async def test_nothing_of_what_was_said_before_is_left_on_the_disk(office, beside):
    store = office.store
    await store.messages.post(office.lea, office.bureau.id, "Le monde d’avant", (), "z")
    await store.drafts.keep(office.lea, office.bureau.id, {"text": "Le monde d’avant", "to": []}, 0)
    assert await store.deletions.take_due()
    await become(office, beside)
    assert await store.deletions.take_due()
    kept = b"".join(path.read_bytes() for path in store.folder.iterdir() if path.name.startswith("miaou.db"))
    assert "d’avant".encode() not in kept
    assert "d’après, corrigé".encode() in kept


async def test_whoever_is_signed_in_stays_so_and_who_is_not_there_any_more_does_not(office, beside):
    store = office.store
    zoe = await store.sessions.start(office.zoe)
    newcomer = await store.members.create("nina", "Nina")
    nina = await store.sessions.start(newcomer)
    await become(office, beside)
    assert store.sessions.find(zoe).member_id == office.zoe.id
    assert store.sessions.find(nina) is None


async def test_what_is_said_afterwards_comes_after_it(office, beside):
    await become(office, beside)
    posted = await office.store.messages.post(
        office.store.members.get(office.karim.id), office.bureau.id, "@tous", (), "n"
    )
    messages = office.store.messages.newest(office.lea, office.bureau.id).messages
    assert [message.id for message in messages] == sorted(message.id for message in messages)
    assert messages[-1].id == posted.message.id
    assert office.store.state.received[office.zoe.id][-1].message_id == posted.message.id


async def test_open_tabs_hold_what_a_fresh_page_holds(office, beside):
    """Those that heard of it, and one that was away."""
    store, network = office.store, Network()
    wire, tabs = Wire(store, network.emit), Tabs(store, network)
    try:
        open_tabs = []
        for member in office.members:
            session = store.sessions.find(await store.sessions.start(member))
            tab = Replica(network, store, wire, tabs, member, f"tab of {member.login}")
            tab.tab.session_id = session.id
            await tab.open(office.bureau.id)
            open_tabs.append(tab)
        await store.messages.post(office.lea, office.bureau.id, "Le monde d’avant", (), "z")
        open_tabs[0].is_cut = True
        await become(office, beside)
        await store.messages.post(store.members.get(office.karim.id), office.bureau.id, "Et après", (), "n")
        for _ in range(20):
            await asyncio.sleep(0)
        for tab in open_tabs:
            await tab.catch_up()
            fresh = Replica(network, store, wire, tabs, store.members.get(tab.me), f"fresh {tab.sid}")
            fresh.tab.session_id = tab.tab.session_id
            await fresh.open(office.bureau.id)
            assert "d’avant" not in str(tab.holds())
            assert "Et après" in str(tab.holds())
            assert tab.holds() == fresh.holds()
            assert not tab.is_gone
    finally:
        await wire.close()


async def test_the_files_of_before_are_gone_and_those_of_after_are_there(office):
    store, kept = office.store, office.store.files.kept

    async def says(there, by, canal_id, content):
        held = await hold(there, by, "a.txt", content, excerpt=content)
        path = there.files.kept.path(held.digest)
        path.parent.mkdir(parents=True)
        path.write_text(content)
        await there.messages.post(by, canal_id, "", (), f"n{held.id}", files=[held.id])
        return held.digest

    before = await says(store, office.lea, office.bureau.id, "avant")
    async with furnished_beside(store) as other:
        lea = await other.members.create("lea", "Léa", role="admin")
        after = await says(other, lea, (await other.canals.create(lea, "Tout le bureau")).id, "après")
        contents = await contents_of(other)
    assert set(await kept.found()) == {before, after}
    assert not await lacks_files(store, contents)
    await start_over(store, contents)
    assert await kept.found() == [after]
    (canal,) = store.state.canals
    assert [file.digest for file in store.messages.newest(store.members.get(lea.id), canal).messages[0].files] == [
        after
    ]
    kept.path(after).unlink()
    assert await lacks_files(store, contents)
