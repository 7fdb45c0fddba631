"""What lies in the data folder is opened when it is an office of ours and whole; else it is left alone, and told."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from app.store import Store, Unusable, backups, database


async def refused(folder):
    with pytest.raises(Unusable) as unusable:
        await Store.open(folder)
    told = str(unusable.value)
    assert "\n" not in told, "one plain line"
    assert str(folder / "miaou.db") in told
    return told


def content(folder):
    """Every file but what readers leave: SQLite's shared memory."""
    passing = (".db-shm", "lock")
    return {
        path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and not path.name.endswith(passing)
    }


@pytest.fixture
async def stopped(office, stores, folder):
    """An office in which something was said, stopped."""
    for n in range(200):
        await office.store.messages.post(office.lea, office.bureau.id, f"Message {n}", (), f"n{n}")
    await stores.close(office.store)
    return folder


async def test_an_office_that_lost_its_database_is_no_new_office(stopped):
    (stopped / "miaou.db").unlink()
    told = await refused(stopped)
    assert "was an office" in told
    assert "restore FILE --replace" in told
    assert not (stopped / "miaou.db").exists(), "nothing is made in its place"


async def test_an_office_of_which_images_are_left_is_no_new_office(tmp_path):
    (tmp_path / "images").mkdir()
    assert "was an office" in await refused(tmp_path)


async def test_an_empty_file_is_no_new_office(stopped):
    (stopped / "miaou.db").write_bytes(b"")
    assert "is empty" in await refused(stopped)
    assert (stopped / "miaou.db").read_bytes() == b""


async def test_a_first_start_that_was_killed_half_way_starts_anew(tmp_path, stores):
    (tmp_path / "new.db").write_bytes(b"SQLite format 3\0 and no more")
    store = await stores.open(tmp_path)
    assert store.office.setup_code
    assert not (tmp_path / "new.db").exists()


async def test_another_programs_database_is_left_alone(tmp_path):
    with closing(sqlite3.connect(tmp_path / "miaou.db")) as other:
        other.execute("CREATE TABLE invoices (id)")
    before = (tmp_path / "miaou.db").read_bytes()
    assert "no database of Miaou" in await refused(tmp_path)
    with closing(sqlite3.connect(tmp_path / "miaou.db")) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("invoices",)]
    assert len((tmp_path / "miaou.db").read_bytes()) == len(before)


async def test_a_text_in_the_place_of_the_database_is_left_alone(tmp_path):
    (tmp_path / "miaou.db").write_text("Liste des courses\n" * 99)
    before = content(tmp_path)
    assert "is no database" in await refused(tmp_path)
    assert content(tmp_path) == before


async def test_a_page_that_is_broken_is_told_with_the_way_back(stopped):
    kept = stopped / "backups" / "miaou-20260302-030000.zip"
    kept.parent.mkdir()
    backups.make(stopped / "miaou.db", stopped, kept)
    with (stopped / "miaou.db").open("r+b") as file:
        # The table of members: the first page after the one that lists the tables' own would not do for all versions.
        file.seek(4096)
        file.write(b"\xff" * (20 * 4096))
    before = content(stopped)
    told = await refused(stopped)
    assert f"python main.py restore {kept} --replace" in told
    assert content(stopped) == before


async def test_the_way_back_leads_to_where_backups_are_kept(stopped, tmp_path):
    elsewhere = tmp_path / "another disk"
    elsewhere.mkdir()
    backups.make(stopped / "miaou.db", stopped, elsewhere / "miaou-20260302-030000.zip")
    (stopped / "miaou.db").unlink()
    with pytest.raises(Unusable, match="another disk"):
        await Store.open(stopped, kept_in=elsewhere)


async def test_a_file_that_was_cut_is_told(stopped):
    whole = (stopped / "miaou.db").read_bytes()
    (stopped / "miaou.db").write_bytes(whole[: len(whole) // 3])
    before = content(stopped)
    assert "damaged" in await refused(stopped)
    assert content(stopped) == before


async def test_an_older_database_beside_a_newer_journal_is_told_before_the_two_are_mixed(stopped, stores, tmp_path):
    """As when yesterday's copy is put in the place of a database whose process was killed."""
    old = (stopped / "miaou.db").read_bytes()
    store = await stores.open(stopped)
    lea, bureau = store.members.by_login("lea"), store.state.canals
    (canal,) = [canal for canal in bureau.values() if canal.is_open]
    for n in range(300):
        await store.messages.post(lea, canal.id, f"Plus tard {n} {'x' * 400}", (), f"later{n}")
    with store.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(RESTART)")
    for n in range(40):
        await store.messages.post(lea, canal.id, f"Encore plus tard {n}", (), f"last{n}")
    killed = tmp_path / "killed"
    shutil.copytree(stopped, killed, ignore=shutil.ignore_patterns("lock", "*-shm"))
    (killed / "miaou.db").write_bytes(old)
    before = content(killed)
    told = await refused(killed)
    assert "do not go together" in told
    assert content(killed) == before


async def test_an_office_that_was_killed_opens_with_all_that_was_answered(office, tmp_path, stores):
    said = await office.store.messages.post(office.lea, office.bureau.id, "Bonjour", (), "n")
    killed = tmp_path / "killed"
    shutil.copytree(office.store.folder, killed, ignore=shutil.ignore_patterns("lock"))
    assert (killed / "miaou.db-wal").stat().st_size > 0
    store = await stores.open(killed)
    assert store.messages.newest(office.zoe, office.bureau.id).messages == [said.message]


@pytest.mark.parametrize("name", ["a?b", "50%", "a#b", "%41", "Été au bureau", "a&mode=memory", "[x]"])
async def test_a_folder_may_be_called_anything(tmp_path, stores, name):
    store = await stores.open(tmp_path / name)
    await store.office.rename(None, "Le bureau")
    store = await stores.reopen(store)
    assert store.office.name == "Le bureau"
    assert store.database.check_integrity() == "ok"
    assert {path.name for path in tmp_path.iterdir()} - {"data"} == {name}
    assert {path.name for path in (tmp_path / name).iterdir()} >= {"miaou.db"}


async def test_a_database_that_another_program_holds_is_told_as_that(stopped, monkeypatch):
    monkeypatch.setattr(database, "LOCK_PATIENCE_MS", 20)
    other = sqlite3.connect(stopped / "miaou.db", isolation_level=None)
    other.execute("PRAGMA locking_mode=EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    try:
        assert "Another program holds the database" in await refused(stopped)
    finally:
        other.close()
