"""A message's menu, what whoever edits it is told, and the card of what it said before, without a browser."""

from __future__ import annotations

import re

import pytest

from app.components.asking import offered
from app.components.cards.history import History
from app.components.window.editing import Editing
from app.components.window.message_bar import MENU
from app.components.window.message_menu import MessageMenu
from app.store import Forbidden, Refused
from tests.attaching import hold
from tests.changing import alter
from tests.components.conftest import client_of

IN_THE_BROWSER = {"copy", "reply"}
"""What the kit does by itself."""


@pytest.fixture
def say(office):
    async def say(by, text="Bonjour", to=(), canal=None):
        circle, nonce = [member.id for member in to], f"{by.login}-{text}"
        return (await office.store.messages.post(by, (canal or office.bureau).id, text, circle, nonce)).message

    return say


async def deeds(page, message) -> list[str]:
    menu = (await MessageMenu(page).message_menu(message.id))["menu"]
    return re.findall(r'data-do="([\w-]+)"', menu)


async def test_a_menu_offers_what_whoever_looks_may_do(office, page_of, say):
    said = await say(office.zoe)
    all_may, copies = ["react", "reply"], ["copy-text", "copy-link", "mark-unread", "remind", "pin"]
    edit, delete = ["edit"], ["delete"]
    assert await deeds(page_of(office.zoe), said) == [*all_may, *edit, *copies, *delete]
    assert await deeds(page_of(office.karim), said) == [*all_may, *copies]
    await office.store.edits.edit(office.zoe, said.id, "Bonsoir", "e")
    assert await deeds(page_of(office.zoe), said) == [*all_may, *edit, *copies, "history", *delete]
    assert await deeds(page_of(office.lea), said) == [*all_may, *copies, "history", *delete], "she administers"
    assert await deeds(page_of(office.karim), said) == [*all_may, *copies]


async def test_a_message_that_holds_one_file_offers_to_keep_it_and_of_several_each_says_so_itself(office, page_of):
    async def holding(n: int):
        files = [await hold(office.store, office.lea, f"{each}.png") for each in range(n)]
        ids = [file.id for file in files]
        posted = await office.store.messages.post(office.lea, office.bureau.id, "", (), f"holds-{n}", files=ids)
        return posted.message, files

    (one, (file,)), (several, _) = await holding(1), await holding(2)
    page = page_of(office.zoe)
    assert {"download", "copy-file-link"} <= set(await deeds(page, one))
    assert "copy-text" not in await deeds(page, one)
    assert not {"download", "copy-file-link"} & set(await deeds(page, several))
    menu = (await MessageMenu(page).message_menu(one.id))["menu"]
    assert f'href="/files/{file.id}" download="0.png"' in menu
    assert f'href="./files/{file.id}" data-action="copy"' in menu


async def test_a_file_may_be_taken_out_of_ones_own_message_that_holds_something_else(office, page_of):
    async def holding(n: int, text: str):
        ids = [(await hold(office.store, office.lea)).id for _ in range(n)]
        posted = await office.store.messages.post(office.lea, office.bureau.id, text, (), f"{n}{text}", files=ids)
        return posted.message

    for n, text, offered_ in ((0, "Rien", False), (1, "", False), (1, "Voila", True), (2, "", True)):
        said = await holding(n, text)
        assert ("files-out" in await deeds(page_of(office.lea), said)) is offered_
        assert "files-out" not in await deeds(page_of(office.zoe), said)


async def test_where_nothing_more_is_said_a_menu_offers_what_is_to_be_read_only(office, page_of, say):
    said = await say(office.lea)
    await office.store.canals.archive(office.lea, office.bureau.id)
    menu = (await MessageMenu(page_of(office.lea)).message_menu(said.id))["menu"]
    assert not {"edit", "react", "reply"} & set(re.findall(r'data-do="([\w-]+)"', menu))
    assert 'data-do="copy-link"' in menu


async def test_a_menu_offers_nothing_that_nobody_does(office, page_of, say):
    menu = (await MessageMenu(page_of(office.lea)).message_menu((await say(office.lea)).id))["menu"]
    asked = set(re.findall(r'data-action="([\w-]+)"', menu))
    assert asked - IN_THE_BROWSER <= set(offered())
    assert MENU in offered()


async def test_a_menu_of_what_one_may_not_read_is_refused(office, page_of, say):
    aside = await say(office.lea, to=[office.karim])
    with pytest.raises(Forbidden):
        await MessageMenu(page_of(office.zoe)).message_menu(aside.id)


async def test_whoever_edits_is_given_the_text_as_typed_in_its_circle(office, page_of, say):
    aside = await say(office.lea, "**Psst**", to=[office.karim])
    page = page_of(office.lea)
    for asking in (Editing(page).edit(aside.id), Editing(page).edit_last(office.bureau.id)):
        await asking
        ((name, place, told),) = page.effects()
        assert (name, place) == ("edit", office.bureau.id)
        assert "Edit the message" in told.pop("shown")
    assert told == {"key": aside.id, "version": 0, "text": "**Psst**", "to": (office.karim.id,)}


async def test_whoever_said_nothing_there_edits_nothing(office, page_of, say):
    await say(office.lea)
    page = page_of(office.zoe)
    await Editing(page).edit_last(office.bureau.id)
    assert list(page.effects()) == []


async def test_whoever_edits_is_told_what_becomes_of_it_meanwhile(office, page_of, say):
    said, second = await say(office.lea), await say(office.lea, "Re-bonjour")
    editing = Editing(page_of(office.lea))

    async def told(text: str) -> tuple[str, object]:
        found = await editing.editing(said.id, 0, text)
        return re.sub("<[^>]+>", " ", str(found["shown"])).split("Edit the message")[1].strip(), found["lost"]

    assert await told("Bonjour, moi") == ("", "")
    saved = await editing.save_edit(said.id, "Bonsoir", "e")
    assert saved["version"] == office.store.state.held(office.bureau.id, said.id).edited
    news, lost = await told("Bonjour, moi")
    assert ("elsewhere" in news, lost) == (True, "")
    assert await editing.editing(said.id, 0, "Bonsoir ") == {"saved": True}
    await alter(office.store, said.id, gone=True)
    gone = "This message has been deleted; what you wrote is kept."
    assert await told("Bonjour, moi") == (gone, gone)
    with pytest.raises(Refused, match="delete the message instead"):
        await editing.save_edit(second.id, " ", "g")
    with pytest.raises(Forbidden, match=gone):
        await editing.save_edit(said.id, "Bonjour, moi", "f")


async def test_whoever_edits_is_told_the_same_once_nothing_can_bring_it_back(office, page_of, say):
    said = await say(office.lea)
    told = await Editing(page_of(office.lea)).editing(said.id + 1, 0, "Bonjour, moi")
    assert told["lost"] == "This message has been deleted; what you wrote is kept."


async def read(card) -> str:
    await card._reading
    return "".join(card._drawn.values())


async def test_a_history_shows_each_text_as_it_was_typed_and_hears_of_the_next(office, page_of, say):
    said = await say(office.lea, "<b>Un</b>")
    await office.store.edits.edit(office.lea, said.id, "Deux", "e")
    page = page_of(office.lea)
    with client_of(page):
        card = History(page, said.id)
    assert re.findall(r'dir="auto">(.*?)</div>', await read(card)) == ["Deux", "&lt;b&gt;Un&lt;/b&gt;"]
    await office.store.edits.edit(office.lea, said.id, "Trois", "f")
    card.renew()
    assert "Trois" in await read(card)
    await alter(office.store, said.id, gone=True)
    card.renew()
    await card._reading
    assert card.is_deleted


async def test_a_history_that_is_not_for_them_shows_nothing_and_goes(office, page_of, say):
    said = await say(office.lea, "Un")
    await office.store.edits.edit(office.lea, said.id, "Deux", "e")
    page = page_of(office.zoe)
    with client_of(page):
        card = History(page, said.id)
    shown = await read(card)
    assert "Un" not in shown
    assert card.is_deleted
