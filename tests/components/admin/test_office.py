"""The office: its name, its logo, its language; its data, the canals that nobody is in, and the audit."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from html import unescape

import pytest

from app.components.admin.audit import PAGE, Deeds
from app.components.admin.canals import LeftCanals
from app.components.admin.data import Backups, Health, WayBack
from app.components.admin.office import OfficeLanguage, OfficeLogo, OfficeName
from app.components.admin.plain_http import MISSING, PlainHttp
from app.locale import catalogue
from app.store import Refused, backups
from app.store.safekeeping import Failure, Plan
from tests.components.admin.conftest import newest_deed, said, send, shows, yes
from tests.store.test_pictures import file, quarters


async def test_the_office_is_renamed(office, at, second):
    part, other = await at(office.lea, OfficeName), await at(second, OfficeName)
    assert await send(part, "rename", name="Maison <Perrin>") == {"done": True}
    assert said(part) == ["The office has its new name."]
    assert office.store.office.name == "Maison <Perrin>"
    assert 'value="Maison &lt;Perrin&gt;"' in shows(other)
    assert "Maison <Perrin>" in await newest_deed(office)


async def test_a_name_that_will_not_do_is_refused_at_its_field(office, at):
    part, before = await at(office.lea, OfficeName), office.store.office.name
    answer = await send(part, "rename", name="x" * 60)
    assert "40" in answer["trouble"]["name"]
    assert office.store.office.name == before


async def test_the_language_is_chosen_among_those_that_there_are(office, at):
    part = await at(office.lea, OfficeLanguage)
    assert await send(part, "set_lang", lang="en") == {"done": True}
    assert 'value="en" checked' in shows(part)
    assert "trouble" in await send(part, "set_lang", lang="de")
    assert office.store.office.lang == "en"


async def test_a_logo_shows_in_an_open_page_and_goes_once_one_has_said_yes(office, at, second):
    part = await at(second, OfficeLogo)
    assert "take_out" not in shows(part)
    await office.store.office.set_logo(office.lea, file(quarters(300, 100)))
    assert f'src="/logo/{office.store.office.logo}.webp"' in shows(part)
    await send(part, "take_out")
    assert office.store.office.logo
    assert await yes(part) == {"done": True}
    assert office.store.office.logo == ""
    assert "the cat stands in its place" in shows(part)


# Canals that nobody is in


@pytest.fixture
async def left(office):
    """Zoé's own canal, which she has left."""
    canal = await office.store.canals.create(office.zoe, "Cadeau <3", "#0e7490", kind="private")
    await office.store.canals.leave(office.zoe, canal.id)
    return canal


async def test_a_canal_that_nobody_is_in_is_listed_and_taken_over(office, at, second, left, settled):
    part, other = await at(office.lea, LeftCanals), await at(second, LeftCanals)
    assert "Cadeau &lt;3" in shows(part)
    assert "--c:#0e7490" in shows(part)
    assert "Direction" not in shows(part)
    assert await send(part, "take_over", canal=str(left.id)) == {"done": True}
    await settled()
    assert "Cadeau" not in shows(part) + shows(other)
    assert left.id in [canal.id for canal in office.store.canals.of(office.lea)]


async def test_a_canal_that_the_last_one_leaves_shows_in_an_open_page(office, at, settled):
    part = await at(office.lea, LeftCanals)
    canal = await office.store.canals.create(office.zoe, "Vide", kind="private")
    await office.store.canals.leave(office.zoe, canal.id)
    await settled()
    assert "Vide" in shows(part)


@pytest.mark.parametrize("canal", ["", "x", "-1", "999999"])
async def test_a_canal_that_is_not_there_cannot_be_taken_over(office, at, canal):
    assert (await send(await at(office.lea, LeftCanals), "take_over", canal=canal))["trouble"][""]


async def test_a_canal_that_somebody_is_in_is_refused_like_one_that_does_not_exist(office, at, second):
    part = await at(second, LeftCanals)
    answers = [await send(part, "take_over", canal=str(canal)) for canal in (office.direction.id, 4_242)]
    assert answers[0] == answers[1]
    assert second.id not in office.store.state.canals[office.direction.id].joined


# The audit


async def test_the_audit_names_a_canal_that_was_taken_over_to_who_is_in_it_alone(office, at, second, left):
    await office.store.abandoned.take_over(office.lea, left.id)
    assert "Cadeau &lt;3" in shows(await at(office.lea, Deeds, None))
    theirs = shows(await at(second, Deeds, None))
    assert "A canal that nobody was in any more taken over" in theirs
    assert "Cadeau" not in theirs


async def test_the_audit_is_read_page_by_page(office, at):
    for n in range(PAGE + 10):
        await office.store.office.rename(office.lea, f"Bureau {n}")
    newest = await at(office.lea, Deeds, None)
    assert shows(newest).count("<tr>") == PAGE + 1
    before = newest.held[PAGE - 1].id
    assert f'href="/admin/audit?before={before}"' in shows(newest)
    older = await at(office.lea, Deeds, before)
    assert "called Bureau 59<" in shows(newest)
    assert "called Bureau 59<" not in shows(older)
    assert "called Bureau 9<" in shows(older)
    assert 'href="/admin/audit"' in shows(older)


async def test_what_another_administrator_does_stands_in_the_open_audit(office, at, second, settled):
    part = await at(office.lea, Deeds, None)
    for doing, told in (
        (office.store.office.rename(second, "Ailleurs"), "The office is now called Ailleurs"),
        (office.store.embedding.create_secret(second, "ERP"), "Key added: ERP"),
        (office.store.invites.create(second, 3, 2), "Invitation made"),
        (office.store.resets.create(second, office.zoe.id), "Password link made for Zoé"),
    ):
        await doing
        await settled()
        assert told in shows(part)


# The data


@pytest.fixture
def safe(office, tmp_path):
    office.store.safekeeping.plan = Plan(tmp_path / "backups", hour=4, keep=5)
    return office.store.safekeeping


async def test_a_backup_is_begun_shown_under_way_and_then_in_the_list(office, at, second, safe, settled):
    part, other = await at(office.lea, Backups), await at(second, Backups)
    back = await at(office.lea, WayBack)
    assert "There is no backup yet." in shows(part)
    await send(part, "back_up")
    await settled()
    assert all("<progress" in shows(each) and "back_up" not in shows(each) for each in (part, other)), "one at a time"
    await safe.close()
    # The last word comes from the thread that made it.
    await asyncio.sleep(0)
    await settled()
    (kept,) = backups.found_in(safe.plan.folder)
    for each in (part, other):
        assert kept.path.name in shows(each)
        assert "last good one" in shows(each)
        assert "<progress" not in shows(each)
    assert f"restore &#34;{kept.path}&#34; --replace" in shows(back)


async def test_how_far_a_backup_is_follows_by_itself(office, at, safe, settled):
    part = await at(office.lea, Backups)
    for share in (0.42, 0.87):
        safe.progress = (backups.COPYING, share)
        safe._say()
        await settled()
        assert f'value="{round(share * 100)}"' in shows(part)
    safe.progress = None


async def test_why_a_backup_failed_shows_in_an_open_page(office, at, safe, settled):
    part = await at(office.lea, Backups)
    safe.failure = Failure(
        office.store.clock(), Refused("The backup could not be made: {error}.", error="the disk is gone")
    )
    safe._say()
    await settled()
    assert "the disk is gone" in shows(part)


async def test_damage_that_is_found_shows_in_an_open_page(office, at, settled, monkeypatch):
    part = await at(office.lea, Health)
    assert 'data-state="well"' in shows(part)
    monkeypatch.setattr(office.store.database, "check_integrity", lambda _gently=None: "row 3 missing from index")
    await office.store.health.check_integrity()
    await settled()
    assert "damage found: row 3 missing from index" in shows(part)
    assert 'data-state="trouble"' in shows(part)


async def test_what_http_leaves_out_is_said_and_how_to_get_it(office, at):
    shown = unescape(shows(await at(office.lea, PlainHttp)))
    assert all(catalogue("en")(sentence) in shown for sentence in MISSING)
    assert "--public-url https://" in shown
    assert "docs/service.md" in shown


async def test_who_came_by_http_is_led_to_the_office_s_own_address_when_that_is_https(office, at):
    part = await at(office.lea, PlainHttp)
    part.page = replace(part.page, base="https://miaou.maison-perrin.example")
    part.renew()
    assert 'href="https://miaou.maison-perrin.example"' in shows(part)
    assert "--public-url" not in shows(part)
