"""The first start, for whoever does not have the code that stands on the terminal."""

from __future__ import annotations

import re
import sqlite3

import pytest

from app.components.drawings import drawing
from tests import plain_http
from tests.browser.instance import PATIENCE_S, Instance, QuickInstance

PASSWORD = "moustaches et croquettes"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    instance = QuickInstance(tmp_path_factory.mktemp("fresh") / "data").start()
    yield instance
    instance.kill()


@pytest.fixture
def browser(fresh):
    with plain_http.Client(base_url=fresh.address, timeout=PATIENCE_S) as browser:
        yield browser


def members(instance: Instance) -> int:
    with sqlite3.connect(instance.folder / "miaou.db") as database:
        return database.execute("select count(*) from member").fetchone()[0]


def fields(code: str, **typed: str) -> dict[str, str]:
    return {"code": code, "office": "Atelier", "login": "lea", "nickname": "Léa", "password": PASSWORD, **typed}


@pytest.mark.parametrize("path", ["/", "/login", "/?canal=3"])
def test_every_way_leads_to_the_set_up_first(browser, path):
    answer = browser.get(path, headers={"accept": "text/html"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/setup")


@pytest.mark.parametrize("code", ["guess", "%00", "é", "x" * 2000])
def test_a_guessed_code_opens_nothing(fresh, browser, code):
    headers = {"x-forwarded-for": f"198.51.100.{len(code)}"}
    answer = browser.get("/setup", params={"code": code}, headers=headers)
    assert answer.status_code == 403
    assert 'name="login"' not in answer.text
    assert browser.post("/setup", data=fields(code), headers=headers).status_code == 403
    assert members(fresh) == 0


def test_whoever_guesses_for_long_is_slowed_and_keeps_the_owner_out_from_nowhere_else(fresh, browser):
    code = re.search(r"code=(\S+)", fresh.greeting)[1]
    for guess in range(50):
        guessing = {"x-forwarded-for": f"203.0.113.{guess % 10}"}
        assert browser.get("/setup", params={"code": "guess"}, headers=guessing).status_code == 403
    for _ in range(7):
        slowed = browser.get("/setup", params={"code": code}, headers={"x-forwarded-for": "203.0.113.1"})
        browser.get("/setup", params={"code": "guess"}, headers={"x-forwarded-for": "203.0.113.1"})
    assert slowed.status_code == 403
    assert browser.get("/setup", params={"code": code}, headers={"x-forwarded-for": "203.0.114.1"}).status_code == 200


@pytest.mark.parametrize(("lang", "canal"), [("fr", "Tout le bureau"), ("en", "The whole office")])
def test_the_first_canal_is_called_in_the_language_of_whoever_sets_up(tmp_path, lang, canal):
    instance = QuickInstance(tmp_path / "data").start()
    try:
        code = re.search(r"code=(\S+)", instance.greeting)[1]
        with plain_http.Client(base_url=instance.address, timeout=PATIENCE_S) as browser:
            opened = browser.post("/setup", data=fields(code), headers={"accept-language": lang})
        assert opened.status_code == 303
        with sqlite3.connect(instance.folder / "miaou.db") as database:
            assert database.execute("select name from canal").fetchall() == [(canal,)]
    finally:
        instance.kill()


def test_the_code_opens_the_office_once(fresh, browser):
    code = re.search(r"code=(\S+)", fresh.greeting)[1]
    refused = browser.post("/setup", data=fields(code, password="short"))
    assert refused.status_code == 422
    assert 'value="Atelier"' in refused.text
    assert 'value="lea"' in refused.text
    assert members(fresh) == 0

    opened = browser.post("/setup", data=fields(code))
    assert (opened.status_code, opened.headers["location"]) == (303, "/invite")
    assert "/join/" in browser.get("/invite").text
    assert members(fresh) == 1

    browser.cookies.clear()
    again = browser.post("/setup", data=fields(code, login="eve", nickname="Ève"))
    assert again.status_code == 403
    assert browser.get("/setup").headers["location"] == "/"
    done = browser.get("/setup", params={"code": code})
    assert done.status_code == 403
    assert done.text == again.text
    assert str(drawing("open")) in done.text
    assert 'href="/login">' in done.text
    assert members(fresh) == 1
