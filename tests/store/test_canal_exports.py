"""A canal's conversation in one file: what whoever asks may read, and nothing that was not for all who will read it."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image

from app.store import Forbidden, Refused
from app.store.canal_exports import Wanted, exported
from tests.conftest import MONDAY

SCRIPT = "/assets/0/js/paper.js"
DAY_MS = 86_400_000
TODAY = date.fromtimestamp(MONDAY / 1000)


async def taken_out(office, by, canal, script="", **wanted) -> str:
    async with exported(office.store, by, canal.id, Wanted(**wanted), "fr", script) as file:
        return file.read().decode()


async def say(office, by, canal, text, to=(), **given):
    circle = [member.id for member in to]
    return (await office.store.messages.post(by, canal.id, text, circle, f"nonce-{text}", **given)).message


async def test_it_holds_what_was_said_by_whom_and_when(office):
    await say(office, office.lea, office.bureau, "Le **devis** est parti")
    await say(office, office.karim, office.bureau, "Merci")
    page = await taken_out(office, office.karim, office.bureau)
    assert "Le <strong>devis</strong> est parti" in page
    assert page.count("<b><bdi>Léa</bdi></b>") == page.count("<b><bdi>Karim</bdi></b>") == 1
    text = await taken_out(office, office.karim, office.bureau, form="text")
    assert "Léa\n    Le **devis** est parti\n" in text
    assert "Karim\n    Merci\n" in text
    assert office.bureau.name in text.splitlines()[0]


async def test_asides_are_left_out_unless_they_are_asked_for(office):
    await say(office, office.lea, office.bureau, "Entre nous", [office.karim])
    await say(office, office.lea, office.bureau, "Pour tous")
    for form in ("page", "paper", "text"):
        assert "Entre nous" not in await taken_out(office, office.karim, office.bureau, form=form)
        asked = await taken_out(office, office.karim, office.bureau, form=form, asides=True)
        assert "Entre nous" in asked
        assert "en aparté à Karim" in asked
        assert "Entre nous" not in await taken_out(office, office.zoe, office.bureau, form=form, asides=True)


async def test_whoever_is_outside_learns_nothing_of_a_canal(office):
    refusals = set()
    for canal_id in (office.direction.id, 12345):
        with pytest.raises(Forbidden) as refused:
            async with exported(office.store, office.zoe, canal_id, Wanted()):
                pass
        refusals.add(str(refused.value))
    assert len(refusals) == 1


async def test_it_holds_the_days_that_are_wanted_both_of_them_whole(office):
    for day in range(4):
        await say(office, office.lea, office.bureau, f"Jour {day}")
        office.store.clock.now += DAY_MS
    first, last = TODAY + timedelta(days=1), TODAY + timedelta(days=2)
    text = await taken_out(office, office.lea, office.bureau, form="text", first=first, last=last)
    assert [day for day in range(4) if f"Jour {day}" in text] == [1, 2]
    assert "Jour 3" in await taken_out(office, office.lea, office.bureau, form="text", first=date.min, last=date.max)
    assert "Jour" not in await taken_out(office, office.lea, office.bureau, form="text", first=date.max)


def test_a_last_day_before_the_first_one_is_refused_at_its_field():
    with pytest.raises(Refused) as refused:
        Wanted(first=TODAY, last=TODAY - timedelta(days=1))
    assert refused.value.field == "last"


async def test_what_a_message_said_before_and_what_was_deleted_are_not_in_it(office):
    edited = await say(office, office.lea, office.bureau, "Avant")
    await office.store.edits.edit(office.lea, edited.id, "Après", "edit")
    deleted = await say(office, office.lea, office.bureau, "Oups")
    await office.store.deletions.delete(office.lea, deleted.id)
    for form in ("page", "text"):
        taken = await taken_out(office, office.lea, office.bureau, form=form)
        assert "Après" in taken
        assert "Avant" not in taken
        assert "Oups" not in taken
        assert "modifié" in taken


async def test_only_paper_runs_a_script_and_that_is_ours(office):
    assert f'<script src="{SCRIPT}"></script>' in await taken_out(
        office, office.lea, office.bureau, SCRIPT, form="paper"
    )
    for form in ("page", "text"):
        assert "<script" not in await taken_out(office, office.lea, office.bureau, SCRIPT, form=form)


async def test_a_text_tells_answers_reactions_records_and_events(office):
    said = await say(office, office.lea, office.bureau, "Qui vient ?")
    await say(office, office.karim, office.bureau, "Moi", reply_to=said.id)
    card = {"title": "Facture FA2024-0153", "fields": [["Montant", "120 €"]], "link": "https://erp.example/1"}
    await say(office, office.lea, office.bureau, "", card=card)
    await office.store.reactions.put(office.karim, said.id, "👍", True)
    await office.store.canals.edit(office.lea, office.bureau.id, topic="Le pique-nique", description="Pour\ntous")
    text = await taken_out(office, office.lea, office.bureau, form="text")
    for told in (
        "> Léa: Qui vient ?",
        "[Facture FA2024-0153]",
        "Montant: 120 €",
        "https://erp.example/1",
        "👍 Karim",
        "Le pique-nique",
        "Pour tous",
    ):
        assert told in text


async def test_of_files_it_tells_the_names_and_shows_small_pictures(office):
    photo = await office.store.files.bring(office.lea, office.bureau.id, "atelier & co.png", one(png()))
    notes = await office.store.files.bring(office.lea, office.bureau.id, "notes.txt", one(b"Lundi"))
    await say(office, office.lea, office.bureau, "Voici", files=[photo.id, notes.id])
    page = await taken_out(office, office.karim, office.bureau)
    assert page.count("data:image/webp;base64,") == 1
    assert "atelier &amp; co.png" in page
    assert "notes.txt" in page
    assert "/files/" not in page
    text = await taken_out(office, office.karim, office.bureau, form="text")
    assert "[atelier & co.png]" in text
    assert "[notes.txt]" in text


async def one(content: bytes):
    yield content


def png() -> bytes:
    kept = BytesIO()
    Image.new("RGB", (30, 20), "red").save(kept, "PNG")
    return kept.getvalue()
