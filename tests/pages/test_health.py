"""`/healthz`: whether whoever watches over the machine should worry."""

from __future__ import annotations

import pytest


@pytest.fixture
def database_gone(house):
    """The database's file is not there, as when its disk has been unmounted; it comes back afterwards."""
    path = house.store.database.path
    away = path.with_suffix(".away")

    async def let_go(store) -> None:
        store.database.engine.dispose()

    path.rename(away)
    path.mkdir()
    house.do(let_go)
    yield
    path.rmdir()
    away.rename(path)
    house.do(let_go)


def test_a_sound_instance_is_well(house):
    with house.browser() as browser:
        answer = browser.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"ok": True})


def test_without_its_database_it_is_not(house, database_gone):
    with house.browser() as browser:
        answer = browser.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"ok": False})


def test_it_is_well_again_when_the_database_is_back(house):
    with house.browser() as browser:
        assert browser.get("/healthz").status_code == 200
