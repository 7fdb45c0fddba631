"""A new colleague is greeted once."""

from __future__ import annotations

from html import unescape

import pytest

from app.components.asking import ask
from app.components.first.greeting import Greeting
from app.components.first.meeting import meet
from app.store import composed
from app.store.newcomers import first_canal
from tests.components.conftest import client_of

PASSWORD = "moustaches et croquettes"


@pytest.fixture
async def nour(office):
    """Somebody who has just come by an invitation."""
    invite = await office.store.invites.standing(office.lea)
    return await office.store.invites.join(invite.code, "nour", "Nour & Cie", PASSWORD)


@pytest.fixture
def greeting(page_of):
    def shown(member, lang="en"):
        page = page_of(member, lang)
        with client_of(page):
            meet(page)
        return next((each for each in client_of(page).elements.values() if isinstance(each, Greeting)), None)

    return shown


async def test_they_are_greeted_by_name_and_told_three_things(greeting, nour):
    html = "".join(greeting(nour)._draw().values())
    assert "Welcome, Nour &amp; Cie!" in html
    assert html.count("<li>") == 3
    assert 'data-action="change-image"' in html and 'data-send="hello"' in html
    assert "Bienvenue, Nour & Cie\u00a0!" in unescape("".join(greeting(nour, "fr")._draw().values()))


async def test_a_page_that_nobody_looks_at_greets_nobody(office, greeting, nour):
    assert greeting(nour)
    assert office.store.newcomers.is_to_be_greeted(nour)
    assert greeting(nour)


async def test_once_a_browser_shows_it_they_are_greeted_on_no_other_page(office, greeting, nour):
    panel = greeting(nour)
    await panel._greeted()
    assert greeting(nour) is None
    # It stays where it shows, until they have read it.
    assert not panel.is_deleted


async def test_hello_stands_where_one_writes_for_them_to_send(office, greeting, nour):
    panel, store = greeting(nour), office.store
    canal = first_canal(store.state)
    await ask(panel, "hello", {})
    assert composed.read(store.drafts.at(nour, canal.id).content)["text"] == "Hello everyone, Nour & Cie here!"
    assert ["open", canal.id] in list(panel.page.effects())
    assert panel.is_deleted
    told = store.messages.newest(nour, canal.id).messages
    assert [each for each in told if not each.event] == []


async def test_what_they_have_begun_to_write_stays(office, greeting, nour):
    panel, store = greeting(nour), office.store
    canal = first_canal(store.state)
    begun = {"text": "Une question", "to": [], "half": "", "card": None}
    await store.drafts.keep(nour, canal.id, begun, 0)
    await ask(panel, "hello", {})
    assert composed.read(store.drafts.at(nour, canal.id).content)["text"] == "Une question"


async def test_who_has_been_here_for_long_is_not_greeted(office, greeting):
    assert [greeting(member) for member in (office.lea, office.zoe)] == [None, None]
