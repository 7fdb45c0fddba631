"""The switcher: what it leads to, and that it names nothing that one may not know."""

from __future__ import annotations

import asyncio
import re

import pytest
from htpy import span

from app.components.cards.people import found
from app.components.cards.switcher import Going, Switcher, proposed
from app.components.forms import Person, picks
from app.components.window import canal_drawer
from app.locale import catalogue
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


async def test_wherever_one_finds_by_a_name_it_says_how_many_that_leaves_in_one_s_language(office, page_of):
    def said(html) -> list[str]:
        region = re.search(r'<div class="drawn nothing left">.*?<p role="status"([^>]*)></p>', html)[1]
        return re.findall(r'data-(?:none|one|many)="([^"]+)"', region)

    card = opened(page_of(office.zoe, "fr"))
    assert said(card._drawn["all"]) == ["Aucun canal ni personne de ce nom", "{n} résultat", "{n} résultats"]
    assert said(canal_drawer._shell(catalogue("fr"), False)) == ["Aucun canal de ce nom", "{n} canal", "{n} canaux"]
    assert said(str(found(catalogue("fr")))) == ["Personne de ce nom.", "{n} membre", "{n} membres"]
    assert said(str(found(catalogue("en"))))[1:] == ["{n} member", "{n} members"]
    people = [Person(n, "Léa", "", span) for n in range(9)]
    assert said(str(picks("Membres", "member", people, find="Chercher", found=found(catalogue("fr")))))
