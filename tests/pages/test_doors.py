"""Signing in, joining, and whoever tries something else at the doors."""

from __future__ import annotations

import dataclasses
import itertools
import re
from urllib.parse import urljoin, urlsplit

import httpx
import pytest

from app.locale import choose, speak
from app.pages.gate import cookie_name
from app.store.invites import LIFETIME_MS
from app.store.sessions import IDLE_LIMIT_MS
from tests.pages.conftest import PASSWORD, House
from tests.pages.tab import cookies

HOSTILE_PATHS = (
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/\n/evil.example",
    "/\r\nSet-Cookie: x=1",
    "/\x00/evil.example",
    "https://evil.example/",
    "HTTPS:evil.example",
    "http:/evil.example",
    "//evil.example\\@127.0.0.1",
    "//127.0.0.1@evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "evil.example",
    "@evil.example",
    "",
    "?next=//evil.example",
    "/\u2028/evil.example",
    "//[",
    "/" + "x" * 9000,
)
OWN_PATHS = (
    "/",
    "/?canal=12",
    "/?message=34",
    "/desktop",
    "/invite",
    "/?q=a%20b&c=d",
    "/a//b",
    "/?next=//evil.example",
)

_addresses = (f"198.51.100.{n}" for n in itertools.count(100))


@pytest.fixture
def elsewhere() -> str:
    """An address from which nobody has come yet."""
    return next(_addresses)


def sign_in(house: House, address: str, login: str, password: str = PASSWORD, **fields: str):
    with house.browser(**{"x-forwarded-for": address}) as browser:
        return browser.post("/login", data={"login": login, "password": password, **fields})


def leads(house: House, location: str) -> str:
    """Where a browser goes; it must be here."""
    target = urlsplit(urljoin(house.address + "/login", location))
    assert f"{target.scheme}://{target.netloc}" == house.address
    return location


@pytest.mark.parametrize("hostile", HOSTILE_PATHS)
def test_signing_in_leads_to_no_other_site(house, elsewhere, hostile):
    answer = sign_in(house, elsewhere, "lea", next=hostile)
    assert answer.status_code == 303
    assert "set-cookie: x" not in str(answer.headers).lower()
    if len(hostile) < 9000:
        assert leads(house, answer.headers["location"]) == "/"
    with house.browser("lea") as browser:
        leads(house, browser.get("/login", params={"next": hostile}).headers["location"])


@pytest.mark.parametrize("path", OWN_PATHS)
def test_signing_in_leads_where_one_wanted_to_go(house, elsewhere, path):
    assert sign_in(house, elsewhere, "lea", next=path).headers["location"] == path


@pytest.mark.parametrize("login", ["lea", " LEA ", "Léa"])
def test_a_login_counts_in_any_case_and_accent(house, elsewhere, login):
    assert sign_in(house, elsewhere, login).status_code == 303


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("lea", "wrong"),
        ("lea", ""),
        ("lea", PASSWORD + " "),
        ("lea", PASSWORD.upper()),
        ("lea", "x" * 10_000),
        ("", ""),
        ("nobody", PASSWORD),
        ("' or 1=1 --", "' or 1=1 --"),
        ("\x00", "\x00"),
        ("é" * 2000, "x"),
        ("<script>alert(1)</script>", "x"),
    ],
)
def test_whoever_does_not_know_the_password_stays_outside(house, elsewhere, login, password):
    answer = sign_in(house, elsewhere, login, password)
    assert answer.status_code == 403
    assert cookie_name(house.address) not in answer.headers.get("set-cookie", "")
    assert "ne vont pas ensemble" in answer.text
    assert "<script>alert" not in answer.text


def test_the_refusal_does_not_tell_whether_the_login_exists(house, elsewhere):
    known, unknown = (sign_in(house, elsewhere, login, "wrong one") for login in ("zoe", "zox"))
    assert known.status_code == unknown.status_code
    assert known.text.replace("zoe", "") == unknown.text.replace("zox", "")


def test_a_refused_sign_in_keeps_the_login_and_forgets_the_password(house, elsewhere):
    answer = sign_in(house, elsewhere, "lea.p", "a wrong password")
    assert 'value="lea.p"' in answer.text
    assert "a wrong password" not in answer.text


def is_at_fault(answer: httpx.Response, name: str) -> None:
    """That field is marked and has the focus, and no other; the page's title says first that something is wrong."""
    marked = [
        field for field in re.findall("<input[^>]*>", answer.text) if "aria-invalid" in field or "autofocus" in field
    ]
    assert len(marked) == 1
    for said in (f'name="{name}"', 'aria-invalid="true"', " autofocus", f"{name}-error"):
        assert said in marked[0]
    assert re.search(f'<p class="error" id="{name}-error" role="alert">[^<]+', answer.text)
    assert "<title>Erreur\u00a0: " in answer.text


def test_a_refused_sign_in_is_marked_where_one_goes_on(house, elsewhere):
    is_at_fault(sign_in(house, elsewhere, "lea", "a wrong password"), "password")
    assert "Erreur" not in house.browser().get("/login").text


def test_who_guesses_is_slowed_and_nobody_else_is(house, elsewhere):
    other_place = next(_addresses)
    for _ in range(6):
        assert sign_in(house, elsewhere, "karim", "a guess").status_code == 403
    slowed = sign_in(house, elsewhere, "karim")
    assert slowed.status_code == 429
    assert "Trop de tentatives" in slowed.text
    # The office behind that address goes on, and Karim from elsewhere.
    assert sign_in(house, elsewhere, "zoe").status_code == 303
    assert sign_in(house, other_place, "karim").status_code == 303


def test_guessing_with_the_same_login_in_other_letters_counts_too(house, elsewhere):
    answers = [sign_in(house, elsewhere, login, "a guess").status_code for login in ("zoe", "ZOE", "Zoé", " zoe") * 2]
    assert answers == [403] * 6 + [429] * 2


def test_an_address_that_tries_all_logins_is_slowed(house, elsewhere):
    for n in range(120):
        house.store.attempts.failed(f"login{n}", elsewhere)
    assert sign_in(house, elsewhere, "lea").status_code == 429
    assert sign_in(house, next(_addresses), "lea").status_code == 303


def test_whose_session_has_ended_reads_why_they_are_at_the_door(house):
    sentence = "This browser has been signed out"
    with house.browser("zoe", **{"accept-language": "en"}) as browser:
        door = browser.post("/sign-out").headers["location"]
    with house.browser(**{"accept-language": "en"}) as browser:
        assert sentence in browser.get(door).text
        assert sentence not in browser.get("/login").text
        wrong = browser.post("/login", data={"login": "zoe", "password": "pas le bon"}).text
        assert sentence not in wrong
    with house.browser("karim") as browser:
        assert browser.get(door).headers["location"] == "/", "who is signed in has nothing to read there"


ENDED = "/login?ended"


@pytest.mark.parametrize(
    ("path", "door"),
    [("/", ENDED), ("/?canal=12", f"{ENDED}&next=%2F%3Fcanal%3D12"), ("/admin", f"{ENDED}&next=%2Fadmin")],
)
def test_a_page_that_was_away_when_its_session_ended_comes_to_the_door_that_says_so(house, path, door):
    token = house.session("karim")
    house.do(lambda store: store.sessions.end(token))
    with house.browser(accept="text/html", **cookies(token, house.address)) as browser:
        assert browser.get(path).headers["location"] == door
        assert "Ce navigateur a été déconnecté" in browser.get(door).text
        signed_in = browser.post("/login", data={"login": "karim", "password": PASSWORD, "next": path})
        assert signed_in.headers["location"] == path


def test_who_never_was_signed_in_reads_no_such_thing(house):
    with house.browser(accept="text/html") as browser:
        assert browser.get("/").headers["location"] == "/login"
        assert browser.get("/desktop").headers["location"] == "/login?next=%2Fdesktop"


def test_whose_session_is_over_by_itself_was_signed_out_by_nobody(house):
    token = house.session("karim")
    house.clock.ahead_ms += IDLE_LIMIT_MS + 1_000
    try:
        with house.browser(accept="text/html", **cookies(token, house.address)) as browser:
            assert browser.get("/").headers["location"] == "/login"
    finally:
        house.clock.ahead_ms -= IDLE_LIMIT_MS + 1_000


@pytest.mark.parametrize("path", ["/login", "/sign-out", "/join/guess", "/setup", "/control/perform", "/images/1"])
@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "http://127.0.0.1:1",
        "http://127.0.0.1",
        "",
        "http://evil.example:80",
        "http://[",
    ],
)
def test_another_site_s_form_is_refused(house, path, origin):
    token_before = house.session("lea")
    with house.browser(origin=origin, **cookies(token_before, house.address)) as browser:
        answer = browser.post(path, data={"login": "lea", "password": PASSWORD})
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers
    with house.browser(**cookies(token_before, house.address)) as browser:
        assert browser.get("/").status_code == 200


def test_our_own_forms_are_taken(house, elsewhere):
    with house.browser(origin=house.address, **{"x-forwarded-for": elsewhere}) as browser:
        assert browser.post("/login", data={"login": "lea", "password": PASSWORD}).status_code == 303


def test_our_own_forms_are_taken_behind_tls(house, elsewhere):
    headers = {"host": "chat.example.org", "x-forwarded-proto": "https", "x-forwarded-for": elsewhere}
    with house.browser(origin="https://chat.example.org", **headers) as browser:
        assert browser.post("/login", data={"login": "lea", "password": PASSWORD}).status_code == 303


@pytest.mark.parametrize("path", ["/login", "/join/guess", "/setup"])
def test_a_form_larger_than_any_of_ours_is_not_read(house, path):
    with house.browser() as browser:
        assert browser.post(path, data={"login": "x" * 20_000}).status_code == 413
        endless = (b"login=" + b"x" * 100 for _ in range(400))
        assert browser.post(path, content=endless).status_code == 413


@pytest.mark.parametrize("path", ["/login", "/setup", "/join/guess"])
@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("multipart/form-data", b"no boundary"),
        ("application/json", b'{"login": {"$ne": 1}}'),
        ("text/plain", b"\xff\xfe"),
        ("application/x-www-form-urlencoded", b"login=%ff%00&password=%ed%a0%80&code=%ff"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="login"; filename="f"\r\n\r\nx\r\n--x--',
        ),
    ],
)
def test_a_form_that_is_none_is_refused(house, elsewhere, path, kind, content):
    with house.browser(**{"content-type": kind, "x-forwarded-for": elsewhere}) as browser:
        answer = browser.post(path, content=content)
    assert 400 <= answer.status_code < 500


class TestJoining:
    @pytest.fixture
    def code(self, house) -> str:
        return house.do(lambda store: store.invites.create(house.members["lea"])).code

    @pytest.fixture
    def numbers(self) -> str:
        return str(next(_addresses)).rpartition(".")[2]

    def join(self, house: House, code: str, **fields: str):
        with house.browser() as browser:
            return browser.post(f"/join/{code}", data={"nickname": "", "password": PASSWORD, **fields})

    def test_an_invitation_makes_a_member_who_is_signed_in(self, house, code, numbers):
        answer = self.join(house, code, login=f"new{numbers}", nickname=f"Nouveau {numbers}")
        # In the canal that everybody is in, where a line tells of them.
        bureau = house.canals["bureau"].id
        assert (answer.status_code, answer.headers["location"]) == (303, f"/?canal={bureau}")
        with house.browser(
            cookie=f"{cookie_name(house.address)}={answer.cookies[cookie_name(house.address)]}"
        ) as browser:
            assert f"Nouveau {numbers}" in browser.get("/").text

    @pytest.mark.parametrize("code", ["guess", "x" * 3000, "%00", "%ff", "..%2f..", "' or 1=1 --", "<script>"])
    def test_an_unknown_code_opens_nothing(self, house, code):
        with house.browser(**{"x-forwarded-for": next(_addresses)}) as browser:
            answer = browser.get(f"/join/{code}")
        assert answer.status_code == 404
        assert "input" not in answer.text
        members = len(house.store.members.all())
        assert self.join(house, code, login="intruder").status_code in (404, 422)
        assert len(house.store.members.all()) == members

    @pytest.mark.parametrize("how", ["out of date", "used up", "by somebody who administers no more"])
    def test_an_invitation_that_is_over_opens_nothing(self, house, code, how, monkeypatch):
        invites, members = house.store.state.invites, house.store.state.members
        if how == "out of date":
            monkeypatch.setattr(house.clock, "ahead_ms", LIFETIME_MS + 1)
        elif how == "used up":
            monkeypatch.setitem(invites, code, dataclasses.replace(invites[code], uses_left=0))
        else:
            lea = house.members["lea"].id
            monkeypatch.setitem(members, lea, dataclasses.replace(members[lea], role="member"))
        with house.browser(**{"x-forwarded-for": next(_addresses)}) as browser:
            answer = browser.get(f"/join/{code}")
        assert answer.status_code == 404
        assert "périmée" in answer.text
        count = len(house.store.members.all())
        assert self.join(house, code, login="late").status_code in (404, 422)
        assert len(house.store.members.all()) == count

    def test_whoever_has_an_account_already_is_shown_the_way_to_it(self, house, code):
        with house.browser() as browser, house.browser("lea") as lea:
            out, signed_in = browser.get(f"/join/{code}").text, lea.get(f"/join/{code}").text
            refused = lea.post(f"/join/{code}", data={"login": "lea", "password": PASSWORD}).text
        assert 'href="/login"' in out
        assert "Vous êtes déjà ici" not in out
        for page in (signed_in, refused):
            assert "Vous êtes déjà ici, en tant que Léa." in page
            assert 'href="/"' in page

    def test_an_old_link_that_many_open_does_not_close_the_door_to_a_good_one(self, house, code, elsewhere):
        with house.browser(**{"x-forwarded-for": elsewhere}) as office:
            for _ in range(20):
                assert office.get("/join/an-old-link").status_code == 404
            assert office.get(f"/join/{code}").status_code == 200

    @pytest.mark.parametrize(
        ("fields", "told"),
        [
            ({"login": ""}, "ne peut pas être vide"),
            ({"login": "lea"}, "est déjà pris"),
            ({"login": "LEA"}, "est déjà pris"),
            ({"login": "x" * 33}, "au plus 32"),
            ({"login": "a b"}, "tirets bas"),
            ({"login": "\u202eab"}, None),
            ({"login": "fresh", "nickname": "lÉa"}, "s’appelle déjà"),
            ({"login": "fresh", "nickname": "x" * 200}, "au plus 40"),
            ({"login": "fresh", "nickname": "   "}, "ne peut pas être vide"),
            ({"login": "fresh", "password": "short"}, "au moins 8"),
            ({"login": "fresh", "password": "12345678"}, "l’un des premiers"),
            ({"login": "freshly.made", "password": "freshly.made2026"}, "votre nom"),
            ({"login": "fresh", "password": "x" * 300}, "au plus 256"),
        ],
    )
    def test_what_will_not_do_is_told_and_nothing_typed_is_lost(self, house, code, fields, told):
        uses = house.store.state.invites[code].uses_left
        answer = self.join(house, code, **fields)
        if told is None:
            # Characters that cannot be seen are taken out of a name; the rest of it may stand.
            assert answer.status_code == 303
            return
        assert answer.status_code == 422
        assert told in answer.text
        is_at_fault(answer, list(fields)[-1])
        for name in ("login", "nickname"):
            assert not fields.get(name, "").strip() or f'value="{fields[name]}"' in answer.text
        assert fields.get("password", PASSWORD) not in answer.text
        assert house.store.state.invites[code].uses_left == uses

    def test_opening_the_address_makes_no_invitation(self, house):
        house.do(lambda store: store.members.create("odette", "Odette", role="admin"))
        house.members["odette"] = house.store.members.by_login("odette")
        before = dict(house.store.state.invites)
        with house.browser("odette") as browser:
            page = browser.get("/invite")
        assert house.store.state.invites == before
        assert "/join/" not in page.text
        assert 'method="post" action="/invite"' in page.text

    def test_pressing_the_button_makes_one_and_pressing_it_again_shows_the_same(self, house):
        pages = []
        with house.browser("odette") as browser:
            for _ in range(2):
                answer = browser.post("/invite")
                assert (answer.status_code, answer.headers["location"]) == (303, "/invite")
                pages.append(browser.get("/invite").text)
        assert pages[0] == pages[1]
        assert f"{house.address}<wbr>/join/" in pages[0]

    def test_another_sites_form_makes_no_invitation(self, house):
        before = dict(house.store.state.invites)
        with house.browser("lea", origin="https://evil.example") as browser:
            assert browser.post("/invite").status_code == 403
        with house.browser("karim") as browser:
            assert browser.post("/invite").status_code == 403
        assert house.store.state.invites == before

    def test_only_an_administrator_sees_the_invitation(self, house):
        with house.browser("lea") as browser:
            browser.post("/invite")
            page = browser.get("/invite")
        assert f"{house.address}<wbr>/join/" in page.text
        assert "<svg" in page.text
        with house.browser("karim") as browser:
            assert "/join/" not in browser.get("/invite").text


def test_what_the_office_speaks_is_known_anew_with_all_the_rest(house):
    speak("en")
    house.do(lambda store: store._recover())
    assert choose("") == (house.store.office.lang or "fr")
