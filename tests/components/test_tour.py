"""The tour, without a browser: to whom it is offered, what is done at each step, and what it shows and says of that."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from app.components.asking import ask
from app.components.cards.switcher import Going
from app.components.tour import tour
from app.components.tour.steps import ASIDE, INVITE, INVITED, TOUR, step_of
from app.components.tour.tour import Guided, Touring
from app.locale import catalogue
from app.store.habits import STEPS
from app.store.layouts import FIRST
from tests.components.conftest import client_of

SHEET = Path(__file__).parents[2] / "assets/css/tour.css"


async def settled(store):
    """What is in the writer's row by now is written."""
    await store.office.rename(None, "Maison Perrin")


async def begun(store, member, step=1):
    await store.tours.begin(member)
    for passed in range(1, step):
        await store.tours.go_on(member, passed)


def step(store, member):
    return store.tours.of(member).step


def shown(page, where="window"):
    with client_of(page):
        return Guided(page, where)


async def leave_alone(office):
    """All but Léa's accounts are closed."""
    for member in office.members[1:]:
        await office.store.members.deactivate(office.lea, member.id)


# To whom it is offered


async def test_it_is_offered_to_whoever_is_alone_in_the_office(office, page_of):
    page = page_of(office.lea)
    assert not tour.is_due(page)
    await leave_alone(office)
    assert tour.is_due(page)
    assert "Shall I show you round?" in shown(page)._drawn["card"]


async def test_it_is_offered_by_name_as_long_as_nobody_else_has_a_page_open(office, page_of):
    await office.store.tours.offer(office.lea)
    page, other_tab = page_of(office.lea), page_of(office.lea)
    assert tour.is_due(page) and tour.is_due(other_tab)
    page_of(office.karim)
    assert not tour.is_due(page)


async def test_who_declines_is_not_asked_again_and_may_ask_for_it(office, page_of):
    await leave_alone(office)
    page = page_of(office.lea)
    card = shown(page)
    await ask(Touring(page), "close", {})
    await asyncio.sleep(0)
    assert (card._drawn, tour.is_due(page)) == ({}, False)
    await ask(Touring(page), "begin", {})
    await asyncio.sleep(0)
    assert "Say something" in card._drawn["card"]


async def test_it_waits_until_a_new_colleague_has_been_greeted(office, page_of):
    invite = await office.store.invites.create(office.lea)
    nour = await office.store.invites.join(invite.code, "nour", "Nour", "un mot de passe du bureau")
    await office.store.tours.offer(nour)
    page = page_of(nour)
    assert not tour.is_due(page)
    await office.store.newcomers.meet(nour)
    assert tour.is_due(page)


async def test_once_begun_it_is_in_every_page_until_it_is_closed(office, page_of):
    await begun(office.store, office.zoe, 3)
    page_of(office.karim)
    assert tour.is_due(page_of(office.zoe))
    await office.store.tours.close(office.zoe)
    assert not tour.is_due(page_of(office.zoe))


async def test_asked_for_twice_it_is_in_the_page_once(office, page_of):
    page = page_of(office.zoe)
    for _ in range(2):
        with client_of(page):
            await ask(Touring(page), "begin", {})
    assert len([each for each in client_of(page).elements.values() if isinstance(each, Guided)]) == 1


# What is done at each step


async def say(office, text="Bonjour", to=()):
    posted = await office.store.messages.post(office.lea, office.bureau.id, text, to, f"say {text} {to}")
    return posted.message


async def react(office):
    theirs = await office.store.messages.post(office.karim, office.bureau.id, "Alors ?", (), "alors")
    await office.store.reactions.put(office.lea, theirs.message.id, "👍", True)


async def edit(office):
    said = await say(office, "Bonjuor")
    await office.store.edits.edit(office.lea, said.id, "Bonjour", "mended")


async def whisper(office):
    await say(office, "Tout bas", (office.karim.id,))


async def make_a_canal(office):
    await office.store.canals.create(office.lea, "Carnet", color="#2e7d4f", kind="private")


async def arrange(office):
    await office.store.desktops.keep(office.lea, FIRST)


async def somebody_else_does_all_of_it(office):
    store, karim = office.store, office.karim
    said = await store.messages.post(karim, office.bureau.id, "Moi", (), "moi")
    await store.messages.post(karim, office.bureau.id, "Tout bas", (office.lea.id,), "tout bas")
    await store.edits.edit(karim, said.message.id, "Moi aussi", "mended")
    await store.reactions.put(karim, said.message.id, "👍", True)
    await store.canals.create(karim, "À Karim")
    await store.desktops.keep(karim, FIRST)


DONE = (say, react, edit, whisper, make_a_canal, None, arrange)


@pytest.mark.parametrize("n", [n for n, done in enumerate(DONE, 1) if done])
async def test_each_step_ends_as_soon_as_it_is_done_and_by_oneself_alone(office, page_of, n):
    page_of(office.lea)
    await begun(office.store, office.lea, n)
    await somebody_else_does_all_of_it(office)
    await settled(office.store)
    assert step(office.store, office.lea) == n
    await DONE[n - 1](office)
    await settled(office.store)
    assert step(office.store, office.lea) == n + 1


async def test_going_to_a_canal_by_the_switcher_ends_the_sixth(office, page_of):
    await begun(office.store, office.lea, 6)
    page = page_of(office.lea)
    with pytest.raises(Exception, match="canal"):
        await ask(Going(page), "go", {"key": 424_242})
    await settled(office.store)
    assert step(office.store, office.lea) == 6
    await ask(Going(page), "go", {"key": office.bureau.id})
    await settled(office.store)
    assert step(office.store, office.lea) == 7


async def test_what_was_done_before_a_step_began_does_not_end_it(office, page_of, clock):
    page_of(office.lea)
    said = await say(office, "Bonjuor")
    await office.store.edits.edit(office.lea, said.id, "Bonjour", "mended")
    canal = await office.store.canals.create(office.lea, "Carnet")
    clock.advance(minutes=1)
    for n, changes in ((3, lambda: react_to(said)), (5, lambda: rename(canal))):
        await begun(office.store, office.lea, n)
        await changes_by(office, changes())
        assert step(office.store, office.lea) == n
        await office.store.tours.close(office.lea)


def react_to(said):
    return lambda office: office.store.reactions.put(office.karim, said.id, "👍", True)


def rename(canal):
    return lambda office: office.store.canals.edit(office.lea, canal.id, name="Cahier")


async def changes_by(office, change):
    await change(office)
    await settled(office.store)


async def test_to_be_alone_leads_to_an_invitation_in_the_place_of_an_aside(office, page_of):
    await leave_alone(office)
    page = page_of(office.lea)
    await begun(office.store, office.lea, 4)
    card = shown(page)
    assert step_of(office.store, office.lea, office.store.tours.of(office.lea)) is INVITE
    assert "Open the door" in card._drawn["card"] and 'data-at="own-menu"' in card._drawn["card"]
    page.wire.tours.did(office.lea, INVITED)
    await settled(office.store)
    assert step(office.store, office.lea) == 5


async def test_an_invitation_that_is_made_elsewhere_counts_and_one_that_stood_does_not(office, page_of):
    await leave_alone(office)
    page_of(office.lea)
    store = office.store
    await store.invites.create(office.lea)
    await begun(store, office.lea, 4)
    await store.references.add(office.lea, "FA####", "https://example.com/{ref}")
    await settled(store)
    assert step(store, office.lea) == 4
    await store.invites.create(office.lea)
    await settled(store)
    assert step(store, office.lea) == 5


async def test_once_there_is_somebody_one_may_whisper(office, page_of):
    await leave_alone(office)
    card_of = page_of(office.lea)
    await begun(office.store, office.lea, 4)
    card = shown(card_of)
    await office.store.members.create("nour", "Nour")
    await asyncio.sleep(0)
    assert step_of(office.store, office.lea, office.store.tours.of(office.lea)) is ASIDE
    assert "Whisper" in card._drawn["card"]


async def test_each_step_can_be_passed_over_and_the_second_click_of_two_passes_over_no_other(office, page_of, clock):
    page = page_of(office.karim)
    await begun(office.store, office.karim)
    for n in range(1, STEPS + 1):
        clock.advance(minutes=1)
        for key in (n, n, n + 1):
            await ask(Touring(page), "skip", {"key": key})
        assert step(office.store, office.karim) == n + 1


async def test_it_counts_also_while_no_page_of_theirs_shows_it_and_after_memory_was_read_anew(office, page_of):
    page_of(office.zoe)
    await begun(office.store, office.lea)
    await office.store._recover()
    await say(office)
    await settled(office.store)
    assert step(office.store, office.lea) == 2


# What it shows and says


async def test_it_shows_the_step_how_far_that_is_and_what_it_is_about(office, page_of):
    page = page_of(office.lea, "fr")
    await begun(office.store, office.lea)
    card = shown(page)
    for n, each in enumerate(TOUR, 1):
        drawn = card._drawn["card"]
        words = catalogue("fr")
        assert words(each.title) in drawn and f"{n} / 7" in drawn and f"Étape {n} sur 7" in drawn
        assert f'data-at="{each.at}"' in drawn and f'data-key="{n}"' in drawn
        assert ('href="/desktop"' in drawn) == (n == STEPS)
        await office.store.tours.go_on(office.lea, n)
        await asyncio.sleep(0)
    assert "Vous connaissez la maison" in card._drawn["card"]
    await office.store.tours.close(office.lea)
    await asyncio.sleep(0)
    assert card._drawn == {}


async def test_it_is_nobody_else_s(office, page_of):
    card = shown(page_of(office.zoe))
    before = card._drawn
    await begun(office.store, office.lea, 3)
    await asyncio.sleep(0)
    assert card._drawn == before


async def test_on_the_desktop_it_tells_of_what_is_done_there_alone(office, page_of):
    await begun(office.store, office.lea, STEPS - 1)
    card = shown(page_of(office.lea), "desktop")
    assert card._drawn == {}
    await office.store.tours.go_on(office.lea, STEPS - 1)
    await asyncio.sleep(0)
    assert "Your own desktop" in card._drawn["card"] and "/desktop" not in card._drawn["card"]
    await arrange(office)
    await settled(office.store)
    await asyncio.sleep(0)
    assert "You know the house" in card._drawn["card"]


async def test_each_step_is_read_out_as_it_begins_to_them_alone(office, page_of):
    page = page_of(office.lea)
    wire, said_aloud = page.wire, asyncio.Queue()
    wire.langs.add("en")

    async def emit(rooms, op):
        if op.called == "aloud":
            said_aloud.put_nowait((tuple(rooms), op.sentence))

    wire._emit = emit
    await begun(office.store, office.lea)
    async with asyncio.timeout(20):
        told = [await said_aloud.get()]
        await say(office)
        told.append(await said_aloud.get())
    assert {rooms for rooms, _ in told} == {(f"member-{office.lea.id}-en",)}
    assert [sentence.split(".")[0] for _, sentence in told] == [
        "Step 1 of 7: Say something",
        "Step 2 of 7: Put your paw on it",
    ]


async def test_what_it_says_is_read_out_as_a_page_opens(office, page_of):
    page = page_of(office.lea)
    ((effect, offer),) = tour.said_first(page)
    await begun(office.store, office.lea, 6)
    ((_, sixth),) = tour.said_first(page)
    assert effect == "aloud" and offer.startswith("Shall I show you round?") and sixth.startswith("Step 6 of 7: Leap.")


def test_the_style_sheet_knows_each_place_that_it_points_at():
    ringed = set(re.findall(r'data-at="([a-z-]+)"', SHEET.read_text(encoding="utf-8")))
    assert {each.at for each in (*TOUR, INVITE)} <= ringed
