"""A backup holds the office whole, and one that does not never bears its name; going back to it changes nothing before
it is known to be good."""

import asyncio
import hashlib
import json
import os
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from app.store import Refused, Unusable, backups
from app.store.restoring import restore


@pytest.fixture
async def furnished(office):
    """An office with a message, an aside, an image and somebody signed in."""
    store = office.store
    await store.messages.post(office.lea, office.bureau.id, "Bonjour", (), "n")
    await store.messages.post(office.lea, office.bureau.id, "Psst", (office.karim.id,), "aside")
    await store.members.set_image(office.lea, office.lea.id, b"large", b"small")
    await store.sessions.start(office.lea)
    return office


def files(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def messages(database):
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute("SELECT id, text, is_aside FROM message ORDER BY id").fetchall()


async def test_a_running_office_comes_back_whole_from_its_backup(furnished, stores, tmp_path):
    store = furnished.store
    steps = []
    size = await store.safekeeping.back_up(tmp_path / "b.zip", lambda what, done: steps.append((what, done)))
    assert size == (tmp_path / "b.zip").stat().st_size
    assert {what for what, _ in steps} == {backups.COPYING, backups.CHECKING, backups.PACKING, backups.VERIFYING}
    assert files(tmp_path) - files(store.folder) >= {"b.zip"}
    assert not [name for name in files(tmp_path) if ".half" in name]

    assert restore(tmp_path / "b.zip", tmp_path / "back" / "miaou.db", tmp_path / "back", replace=False) is None
    back = await stores.open(tmp_path / "back")
    newest = store.messages.newest(furnished.karim, furnished.bureau.id)
    assert back.messages.newest(furnished.karim, furnished.bureau.id).messages == newest.messages
    image = back.members.get(furnished.lea.id).image
    assert await back.images.read(image, 256) == b"large"
    assert back.state.sessions == {}, "who was signed out since does not come back in: everybody signs in anew"


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
async def test_a_backup_is_its_owners_to_read_alone(furnished, tmp_path):
    await furnished.store.safekeeping.back_up(tmp_path / "b.zip")
    assert (tmp_path / "b.zip").stat().st_mode & 0o777 == 0o600


async def test_a_backup_is_one_moment_although_everybody_writes_meanwhile(furnished, tmp_path, monkeypatch):
    """Many steps of one page each, and a message after each of them."""
    monkeypatch.setattr(backups, "PAGES", 1)
    store, written = furnished.store, 0
    making = asyncio.create_task(store.safekeeping.back_up(tmp_path / "b.zip"))
    while not making.done():
        written += 1
        await store.messages.post(furnished.zoe, furnished.bureau.id, f"Pendant {written}", (), f"during{written}")
    await making
    restore(tmp_path / "b.zip", tmp_path / "back" / "miaou.db", tmp_path / "back", replace=False)
    kept = messages(tmp_path / "back" / "miaou.db")
    assert written > 1
    assert kept == messages(store.database.path)[: len(kept)], "all up to one moment, nothing of what came after"
    assert 2 <= len(kept) < 2 + written


async def test_what_belongs_to_one_process_or_is_kept_aside_is_in_no_backup(furnished, tmp_path):
    folder = furnished.store.folder
    for name in ("instance.json", "backups/miaou-20260101-030000.zip", "miaou-before-migration-0001-x.db"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("not the office's")
    (folder / "later-version-files").mkdir()
    (folder / "later-version-files" / "a.bin").write_bytes(b"kept")
    await furnished.store.safekeeping.back_up(tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        names = set(archive.namelist())
    digest = furnished.store.members.get(furnished.lea.id).image
    images = {f"images/{digest}-{size}.webp" for size in (256, 64)}
    assert names - {"office"} == {"manifest.json", "miaou.db", "later-version-files/a.bin"} | images


async def test_a_backup_that_cannot_be_written_leaves_the_one_before(furnished, tmp_path):
    await furnished.store.safekeeping.back_up(tmp_path / "b.zip")
    before = (tmp_path / "b.zip").read_bytes()
    (tmp_path / "b.zip.half.db").mkdir()
    with pytest.raises(Refused, match="could not be made"):
        await furnished.store.safekeeping.back_up(tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_bytes() == before
    with pytest.raises(Refused, match="could not be made"):
        await furnished.store.safekeeping.back_up(tmp_path / "nowhere" / "b.zip")
    assert furnished.store.safekeeping.progress is None


async def test_a_backup_within_the_folder_holds_neither_itself_nor_those_before_it(furnished):
    deep = furnished.store.folder / "sauvegardes" / "bureau"
    deep.mkdir(parents=True)
    (deep / backups.name_for(0)).write_bytes(b"an older one")
    for _ in range(2):
        await furnished.store.safekeeping.back_up(deep / "b.zip")
    with zipfile.ZipFile(deep / "b.zip") as archive:
        assert not [name for name in archive.namelist() if name.startswith("sauvegardes")]


async def test_folders_may_be_named_from_where_one_stands(furnished, stores, monkeypatch, tmp_path):
    await stores.close(furnished.store)
    monkeypatch.chdir(tmp_path)
    folder = furnished.store.folder.relative_to(tmp_path)
    backups.make((folder / "miaou.db").absolute(), folder, folder / "b.zip")
    with zipfile.ZipFile(folder / "b.zip") as archive:
        names = archive.namelist()
    assert names.count("miaou.db") == 1
    assert "b.zip" not in names
    restore(folder / "b.zip", (folder / "miaou.db").absolute(), folder, replace=True)
    assert len(messages(folder / "miaou.db")) == 2


async def test_a_mistyped_backup_does_not_end_the_database(furnished):
    path = furnished.store.database.path
    with pytest.raises(Refused, match="already something"):
        await furnished.store.safekeeping.back_up(path)
    assert await furnished.store.health.trouble() == ""


async def test_of_a_damaged_database_no_backup_is_made(furnished, stores, folder, tmp_path):
    for n in range(50):
        await furnished.store.messages.post(furnished.lea, furnished.bureau.id, f"Message {n}", (), f"m{n}")
    with furnished.store.database.engine.connect() as connection:
        page = connection.exec_driver_sql(
            "SELECT rootpage FROM sqlite_master WHERE name='sqlite_autoindex_message_1'"
        ).scalar()
    await stores.close(furnished.store)
    with (folder / "miaou.db").open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    with pytest.raises(Refused):
        backups.make(folder / "miaou.db", folder, tmp_path / "b.zip")
    assert list(tmp_path.glob("b.zip*")) == []


@pytest.fixture
async def made(furnished, stores, tmp_path):
    """A backup, and the office it is of, stopped."""
    await furnished.store.safekeeping.back_up(tmp_path / "b.zip")
    await stores.close(furnished.store)
    return tmp_path / "b.zip"


def everything(folder):
    return {name: (folder / name).read_bytes() for name in files(folder) if name != "lock"}


async def test_an_office_in_the_folder_is_replaced_only_when_asked_and_kept_aside(made, folder, stores, furnished):
    store = await stores.open(folder)
    await store.messages.post(furnished.lea, furnished.bureau.id, "Après", (), "after")
    await stores.close(store)
    before = everything(folder)
    with pytest.raises(Refused, match="--replace"):
        restore(made, folder / "miaou.db", folder, replace=False)
    assert everything(folder) == before
    aside = restore(made, folder / "miaou.db", folder, replace=True)
    assert [text for _, text, _ in messages(folder / "miaou.db")] == ["Bonjour", "Psst"]
    assert [text for _, text, _ in messages(aside / "miaou.db")] == ["Bonjour", "Psst", "Après"]
    assert {name: (aside / name).read_bytes() for name in before} == before, "all of what was there"


async def test_a_restore_that_fails_half_way_puts_everything_back(made, folder):
    """Where the database goes on its way is something else: that shows when all the rest has been moved."""
    (folder / "miaou.db.half").mkdir()
    (folder / "miaou.db.half" / "x").touch()
    before = everything(folder)
    with pytest.raises(Refused, match="could not be restored"):
        restore(made, folder / "miaou.db", folder, replace=True)
    assert everything(folder) == before


async def test_a_running_office_is_not_replaced(made, folder, stores):
    store = await stores.open(folder)
    with pytest.raises(Unusable, match="already used"):
        restore(made, folder / "miaou.db", folder, replace=True)
    assert await store.health.trouble() == ""


def cut(data, _archive):
    return data[: len(data) * 2 // 3]


def flipped(data, archive):
    """Some bits, in the middle of the database as it is packed: of a single one there are few that mean nothing."""
    entry = archive.getinfo("miaou.db")
    place = entry.header_offset + 60 + entry.compress_size // 2
    return data[:place] + bytes(each ^ 255 for each in data[place : place + 8]) + data[place + 8 :]


def foreign(_data, _archive):
    return b"Bonjour, je ne suis pas une sauvegarde." * 99


def empty(_data, _archive):
    return b""


@pytest.mark.parametrize("spoil", [cut, flipped, foreign, empty])
def test_a_backup_that_is_not_whole_changes_nothing(made, folder, spoil):
    with zipfile.ZipFile(made) as archive:
        made_of = made.read_bytes()
        spoilt = spoil(made_of, archive)
    made.write_bytes(spoilt)
    before = everything(folder)
    with pytest.raises(Refused) as refused:
        restore(made, folder / "miaou.db", folder, replace=True)
    assert str(made) in str(refused.value)
    assert everything(folder) == before


def rewritten(made, change):
    """The backup with another manifest, or other entries."""
    with zipfile.ZipFile(made) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(entries.pop("manifest.json"))
    change(manifest, entries)
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
        archive.writestr("manifest.json", json.dumps(manifest))


def newer_format(manifest, _entries):
    manifest["format"] = 2


def newer_revision(manifest, _entries):
    manifest["revision"] = "9999"


def way_up(manifest, entries):
    entries["../outside"] = b"x"
    manifest["files"]["../outside"] = {"size": 1, "sha256": "0" * 64}


def unannounced(_manifest, entries):
    entries["images/extra"] = b"x"


def bomb(manifest, entries):
    entries["big"] = b"0" * (1 << 20)
    manifest["files"]["big"] = {"size": 10, "sha256": "0" * 64}


def too_large(manifest, _entries):
    manifest["files"]["miaou.db"]["size"] = 1 << 60


def without_database(manifest, entries):
    del manifest["files"]["miaou.db"], entries["miaou.db"]


def wrong_kind(manifest, _entries):
    manifest["files"] = ["miaou.db"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (newer_format, "newer version"),
        (newer_revision, "newer version"),
        (way_up, "damaged"),
        (unannounced, "damaged"),
        (bomb, "damaged"),
        (too_large, "no room"),
        (without_database, "damaged"),
        (wrong_kind, "no backup of Miaou"),
    ],
)
def test_a_hostile_or_newer_backup_changes_nothing(made, folder, tmp_path, change, said):
    rewritten(made, change)
    before, around = everything(folder), set(tmp_path.iterdir())
    with pytest.raises(Refused, match=said):
        restore(made, folder / "miaou.db", folder, replace=True)
    assert everything(folder) == before
    assert set(tmp_path.iterdir()) == around


def test_there_is_no_such_backup(folder, tmp_path):
    with pytest.raises(Refused, match="There is no file"):
        restore(tmp_path / "nowhere.zip", tmp_path / "new" / "miaou.db", tmp_path / "new", replace=False)
    assert not (tmp_path / "new").exists()


async def test_a_restore_that_was_killed_half_way_is_done_again(made, folder, stores):
    (folder / "before-restore-20260101-000000").mkdir()
    (folder / "miaou.db").rename(folder / "before-restore-20260101-000000" / "miaou.db")
    (folder / "restoring").mkdir()
    (folder / "restoring" / "miaou.db").write_bytes(b"half of it")
    with pytest.raises(Unusable, match="was an office"):
        await stores.open(folder)
    restore(made, folder / "miaou.db", folder, replace=True)
    assert await (await stores.open(folder)).health.trouble() == ""


async def test_an_office_moves_with_its_database_elsewhere(furnished, stores, tmp_path):
    await stores.close(furnished.store)
    shutil.move(furnished.store.folder / "miaou.db", tmp_path / "elsewhere.db")
    store = await stores.open(furnished.store.folder, database=tmp_path / "elsewhere.db")
    await store.safekeeping.back_up(tmp_path / "b.zip")
    await stores.close(store)
    restore(tmp_path / "b.zip", tmp_path / "elsewhere.db", store.folder, replace=True)
    assert len(messages(tmp_path / "elsewhere.db")) == 2
    assert len(list(tmp_path.glob("elsewhere.db.before-restore-*"))) == 1


def kept_file(folder, content, name="original"):
    """A file of a message, as it lies in the data folder."""
    digest = hashlib.sha256(content).hexdigest()
    place = folder / "files" / digest[:2] / digest
    place.mkdir(parents=True, exist_ok=True)
    (place / name).write_bytes(content)
    return place


async def test_the_files_of_messages_are_in_it_and_what_is_not_whole_is_not(furnished, tmp_path):
    folder = furnished.store.folder
    place = kept_file(folder, b"Devis")
    kept_file(folder, b"Devis", "256.webp")
    (folder / "files" / "new" / "arriving").mkdir(parents=True)
    (folder / "files" / "new" / "arriving" / "original").write_bytes(b"half of it")
    await furnished.store.safekeeping.back_up(tmp_path / "b.zip")
    restore(tmp_path / "b.zip", tmp_path / "back" / "miaou.db", tmp_path / "back", replace=False)
    found = {name for name in files(tmp_path / "back") if name.startswith("files/")}
    assert found == {f"{place.relative_to(folder).as_posix()}/{name}" for name in ("original", "256.webp")}


async def test_what_is_packed_already_is_stored_as_it_is(furnished, tmp_path):
    texts, picture = b"Bonjour " * 1000, os.urandom(20_000)
    for content in (texts, picture):
        kept_file(furnished.store.folder, content)
    await furnished.store.safekeeping.back_up(tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        how = {archive.read(each): each.compress_type for each in archive.infolist()}
    assert (how[texts], how[picture]) == (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)


async def test_files_that_go_while_it_is_made_do_not_keep_it_from_being_made(furnished, tmp_path, monkeypatch):
    """Each as late as it can: its folder once that has been found, its content once that is about to be read."""
    places = [kept_file(furnished.store.folder, f"{n}".encode()) for n in range(40)]
    walk, add, left = os.walk, backups._Packing._add, iter(places)

    def walked(*args, **kwargs):
        for found in walk(*args, **kwargs):
            for folder in found[1]:
                if Path(found[0], folder) in places[::3]:
                    shutil.rmtree(Path(found[0], folder))
            yield found

    def added(packing, name, path, *rest):
        if name.startswith("files/"):
            shutil.rmtree(next(left), ignore_errors=True)
        add(packing, name, path, *rest)

    monkeypatch.setattr(os, "walk", walked)
    monkeypatch.setattr(backups._Packing, "_add", added)
    await furnished.store.safekeeping.back_up(tmp_path / "b.zip")
    restore(tmp_path / "b.zip", tmp_path / "back" / "miaou.db", tmp_path / "back", replace=False)
