"""Which image a member wears, and the files that hold it."""

from __future__ import annotations

import asyncio

import pytest

from app.store import Forbidden, Unavailable
from app.store.feed import MemberChanged


@pytest.fixture
def files(office):
    """The names of the files that the data folder holds of images."""
    folder = office.store.folder / "images"
    return lambda: {file.name for file in folder.iterdir()} if folder.exists() else set()


async def wear(office, member, image: bytes, by=None) -> str:
    await office.store.members.set_image(by or member, member.id, image, b"small " + image)
    return office.store.members.get(member.id).image


async def test_an_image_is_changed_by_its_member_and_by_an_administrator_only(office, heard):
    await wear(office, office.zoe, b"one")
    await wear(office, office.zoe, b"two", by=office.lea)
    assert heard == [MemberChanged(office.zoe.id)] * 2
    for forbidden in (
        office.store.members.set_image(office.karim, office.zoe.id, b"three", b"three"),
        office.store.members.remove_image(office.karim, office.zoe.id),
        office.store.members.remove_image(office.lea, 999),
    ):
        with pytest.raises(Forbidden):
            await forbidden
    assert await office.store.images.read(office.store.members.get(office.zoe.id).image, 256) == b"two"


async def test_an_image_is_removed_for_good(office, stores, heard, files):
    digest = await wear(office, office.zoe, b"one")
    await office.store.members.remove_image(office.zoe, office.zoe.id)
    assert heard[1:] == [MemberChanged(office.zoe.id)]
    assert files() == set()
    assert await office.store.images.read(digest, 256) is None
    store = await stores.reopen(office.store)
    assert store.members.get(office.zoe.id).image == ""


async def test_removing_an_image_that_is_not_there_is_no_trouble(office):
    await office.store.members.remove_image(office.zoe, office.zoe.id)
    assert office.store.members.get(office.zoe.id).image == ""


async def test_an_image_that_nobody_wears_any_more_leaves_no_files(office, files):
    await wear(office, office.zoe, b"one")
    digest = await wear(office, office.zoe, b"two")
    assert files() == {f"{digest}-256.webp", f"{digest}-64.webp"}


async def test_the_same_image_again_stays(office, files):
    await wear(office, office.zoe, b"one")
    digest = await wear(office, office.zoe, b"one")
    assert files() == {f"{digest}-256.webp", f"{digest}-64.webp"}


async def test_an_image_stays_as_long_as_anybody_wears_it(office, files):
    digest = await wear(office, office.zoe, b"one")
    assert await wear(office, office.karim, b"one") == digest
    await office.store.members.remove_image(office.zoe, office.zoe.id)
    assert await office.store.images.read(digest, 64) == b"small one"
    await office.store.members.remove_image(office.karim, office.karim.id)
    assert files() == set()


async def test_images_changed_at_once_leave_exactly_those_that_are_worn(office, files):
    members = [office.lea, office.karim, office.zoe, office.odile]
    for turn in range(3):
        await asyncio.gather(
            *(wear(office, member, b"%d" % ((turn + each) % 2)) for each, member in enumerate(members)),
            *(office.store.members.remove_image(member, member.id) for member in members[:2]),
            *(wear(office, member, b"%d" % (each % 2)) for each, member in enumerate(members[1:])),
        )
        worn = {member.image for member in office.store.members.all()} - {""}
        assert files() == {f"{digest}-{side}.webp" for digest in worn for side in (256, 64)}


async def test_an_image_that_could_not_be_noted_leaves_no_files(office, files, monkeypatch):
    kept = await wear(office, office.zoe, b"one")

    async def full(_command):
        raise Unavailable("The storage is not available just now.")

    monkeypatch.setattr(office.store.writer, "run", full)
    with pytest.raises(Unavailable):
        await wear(office, office.zoe, b"two")
    with pytest.raises(Unavailable):
        await wear(office, office.zoe, b"one")
    assert files() == {f"{kept}-256.webp", f"{kept}-64.webp"}
