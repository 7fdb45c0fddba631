"""The card of the files of one's own message, out of which they are taken."""

from __future__ import annotations

import asyncio

import pytest

from app.components.admin.sure import Sure
from app.components.asking import offered
from app.components.cards.files_out import FilesOut
from app.store import Forbidden, Refused
from tests.attaching import hold
from tests.components.conftest import client_of


async def ask(page, name, **payload):
    with client_of(page):
        return await offered()[name](page, payload)


def open_in(page, kind):
    return [each for each in client_of(page).elements.values() if isinstance(each, kind) and not each.is_deleted]


@pytest.fixture
async def said(office):
    files = [await hold(office.store, office.lea, name) for name in ("un <1>.png", "deux.pdf")]
    ids = [file.id for file in files]
    return (await office.store.messages.post(office.lea, office.bureau.id, "", (), "said", files=ids)).message


async def test_what_is_taken_out_is_asked_first_and_the_card_follows(office, page_of, said):
    page, (one, two) = page_of(office.lea), said.files
    await ask(page, "files-out", key=said.id)
    (card,) = open_in(page, FilesOut)
    assert "un &lt;1&gt;" in "".join(card._drawn.values())
    await ask(page, "take-file-out", key=said.id, takes=str(one.id))
    (sure,) = open_in(page, Sure)
    assert "un &lt;1&gt;.png" in "".join(sure._drawn.values())
    assert office.store.state.held(office.bureau.id, said.id).files == said.files
    assert await sure.submit({}, [], "") == {"done": True}
    assert office.store.state.held(office.bureau.id, said.id).files == (two,)
    async with asyncio.timeout(20):
        # What is left cannot be taken out: nothing else is there.
        while open_in(page, FilesOut):  # noqa: ASYNC110 - a task of its own fetches it
            await asyncio.sleep(0)


async def test_nobody_else_is_shown_it_and_nothing_that_is_not_there_is_asked_about(office, page_of, said):
    for by, takes in ((office.zoe, said.files[0].id), (office.lea, 1)):
        with pytest.raises(Forbidden):
            await ask(page_of(by), "take-file-out", key=said.id, takes=str(takes))
    with pytest.raises(Forbidden):
        await ask(page_of(office.zoe), "files-out", key=said.id)
    bare = (await office.store.messages.post(office.lea, office.bureau.id, "Rien", (), "bare")).message
    with pytest.raises(Refused, match="nothing else"):
        await ask(page_of(office.lea), "files-out", key=bare.id)
