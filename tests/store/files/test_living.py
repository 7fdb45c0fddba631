"""A file from when it is brought until nothing of it is left: with a message, in a backup and in an export."""

import zipfile

import pytest

from app.store import Forbidden
from app.store.exports import export_to
from app.store.restoring import restore
from tests.changing import delete_for_good
from tests.store.files.conftest import lying

TEXT = "Les horaires de l’atelier : 8 h – 17 h".encode()


async def test_it_lives_as_long_as_its_message_and_is_had_by_whoever_reads_that(office, bring, stores, tmp_path):
    store = office.store
    brought = await bring(office.lea, TEXT, name="horaires.txt")
    written = {"text": "", "files": [{"key": brought.id}]}
    await store.drafts.keep(office.lea, office.bureau.id, written, 0)
    await store.scheduled.add(office.lea, office.bureau.id, written, store.clock() + 60_000, "n1")
    store.clock.advance(minutes=1)
    await store.agenda.round()
    (said,) = store.messages.newest(office.zoe, office.bureau.id).messages
    (file,) = said.files
    assert (await store.files.open(office.zoe, file.id)).path.read_bytes() == TEXT
    await store.safekeeping.back_up(tmp_path / "b.zip")
    await export_to(store, "zoe", tmp_path / "zoe.zip")
    with zipfile.ZipFile(tmp_path / "zoe.zip") as archive:
        assert archive.read("attachments/horaires.txt") == TEXT
    await delete_for_good(store, office.lea, said.id)
    assert lying(store) == []
    with pytest.raises(Forbidden):
        await store.files.open(office.zoe, file.id)

    restore(tmp_path / "b.zip", tmp_path / "back" / "miaou.db", tmp_path / "back", replace=False)
    back = await stores.open(tmp_path / "back")
    await back.files.sweep.once()
    assert (await back.files.open(back.members.get(office.zoe.id), file.id)).path.read_bytes() == TEXT
