"""What every answer says to the browser, and the cookie that a session is."""

from __future__ import annotations

import pytest

from app.components import assets
from app.pages.gate import COOKIE, cookie_name
from tests.pages.conftest import PASSWORD, House
from tests.pages.tab import cookies

ADDRESSES = (
    "/",
    "/login",
    "/join/guess",
    "/invite",
    "/reset/guess",
    "/admin",
    "/admin/embedding",
    "/logo/none.webp",
    "/healthz",
    "/nowhere",
    "/images/none-64.webp",
    "/favicon.ico",
    assets.address("css/base.css"),
)


@pytest.mark.parametrize("who", ["", "lea"], ids=["signed out", "signed in"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_forbids_framing_sniffing_and_telling_others(house, address, who):
    with house.browser(who) as browser:
        headers = browser.get(address).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["frame-ancestors"] == "'none'"
    assert policy["object-src"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert policy["default-src"] == "'self'"
    assert "http" not in policy["img-src"] + policy["script-src"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "server" not in headers


@pytest.mark.parametrize(
    ("address", "who"), [("/login", ""), ("/join/guess", ""), ("/invite", "lea"), ("/admin", "lea"), ("/", "lea")]
)
def test_no_page_is_kept_by_the_browser(house, address, who):
    with house.browser(who) as browser:
        assert "no-store" in browser.get(address).headers.get("cache-control", "")


def sign_in(house: House, strict: bool = False, **headers: str) -> str:
    """The Set-Cookie header of a sign-in."""
    with house.browser(strict=strict, **headers) as browser:
        answer = browser.post("/login", data={"login": "lea", "password": PASSWORD})
    assert answer.status_code == 303, answer.text
    return answer.headers["set-cookie"]


def test_the_session_s_cookie_is_out_of_reach_of_scripts_and_of_other_sites(house):
    parts = {part.strip().lower() for part in sign_in(house).split(";")}
    assert {"httponly", "samesite=lax", "path=/"} <= parts
    assert not any(part.startswith("domain") for part in parts)


@pytest.mark.parametrize(
    ("strict", "proto", "secure"),
    [(False, "https", True), (False, "http", False), (True, "https", False)],
    ids=["behind TLS", "without TLS", "behind a proxy that is not trusted"],
)
def test_the_cookie_is_secure_behind_tls(house, strict, proto, secure):
    parts = {part.strip().lower() for part in sign_in(house, strict, **{"x-forwarded-proto": proto}).split(";")}
    assert ("secure" in parts) == secure


def test_a_sign_in_gives_a_new_token_and_ends_the_old_one(house):
    old = house.session("lea")
    own = cookies(old, house.address)
    with house.browser() as browser:
        answer = browser.post("/login", data={"login": "lea", "password": PASSWORD}, headers=own)
        assert answer.cookies[cookie_name(house.address)] != old
        browser.cookies.clear()
        assert browser.get("/", headers=own).status_code == 401


def test_a_token_that_somebody_else_chose_becomes_no_session(house):
    forged = cookies("chosen", house.address)
    with house.browser() as browser:
        answer = browser.post("/login", data={"login": "lea", "password": PASSWORD}, headers=forged)
        assert answer.cookies[cookie_name(house.address)] != "chosen"
        browser.cookies.clear()
        assert browser.get("/", headers=forged).status_code == 401


def test_signing_out_ends_the_session_and_takes_the_cookie(house):
    token = house.session("zoe")
    own = cookies(token, house.address)
    with house.browser() as browser:
        answer = browser.post("/sign-out", headers=own)
        assert f'{cookie_name(house.address)}=""' in answer.headers["set-cookie"]
        assert "max-age=0" in answer.headers["set-cookie"].lower()
        browser.cookies.clear()
        assert browser.get("/", headers=own).status_code == 401


def test_a_session_that_nobody_used_for_a_month_is_over(house):
    token = house.session("zoe")
    own = cookies(token, house.address)
    with house.browser() as browser:
        assert browser.get("/", headers=own).status_code == 200
        house.clock.ahead_ms = 31 * 24 * 3_600_000
        try:
            assert browser.get("/", headers=own).status_code == 401
        finally:
            house.clock.ahead_ms = 0


def test_a_session_in_use_lasts(house):
    """Thirty days from the last visit, not from the sign-in."""
    token = house.session("zoe")
    own = cookies(token, house.address)
    with house.browser() as browser:
        try:
            for days in (20, 40, 60):
                house.clock.ahead_ms = days * 24 * 3_600_000
                assert "set-cookie" not in browser.get(assets.address("css/base.css"), headers=own).headers
                answer = browser.get("/", headers=own)
                assert answer.status_code == 200
                renewed = answer.headers["set-cookie"].lower()
                assert token.lower() in renewed
                assert {"httponly", "samesite=lax", f"max-age={30 * 24 * 3600}"} <= set(renewed.split("; "))
                browser.cookies.clear()
                assert "set-cookie" not in browser.get("/", headers=own).headers
        finally:
            house.clock.ahead_ms = 0


@pytest.mark.parametrize(
    "cookie", ["", "=", ";;;", "miaou_session", f"{COOKIE}=\xe9", f"{COOKIE}=" + "x" * 5000, f'{COOKIE}="', "\x01=2"]
)
def test_a_broken_cookie_is_no_session(house, cookie):
    with house.browser() as browser:
        assert browser.get("/", headers={"cookie": cookie.encode("latin-1")}).status_code in (400, 401)
