"""The inbox's card, live while it is open, and the count at its button."""

from __future__ import annotations

import asyncio
import json
import re
from itertools import count

import pytest
from nicegui import Client

from app.components.asking import offered
from app.components.cards import inbox
from app.components.cards.inbox import InboxCard
from app.components.window.inbox_facts import INBOX, inbox_facts
from app.locale import catalogue
from app.store import Refused, received
from tests.changing import alter, remove
from tests.components.conftest import client_of

NONCES = count(1)
FR, EN = catalogue("fr"), catalogue("en")


async def tell(office, *to, text="Psst", by=None, canal=None) -> int:
    by, canal = by or office.lea, canal or office.bureau
    circle, nonce = [each.id for each in to], f"n{next(NONCES)}"
    return (await office.store.messages.post(by, canal.id, text, circle, nonce)).message.id


async def opened(page) -> InboxCard:
    with client_of(page):
        await offered()["inbox"](page, {})
    *_, card = (each for each in client_of(page).elements.values() if isinstance(each, InboxCard))
    return card


async def settled(card) -> InboxCard:
    """Once it has followed what changed."""
    await asyncio.sleep(0)
    if card._fetching is not None:
        await card._fetching
    return card


def listed(card) -> list[tuple[int, bool]]:
    """The messages that its rows lead to, and which show as new."""
    rows = re.findall(r'data-new="(\w+)"><button[^>]*data-action="go-to-message" data-key="(\d+)"', card._drawn["body"])
    return [(int(key), new == "true") for new, key in rows]


def counted(office, member, words=EN) -> tuple[str, str]:
    facts = inbox_facts(office.store, member, words)[INBOX]
    return str(facts["n"]), str(facts["label"])


async def test_it_shows_what_one_has_received_and_what_of_it_is_new(office, page_of):
    first = await tell(office, office.zoe, text="Le **devis**")
    assert counted(office, office.zoe) == ("1", "Inbox, 1 new")
    card = await opened(page_of(office.zoe))
    assert listed(card) == [(first, True)]
    assert "Le devis" in card._drawn["body"]
    assert f'data-fact="m{office.lea.id}.name"' in card._drawn["body"], "under the name that they have now"
    assert counted(office, office.zoe) == ("", "Inbox")
    await card.closed()
    second = await tell(office, office.zoe)
    assert listed(await opened(page_of(office.zoe))) == [(second, True), (first, False)]


async def test_who_is_named_in_it_bears_todays_name(office, page_of):
    await tell(office, office.zoe, text="Et @zoé, @tous ?")
    card = await opened(page_of(office.zoe))
    assert f'Et @<bdi data-fact="m{office.zoe.id}.name"></bdi>, @tous ?' in card._drawn["body"]


async def test_while_it_is_open_it_follows_what_happens(office, page_of):
    card = await opened(page_of(office.zoe))
    assert "Nothing here yet." in card._drawn["body"]
    said = await tell(office, office.zoe)
    assert listed(await settled(card)) == [(said, True)]
    await alter(office.store, said, html="<p>Autrement</p>")
    assert "Autrement" in (await settled(card))._drawn["body"]
    await alter(office.store, said, gone=True)
    assert listed(await settled(card)) == []
    await alter(office.store, said, gone=False)
    assert listed(await settled(card)) == [(said, True)]
    await remove(office.store, said)
    assert listed(await settled(card)) == []


async def test_what_comes_while_it_is_open_is_looked_at_when_it_closes(office, page_of):
    card = await opened(page_of(office.zoe))
    await tell(office, office.zoe)
    assert counted(office, office.zoe)[0] == "1"
    await settled(card)
    await card.closed()
    assert counted(office, office.zoe)[0] == ""


async def test_of_a_canal_that_one_is_taken_out_of_nothing_stays_in_an_open_one(office, page_of):
    await tell(office, office.karim, text="Entre nous", canal=office.direction)
    card = await opened(page_of(office.karim))
    assert "Entre nous" in card._drawn["body"]
    await office.store.canals.remove(office.lea, office.direction.id, office.karim.id)
    assert "Entre nous" not in (await settled(card))._drawn["body"]


async def test_what_others_receive_does_not_stir_it(office, page_of):
    card = await opened(page_of(office.zoe))
    await tell(office, office.karim)
    assert (await settled(card))._fetching is None


async def test_older_ones_come_on_demand_and_one_finds_back(office, page_of, monkeypatch):
    monkeypatch.setattr(received, "HELD", 1)
    monkeypatch.setattr(office.store.inbox.page.__func__, "__defaults__", (2**53 - 1, 2))
    said = [await tell(office, office.zoe) for _ in range(5)][::-1]
    page = page_of(office.zoe)
    card = await opened(page)
    shown = [[key for key, _ in listed(card)]]
    for way in ("older", "older", "older", "newer"):
        await offered()[f"{way}-received"](page, {})
        shown.append([key for key, _ in listed(card)])
    assert shown == [said[:2], said[2:4], said[4:], said[4:], said[2:4]]


async def test_what_cannot_be_kept_as_looked_at_opens_all_the_same(office, page_of, monkeypatch):
    async def refuse(*_):
        raise Refused("The disk is full: nothing can be saved until there is room again.")

    said = await tell(office, office.zoe)
    monkeypatch.setattr(office.store.inbox, "look", refuse)
    assert listed(await opened(page_of(office.zoe))) == [(said, True)]


async def test_it_opens_again_by_its_name(office, page_of):
    card = await opened(page_of(office.zoe))
    assert json.loads(card._props["again"]) == ["inbox", {}]


async def test_a_page_forgets_it_when_it_is_closed(office, page_of):
    page = page_of(office.zoe)
    card = await opened(page)
    await card.closed()
    await tell(office, office.zoe)
    await asyncio.sleep(0)
    assert not [each for each in Client.instances[page.tab.id].elements.values() if isinstance(each, InboxCard)]


@pytest.mark.parametrize("kind", inbox.WHAT)
def test_each_reason_is_said_in_both_languages(kind):
    _, said = inbox.WHAT[kind]
    assert FR(said) != EN(said)


async def test_beyond_a_hundred_it_is_not_counted(office):
    for _ in range(105):
        await tell(office, office.zoe)
    assert counted(office, office.zoe, FR) == ("99+", "Reçus, 99+ nouveaux")


async def test_a_page_that_does_not_come_leaves_the_one_that_shows_and_its_ways(office, page_of, monkeypatch):
    async def refuse(*_):
        raise Refused("The disk is full: nothing can be saved until there is room again.")

    monkeypatch.setattr(office.store.inbox.page.__func__, "__defaults__", (2**53 - 1, 2))
    said = [await tell(office, office.zoe) for _ in range(3)][::-1]
    page = page_of(office.zoe)
    card = await opened(page)
    with monkeypatch.context() as broken:
        broken.setattr(office.store.inbox, "page", refuse)
        with pytest.raises(Refused):
            await offered()["older-received"](page, {})
    assert [key for key, _ in listed(card)] == said[:2]
    await offered()["older-received"](page, {})
    assert [key for key, _ in listed(card)] == said[2:]
    await offered()["newer-received"](page, {})
    assert [key for key, _ in listed(card)] == said[:2]
