"""The switcher: what it leads to, and that it names nothing that one may not know."""

from __future__ import annotations

import asyncio

import pytest

from app.components.cards.switcher import Going, Switcher, proposed
from app.store import Forbidden, drawer
from app.store.state import Canal
from tests.components.conftest import client_of


def names(office, member) -> list[str]:
    state = office.store.state
    found = proposed(state, member)
    return [drawer.called(state, member, each) if isinstance(each, Canal) else each.nickname for each in found]


def opened(page) -> Switcher:
    with client_of(page):
        return Switcher(page)


async def test_it_leads_to_one_s_canals_then_to_the_others(office):
    canals = [
        drawer.called(office.store.state, office.lea, each) for each in drawer.standing(office.store.state, office.lea)
    ]
    assert names(office, office.lea) == [*canals, "Karim", "Odile", "Zoé"]


async def test_a_canal_that_one_is_not_in_never_shows(office, page_of):
    assert office.direction.name in names(office, office.karim)
    assert office.direction.name not in names(office, office.zoe)
    card = opened(page_of(office.zoe))
    assert office.direction.name not in card._drawn["all"] and str(office.direction.id) not in card._drawn["all"]


async def test_it_goes_from_a_list_that_is_open_too(office, page_of):
    card = opened(page_of(office.karim))
    assert office.direction.name in card._drawn["all"]
    await office.store.canals.remove(office.lea, office.direction.id, office.karim.id)
    await asyncio.sleep(0)
    assert office.direction.name not in card._drawn["all"]


async def test_a_conversation_of_two_is_the_other_person(office):
    await office.store.canals.direct(office.lea, [office.karim.id])
    assert names(office, office.lea).count("Karim") == 1
    await office.store.canals.direct(office.lea, [office.karim.id, office.zoe.id])
    assert names(office, office.lea)[-1] == "Karim, Zoé"


async def test_whose_account_is_closed_is_found_by_what_was_said_with_them_alone(office):
    await office.store.canals.direct(office.lea, [office.odile.id])
    await office.store.members.deactivate(office.lea, office.odile.id)
    assert names(office, office.lea).count("Odile") == 1
    assert "Odile" not in names(office, office.karim)


async def test_what_is_archived_stands_last(office):
    await office.store.canals.archive(office.lea, office.direction.id)
    assert names(office, office.lea)[-1] == office.direction.name


async def test_going_to_a_canal_opens_it_for_whoever_is_in_it_alone(office, page_of):
    page = page_of(office.karim)
    await Going(page).go(office.direction.id)
    assert list(page.effects()) == [["close"], ["open", office.direction.id]]
    with pytest.raises(Forbidden):
        await Going(page_of(office.zoe)).go(office.direction.id)
