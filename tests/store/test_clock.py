"""A clock that is or was wrong: said once on the terminal, in words."""

import asyncio
import logging
from itertools import pairwise

import pytest

from app.store import clock as clocks
from app.store.clock import Watch, steady_ms
from app.store.store import now_ms

MINUTE, DAY = 60_000, 86_400_000


@pytest.fixture
def said(caplog):
    """Takes what the clock has had said since the last look."""
    caplog.set_level(logging.WARNING, clocks.__name__)

    def take():
        told = [record.getMessage() for record in caplog.records if record.name == clocks.__name__]
        caplog.clear()
        return told

    return take


class Clocks:
    """A wall clock that can be set, and a steady one."""

    def __init__(self):
        self.steady, self.set_to = 1_000, 1_772_442_000_000

    def wall(self):
        return self.set_to + self.steady


def test_a_jump_of_the_clock_is_said_once(said):
    both = Clocks()
    watch = Watch(both.wall, lambda: both.steady)
    for jump, told in ((365 * DAY, "forward by 365 days"), (-365 * DAY, "back by 365 days"), (-90 * MINUTE, "90 min")):
        both.set_to += jump
        both.steady += 30_000
        watch.look()
        (line,) = said()
        assert told in line
        assert "2026" in line or "2027" in line
        watch.look()
        assert said() == []


def test_what_keeps_the_clock_right_and_a_machine_that_slept_are_no_jump(said):
    both = Clocks()
    watch = Watch(both.wall, lambda: both.steady)
    for _ in range(100):
        both.set_to += MINUTE  # an hour and more, little by little
        both.steady += 3 * DAY
        watch.look()
    assert said() == []


def test_the_steady_clock_counts_milliseconds_and_never_goes_back():
    seen = [steady_ms() for _ in range(1_000)]
    assert all(earlier <= later for earlier, later in pairwise(seen))
    assert isinstance(seen[0], int)


async def test_the_machines_own_clock_is_watched_until_the_store_closes(tmp_path, stores):
    store = await stores.open(tmp_path / "own", clock=now_ms)
    store.night.begin()
    assert "the clock" in {task.get_name() for task in asyncio.all_tasks()}
    await stores.close(store)
    assert "the clock" not in {task.get_name() for task in asyncio.all_tasks()}


async def test_a_start_long_before_the_newest_message_is_said(office, clock, stores, said):
    await office.store.messages.post(office.lea, office.bureau.id, "Confidentiel", (), "n")
    clock.advance(days=-400)
    store = await stores.reopen(office.store)
    (line,) = said()
    assert "400 days before the newest message" in line
    assert "2025-01-26" in line
    await store.messages.post(office.lea, office.bureau.id, "Bonjour", (), "m")
    await stores.reopen(store)
    assert said() == [], "the newest message bears the clock's own time again"


async def test_a_start_long_after_anybody_was_there_is_said(office, clock, stores, said):
    await office.store.messages.post(office.lea, office.bureau.id, "Bonjour", (), "n")
    clock.advance(days=59)
    store = await stores.reopen(office.store)
    assert said() == [], "a summer"
    await store.sessions.start(office.zoe)
    clock.advance(days=59)
    store = await stores.reopen(store)
    assert said() == [], "somebody was there, though nothing was said"
    clock.advance(days=2)
    await stores.reopen(store)
    (line,) = said()
    assert "61 days after anybody was here" in line


async def test_an_office_in_which_nothing_was_said_knows_no_better_time(tmp_path, stores, clock, said):
    await stores.close(await stores.open(tmp_path / "empty"))
    clock.advance(days=-9999)
    await stores.open(tmp_path / "empty")
    assert said() == []
