"""The card of a canal: what it shows, what it saves, and that it hears what others change meanwhile."""

from __future__ import annotations

import asyncio

import pytest

from app.components.cards.canal_card import CanalCard
from app.components.cards.card import Form
from app.store import Forbidden
from app.store.feed import CanalChanged
from tests.components.conftest import client_of


@pytest.fixture
def card_of(page_of):
    def made(member, canal) -> CanalCard:
        page = page_of(member)
        with client_of(page):
            return CanalCard(page, canal.id)

    return made


async def test_saving_leaves_a_closed_account_in_the_canal_for_when_it_opens_again(office, card_of):
    store, lea, karim, zoe = office.store, office.lea, office.karim, office.zoe
    canal = await store.canals.create(lea, "À trois", kind="private", members=[karim.id, zoe.id])
    await store.members.deactivate(lea, karim.id)
    card = card_of(lea, canal)
    await card.submit({"member": [], "level": "all"}, [["member", str(zoe.id), False]], "submit")
    assert {member.id for member in store.canals.members(lea, canal.id)} == {lea.id}
    await store.members.reactivate(lea, karim.id)
    assert {member.id for member in store.canals.members(lea, canal.id)} == {lea.id, karim.id}


async def test_whoever_somebody_else_brings_in_meanwhile_stays(office, card_of):
    store, lea, karim, zoe = office.store, office.lea, office.karim, office.zoe
    canal = await store.canals.create(lea, "À deux", kind="private", members=[karim.id])
    card = card_of(lea, canal)
    await store.canals.add(lea, canal.id, zoe.id)
    await card.submit({"member": [str(karim.id)], "level": "none"}, [["level", "none", True]], "submit")
    assert list(card.page.effects()) == []
    await card.submit({"member": [], "level": "none"}, [["member", str(karim.id), False]], "submit")
    assert {member.id for member in store.canals.members(lea, canal.id)} == {lea.id, zoe.id}
    assert list(card.page.effects()) == [["aloud", "Taken out: Karim"]]


async def test_what_one_did_not_touch_stays_as_somebody_else_has_made_it(office, card_of):
    card = card_of(office.lea, office.bureau)
    await office.store.canals.edit(office.karim, office.bureau.id, name="Le bureau")
    answer = await card.submit(
        {"name": "Bureau", "topic": "Ce midi", "level": "none"}, [["topic", "", "Ce midi"]], "submit"
    )
    assert answer == {"done": True}
    canal = office.store.state.canals[office.bureau.id]
    assert (canal.name, canal.topic) == ("Le bureau", "Ce midi")


async def test_what_the_canal_is_for_is_said_in_its_card_and_what_is_too_long_is_told_there(office, card_of):
    card = card_of(office.karim, office.bureau)
    fields = {"name": "Tout le bureau", "topic": "", "description": "Pour\r\ntous", "level": "all"}
    assert await card.submit(fields, [["description", "", "Pour\r\ntous"]], "submit") == {"done": True}
    assert office.store.state.canals[office.bureau.id].description == "Pour\ntous"
    long = "é" * 1001
    answer = await card.submit({**fields, "description": long}, [["description", "", long]], "submit")
    assert answer == {"trouble": {"description": "A description has at most 1000 characters."}}


async def test_an_open_card_shows_the_name_that_somebody_else_gives_the_canal(office, card_of):
    card = card_of(office.lea, office.bureau)
    before = dict(card._drawn)
    await office.store.canals.edit(office.karim, office.bureau.id, name="Le grand bureau")
    changed = {name for name, html in card._drawn.items() if html != before[name]}
    assert changed == {"head", "body"}
    assert "Le grand bureau" in card._drawn["head"]


async def test_an_open_card_hears_nothing_of_another_canal_and_nothing_once_it_is_closed(office, card_of):
    card = card_of(office.lea, office.bureau)
    before = dict(card._drawn)
    await office.store.canals.create(office.lea, "Ailleurs")
    assert card._drawn == before
    await card.closed()
    await office.store.canals.edit(office.karim, office.bureau.id, name="Trop tard")
    assert card._drawn == before


async def test_leaving_takes_two_presses_and_the_first_says_why(office, card_of):
    canal = await office.store.canals.create(office.lea, "À deux", kind="private", members=[office.karim.id])
    card = card_of(office.karim, canal)
    assert "bring you back" in str(await card.submit({}, [], "leave"))
    assert office.karim.id in office.store.state.canals[canal.id].joined
    assert await card.submit({}, [], "leave") == {"done": True}
    assert office.karim.id not in office.store.state.canals[canal.id].joined


async def test_the_card_of_a_canal_that_is_not_theirs_does_not_open(office, card_of):
    canal = await office.store.canals.create(office.lea, "À part", kind="private")
    with pytest.raises(Forbidden):
        card_of(office.zoe, canal)


def test_a_form_is_read_as_what_it_should_hold():
    done = [["name", "", 7], 3, ["member", "3", True], ["member", "4", False], ["member", [], True], ["one"]]
    form = Form({"name": 7, "member": ["3", "x", 4], "one": "5"}, done)
    assert form.ticked("member") == {3: True, 4: False}
    assert form.text("name") == "" and form.touched("name") == "" and form.touched("one") is None
    assert form.ids("member") == [3] and form.ids("one") == [5] and form.ids("none") == []


@pytest.fixture
def drawings(monkeypatch) -> list[int]:
    """The canals whose cards were drawn."""
    drawn: list[int] = []
    render = CanalCard.render

    def counted(card):
        drawn.append(card.id_of_canal)
        return render(card)

    monkeypatch.setattr(CanalCard, "render", counted)
    return drawn


async def test_who_is_renamed_changes_the_cards_that_name_them_and_no_others(office, card_of, drawings):
    direct = await office.store.canals.direct(office.zoe, [office.karim.id])
    cards = [card_of(office.zoe, canal) for canal in (office.bureau, direct)]
    drawings.clear()
    await office.store.members.edit(office.karim, office.karim.id, nickname="Karim B.")
    assert drawings == [direct.id]
    assert "Karim B." in cards[1]._drawn["body"]


async def test_however_much_changes_at_once_a_card_is_drawn_once(office, card_of, drawings):
    card = card_of(office.lea, office.direction)
    drawings.clear()
    publish, changed = office.store.feed.publish, CanalChanged(office.direction.id)
    publish([changed])
    publish([changed, changed])
    await asyncio.sleep(0)
    assert drawings == [office.direction.id]
    publish([changed])
    card.delete()
    await asyncio.sleep(0)
    assert drawings == [office.direction.id], "one that has ended draws nothing more"
