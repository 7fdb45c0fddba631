"""`/admin/data`: administrators see whether all is well, and make a backup; nobody else."""

from __future__ import annotations

import asyncio

import pytest

from app.store import Refused, backups
from app.store.safekeeping import Failure, Plan
from tests.pages.conftest import House


@pytest.fixture
def safe(house: House, tmp_path):
    """Where this test's backups lie."""
    keeping = house.store.safekeeping
    before, keeping.plan = keeping.plan, Plan(tmp_path / "backups", hour=4, keep=5)
    yield keeping
    keeping.plan, keeping.failure = before, None


def test_who_does_not_administer_sees_and_begins_nothing(house: House, safe):
    with house.browser("karim") as browser:
        assert browser.get("/admin/data").status_code == 403
        assert browser.post("/admin/data/backup").status_code == 403
    assert safe.progress is None
    assert backups.found_in(safe.plan.folder) == []


def test_a_backup_is_begun_shown_under_way_and_then_in_the_list(house: House, safe):
    with house.browser("lea", **{"accept-language": "fr"}) as browser:
        assert "pas encore de sauvegarde" in browser.get("/admin/data").text
        answer = browser.post("/admin/data/backup")
        assert (answer.status_code, answer.headers["location"]) == (303, "/admin/data#backups")

        async def made(store) -> None:
            await store.safekeeping.close()
            await asyncio.sleep(0)

        house.do(made)
        page = browser.get("/admin/data").text
    (kept,) = backups.found_in(safe.plan.folder)
    assert kept.path.name in page
    assert "dernière bonne" in page
    assert f'restore "{kept.path}" --replace'.replace('"', "&#34;") in page
    assert "chaque jour à 4\u00a0h" in page


def test_how_far_a_backup_is_stands_in_the_page(house: House, safe):
    safe.progress = (backups.COPYING, 0.42)
    try:
        with house.browser("lea", **{"accept-language": "fr"}) as browser:
            page = browser.get("/admin/data").text
    finally:
        safe.progress = None
    assert 'value="42"' in page
    assert "Copie de la base de données" in page
    assert "data-again" in page
    assert 'action="/admin/data/backup"' not in page, "one at a time"


def test_a_failed_backup_is_warned_of_on_every_page_of_the_administration(house: House, safe):
    safe.failure = Failure(house.clock(), Refused("The backup could not be made: {error}.", error="the disk is gone"))
    with house.browser("lea", **{"accept-language": "fr"}) as browser:
        assert "the disk is gone" in browser.get("/admin/data").text
        for page in ("/admin", "/admin/embedding", "/admin/office", "/admin/audit"):
            said = browser.get(page).text
            assert "La dernière sauvegarde a échoué" in said, page
            assert 'href="/admin/data"' in said, page


def test_damage_is_told_in_the_administration(house: House, safe):
    health = house.store.health
    before, checked = health.integrity, health.checked
    health.integrity, health.checked = "row 3 missing from index", house.clock()
    try:
        with house.browser("lea", **{"accept-language": "en"}) as browser:
            page = browser.get("/admin/data").text
            assert "damage found: row 3 missing from index" in page
            assert 'data-state="trouble"' in page
            assert "The database is damaged" in browser.get("/admin").text
    finally:
        health.integrity, health.checked = before, checked
