"""The card of a member: who may change what, and that it follows them while it is open."""

from __future__ import annotations

import asyncio

from app.components.cards.member_card import MemberCard
from tests.components.conftest import client_of


def opened(page, member) -> MemberCard:
    with client_of(page):
        return MemberCard(page, member.id)


async def test_one_s_own_card_can_be_filled_in_and_another_s_only_read(office, page_of):
    page = page_of(office.zoe)
    own, other = opened(page, office.zoe), opened(page, office.karim)
    assert 'name="nickname"' in own._drawn["body"] and "My card" in own._drawn["head"]
    assert "change-image" in own._drawn["body"]
    assert 'name="nickname"' not in other._drawn["body"] and "change-image" not in other._drawn["body"]
    assert "message-member" in other._drawn["actions"] and "message-member" not in own._drawn["actions"]


async def test_an_administrator_may_change_any_card(office, page_of):
    card = opened(page_of(office.lea), office.zoe)
    assert await card.submit({"nickname": "Zoé B.", "note": ""}, [["nickname", "", "Zoé B."]], "submit") == {
        "done": True
    }
    assert office.store.members.get(office.zoe.id).nickname == "Zoé B."


async def test_whoever_may_not_change_a_card_changes_nothing_by_sending_its_form(office, page_of):
    card = opened(page_of(office.zoe), office.karim)
    touched = [["nickname", "", "Autre"], ["note", "", "Autre"]]
    answer = await card.submit({"nickname": "Autre", "note": "Autre"}, touched, "submit")
    assert answer.keys() == {"trouble"}
    assert office.store.members.get(office.karim.id).nickname == office.karim.nickname


async def test_an_administrator_who_is_none_any_more_can_fill_in_no_card_that_is_open(office, page_of):
    await office.store.members.set_role(office.lea, office.karim.id, "admin")
    card = opened(page_of(office.karim), office.zoe)
    assert 'name="nickname"' in card._drawn["body"]
    await office.store.members.set_role(office.lea, office.karim.id, "member")
    await asyncio.sleep(0)
    assert 'name="nickname"' not in card._drawn["body"]


async def test_a_name_a_note_and_an_image_that_change_elsewhere_show_in_an_open_card(office, page_of):
    card = opened(page_of(office.zoe), office.karim)
    await office.store.members.edit(office.karim, office.karim.id, nickname="Karim B.", note="En réunion")
    assert "Karim B." in card._drawn["head"]
    assert "En réunion" in card._drawn["body"]


async def test_an_open_card_says_who_is_there(office, page_of):
    card = opened(page_of(office.zoe), office.karim)
    assert "absent" in card._drawn["body"]
    office.store.presence.active(office.karim.id, "his tab")
    await asyncio.sleep(0)
    assert "connected" in card._drawn["body"]


async def test_what_is_refused_says_why_and_the_card_stays(office, page_of):
    card = opened(page_of(office.zoe), office.zoe)
    answer = await card.submit({"nickname": office.karim.nickname, "note": ""}, [["nickname", "", "Karim"]], "submit")
    assert answer.keys() == {"trouble"} and answer["trouble"]


async def test_the_card_of_a_page_whose_session_has_ended_is_told_nothing_more(office, page_of):
    page = page_of(office.zoe)
    card = opened(page, office.karim)
    page.tabs.dismiss(page.tab)
    await office.store.members.edit(office.karim, office.karim.id, nickname="Karim B.")
    await asyncio.sleep(0)
    assert "Karim B." not in card._drawn["head"]
    assert card.is_deleted
