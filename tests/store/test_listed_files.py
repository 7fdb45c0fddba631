"""The files of a canal, the newest first, of what a member may read now."""

import asyncio
from itertools import count

import pytest

from app.store import Forbidden
from app.store.files import listed
from tests.attaching import hold

NONCES = count(1)


async def say(office, *names, to=(), by=None, canal=None, kind="other"):
    by, canal, circle = by or office.lea, canal or office.bureau, [member.id for member in to]
    files = [(await hold(office.store, by, name, kind=kind)).id for name in names]
    return (await office.store.messages.post(by, canal.id, "", circle, f"l{next(NONCES)}", files=files)).message


async def names(office, member, canal=None, **asked):
    found = await office.store.files.in_canal(member, (canal or office.bureau).id, **asked)
    assert all(file in message.files for message, file in found)
    return [file.name for _, file in found]


async def test_they_are_listed_the_newest_message_first_and_within_one_in_their_order(office):
    await say(office, "a", "b")
    await office.store.messages.post(office.lea, office.bureau.id, "Rien", (), "none")
    await say(office, "c", canal=office.direction)
    await say(office, "d")
    assert await names(office, office.zoe) == ["d", "a", "b"]
    assert await names(office, office.karim, office.direction) == ["c"]


async def test_those_of_asides_are_listed_for_their_circle_and_those_of_what_is_gone_for_nobody(office):
    await say(office, "aparté", to=[office.karim])
    gone = await say(office, "gone")
    await office.store.deletions.delete(office.lea, gone.id)
    assert await names(office, office.karim) == await names(office, office.lea) == ["aparté"]
    assert await names(office, office.zoe) == []
    await office.store.deletions.undo(office.lea, gone.id)
    assert await names(office, office.zoe) == ["gone"]


async def test_whoever_is_not_in_the_canal_is_told_that_there_is_none(office):
    await say(office, "secret", canal=office.direction)
    refusals = set()
    for canal_id in (office.direction.id, 1, 2**70):
        with pytest.raises(Forbidden) as refused:
            await office.store.files.in_canal(office.zoe, canal_id)
        refusals.add(str(refused.value))
    assert len(refusals) == 1


async def test_whoever_is_taken_out_while_the_database_answers_is_told_nothing(office, monkeypatch):
    await say(office, "secret", canal=office.direction)
    read, database = office.store.database.read, office.store.database

    async def slowly(work):
        found = await read(work)
        await office.store.canals.leave(office.karim, office.direction.id)
        return found

    monkeypatch.setattr(database, "read", slowly)
    with pytest.raises(Forbidden):
        await office.store.files.in_canal(office.karim, office.direction.id)


async def test_a_page_ends_with_a_whole_message_and_the_next_begins_before_it(office, monkeypatch):
    monkeypatch.setattr(listed, "AT_ONCE", 2)
    said = [await say(office, f"{n}a", f"{n}b") for n in range(5)]
    await asyncio.gather(*(say(office, "elsewhere", canal=office.direction) for _ in range(5)))
    assert await names(office, office.zoe, limit=3) == ["4a", "4b", "3a", "3b"]
    assert await names(office, office.zoe, limit=1, before=said[3].id) == ["2a", "2b"]
    assert await names(office, office.zoe, before=said[1].id) == ["0a", "0b"]
    for odd in (-1, 2**70):
        assert len(await names(office, office.zoe, before=odd, limit=odd)) in (2, 10)


async def test_only_those_kinds_are_listed_that_are_asked_for(office):
    await say(office, "photo", kind="image")
    await say(office, "devis", kind="pdf")
    assert await names(office, office.zoe, kinds=("image",)) == ["photo"]
    assert await names(office, office.zoe, kinds=("image", "pdf")) == ["devis", "photo"]
    assert await names(office, office.zoe, kinds=("unheard of",)) == []
