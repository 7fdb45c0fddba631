"""What nobody has any more goes, and nothing else: after an end in the middle, after a week, with its last message."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import pytest

from app.store import Forbidden, Refused
from app.store.files import kept
from app.store.files.held import HELD_MOST
from app.store.files.quota import DISK_FULL, FULL, NEARLY_FULL, Limits, Space
from app.store.files.sweep import HELD_DAYS, named
from tests.attaching import hold
from tests.store.files.conftest import halves, lying, pieces

MB = 1 << 20


def said(caplog) -> list[str]:
    """What is said of files on the terminal."""
    return [each.getMessage() for each in caplog.records if each.name.startswith("app.store.files")]


async def test_half_of_a_file_is_gone_after_the_next_start_and_it_is_said_how_much_that_was(office, stores, caplog):
    new = office.store.files.kept.new / "half"
    new.mkdir(parents=True)
    (new / "original").write_bytes(bytes(3 * MB))
    (new / "256.webp").write_bytes(bytes(MB // 2))
    (new.parent / "stray").write_bytes(bytes(MB // 2))
    store = await stores.reopen(office.store)
    with caplog.at_level(logging.INFO):
        await store.files.sweep.once()
    assert halves(store) == []
    assert said(caplog) == ["removed what nobody has any more: 2 files, 4.0 MB"]


async def test_a_content_that_no_row_names_is_gone_after_the_next_start(office, bring, stores, caplog):
    file, lost = await bring(office.zoe, b"x"), await bring(office.zoe, b"yy")
    with office.store.database.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM file WHERE id = ?", (lost.id,))
    store = await stores.reopen(office.store)
    with caplog.at_level(logging.INFO):
        await store.files.sweep.once()
    assert lying(store) == [f"{file.digest[:2]}/{file.digest}/original"]
    assert said(caplog) == ["removed what nobody has any more: 1 files, 0.0 MB"]
    caplog.clear()
    await store.files.sweep.once()
    assert said(caplog) == []


async def test_what_is_none_of_ours_in_the_folder_stays(office, bring):
    await bring(office.zoe, b"x")
    folder = office.store.folder / "files"
    (folder / "lisez-moi.txt").write_text("x")
    (folder / "ab").mkdir(exist_ok=True)
    (folder / "ab" / "autre").write_text("x")
    await office.store.files.sweep.once()
    assert {"lisez-moi.txt", "ab/autre"} < set(lying(office.store))


async def test_what_comes_in_just_now_is_not_swept(office):
    store, begun, go_on = office.store, asyncio.Event(), asyncio.Event()

    async def slow():
        yield b"x"
        begun.set()
        await go_on.wait()
        yield b"y"

    bringing = asyncio.create_task(store.files.bring(office.zoe, office.bureau.id, "lent.txt", slow()))
    await begun.wait()
    await store.files.sweep.once()
    go_on.set()
    file = await bringing
    assert (await store.files.open(office.zoe, file.id)).path.read_bytes() == b"xy"


async def test_a_content_is_not_let_go_while_somebody_brings_it_again(office, bring):
    file = await bring(office.zoe, b"x")
    dropping, bringing = office.store.files.drop(office.zoe, file.id), bring(office.karim, b"x")
    _, again = await asyncio.gather(dropping, bringing)
    assert (await office.store.files.open(office.karim, again.id)).path.read_bytes() == b"x"


async def test_what_is_held_for_a_week_goes_unless_it_is_still_written_about(office, bring, clock):
    store = office.store
    for_draft, for_later, sent, old = [await bring(office.zoe, each) for each in (b"a", b"b", b"c", b"d")]
    await store.drafts.keep(office.zoe, office.bureau.id, {"text": "", "files": [{"key": for_draft.id}]}, 0)
    content = {"text": "Plus tard", "files": [{"key": for_later.id}]}
    await store.scheduled.add(office.zoe, office.bureau.id, content, clock.now + 30 * 86_400_000, "n1")
    await store.messages.post(office.zoe, office.bureau.id, "Voici", (), "n2", files=[sent.id])
    assert set(named(store.state)) == {for_draft.id, for_later.id}
    clock.advance(days=HELD_DAYS, hours=1)
    young = await bring(office.zoe, b"e")
    await store.files.sweep.held()
    with pytest.raises(Forbidden):
        await store.files.open(office.zoe, old.id)
    for file in (for_draft, for_later, sent, young):
        assert (await store.files.open(office.zoe, file.id)).path.is_file()
    assert len(lying(store)) == 4


async def test_what_somebody_holds_open_stays_and_is_swept_later(office, bring, monkeypatch):
    """As under Windows, where a folder with an open file is not moved."""
    file = await bring(office.zoe, b"x")
    replace = Path.replace

    def held_open(path, target):
        raise PermissionError(13, "in use", str(path))

    monkeypatch.setattr(Path, "replace", held_open)
    await office.store.files.drop(office.zoe, file.id)
    monkeypatch.setattr(Path, "replace", replace)
    assert len(lying(office.store)) == 1
    assert (await bring(office.karim, b"x")).digest == file.digest
    assert len(lying(office.store)) == 1
    await office.store.files.sweep.once()
    assert len(lying(office.store)) == 1


async def test_a_folder_that_somebody_emptied_is_whole_again_when_its_content_comes(office, bring):
    file = await bring(office.zoe, b"x")
    (await office.store.files.open(office.zoe, file.id)).path.unlink()
    again = await bring(office.karim, b"x")
    assert (await office.store.files.open(office.karim, again.id)).path.read_bytes() == b"x"
    assert (await office.store.files.open(office.zoe, file.id)).path.read_bytes() == b"x"


async def test_what_an_older_content_lacks_is_put_beside_it(office, bring, tmp_path):
    file = await bring(office.zoe, b"x")
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    (fresh / "original").write_bytes(b"x")
    (fresh / "256.webp").write_bytes(b"small")
    async with office.store.files.kept.turn(file.digest):
        await office.store.files.kept.keep(file.digest, fresh)
    assert office.store.files.kept.path(file.digest, "256.webp").read_bytes() == b"small"


async def test_the_office_has_so_much_room_and_each_content_counts_once(office, bring):
    store = office.store
    store.files.quota.limits = Limits(file=MB, office=3 * MB)
    first = await bring(office.zoe, bytes(MB))
    await bring(office.karim, bytes(MB))
    await bring(office.karim, b"\1" * MB)
    assert (await store.files.space()).used == 2 * MB
    assert (await store.files.space()).trouble == ""
    await bring(office.zoe, b"\2" * (MB - 1))
    assert (await store.files.space()).trouble == NEARLY_FULL
    for content in (b"ab", bytes(MB)):
        # What is here already is refused as well: nobody learns by it that it is.
        with pytest.raises(Refused, match="no room left for files"):
            await bring(office.zoe, content)
    assert len(lying(store)) == 3
    await store.files.drop(office.zoe, first.id)
    assert (await store.files.space()).used == 3 * MB - 1


async def test_room_is_counted_anew_at_each_start_and_freed_by_what_goes(office, bring, stores):
    await bring(office.zoe, b"abc")
    file = await bring(office.zoe, b"de")
    store = await stores.reopen(office.store)
    assert (await store.files.space()).used == 5
    await store.files.drop(store.members.get(office.zoe.id), file.id)
    assert (await store.files.space()).used == 3


async def test_what_was_never_counted_frees_no_room_as_it_goes(office, bring):
    store = office.store
    await bring(office.karim, b"abc")
    for _ in range(HELD_MOST - 1):
        await hold(store, office.zoe, size=0)
    crowd = [bring(office.zoe, n * MB) for n in (b"1", b"2", b"3")]
    outcomes = await asyncio.gather(*crowd, return_exceptions=True)
    assert sum(isinstance(each, Refused) for each in outcomes) == 2
    orphan = store.files.kept.place("ab" * 32)
    orphan.mkdir(parents=True)
    (orphan / "original").write_bytes(b"nobody's")
    await store.files.sweep.once()
    assert not orphan.exists()
    assert (await store.files.space()).used == MB + 3


async def test_what_is_claimed_beyond_the_room_is_refused_before_it_comes(office):
    office.store.files.quota.limits = Limits(office=100)
    read = []

    async def chunks():
        read.append(1)
        yield b"x"

    with pytest.raises(Refused, match="no room"):
        await office.store.files.bring(office.zoe, office.bureau.id, "film", chunks(), 101)
    assert read == []


async def test_it_is_told_once_before_it_is_full(office, bring, caplog):
    office.store.files.quota.limits = Limits(office=10)
    await office.store.files.space()
    await bring(office.zoe, b"12345678")
    assert said(caplog) == []
    await bring(office.zoe, b"9")
    file = await bring(office.zoe, b"0")
    assert said(caplog) == ["files take nine tenths of the room that they may have: see --files-quota"]
    assert (await office.store.files.space()).trouble == FULL
    await office.store.files.drop(office.zoe, file.id)


@pytest.mark.parametrize(
    ("space", "trouble"),
    [
        (Space(0, 0, 10**12), ""),
        (Space(10**12, 0, 10**12), ""),
        (Space(89, 100, 10**12), ""),
        (Space(90, 100, 10**12), NEARLY_FULL),
        (Space(100, 100, 10**12), FULL),
        (Space(0, 100, 10**6), DISK_FULL),
    ],
)
def test_administrators_are_told_what_there_is_to_know(space, trouble):
    assert space.trouble == trouble


async def test_one_that_fails_keeps_no_other_from_being_let_go(office, bring, monkeypatch):
    first, second = await bring(office.zoe, b"x"), await bring(office.zoe, b"y")
    with office.store.database.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM file")
    move = kept.Kept._remove

    def fails(self, digest):
        if digest == first.digest:
            raise OSError(5, "Input/output error")
        return move(self, digest)

    monkeypatch.setattr(kept.Kept, "_remove", fails)
    assert await office.store.files.let_go([first.digest, second.digest]) == (1, 1)
    assert [each.split("/")[1] for each in lying(office.store)] == [first.digest]


async def test_the_sweep_begins_with_the_office_and_ends_with_it(office):
    half = office.store.files.kept.new / "half"
    half.mkdir(parents=True)
    office.store.files.begin()
    while half.exists():  # noqa: ASYNC110 - it is done by a thread
        await asyncio.sleep(0.001)
    await office.store.files.bring(office.zoe, office.bureau.id, "x", pieces(b"x"))
