"""In the night after something was deleted the database's file is written anew: nothing of it stays in unused space."""

import asyncio
import random
import sqlite3
import threading
from itertools import count

import pytest

from app.store import Unavailable, backups, health
from app.store.ids import EPOCH
from app.store.night import AGAIN_MS, latest
from app.store.safekeeping import Plan
from tests.changing import delete_for_good, later

NUMBERS = count(1)
WORD = "chuchotis"


@pytest.fixture
def nightly(office):
    """The office after the hour of its night's work; no backups are made."""
    office.store.safekeeping.plan = Plan(office.store.folder / backups.FOLDER, hour=3, keep=0)
    return office


@pytest.fixture
def rewritten(nightly, monkeypatch):
    """How often the file was written anew."""
    done: list[None] = []
    tidy = nightly.store.tidying.tidy

    async def counted() -> None:
        await tidy()
        done.append(None)

    monkeypatch.setattr(nightly.store.tidying, "tidy", counted)
    return done


async def say(office, text="Bonjour", by=None):
    by, nonce = by or office.lea, f"n{next(NUMBERS)}"
    return (await office.store.messages.post(by, office.bureau.id, text, (), nonce)).message.id


async def gone(office):
    """Something is deleted, and can be brought back no more."""
    await delete_for_good(office.store, office.lea, await say(office))


def plant(path, word: str) -> int:
    """Write a word into the unused middle of each leaf of the tables, as SQLite leaves a row that it has moved: that
    lies behind the numbers of a page's rows, whose content stands at its end.

    :return: into how many
    """
    data, planted = bytearray(path.read_bytes()), 0
    size = int.from_bytes(data[16:18], "big")
    for page in range(size, len(data), size):
        if data[page] != 0x0D:
            continue
        rows, content = (int.from_bytes(data[page + at : page + at + 2], "big") for at in (3, 5))
        unused = page + 8 + 2 * rows
        if page + (content or 65_536) - unused > len(word):
            data[unused : unused + len(word)] = word.encode()
            planted += 1
    path.write_bytes(data)
    return planted


def holds(office, word: str) -> bool:
    return any(word.encode() in path.read_bytes() for path in office.store.folder.rglob("*") if path.is_file())


async def test_what_stands_in_unused_space_is_gone_after_the_night_and_all_else_is_there(nightly, stores, clock):
    await gone(nightly)
    kept = await say(nightly, "Il reste")
    folder = nightly.store.folder
    await stores.close(nightly.store)
    assert plant(folder / "miaou.db", WORD) > 10
    store = await stores.open()
    assert WORD.encode() in (folder / "miaou.db").read_bytes()
    clock.advance(days=1)
    await store.night._round()
    assert await store.deletions.take_due()
    for path in folder.rglob("*"):
        assert path.is_dir() or WORD.encode() not in path.read_bytes()
    await store.health.check_integrity()
    assert store.health.integrity == "ok"
    assert [each.id for each in store.messages.newest(nightly.zoe, nightly.bureau.id).messages] == [kept]
    # Who writes goes on.
    await store.messages.post(nightly.lea, nightly.bureau.id, "Bonjour", (), "after")


async def test_however_much_was_edited_nothing_is_left_of_what_was_deleted(nightly, clock):
    chance, store, lea = random.Random(3), nightly.store, nightly.lea
    words = [f"secret{n:05}" for n in range(100)]
    said = [await say(nightly, word) for word in words]
    for _ in range(3):
        grown = [
            (each, f"{word} {'encore ' * chance.choice([0, 1, 9, 40, 70])}")
            for each, word in zip(said, words, strict=True)
        ]
        await asyncio.gather(*(store.edits.edit(lea, each, text, f"e{next(NUMBERS)}") for each, text in grown))
    for each in said[::2]:
        await store.deletions.delete(lea, each)
    later(store)
    assert await store.deletions.take_due()
    clock.advance(days=1)
    await store.night._round()
    assert await store.deletions.take_due()
    assert [word for word in words[::2] if holds(nightly, word)] == []
    assert all(holds(nightly, word) for word in words[1::2])


async def test_it_is_done_once_and_in_the_night_after(nightly, rewritten, clock, stores):
    night = nightly.store.night._round
    await night()
    assert rewritten == [], "nothing was deleted"
    await gone(nightly)
    await night()
    assert rewritten == [], "it is not night yet"
    clock.advance(days=1)
    await night()
    await night()
    assert len(rewritten) == 1
    clock.advance(days=1)
    await night()
    assert len(rewritten) == 1
    await gone(nightly)
    clock.advance(days=1)
    await night()
    assert len(rewritten) == 2


async def test_after_a_restart_what_was_deleted_before_the_last_night_is_still_to_be_done_and_no_more(
    nightly, clock, stores
):
    hour = latest(3, clock.now)
    assert not await nightly.store.tidying.waits(hour)
    await gone(nightly)
    store = await stores.reopen(nightly.store)
    assert not await store.tidying.waits(hour)
    assert await store.tidying.waits(clock.now + 1)
    clock.advance(minutes=1)
    await store.tidying.tidy()
    store = await stores.reopen(store)
    assert not await store.tidying.waits(clock.now + 1)
    await delete_for_good(
        store, nightly.lea, (await store.messages.post(nightly.lea, nightly.bureau.id, "Un", (), "n")).message.id
    )
    assert await store.tidying.waits(clock.now + 1)


async def test_what_is_deleted_in_the_same_second_is_for_the_next_night(nightly, clock):
    await gone(nightly)
    await nightly.store.tidying.tidy()
    assert await nightly.store.tidying.waits(clock.now + 1)


async def test_what_stays_empty_under_its_answers_counts_as_deleted(nightly, clock):
    said = await say(nightly)
    await nightly.store.messages.post(nightly.zoe, nightly.bureau.id, "Moi", (), "n", reply_to=said)
    await delete_for_good(nightly.store, nightly.lea, said)
    assert await nightly.store.tidying.waits(clock.now + 1)


async def test_when_it_cannot_be_done_it_is_said_and_tried_again_in_an_hour(nightly, rewritten, clock, caplog):
    await gone(nightly)
    clock.advance(days=1)
    other = sqlite3.connect(nightly.store.database.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        await nightly.store.night._round()
    finally:
        other.close()
    assert rewritten == []
    assert "unused space" in caplog.text
    await say(nightly)
    await nightly.store.night._round()
    assert rewritten == []
    clock.advance(hours=AGAIN_MS / 3_600_000)
    await nightly.store.night._round()
    assert len(rewritten) == 1


@pytest.fixture
async def busy(office):
    """The writer is busy alone, until the test says `busy.set()`; it hears when it is interrupted, too."""
    begun, end = threading.Event(), threading.Event()

    def work(connection: sqlite3.Connection) -> None:
        def wait() -> int:
            begun.set()
            return end.wait(0.01) and 0

        connection.set_progress_handler(wait, 1_000)
        try:
            counting = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n FROM c WHERE n < 0"
            while not end.is_set():
                connection.execute(f"{counting} LIMIT 1").fetchall()
        finally:
            connection.set_progress_handler(None, 0)

    working = asyncio.create_task(office.store.writer.alone(work))
    await asyncio.to_thread(begun.wait)
    yield working
    end.set()


async def test_meanwhile_one_reads_and_the_office_is_well_and_what_is_said_waits(office, busy, monkeypatch):
    monkeypatch.setattr(health, "PATIENCE_S", 0.05)
    saying = asyncio.create_task(say(office))
    assert await office.store.health.trouble() == ""
    assert (await office.store.messages.before(office.lea, office.bureau.id, 2**53)).messages == []
    assert not saying.done()
    office.store.writer._busy_alone.interrupt()
    with pytest.raises(Unavailable):
        await busy
    assert await saying


async def test_a_store_that_is_closed_meanwhile_does_not_wait_for_it(office, busy, stores):
    await stores.close(office.store)
    with pytest.raises(Unavailable):
        await busy


async def test_the_second_that_is_kept_is_that_of_the_latest_deletion(nightly, clock, rows):
    await gone(nightly)
    ((revision,),) = rows("SELECT revision FROM tombstone")
    clock.advance(hours=1)
    await nightly.store.tidying.tidy()
    ((kept,),) = rows("PRAGMA application_id")
    assert kept == (revision // 1024) // 1000
    assert EPOCH + kept * 1000 < clock.now - 3_500_000
