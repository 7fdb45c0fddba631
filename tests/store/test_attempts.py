"""How often one may try to sign in."""

from contextlib import ExitStack

import pytest

from app.store import Refused
from app.store.attempts import Attempts


@pytest.fixture
def attempts():
    return Attempts()


def fail(attempts, times, login="lea", address="10.0.0.1"):
    for _ in range(times):
        attempts.check(login, address)
        attempts.failed(login, address)


def test_six_failures_from_one_address_close_the_door_for_that_login(attempts):
    fail(attempts, 6)
    with pytest.raises(Refused):
        attempts.check("lea", "10.0.0.1")


def test_the_others_behind_that_address_still_get_in(attempts):
    fail(attempts, 6)
    for login in ("karim", "zoe", "odile"):
        attempts.check(login, "10.0.0.1")


def test_that_member_still_gets_in_from_elsewhere(attempts):
    fail(attempts, 6)
    attempts.check("lea", "10.0.0.2")


def test_trying_without_failing_closes_nothing(attempts):
    for _ in range(500):
        attempts.check("lea", "10.0.0.1")


def test_a_login_that_is_tried_from_many_addresses_is_closed_to_all(attempts):
    for address in range(40):
        fail(attempts, 1, address=f"10.0.1.{address}")
    with pytest.raises(Refused):
        attempts.check("lea", "10.0.2.1")
    attempts.check("karim", "10.0.2.1")


def test_an_address_that_tries_many_logins_is_closed_to_all(attempts):
    for login in range(120):
        fail(attempts, 1, login=f"membre{login}")
    with pytest.raises(Refused):
        attempts.check("karim", "10.0.0.1")
    attempts.check("karim", "10.0.0.2")


def test_the_door_opens_again_after_a_few_minutes(attempts, monkeypatch):
    moment = [1_000_000.0]
    monkeypatch.setattr("time.time", lambda: moment[0])
    fail(attempts, 6)
    moment[0] += 299
    with pytest.raises(Refused):
        attempts.check("lea", "10.0.0.1")
    moment[0] += 2
    attempts.check("lea", "10.0.0.1")


def test_those_tried_at_once_count_until_it_is_known_what_came_of_them(attempts):
    with ExitStack() as under_way:
        for _ in range(6):
            under_way.enter_context(attempts.trying("lea", "10.0.0.1"))
        with pytest.raises(Refused), attempts.trying("lea", "10.0.0.1"):
            pass
        attempts.check("lea", "10.0.0.2")
    with attempts.trying("lea", "10.0.0.1"):
        attempts.failed("lea", "10.0.0.1")
