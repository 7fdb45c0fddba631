"""The files in a member's export: those of the messages that are theirs, each content once, and nobody else's."""

from __future__ import annotations

import re
from itertools import count
from urllib.parse import unquote

import pytest

from app.store import exports
from tests.attaching import hold
from tests.changing import delete_for_good
from tests.store.test_exports import exported

NONCES = count(1)


@pytest.fixture
def send(office):
    """Somebody says something with files of these names, whose content is their name unless it is told."""

    async def say(by, canal, *names, to=(), text="", **contents):
        held = []
        for name in names:
            content = contents.get("content", name)
            known = {"kind": "other", "media": "text/plain", "size": len(content)}
            held.append(await hold(office.store, by, name, content, **known))
            path = office.store.files.kept.path(held[-1].digest)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)
        circle, ids = [member.id for member in to], [file.id for file in held]
        nonce = f"x{next(NONCES)}"
        return (await office.store.messages.post(by, canal.id, text, circle, nonce, files=ids)).message

    return say


def attached(export):
    return {name: content.decode() for name, content in export.files.items() if name.startswith("attachments/")}


async def test_the_files_of_ones_messages_are_in_it_where_the_messages_say(office, send):
    await send(office.lea, office.bureau, "devis é 100%.pdf", "b.txt", text="Voilà")
    export = await exported(office, office.karim)
    (message,) = [each for each in export.messages if each["files"]]
    told = [(each["name"], each["type"], each["size"]) for each in message["files"]]
    assert told == [("devis é 100%.pdf", "text/plain", 16), ("b.txt", "text/plain", 5)]
    assert [attached(export)[each["path"]] for each in message["files"]] == ["devis é 100%.pdf", "b.txt"]
    leads = [unquote(each) for each in re.findall(r'href="\.\./(attachments/[^"]*)" download', export.conversations)]
    assert leads == [each["path"] for each in message["files"]]


async def test_what_one_may_not_read_is_not_in_it(office, send):
    await send(office.lea, office.direction, "secret.txt")
    await send(office.lea, office.bureau, "aparté.txt", to=[office.karim])
    gone = await send(office.lea, office.bureau, "gone.txt")
    taken = await send(office.lea, office.bureau, "taken.txt")
    await office.store.deletions.delete(office.lea, gone.id)
    await delete_for_good(office.store, office.lea, taken.id)
    await send(office.lea, office.bureau, "seen.txt")
    await hold(office.store, office.lea, "held.txt")
    export = await exported(office, office.zoe)
    assert attached(export) == {"attachments/seen.txt": "seen.txt"}
    for word in ("secret", "aparté", "gone", "taken", "held"):
        assert not export.holds(word)
    assert set(attached(await exported(office, office.karim))) == {
        "attachments/seen.txt",
        "attachments/secret.txt",
        "attachments/aparté.txt",
    }


async def test_of_a_canal_that_one_has_left_it_holds_what_one_said_oneself(office, send):
    await send(office.karim, office.direction, "mine.txt")
    await send(office.lea, office.direction, "theirs.txt")
    await office.store.canals.leave(office.karim, office.direction.id)
    assert set(attached(await exported(office, office.karim))) == {"attachments/mine.txt"}


async def test_one_content_is_in_it_once_and_two_of_one_name_are_told_apart(office, send):
    for content in ("un", "deux", "un"):
        await send(office.lea, office.bureau, "photo.png", content=content)
    await send(office.lea, office.bureau, "PHOTO.PNG", content="trois")
    await send(office.lea, office.bureau, "sans-nom", content="quatre")
    await send(office.lea, office.bureau, "sans-nom", content="cinq")
    assert attached(await exported(office, office.lea)) == {
        "attachments/photo.png": "un",
        "attachments/photo (2).png": "deux",
        "attachments/PHOTO (3).PNG": "trois",
        "attachments/sans-nom": "quatre",
        "attachments/sans-nom (2)": "cinq",
    }


async def test_a_file_that_lies_nowhere_any_more_keeps_nothing_else_from_being_in_it(office, send):
    said = await send(office.lea, office.bureau, "a.txt", "b.txt")
    office.store.files.kept.path(said.files[0].digest).unlink()
    assert attached(await exported(office, office.lea)) == {"attachments/b.txt": "b.txt"}


async def test_an_answer_to_files_says_what_they_are_called(office, send):
    said = await send(office.lea, office.bureau, "a.txt", "b.txt")
    await office.store.messages.post(office.zoe, office.bureau.id, "Merci", (), "answer", reply_to=said.id)
    export = await exported(office, office.karim)
    assert [each["answers"]["text"] for each in export.messages if each["answers"]] == ["a.txt, b.txt"]


async def test_who_waits_no_more_ends_it_within_a_file(office, send, monkeypatch):
    monkeypatch.setattr("app.store.export_files.CHUNK", 1)
    await send(office.lea, office.bureau, "long.txt", content="x" * 50)
    seen = []

    def stop(self, messages):
        seen.append(messages)
        if not messages:
            raise exports._Stopped

    monkeypatch.setattr(exports.Watch, "__call__", stop)
    with pytest.raises(exports._Stopped):
        await exported(office, office.lea)
    assert seen.count(0) == 1
