"""The panel of a canal: what each of its tabs shows to whom, what it hears, and which canal it is about."""

from __future__ import annotations

import asyncio
import re
from itertools import count

import pytest

from app.components.asking import offered
from app.components.canal_panel import contents
from app.components.canal_panel.description import described_in_short
from app.components.canal_panel.panel import CanalPanel, CanalSheet, follow
from app.components.search import results_panel
from app.components.window.canal_facts import CanalFacts
from app.locale import catalogue
from app.store import Forbidden, links
from tests.attaching import hold
from tests.components.conftest import client_of

NONCES = count(1)


async def say(office, text="Bonjour", to=(), by=None, canal=None):
    circle, nonce = [each.id for each in to], f"c{next(NONCES)}"
    return (
        await office.store.messages.post(by or office.lea, (canal or office.bureau).id, text, circle, nonce)
    ).message


async def ask(page, call, **payload):
    with client_of(page):
        await offered()[call](page, payload)


def panels(page):
    return [each for each in client_of(page).elements.values() if isinstance(each, (CanalPanel, CanalSheet))]


async def opened(page, canal, tab="pins"):
    await ask(page, "canal-panel", key=canal.id)
    (panel,) = panels(page)
    if tab != "pins":
        await ask(page, "turn-panel", tab=tab)
    return panel


async def settled(panel):
    """Once it has followed what changed."""
    await asyncio.sleep(0)
    if panel._fetching is not None:
        await panel._fetching
    return panel


def leads(panel) -> list[int]:
    """The messages that what it shows leads to, in its order."""
    return [int(key) for key in re.findall(r'data-action="go-to-message" data-key="(\d+)"', panel._drawn["shown"])]


async def test_above_all_it_says_what_the_canal_is_for_and_who_made_it(office, page_of):
    await office.store.canals.edit(
        office.karim, office.bureau.id, topic="Le mardi", description="Pour **tous**.\n\n- les clés\n- <b>le</b> thé"
    )
    drawn = (await opened(page_of(office.zoe), office.bureau))._drawn
    assert "Tout le bureau" not in drawn["head"], "its name is a fact"
    assert f'data-fact="c{office.bureau.id}.name"' in drawn["head"]
    assert "Le mardi" in drawn["about"]
    assert "<strong>tous</strong>" in drawn["about"] and "<li>les clés</li>" in drawn["about"]
    assert "&lt;b&gt;le" in drawn["about"], "nothing that is typed becomes HTML by itself"
    assert f'data-fact="m{office.lea.id}.name"' in drawn["about"]
    assert f'href="/?canal={office.bureau.id}"' in drawn["about"]


async def test_where_nothing_is_said_of_it_whoever_may_is_asked_to(office, page_of):
    asks = "Say what this canal is for"
    assert asks in (await opened(page_of(office.zoe), office.bureau))._drawn["about"]
    await office.store.canals.archive(office.lea, office.bureau.id)
    drawn = (await opened(page_of(office.zoe), office.bureau))._drawn["about"]
    assert asks not in drawn and "archived" in drawn


async def test_what_is_pinned_stands_in_it_the_latest_first_and_leads_there(office, page_of):
    first, second = await say(office, "Le **devis**"), await say(office, "Et @Zoé ?", by=office.karim)
    for each in (first, second):
        await office.store.pins.pin(office.karim, each.id)
    shown = (await opened(page_of(office.lea), office.bureau))._drawn["shown"]
    assert shown.index(str(second.id)) < shown.index(str(first.id))
    assert "Le devis" in shown and f'@<bdi data-fact="m{office.zoe.id}.name"></bdi>' in shown
    assert shown.count('data-action="unpin"') == 2


async def test_a_panel_hears_at_once_what_is_pinned_edited_and_taken_down(office, page_of):
    said = await say(office)
    panel = await opened(page_of(office.zoe), office.bureau)
    assert leads(panel) == [] and "Nothing is pinned here yet." in panel._drawn["shown"]
    await office.store.pins.pin(office.karim, said.id)
    assert leads(await settled(panel)) == [said.id]
    assert ">1<" in panel._drawn["tabs"]
    await office.store.edits.edit(office.lea, said.id, "Bonsoir", "e")
    assert "Bonsoir" in (await settled(panel))._drawn["shown"]
    await office.store.pins.pin(office.lea, said.id, False)
    assert leads(await settled(panel)) == []


async def test_in_an_archived_canal_nothing_can_be_taken_down(office, page_of):
    said = await say(office)
    await office.store.pins.pin(office.karim, said.id)
    panel = await opened(page_of(office.zoe), office.bureau)
    await office.store.canals.archive(office.lea, office.bureau.id)
    assert 'data-action="unpin"' not in (await settled(panel))._drawn["shown"]
    assert leads(panel) == [said.id]


async def test_links_are_those_that_whoever_looks_may_read(office, page_of):
    said = await say(office, "voir https://un.example/a?b=1&c=2, et [ici](https://deux.example/)")
    await say(office, "sans rien")
    aside = await say(office, "https://secret.example/", to=[office.karim])
    for member, wanted in ((office.karim, [aside.id, said.id]), (office.zoe, [said.id])):
        panel = await opened(page_of(member), office.bureau, "links")
        assert leads(panel) == wanted
        assert ("secret.example" in panel._drawn["shown"]) == (member is office.karim)
    assert 'href="https://un.example/a?b=1&amp;c=2"' in panel._drawn["shown"]
    assert ">ici<" in panel._drawn["shown"] and "deux.example" in panel._drawn["shown"]


async def test_links_that_are_said_while_it_is_open_come_and_go_with_their_message(office, page_of):
    panel = await opened(page_of(office.zoe), office.bureau, "links")
    said = await say(office, "https://un.example/")
    assert leads(await settled(panel)) == [said.id]
    await office.store.deletions.delete(office.lea, said.id)
    assert leads(await settled(panel)) == []


async def test_a_records_link_is_one_too(office, page_of):
    card = {"title": "Facture", "link": "https://gestan.example/f"}
    await office.store.messages.post(office.lea, office.bureau.id, "", nonce="r", card=card)
    await office.store.messages.post(office.lea, office.bureau.id, "", nonce="s", card={"title": "Devis"})
    shown = (await opened(page_of(office.zoe), office.bureau, "links"))._drawn["shown"]
    assert 'href="https://gestan.example/f"' in shown and "Facture" in shown and "Devis" not in shown


async def test_links_come_in_pages_and_are_sought_only_so_far_back_at_a_time(office, page_of, monkeypatch):
    monkeypatch.setattr(links, "LOOKED_AT", 3)
    page, old = page_of(office.zoe), await say(office, "https://un.example/")
    for _ in range(3):
        await say(office)
    new = await say(office, "https://deux.example/")
    panel = await opened(page, office.bureau, "links")
    assert leads(panel) == [new.id] and "older-in-panel" in panel._drawn["shown"]
    await ask(page, "older-in-panel")
    assert leads(panel) == [old.id] and "older-in-panel" not in panel._drawn["shown"]
    await ask(page, "newer-in-panel")
    assert leads(panel) == [new.id]


async def test_files_are_pictures_in_a_grid_and_all_others_by_name_of_what_they_may_read(office, page_of):
    async def bring(name, to=(), **known):
        file = await hold(office.store, office.lea, name, **known)
        circle, nonce = [each.id for each in to], f"c{next(NONCES)}"
        return (
            await office.store.messages.post(office.lea, office.bureau.id, "", circle, nonce, files=[file.id])
        ).message

    empty = await opened(page_of(office.zoe), office.bureau, "files")
    assert "No file here yet." in empty._drawn["shown"]
    photo = await bring("plage.jpg", kind="image", drawn=True)
    report = await bring("compte-rendu.pdf", kind="pdf")
    secret = await bring("secret.pdf", to=[office.karim], kind="pdf")
    shown = (await settled(empty))._drawn["shown"]
    assert f'data-action="lightbox" data-key="{photo.id}" data-shows="{photo.files[0].id}"' in shown
    assert f"/files/{photo.files[0].id}/256.webp" in shown
    assert f'href="/files/{report.files[0].id}"' in shown and leads(empty) == [report.id]
    assert "secret" not in shown
    assert leads(await opened(page_of(office.karim), office.bureau, "files")) == [secret.id, report.id]


async def test_files_come_in_pages(office, page_of, monkeypatch):
    monkeypatch.setattr(contents, "FILES_ON_A_PAGE", 1)
    page, said = page_of(office.zoe), []
    for name in ("a", "b"):
        file = await hold(office.store, office.lea, name, kind="other")
        said.append(await office.store.messages.post(office.lea, office.bureau.id, "", (), name, files=[file.id]))
    panel = await opened(page, office.bureau, "files")
    assert leads(panel) == [said[1].message.id]
    await ask(page, "older-in-panel")
    assert leads(panel) == [said[0].message.id] and "older-in-panel" not in panel._drawn["shown"]
    await ask(page, "newer-in-panel")
    assert leads(panel) == [said[1].message.id]


async def test_a_pinned_message_that_is_files_alone_tells_their_names(office, page_of):
    file = await hold(office.store, office.lea, "plan.pdf")
    said = (await office.store.messages.post(office.lea, office.bureau.id, "", (), "n", files=[file.id])).message
    await office.store.pins.pin(office.zoe, said.id)
    assert "plan.pdf" in (await opened(page_of(office.zoe), office.bureau))._drawn["shown"]


async def test_whoever_is_not_listed_any_more_is_counted(office, page_of, monkeypatch):
    monkeypatch.setattr("app.components.canal_panel.people.SHOWN_MOST", 1)
    more = len(office.store.canals.members(office.lea, office.direction.id)) - 1
    panel = await opened(page_of(office.lea), office.direction, "people")
    assert panel._drawn["shown"].count("inside-one") == 1 and f"And {more} other" in panel._drawn["shown"]


async def test_members_are_those_who_are_in_it_and_whoever_may_chooses_them(office, page_of):
    def inside(panel):
        return {int(key) for key in re.findall(r'data-action="member-card" data-key="(\d+)"', panel._drawn["shown"])}

    lea = await opened(page_of(office.lea), office.direction, "people")
    assert inside(lea) == {office.lea.id, office.karim.id}
    assert 'data-action="canal-card"' in lea._drawn["shown"]
    karim = await opened(page_of(office.karim), office.direction, "people")
    assert inside(karim) == inside(lea) and 'data-action="canal-card"' not in karim._drawn["shown"]
    await office.store.canals.add(office.lea, office.direction.id, office.zoe.id)
    assert office.zoe.id in inside(await settled(karim))


async def test_a_direct_conversation_has_no_topic_and_all_the_rest(office, page_of):
    direct = await office.store.canals.direct(office.lea, [office.zoe.id])
    said = await say(office, canal=direct)
    await office.store.pins.pin(office.zoe, said.id)
    panel = await opened(page_of(office.zoe), direct)
    assert leads(panel) == [said.id]
    assert "Created by" not in panel._drawn["about"] and "Say what" not in panel._drawn["about"]


async def test_pressed_again_it_closes(office, page_of):
    page = page_of(office.zoe)
    await opened(page, office.bureau)
    await ask(page, "canal-panel", key=office.bureau.id)
    assert panels(page) == []
    await opened(page, office.bureau)
    await ask(page, "close-panel")
    assert panels(page) == []


async def test_pressed_while_it_stands_behind_what_was_searched_for_it_comes_forward(office, page_of):
    page = page_of(office.zoe)
    panel = await opened(page, office.bureau)
    with client_of(page):
        found = results_panel.opened(page)
    assert found.is_open
    await ask(page, "canal-panel", key=office.bureau.id)
    assert panels(page) == [panel] and not found.is_open


async def test_where_there_is_no_room_it_is_a_dialog_with_the_same_in_it(office, page_of):
    said = await say(office)
    await office.store.pins.pin(office.karim, said.id)
    page = page_of(office.zoe)
    await ask(page, "canal-sheet", key=office.bureau.id)
    (sheet,) = panels(page)
    assert leads(sheet) == [said.id] and 'data-action="close-dialog"' in sheet._drawn["head"]
    await ask(page, "turn-panel", tab="people")
    assert str(office.karim.id) in sheet._drawn["shown"]


async def test_it_follows_to_the_canal_that_one_opens_and_stays_on_its_tab(office, page_of):
    said = await say(office, "https://un.example/", canal=office.direction)
    page = page_of(office.lea)
    panel = await opened(page, office.bureau, "links")
    follow(page, office.direction.id)
    assert leads(await settled(panel)) == [said.id]
    assert f"c{office.direction.id}.name" in panel._drawn["head"]


async def test_of_a_canal_that_is_not_theirs_it_never_opens(office, page_of):
    page = page_of(office.zoe)
    for call in ("canal-panel", "canal-sheet"):
        with pytest.raises(Forbidden):
            await ask(page, call, key=office.direction.id)
    assert panels(page) == []


async def test_whoever_is_taken_out_of_the_canal_sees_it_go(office, page_of):
    page = page_of(office.karim)
    panel = await opened(page, office.direction)
    await office.store.canals.remove(office.lea, office.direction.id, office.karim.id)
    await settled(panel)
    assert panels(page) == []


async def test_an_aside_that_is_not_for_them_does_not_even_have_it_drawn_again(office, page_of):
    panel = await opened(page_of(office.zoe), office.bureau, "links")
    await say(office, "https://secret.example/", to=[office.karim])
    await asyncio.sleep(0)
    assert panel._fetching is None


async def test_the_head_says_how_many_are_pinned_and_what_it_is_for_in_short(office):
    facts, words = CanalFacts(office.store, office.store.presence.status), catalogue("en")

    def told():
        canal = office.store.state.canals[office.bureau.id]
        facts.draw_anew(canal.id)
        of = facts.of(office.zoe, canal, words)
        return of["pins"], of["panel"], of["about"]

    assert told() == ("", "About this canal", "4 members")
    await office.store.pins.pin(office.zoe, (await say(office)).id)
    await office.store.canals.edit(office.lea, office.bureau.id, description="Pour **tous**.\n\n- les clés")
    assert told() == ("1", "About this canal: 1 pinned message", "Pour tous. les clés")
    await office.store.canals.edit(office.lea, office.bureau.id, topic="Le mardi")
    assert told()[2] == "Le mardi"


def test_a_long_description_is_cut_off_in_the_head():
    assert described_in_short("a" * 500) == "a" * 120 + "…"
