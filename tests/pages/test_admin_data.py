"""`/admin/data`: administrators see whether all is well; what they do there is in tests/components/admin."""

from __future__ import annotations

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


def test_how_far_a_backup_is_stands_in_the_page(house: House, safe):
    safe.progress = (backups.COPYING, 0.42)
    try:
        with house.browser("lea", **{"accept-language": "fr"}) as browser:
            page = browser.get("/admin/data").text
    finally:
        safe.progress = None
    assert 'value="42"' in page
    assert "Copie de la base de données" in page
    assert "chaque jour à 4\u00a0h" in page


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
