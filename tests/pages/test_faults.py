"""What is answered where there is nothing to show: drawn, in one's own language, with one way on."""

from __future__ import annotations

import itertools
import re
import time
from typing import NamedTuple

import pytest

from app.components.drawings import Name, drawing
from app.pages import window
from app.pages.gate import HEADERS
from app.store.invites import Invites
from tests.browser.instance import PATIENCE_S

SECRET = "ce que quelqu’un a écrit"

_addresses = (f"203.0.113.{n}" for n in itertools.count(7))


class Failing(NamedTuple):
    """An address whose page cannot be made, and why."""

    path: str
    error: RuntimeError


@pytest.fixture(params=["/invite", "/"], ids=["a route of ours", "a live page"])
def failing(request, monkeypatch) -> Failing:
    error = RuntimeError(SECRET)

    def fail(*_args: object, **_named: object) -> None:
        raise error

    monkeypatch.setattr(Invites, "newest", fail)
    monkeypatch.setattr(Invites, "standing", fail)
    monkeypatch.setattr(window, "draw", fail)
    return Failing(request.param, error)


def ways(answer) -> list[str]:
    """Where the buttons and links of a page lead."""
    return re.findall(r'<a [^>]*href="([^"]*)"', answer.text)


def is_drawn(answer, name: Name) -> bool:
    return answer.text.count('class="drawing"') == 1 and str(drawing(name)) in answer.text


@pytest.mark.parametrize(
    ("lang", "said"), [("fr", "L’erreur est de notre fait."), ("en", "The error is ours.")], ids=["fr", "en"]
)
def test_our_own_error_is_a_page_of_ours_that_tells_nothing_of_it(house, failing, lang, said):
    with house.browser("lea", accept="text/html", **{"accept-language": lang}) as browser:
        answer = browser.get(failing.path)
    assert answer.status_code == 500
    assert said in answer.text
    assert is_drawn(answer, "tangled")
    assert ways(answer) == [""]
    assert SECRET not in answer.text and "RuntimeError" not in answer.text
    # Nobody may frame it, or have it load anything from elsewhere, either.
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("accept", ["application/json", "text/plain", "*/*"])
def test_a_script_is_told_of_our_error_in_its_own_way(house, failing, accept):
    with house.browser("lea", accept=accept) as browser:
        answer = browser.get(failing.path)
    assert answer.status_code == 500
    assert "<" not in answer.text and SECRET not in answer.text
    if "json" in accept:
        assert answer.json().keys() == {"detail"}


def test_what_went_wrong_is_told_by_the_server_and_by_nobody_else(house, failing, caplog):
    def who() -> set[str]:
        return {record.name for record in caplog.records if record.exc_info and record.exc_info[1] is failing.error}

    with house.browser("lea", accept="text/html") as browser:
        browser.get(failing.path)
    # It is told once the answer has gone out; all others would have told before.
    end = time.monotonic() + PATIENCE_S
    while not who() and time.monotonic() < end:
        time.sleep(0.01)
    assert who() == {"uvicorn.error"}


def test_an_error_on_the_way_of_a_form_leads_to_the_chat(house, failing):
    with house.browser("lea", accept="text/html") as browser:
        answer = browser.post("/invite")
    assert answer.status_code == 500
    assert ways(answer) == ["/"]


@pytest.mark.parametrize("path", ["/nowhere", "/admin/nowhere", "/admin/members/x", "/sign-out"])
def test_at_an_address_of_nothing_stands_the_cat_at_a_wrong_door(house, path):
    with house.browser("lea", accept="text/html") as browser:
        answer = browser.get(path)
    assert answer.status_code in {404, 405}
    assert is_drawn(answer, "lost")
    assert ways(answer) == ["/"]


@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_who_asks_in_the_wrong_way_is_told_the_right_one(house, accept):
    with house.browser("lea", accept=accept) as browser:
        answer = browser.post("/desktop")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


def test_a_form_larger_than_any_of_ours_is_said_to_be_too_much(house):
    with house.browser(accept="text/html") as browser:
        page = browser.post("/login", data={"login": "x" * 20_000})
        script = browser.post("/login", data={"login": "x" * 20_000}, headers={"accept": "*/*"})
    assert (page.status_code, script.status_code) == (413, 413)
    assert is_drawn(page, "heavy")
    assert "detail" in script.json()


def test_whoever_tries_too_often_sees_that_it_is_too_much_and_may_try_again(house):
    with house.browser(**{"x-forwarded-for": next(_addresses)}) as browser:
        answers = [browser.post("/login", data={"login": "zoe", "password": "x"}) for _ in range(7)]
    assert [answer.status_code for answer in answers] == [403] * 6 + [429]
    assert "peeking" in answers[0].text
    assert is_drawn(answers[-1], "heavy")
    assert "peeking" not in answers[-1].text
    assert answers[-1].text.count("<button") == 1


@pytest.mark.parametrize(("path", "way"), [("/join/old", "/"), ("/reset/old", "/login")])
def test_a_code_that_opens_nothing_is_a_closed_door(house, path, way):
    with house.browser() as browser:
        answer = browser.get(path)
    assert answer.status_code == 404
    assert is_drawn(answer, "closed")
    assert ways(answer) == [way]


def test_an_administrator_s_door_is_closed_to_everybody_else(house):
    with house.browser("zoe", accept="text/html") as browser:
        answer = browser.get("/invite")
    assert answer.status_code == 403
    assert is_drawn(answer, "closed")
