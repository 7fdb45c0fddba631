"""Whom a message may be for: who can be chosen, and who is proposed."""

from __future__ import annotations

import json

import pytest

from app.components.window import circle
from app.components.window.canal_facts import CanalFacts
from app.components.window.composer import Writing
from app.components.wire.ops import to_json
from app.locale import catalogue
from app.store import Forbidden

FR = catalogue("fr")


def names(office, member, canal, begun="", chosen=()) -> list[str]:
    return [each.nickname for each in circle.proposed(office.store.state, member, canal, begun, chosen)]


async def hire(office, *nicknames):
    for number, nickname in enumerate(nicknames):
        await office.store.members.create(f"hired-{number}", nickname)


@pytest.mark.parametrize(
    ("begun", "found"),
    [
        ("ka", ["Karim"]),
        ("ZO", ["Zoé"]),
        ("zoe", ["Zoé"]),
        ("HÉL", ["Hélène"]),
        ("helene d", []),
        ("rou", ["Jean-Baptiste Roux"]),
        ("bap", ["Jean-Baptiste Roux"]),
        ("jean-b", ["Jean-Baptiste Roux"]),
        ("hired", []),
        ("lea", []),
        ("arim", []),
        ("?", []),
        ("x" * 1_000_000, []),
        ("", ["Hélène", "Jean-Baptiste Roux", "Karim", "Odile", "Zoé"]),
    ],
)
async def test_those_are_proposed_whose_name_has_a_word_that_begins_so(office, begun, found):
    await hire(office, "Hélène", "Jean-Baptiste Roux")
    assert names(office, office.lea, office.bureau, begun) == found


async def test_only_those_in_the_canal_are_and_nobody_twice(office):
    assert names(office, office.lea, office.direction) == ["Karim"]
    assert names(office, office.lea, office.bureau, chosen=[office.karim.id]) == ["Odile", "Zoé"]


async def test_as_people_count_and_no_more_than_fit(office):
    await hire(office, *(f"Poste {n}" for n in range(12, 0, -1)))
    assert names(office, office.lea, office.bureau, "poste") == [f"Poste {n}" for n in range(1, 9)]


async def test_whoever_has_gone_is_not_proposed_and_cannot_be_chosen(office):
    await office.store.members.deactivate(office.lea, office.zoe.id)
    assert "Zoé" not in names(office, office.lea, office.bureau)
    assert circle.circle_told(office.store.state, office.bureau) == f"all -{office.zoe.id}"


async def test_a_private_canal_names_those_in_it_and_a_pair_nobody(office):
    state = office.store.state
    assert circle.circle_told(state, office.direction) == f"{office.lea.id} {office.karim.id}"
    pair = await office.store.canals.direct(office.lea, [office.zoe.id])
    assert circle.circle_told(state, pair) == circle.NOBODY
    assert names(office, office.lea, pair) == []
    three = await office.store.canals.direct(office.lea, [office.zoe.id, office.odile.id])
    assert names(office, office.lea, three) == ["Odile", "Zoé"]


async def test_an_option_shows_a_name_as_it_is(office):
    await hire(office, "<b>Ada")
    [ada] = circle.proposed(office.store.state, office.lea, office.bureau, "<b", [])
    assert "&lt;b&gt;Ada" in circle.options([ada])
    assert circle.options([]) == ""


async def test_a_page_asks_whom_it_may_name(office, page_of):
    writing = Writing(page_of(office.lea))
    answer = await writing.propose(office.direction.id, "", [])
    assert f'data-key="{office.karim.id}"' in answer["html"]
    assert await writing.propose(office.direction.id, "", [office.karim.id]) == {"html": ""}
    with pytest.raises(Forbidden):
        await Writing(page_of(office.zoe)).propose(office.direction.id, "", [])


async def test_the_field_says_where_one_writes_or_that_one_may_not(office):
    facts = CanalFacts(office.store, lambda member_id: "absent")
    told = facts.of(office.lea, office.direction, FR)
    assert (told["ask"], told["closed"]) == ("Écrire dans Direction", "")
    await office.store.canals.archive(office.lea, office.direction.id, True)
    told = facts.of(office.lea, office.store.state.canals[office.direction.id], FR)
    assert told["closed"]
    assert "archivé" in told["ask"]


async def test_a_page_that_opens_is_told_that_nobody_can_be_chosen_in_a_pair(office, page_of):
    pair = await office.store.canals.direct(office.lea, [office.zoe.id])
    page = page_of(office.lea)
    told = json.loads(to_json(page.wire.facts.whole(page.member, "fr")))["told"]
    assert told[f"c{pair.id}"]["circle"] == circle.NOBODY
