"""A file comes in: it is counted, hashed, named and held by whoever brought it; or nothing of it is left."""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
from collections import namedtuple

import pytest

from app.store import Forbidden, Refused, Unavailable, access
from app.store.files import drawing, files, incoming
from app.store.files.held import HELD_MOST
from app.store.files.quota import Limits
from tests.store.files.conftest import halves, lying, pieces


async def test_what_somebody_brings_lies_once_under_what_it_holds(office, bring):
    file = await bring(office.zoe, b"Bon", b"jour", name="mot.txt")
    digest = hashlib.sha256(b"Bonjour").hexdigest()
    assert (file.digest, file.size, file.name, file.owner_id) == (digest, 7, "mot.txt", office.zoe.id)
    assert file.message_id is None
    assert lying(office.store) == [f"{digest[:2]}/{digest}/original"]
    shown = await office.store.files.open(office.zoe, file.id)
    assert shown.path.read_bytes() == b"Bonjour"
    assert shown.file == file
    assert halves(office.store) == []


async def test_the_same_by_two_people_lies_once_and_is_each_one_s_own(office, bring):
    first = await bring(office.zoe, b"Bonjour", name="mot.txt")
    second = await bring(office.karim, b"Bonjour", name="autre.txt")
    assert first.id != second.id
    assert (first.digest, second.name) == (second.digest, "autre.txt")
    assert len(lying(office.store)) == 1
    for by, other in ((office.zoe, second), (office.karim, first)):
        with pytest.raises(Forbidden, match=access.UNKNOWN_FILE):
            await office.store.files.open(by, other.id)


async def test_what_is_known_is_drawn_again_so_that_nobody_learns_of_it_by_the_time_it_takes(
    office, bring, monkeypatch
):
    drawn = []
    draw = drawing.draw

    async def counted(path, *rest):
        drawn.append(path)
        return await draw(path, *rest)

    monkeypatch.setattr(drawing, "draw", counted)
    for by in (office.zoe, office.karim):
        await bring(by, b"Bonjour")
    assert len(drawn) == 2


@pytest.mark.parametrize("head", [b"\0\0\0\x18ftypheic", b"\0\0\0\x18ftypavif"])
async def test_what_only_begins_as_a_photograph_of_a_telephone_is_a_file_to_be_saved(office, bring, head):
    file = await bring(office.zoe, head + bytes(300), name="photo.heic")
    assert (file.kind, file.media, file.drawn) == ("other", "application/octet-stream", False)


@pytest.mark.parametrize("chunks", [(), (b"",), (b"", b"")])
async def test_an_empty_file_is_refused_and_leaves_nothing(office, bring, chunks):
    with pytest.raises(Refused, match=r"This file is empty\."):
        await bring(office.zoe, *chunks)
    assert lying(office.store) == []
    assert halves(office.store) == []


async def test_what_claims_to_be_too_heavy_is_refused_before_a_byte_is_read(office):
    office.store.files.quota.limits = Limits(file=1 << 20)
    read = []

    async def chunks():
        read.append(1)
        yield b"x"

    bringing = office.store.files.bring(office.zoe, office.bureau.id, "film", chunks(), (1 << 20) + 1)
    with pytest.raises(Refused, match="at most 1 MB"):
        await bringing
    assert read == []


async def test_what_lies_about_its_length_is_counted_as_it_comes(office):
    office.store.files.quota.limits = Limits(file=1 << 20)
    given = []

    async def chunks():
        for _ in range(100):
            given.append(1)
            yield bytes(1 << 18)

    with pytest.raises(Refused, match="at most 1 MB"):
        await office.store.files.bring(office.zoe, office.bureau.id, "film", chunks(), 10)
    assert len(given) < 10
    assert lying(office.store) == []


async def test_a_line_that_breaks_in_the_middle_leaves_nothing(office):
    async def chunks():
        yield bytes(incoming.PIECE)
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await office.store.files.bring(office.zoe, office.bureau.id, "film", chunks())
    assert lying(office.store) == []
    assert halves(office.store) == []


async def test_what_is_cancelled_in_the_middle_leaves_nothing(office):
    begun = asyncio.Event()

    async def chunks():
        yield bytes(incoming.PIECE)
        begun.set()
        await asyncio.Event().wait()

    bringing = asyncio.create_task(office.store.files.bring(office.zoe, office.bureau.id, "film", chunks()))
    await begun.wait()
    bringing.cancel()
    await asyncio.gather(bringing, return_exceptions=True)
    assert halves(office.store) == []
    assert office.store.files.incoming.running == set()


async def test_a_line_that_says_nothing_more_is_given_up(office, monkeypatch):
    monkeypatch.setattr(incoming, "STALLED_S", 0.01)

    async def chunks():
        yield b"x"
        await asyncio.Event().wait()

    with pytest.raises(TimeoutError):
        await office.store.files.bring(office.zoe, office.bureau.id, "film", chunks())
    assert lying(office.store) == []


async def test_slow_lines_hold_nobody_up(office, bring):
    """Eight times as many as there are places, of four members, which all have begun and say nothing more."""
    store, begun, go_on = office.store, [], asyncio.Event()
    members = [await store.members.create(f"lent{n}", f"Lent {n}") for n in range(incoming.AT_ONCE)]

    async def slow():
        yield b"x"
        begun.append(1)
        await go_on.wait()
        yield b"y"

    waiting = [
        asyncio.create_task(store.files.bring(member, office.bureau.id, "lent.txt", slow()))
        for member in members
        for _ in range(incoming.OF_ONE_MEMBER)
    ]
    while len(begun) < len(waiting):  # noqa: ASYNC110 - nothing but turns of the loop
        await asyncio.sleep(0)
    quick = await bring(office.zoe, b"vite")
    assert quick.size == 4
    assert not any(each.done() for each in waiting)
    go_on.set()
    assert {file.size for file in await asyncio.gather(*waiting)} == {2}


async def test_of_one_member_a_few_come_in_at_a_time_and_the_others_are_not_read(office):
    begun, go_on = [], asyncio.Event()

    async def slow():
        begun.append(1)
        yield b"x"
        await go_on.wait()

    bringing = [
        asyncio.create_task(office.store.files.bring(office.zoe, office.bureau.id, "lent.txt", slow()))
        for _ in range(incoming.OF_ONE_MEMBER + 2)
    ]
    while len(begun) < incoming.OF_ONE_MEMBER:  # noqa: ASYNC110 - nothing but turns of the loop
        await asyncio.sleep(0)
    # Whoever could begin besides would have by the time that somebody else's has come in.
    await office.store.files.bring(office.karim, office.bureau.id, "vite.txt", pieces(b"vite"))
    assert len(begun) == incoming.OF_ONE_MEMBER
    go_on.set()
    await asyncio.gather(*bringing)
    assert len(begun) == len(bringing)


async def test_whoever_holds_too_many_sends_or_drops_some_first(office, bring):
    brought = [await bring(office.zoe, bytes([n + 1])) for n in range(HELD_MOST)]
    with pytest.raises(Refused, match=f"You hold {HELD_MOST} files"):
        await bring(office.zoe, b"one more")
    assert len(lying(office.store)) == HELD_MOST
    await office.store.files.drop(office.zoe, brought[0].id)
    await bring(office.zoe, b"one more")


async def test_nobody_brings_more_by_bringing_them_at_once(office, bring):
    crowd = [bring(office.zoe, f"{n}".encode()) for n in range(HELD_MOST + 10)]
    outcomes = await asyncio.gather(*crowd, return_exceptions=True)
    assert sum(not isinstance(each, Exception) for each in outcomes) == HELD_MOST
    assert len(lying(office.store)) == HELD_MOST
    assert halves(office.store) == []


async def test_two_hundred_at_once_all_come_in(office, bring):
    members = [await office.store.members.create(f"m{n}", f"Membre {n}") for n in range(20)]
    crowd = [bring(member, f"{member.id} {n}".encode()) for member in members for n in range(10)]
    found = await asyncio.gather(*crowd)
    assert len({file.id for file in found}) == 200
    assert len(lying(office.store)) == 200
    assert halves(office.store) == []


async def test_nothing_is_brought_to_where_one_may_say_nothing(office, bring):
    read = []

    async def chunks():
        read.append(1)
        yield b"x"

    with pytest.raises(Forbidden, match="This canal does not exist"):
        await office.store.files.bring(office.zoe, office.direction.id, "note.txt", chunks())
    await office.store.canals.archive(office.lea, office.bureau.id)
    with pytest.raises(Forbidden, match=access.ARCHIVED):
        await office.store.files.bring(office.zoe, office.bureau.id, "note.txt", chunks())
    assert read == []


async def test_whoever_is_taken_out_while_it_comes_holds_nothing(office):
    store = office.store

    async def chunks():
        yield b"x"
        await store.canals.leave(office.karim, office.direction.id)

    with pytest.raises(Forbidden):
        await store.files.bring(office.karim, office.direction.id, "note.txt", chunks())
    assert lying(store) == []


async def test_a_disk_that_is_full_in_the_middle_is_told_and_keeps_nothing(office, bring, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(100, 100, incoming.SPARE))
    with pytest.raises(Unavailable, match="The disk is full"):
        await bring(office.zoe, b"Bonjour")
    assert lying(office.store) == []
    assert halves(office.store) == []


@pytest.mark.parametrize(
    ("number", "said"), [(28, "The disk is full"), (5, "the disk does not take it"), (122, "The disk is full")]
)
async def test_a_disk_that_fails_as_it_is_settled_is_told_and_keeps_nothing(office, bring, monkeypatch, number, said):
    def fails(_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fails)
    try:
        with pytest.raises(Unavailable, match=said):
            await bring(office.zoe, b"Bonjour")
    finally:
        monkeypatch.undo()
    assert lying(office.store) == []
    assert halves(office.store) == []


async def test_a_file_that_cannot_be_drawn_is_kept_all_the_same(office, bring, monkeypatch):
    async def draw(*_):
        raise MemoryError

    monkeypatch.setattr(files.drawing, "draw", draw)
    file = await bring(office.zoe, b"Bonjour")
    assert not file.drawn
    with pytest.raises(Forbidden, match=access.UNKNOWN_FILE):
        await office.store.files.thumbnail(office.zoe, file.id, 256)


async def test_a_picture_is_kept_without_what_its_camera_wrote_when_the_office_wants_it(office, bring, monkeypatch):
    async def draw(path, kind, media, target, bare):
        bared = path.with_name("bare")
        bared.write_bytes(b"bare")
        return drawing.Drawn(stripped=bared if bare else None)

    monkeypatch.setattr(files.drawing, "draw", draw)
    file = await bring(office.zoe, b"where it was taken")
    assert (file.size, file.digest) == (4, hashlib.sha256(b"bare").hexdigest())
    assert (await office.store.files.open(office.zoe, file.id)).path.read_bytes() == b"bare"
    with office.store.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE office SET bare_photos = 0")
    assert (await bring(office.zoe, b"where it was taken")).size == 18


async def test_ids_of_files_tell_nobody_how_many_there_are(office, bring):
    ids = [(await bring(office.zoe, bytes([n + 1]))).id for n in range(10)]
    assert ids != sorted(ids)
    assert min(abs(a - b) for a in ids for b in ids if a != b) > 1000
