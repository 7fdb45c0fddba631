"""`/healthz`: whether whoever watches over the machine should worry."""

from __future__ import annotations

import pytest

from app.store import health
from app.store.writer import Command


@pytest.fixture(autouse=True)
def asked_anew(monkeypatch):
    """Each question is looked into, also the second one within a second."""
    monkeypatch.setattr(health, "FRESH_S", -1.0)


def answer(house):
    with house.browser() as browser:
        said = browser.get("/healthz")
    return said.status_code, said.json()


@pytest.fixture
def database_gone(house):
    """The database's file is not there, as when its disk has been unmounted; it comes back afterwards."""
    path = house.store.database.path
    away = path.with_suffix(".away")
    path.rename(away)
    path.mkdir()
    yield
    path.rmdir()
    away.rename(path)


def test_a_sound_instance_is_well(house):
    assert answer(house) == (200, {"ok": True})


def test_without_its_database_it_is_not(house, database_gone):
    assert answer(house) == (503, {"ok": False, "reason": health.REPLACED})


def test_it_is_well_again_when_the_database_is_back(house):
    assert answer(house) == (200, {"ok": True})


def test_what_stands_still_makes_it_unwell(house):
    stuck = [True]
    house.store.health.watch(lambda: stuck[0], health.WIRE)
    try:
        assert answer(house) == (503, {"ok": False, "reason": health.WIRE})
    finally:
        stuck[0] = False
    assert answer(house) == (200, {"ok": True})


class Broken(Command[None]):
    def write(self, connection):
        raise RuntimeError("said to nobody")


def test_an_error_of_our_own_is_one_command_s_alone(house):
    async def run(store):
        try:
            await store.writer.run(Broken())
        except Exception as error:
            return error
        return None

    assert "cannot be written" in str(house.do(run))
    assert answer(house) == (200, {"ok": True})
