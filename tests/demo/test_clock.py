"""The moment at which a demo plays."""

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest

from app.demo.clock import DemoClock
from app.settings import Trouble, load
from app.store.store import now_ms


def test_without_a_moment_it_is_this_machine_s_clock():
    clock = DemoClock()
    assert abs(clock() - now_ms()) < 1000
    assert clock.ahead == 0


@pytest.mark.parametrize(
    "moment",
    [datetime(2026, 3, 2, 9, 0), datetime(2031, 1, 1), datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=5)))],
    ids=str,
)
def test_it_begins_at_its_moment_and_goes_on(moment, monkeypatch):
    steady = [1_000]
    monkeypatch.setattr("app.demo.clock.steady_ms", lambda: steady[0])
    clock = DemoClock(moment)
    begun = int(moment.timestamp() * 1000)
    assert clock() == begun
    steady[0] += 90_000
    assert clock() == begun + 90_000
    assert abs(clock.ahead - (begun - now_ms())) < 60_000


def test_a_moment_without_a_zone_is_on_this_machine_s_wall():
    clock = DemoClock(datetime(2026, 3, 2, 9, 0))
    assert time.localtime(clock() / 1000)[:5] == (2026, 3, 2, 9, 0)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-03-02T09:00", datetime(2026, 3, 2, 9, 0)),
        ("2026-03-02 09:00:30", datetime(2026, 3, 2, 9, 0, 30)),
        ("2026-03-02T09:00Z", datetime(2026, 3, 2, 9, 0, tzinfo=UTC)),
        ("2026-03-02", datetime(2026, 3, 2)),
    ],
)
def test_it_is_typed_as_a_day_and_an_hour(typed, meant):
    assert load({"demo_time": typed}).demo_time == meant


@pytest.mark.parametrize("typed", ["1999-03-02T09:00", "2020-01-01T00:00", "9", "demain", "2200-01-01"])
def test_what_is_no_such_moment_is_refused_in_a_sentence(typed):
    with pytest.raises(Trouble, match="--demo-time"):
        load({"demo_time": typed})
