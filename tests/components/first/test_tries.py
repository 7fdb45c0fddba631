"""What to try in a canal where nothing has been said: other things in each kind of canal."""

from __future__ import annotations

import re
from html import unescape

import pytest

from app.components.asking import ask
from app.components.cards.canal_card import CanalCard
from app.components.first.this_canal import ThisCanal
from app.components.first.tries import LEADS, THIS_CANAL, tries
from app.components.window.canal_facts import CanalFacts
from app.components.window.chat_log import shell
from app.locale import catalogue
from app.store import Forbidden
from tests.components.conftest import client_of

EN, FR = catalogue("en"), catalogue("fr")


def pressed(how: str, words=EN) -> list[str]:
    """The buttons that are there while a canal is so."""
    (found,) = (each for each in map(str, tries(words)) if f'data-when="{how}"' in each)
    return [re.sub(r"<[^>]+>", "", each) for each in re.findall(r"<button.*?</button>", unescape(found))]


@pytest.fixture
def how(office):
    """`how(member, canal)` is what their facts say of it."""
    facts = CanalFacts(office.store, lambda member_id: "connected")

    def told(member, canal):
        facts.draw_anew()
        return facts.of(member, office.store.state.canals[canal.id], EN)["begins"]

    return told


async def test_each_kind_of_canal_is_known_by_its_facts(office, how):
    direct = await office.store.canals.direct(office.lea, [office.zoe.id])
    assert [how(office.lea, each) for each in (office.bureau, office.direction, direct)] == [
        "open",
        "private",
        "direct",
    ]
    await office.store.canals.archive(office.lea, office.direction.id, True)
    assert how(office.lea, office.direction) == "archived"


async def test_whoever_is_alone_has_nobody_to_greet(office, how):
    for member in (office.karim, office.zoe, office.odile):
        await office.store.members.deactivate(office.lea, member.id)
    assert (how(office.lea, office.bureau), how(office.lea, office.direction)) == ("alone", "private")
    await office.store.members.reactivate(office.lea, office.zoe.id)
    assert how(office.lea, office.bureau) == "open"


def test_two_or_three_things_may_be_tried_in_each_and_none_in_an_archived_one():
    assert {each: pressed(each) for each in LEADS} == {
        "open": ["Hello everyone!", "Here we will talk about", "Give it a topic"],
        "private": ["Hello! Here we are among ourselves.", "What do you think of", "Add somebody"],
        "direct": ["Hello!", "Do you have five minutes?"],
        "alone": ["Welcome, everyone!", "Here we will talk about", "Invite colleagues"],
        "archived": [],
    }
    assert pressed("direct", FR) == ["Bonjour\u00a0!", "As-tu cinq minutes\u00a0?"]


def test_each_way_in_which_a_canal_may_be_has_a_style():
    html = shell(EN, "newest-last")
    assert set(re.findall(r'data-when="(\w+)"', html)) == set(LEADS)
    assert 'data-fact-data-is-of="begins"' in html


async def test_the_card_of_what_is_open_opens_by_one_press(office, page_of):
    page = page_of(office.lea)
    assert THIS_CANAL in ThisCanal.offers
    with client_of(page):
        page.tab.canal_id = office.direction.id
        await ask(ThisCanal(page), "this_canal", {})
        await ask(ThisCanal(page), "this_canal", {"key": office.bureau.id})
    cards = [each for each in client_of(page).elements.values() if isinstance(each, CanalCard)]
    assert [card.canal.id for card in cards] == [office.direction.id, office.bureau.id]


async def test_the_card_of_a_canal_that_is_not_theirs_does_not(office, page_of):
    page = page_of(office.zoe)
    with client_of(page):
        for given in ({"key": office.direction.id}, {}):
            with pytest.raises(Forbidden):
                await ask(ThisCanal(page), "this_canal", given)
