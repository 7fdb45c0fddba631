"""Whether the office is well, and what is said when it is not."""

import asyncio
import sqlite3
import threading

import pytest
from sqlalchemy import event

from app.store import Unavailable, database, health
from app.store.writer import Command


@pytest.fixture(autouse=True)
def asked_anew(monkeypatch):
    """Each question is looked into, also the second one within a second."""
    monkeypatch.setattr(health, "FRESH_S", -1.0)


async def posted(office, nonce):
    return await office.store.messages.post(office.lea, office.bureau.id, "Bonjour", (), nonce)


async def test_a_sound_office_is_well(store):
    assert await store.health.trouble() == ""
    await store.health.check_integrity()
    assert store.health.integrity == "ok"
    assert await store.health.trouble() == ""


async def test_many_who_ask_at_once_cost_one_commit(store, monkeypatch):
    monkeypatch.setattr(health, "FRESH_S", 1000.0)
    commits = store.writer.commits
    assert await asyncio.gather(*(store.health.trouble() for _ in range(50))) == [""] * 50
    assert await store.health.trouble() == ""
    assert store.writer.commits - commits == 1


async def test_a_database_that_another_program_holds_is_not_well_until_it_lets_go(store, monkeypatch):
    monkeypatch.setattr(database, "LOCK_PATIENCE_MS", 20)
    other = sqlite3.connect(store.database.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        assert "Another program holds the database" in await store.health.trouble()
    finally:
        other.close()
    assert await store.health.trouble() == ""


class Stuck(Command[None]):
    """Keeps the writer's thread until it is let go: a disk that hangs."""

    def __init__(self, held: threading.Event) -> None:
        self.held = held

    def write(self, connection):
        self.held.wait()


async def test_a_writer_that_stands_still_is_not_well(store, monkeypatch):
    monkeypatch.setattr(health, "PATIENCE_S", 0.05)
    held = threading.Event()
    stuck = store.writer.submit(Stuck(held))
    try:
        assert await store.health.trouble() == health.WRITER
    finally:
        held.set()
    await stuck


async def test_a_database_that_cannot_be_read_is_not_well(store):
    def forbid(connection, _record):
        denied = {"office": sqlite3.SQLITE_DENY}
        connection.set_authorizer(lambda _action, name, *_: denied.get(name, sqlite3.SQLITE_OK))

    await store.health.trouble()
    # The writer has its connection already; readers open theirs.
    event.listen(store.database.engine, "connect", forbid)
    store.database.engine.dispose()
    assert await store.health.trouble() == health.READ


@pytest.fixture(params=["moved away", "deleted", "another in its place"])
def database_lost(request, office, tmp_path):
    """`lose()` takes the database's file away while the office runs; `lose.back()` brings it back, where it can be."""
    path = office.store.database.path
    away = tmp_path / "away.db"

    class Lose:
        kind = request.param

        def __call__(self):
            if self.kind == "deleted":
                path.unlink()
                return
            path.rename(away)
            if self.kind == "another in its place":
                with sqlite3.connect(path) as other:
                    other.execute("CREATE TABLE foreign_one (x)")
                other.close()

        def back(self):
            away.replace(path)

    return Lose()


async def test_a_database_that_is_gone_is_noticed_before_anything_more_is_answered(office, database_lost, caplog):
    path = office.store.database.path
    await posted(office, "before")
    database_lost()
    left = path.read_bytes() if path.exists() else None
    for nonce in ("lost", "lost too"):
        with pytest.raises(Unavailable, match="moved or replaced"):
            await posted(office, nonce)
    with pytest.raises(Unavailable):
        await office.store.messages.before(office.lea, office.bureau.id, 2**53)
    assert await office.store.health.trouble() == health.REPLACED
    assert caplog.text.count("was moved, deleted or replaced") == 1, "said once"
    assert (path.read_bytes() if path.exists() else None) == left, "nothing is made or written in its place"
    if database_lost.kind != "deleted":
        database_lost.back()
        assert await office.store.health.trouble() == ""
        assert (await posted(office, "lost")).message in office.store.messages.newest(
            office.zoe, office.bureau.id
        ).messages
        kept = await office.store.messages.before(office.zoe, office.bureau.id, 2**53)
        assert kept.messages == office.store.messages.newest(office.zoe, office.bureau.id).messages


async def test_a_journal_that_is_deleted_takes_nothing_with_it(office, stores):
    said = [(await posted(office, f"n{n}")).message for n in range(5)]
    office.store.database.journal.unlink()
    with pytest.raises(Unavailable):
        await posted(office, "next")
    said.append((await posted(office, "next")).message)
    store = await stores.reopen(office.store)
    assert store.messages.newest(office.zoe, office.bureau.id).messages == said


async def test_damage_is_found_and_told_although_the_office_opens(office, stores, folder):
    for n in range(50):
        await posted(office, f"n{n}")
    with office.store.database.engine.connect() as connection:
        page = connection.exec_driver_sql(
            "SELECT rootpage FROM sqlite_master WHERE name='sqlite_autoindex_message_1'"
        ).scalar()
        size = connection.exec_driver_sql("PRAGMA page_size").scalar()
    await stores.close(office.store)
    with (folder / "miaou.db").open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    store = await stores.open()
    await store.health.check_integrity()
    assert store.health.integrity not in ("", "ok")
    assert await store.health.trouble() == health.DAMAGED


async def test_a_check_that_cannot_be_made_finds_no_damage(store, monkeypatch):
    await store.health.check_integrity()
    before = store.health.checked
    away = store.database.path.with_suffix(".away")
    store.database.path.rename(away)
    await store.health.check_integrity()
    away.rename(store.database.path)
    assert (store.health.integrity, store.health.checked) == ("ok", before)
    assert await store.health.trouble() == ""


async def test_another_database_in_the_place_of_a_deleted_one_is_noticed(office, tmp_path):
    """Also when the system gives it the number of the one that is gone."""
    path = office.store.database.path
    copy = tmp_path / "copy.db"
    with sqlite3.connect(path) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    source.close()
    target.close()
    path.unlink()
    with pytest.raises(Unavailable):
        await posted(office, "lost")
    path.write_bytes(copy.read_bytes())
    with pytest.raises(Unavailable):
        await posted(office, "lost too")
    assert await office.store.health.trouble() == health.REPLACED


async def test_closing_does_not_wait_for_a_check(office, stores):
    """A thorough look at a large office takes minutes: whoever stops it does not wait for that."""
    looking, checked = threading.Event(), office.store.database.check_integrity

    def begun():
        looking.set()
        return checked()

    office.store.database.check_integrity = begun
    check = asyncio.create_task(office.store.health.check_integrity())
    await asyncio.to_thread(looking.wait)
    await stores.close(office.store)
    await check
    assert office.store.health.integrity in ("", "ok")
