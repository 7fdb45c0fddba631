"""The widget and its ways in: without a cookie, for one page, and for nothing else."""

from __future__ import annotations

import json
import re
import secrets
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import httpx
import pytest
from nicegui import Client
from PIL import Image
from socketio.exceptions import ConnectionError as Refused

from app.components.cards.agents import told
from app.locale import catalogue
from app.pages.grants import LIFETIME_MS, Grants
from app.store.feed import SessionEnded
from app.store.tokens import WRONG
from tests.pages.conftest import House
from tests.pages.tab import PATIENCE_S, Tab
from tests.pages.test_routes import TABLE, ask
from tests.pages.test_sockets import closed
from tests.store.tokens import claims, signed

SITE, OTHER_SITE = "https://erp.example", "http://localhost:5001"


@dataclass
class Host:
    """A site that shows the widget, and the key that it signs with."""

    house: House
    key_id: int
    secret: str

    def token(self, **changed: object) -> str:
        now = self.house.clock()
        return signed(self.secret, claims(now, **{"jti": secrets.token_hex(8), "sub": "zoe", **changed}))

    def ticket(self, **changed: object) -> str:
        token = self.token(**changed)
        return self.house.do(lambda store: store.arrivals.enter(token, SITE))

    async def page(self, **changed: object) -> Tab:
        """A widget that is open, without its socket."""
        tab = Tab(self.house.address, "", f"/widget?ticket={self.ticket(**changed)}")
        await tab.fetch()
        return tab

    def sessions(self, login: str = "zoe"):
        return [each for each in self.house.store.sessions.of(self.house.members[login]) if each.embedded]


@pytest.fixture(scope="module")
def allowed(house) -> Iterator[None]:
    lea = house.members["lea"]
    for origin in (SITE, OTHER_SITE):
        house.do(lambda store, origin=origin: store.embedding.allow_origin(lea, origin))
    yield
    for origin in (SITE, OTHER_SITE):
        house.do(lambda store, origin=origin: store.embedding.remove_origin(lea, origin))


@pytest.fixture
def host(house, allowed) -> Iterator[Host]:
    lea = house.members["lea"]
    key = house.do(lambda store: store.embedding.create_secret(lea, "ERP"))
    yield Host(house, key.id, key.secret)
    if key.id in house.store.state.embed_keys:
        house.do(lambda store: store.embedding.remove_key(lea, key.id))


def policy(answer: httpx.Response) -> dict[str, str]:
    return dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))


# Who may show what in a frame


@pytest.mark.parametrize("who", ["", "lea"], ids=["signed out", "an administrator"])
@pytest.mark.parametrize(("method", "route"), TABLE, ids=" ".join)
def test_only_the_widget_may_be_framed_and_only_by_sites_that_are_allowed(house, allowed, method, route, who):
    with house.browser(who) as browser:
        answer = ask(browser, house, method, TABLE[method, route][0])
    if route == "/widget" or route.startswith("/widget/"):
        assert policy(answer)["frame-ancestors"] == f"'self' {SITE} {OTHER_SITE}"
        assert "x-frame-options" not in answer.headers
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    else:
        assert policy(answer)["frame-ancestors"] == "'none'"
        assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert policy(answer)["object-src"] == policy(answer)["base-uri"] == "'none'"


def test_a_path_that_only_looks_like_the_widget_s_is_no_widget(house, allowed):
    with house.browser("zoe") as browser:
        for path in ("/widgets", "/widget.html", "/login/widget", "/?x=/widget", "//widget"):
            assert policy(browser.get(path))["frame-ancestors"] == "'none'"


def test_the_loader_is_for_every_site(house):
    with house.browser() as visitor:
        answer = visitor.get("/embed.js", headers={"origin": "https://anywhere.example"})
        assert answer.headers["content-type"].startswith("text/javascript")
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
        assert "set-cookie" not in answer.headers
        assert "Ouvrir le clavardage" in answer.text
        assert not re.search(r'"(TEXTS|CAT)"', answer.text)
        again = visitor.get("/embed.js", headers={"if-none-match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


# From a token to a page


def test_a_token_in_the_address_opens_one_page_and_is_not_in_it(host):
    token = host.token()
    with host.house.browser() as browser:
        page = browser.get("/widget", params={"token": token, "theme": "dark", "canal": "12"})
        assert page.status_code == 200
        assert 'id="miaou-snapshot"' in page.text
        assert token not in page.text
        assert "set-cookie" not in page.headers
        assert "no-store" in page.headers["cache-control"]
        again = browser.get("/widget", params={"token": token})
        assert again.status_code == 403
        assert 'id="miaou-snapshot"' not in again.text
    assert len(host.sessions()) == 1


def test_a_ticket_opens_one_page(host):
    ticket = {"ticket": host.ticket()}
    with host.house.browser() as browser:
        assert 'id="miaou-snapshot"' in browser.get("/widget", params=ticket).text
        assert 'id="miaou-snapshot"' not in browser.get("/widget", params=ticket).text
    assert len(host.sessions()) == 1


def test_a_page_that_waits_exchanges_a_token_without_an_address(host):
    with host.house.browser() as browser:
        answer = browser.post("/widget/enter", json={"token": host.token(), "origin": SITE})
        assert answer.status_code == 200
        assert "no-store" in answer.headers["cache-control"]
        assert 'id="miaou-snapshot"' in browser.get("/widget", params=answer.json()).text
        assert "set-cookie" not in answer.headers
    assert [session.agent for session in host.sessions()] == [f"widget · {SITE}"]


@pytest.mark.parametrize(
    ("origin", "status"),
    [(SITE, 200), (None, 200), ("own", 200), ("https://evil.example", 403), ("null", 403), (7, 422), ([SITE], 422)],
)
def test_the_site_that_brings_the_token_is_one_that_may(host, origin, status):
    asked = {"token": host.token(), "origin": host.house.address if origin == "own" else origin}
    with host.house.browser() as browser:
        answer = browser.post("/widget/enter", json=asked)
    assert answer.status_code == status
    if status == 403:
        assert answer.json()["refused"] == "origin"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"7",
        b'"x"',
        b"{}",
        b'{"token": 7}',
        b'{"token": null}',
        b"[" * 50_000,
        b"\xff",
        b"x" * 200_000,
    ],
    ids=["empty", "cut", "list", "number", "text", "nothing", "no text", "null", "pile", "bytes", "large"],
)
def test_whatever_else_is_brought_is_refused(house, body):
    with house.browser() as browser:
        assert browser.post("/widget/enter", content=body).status_code in (413, 422)


def test_no_other_site_s_script_may_bring_a_token_itself(host):
    with host.house.browser() as browser:
        answer = browser.post("/widget/enter", json={"token": host.token()}, headers={"origin": SITE})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "kind", ["signature", "audience", "expired", "used", "not-allowed", "incomplete", "clock", "login", "administrator"]
)
def test_a_fault_is_told_by_its_kind_on_a_plain_page(host, kind):
    now = int(time.time())
    changed = {
        "audience": {"aud": "other"},
        "expired": {"exp": now - 60},
        "not-allowed": {"sub": "mallory"},
        "incomplete": {"jti": None},
        "clock": {"exp": now + 7200},
        "login": {"sub": "no login"},
        "administrator": {"sub": "lea"},
    }
    token = signed("x" * 40, claims(host.house.clock())) if kind == "signature" else host.token(**changed.get(kind, {}))
    with host.house.browser(accept="text/html", **{"accept-language": "en"}) as browser:
        if kind == "used":
            browser.get("/widget", params={"token": token})
        answer = browser.get("/widget", params={"token": token})
        asked = browser.post("/widget/enter", json={"token": token})
    assert answer.status_code == asked.status_code == 403
    assert "no-store" in answer.headers["cache-control"]
    told = json.loads(re.search(r'id="miaou-widget">(.*?)</script>', answer.text)[1])
    assert told["fault"] == kind
    assert WRONG[kind] in answer.text
    for secret in (host.secret, token, "Traceback", "mallory", "jwt", "Léa"):
        assert secret not in answer.text
    # One that was believed is used up, whomever it named.
    assert asked.json()["refused"] == ("used" if kind in ("not-allowed", "login", "administrator") else kind)


@pytest.mark.parametrize("query", ["", "?theme=dark&canal=12", "?ticket=guess", "?theme=%3Cb%3E&canal=%27x"])
def test_without_a_token_the_page_waits_for_one_and_shows_nothing(house, allowed, query):
    pages = set(Client.instances)
    with house.browser() as visitor:
        answer = visitor.get(f"/widget{query}")
    assert answer.status_code == 200
    assert "Direction" not in answer.text
    assert "<b>" not in answer.text.split("<main")[1].split("</main>")[0].replace("<b>Miaou</b>", "")
    told = json.loads(re.search(r'id="miaou-widget">(.*?)</script>', answer.text)[1])
    assert told["origins"] == [SITE, OTHER_SITE]
    assert set(Client.instances) <= pages


def test_a_member_s_own_cookie_opens_it_too_unless_the_host_says_who_it_is(house, allowed):
    with house.browser("zoe") as browser:
        page = browser.get("/widget")
        assert 'id="miaou-snapshot"' in page.text
        assert '"grant":""' in page.text
        assert 'id="miaou-snapshot"' not in browser.get("/widget?ask=1").text


async def test_the_ticket_decides_who_it_is_also_beside_a_cookie(host):
    tab = Tab(host.house.address, host.house.session("karim"), f"/widget?ticket={host.ticket()}")
    await tab.fetch()
    assert tab.snapshot["facts"]["told"]["self"]["name"] == "Zoé"
    await tab.connect()
    await tab.attach()
    said = await tab.say(host.house.canals["bureau"].id, "De qui ?")
    message = host.house.store.state.window(host.house.canals["bureau"].id).find(said["id"])
    assert message.author_id == host.house.members["zoe"].id
    await tab.socket.disconnect()


# Its socket


async def test_its_socket_needs_no_cookie_and_hears(host):
    bureau = host.house.canals["bureau"].id
    async with (
        Tab(host.house.address, "", f"/widget?ticket={host.ticket()}") as widget,
        Tab(host.house.address, host.house.session("karim")) as other,
    ):
        await other.say(bureau, "Jusque chez l’hôte")
        await widget.hears("Jusque chez l’hôte")
        await widget.say(bureau, "Et retour")
        await other.hears("Et retour")


async def test_a_socket_without_cookie_names_a_page_that_is_there(host):
    tab = await host.page()
    for named in ("", "guess", host.house.session("zoe")):
        stranger = Tab(host.house.address, "", "/widget")
        stranger.client_id = named
        with pytest.raises(Refused):
            await stranger.connect()
    window = Tab(host.house.address, host.house.session("zoe"))
    await window.fetch()
    with pytest.raises(Refused):
        await window.connect(token="")
    await tab.connect()
    assert (await tab.attach())["missed"] == []
    await tab.socket.disconnect()


@pytest.mark.parametrize("way", ["revoked", "password", "deactivated", "key", "origin"])
async def test_it_falls_silent_at_once_when_its_session_ends(host, way):
    house, lea = host.house, host.house.members["lea"]
    guest = house.do(lambda store: store.members.create(f"guest-{way}"))
    bureau = house.canals["bureau"].id
    async with (
        Tab(house.address, "", f"/widget?ticket={host.ticket(sub=guest.login)}") as widget,
        Tab(house.address, house.session("karim")) as other,
    ):
        [session] = house.store.sessions.of(guest)
        if way == "revoked":
            house.do(lambda store: store.sessions.revoke(guest, session.id))
        elif way == "password":
            house.do(lambda store: store.members.set_password(guest, "moustaches et croquettes"))
        elif way == "deactivated":
            house.do(lambda store: store.members.deactivate(lea, guest.id))
        elif way == "key":
            house.do(lambda store: store.embedding.remove_key(lea, host.key_id))
        else:
            house.do(lambda store: store.embedding.remove_origin(lea, SITE))
            house.do(lambda store: store.embedding.allow_origin(lea, SITE))
            house.do(lambda store: store.embedding.remove_origin(lea, OTHER_SITE))
            house.do(lambda store: store.embedding.allow_origin(lea, OTHER_SITE))
        await closed(widget)
        assert widget.heard[-1] == ["gone"]
        await other.say(bureau, f"Après {way}")
        await other.hears(f"Après {way}")
        assert f"Après {way}" not in widget.all_heard()
        with pytest.raises(Refused):
            await widget.connect()


async def test_its_session_ends_with_the_page(host):
    tab = await host.page()
    [session] = host.sessions()
    ended = threading.Event()

    async def leave(store) -> None:
        gone = SessionEnded(session.id, session.member_id)
        store.feed.subscribe(lambda changes: ended.set() if gone in changes else None)
        Client.instances[tab.client_id].delete()

    host.house.do(leave)
    assert ended.wait(PATIENCE_S)
    assert host.sessions() == []


async def test_it_brings_nothing_that_its_member_may_not_know(host):
    bureau, direction = host.house.canals["bureau"].id, host.house.canals["direction"].id
    async with (
        Tab(host.house.address, "", f"/widget?ticket={host.ticket()}&canal={direction}") as widget,
        Tab(host.house.address, host.house.session("lea")) as lea,
    ):
        await lea.say(direction, "Encore un secret")
        await lea.say(bureau, "Encore un aparté", [host.house.members["karim"].id])
        await lea.say(bureau, "Pour tous, widget compris")
        await widget.hears("Pour tous, widget compris")
        brought = json.dumps([widget.snapshot, widget.heard], ensure_ascii=False)
        for hidden in (
            "Direction",
            "Secret de la direction",
            "Secret en aparté",
            "Encore un secret",
            "Encore un aparté",
        ):
            assert hidden not in brought


# Members' images


@pytest.fixture
def image(house) -> Iterator[str]:
    lea = house.members["lea"]
    house.do(lambda store: store.members.set_image(lea, lea.id, b"large", b"small"))
    yield f"/images/{house.store.members.get(lea.id).image}-64.webp"
    house.do(lambda store: store.members.remove_image(lea, lea.id))


def grant_of(tab: Tab, browser: httpx.Client) -> str:
    answer = browser.post("/widget/grant", headers={"x-miaou-page": tab.client_id})
    assert answer.status_code == 200
    return answer.json()["grant"]


async def test_images_come_by_a_grant_and_not_without(host, image):
    tab = await host.page()
    with host.house.browser() as browser:
        assert browser.get(image).status_code == 401
        grant = grant_of(tab, browser)
        answer = browser.get(image, params={"grant": grant})
        assert (answer.status_code, answer.content) == (200, b"small")
        assert "set-cookie" not in answer.headers
        forged = [
            grant[:-1] + ("0" if grant[-1] != "0" else "1"),
            f"9{grant}",
            grant.upper(),
            "",
            "1.2.3",
            "é",
            "..",
            "1",
        ]
        for each in forged:
            assert browser.get(image, params={"grant": each}).status_code == 401
        for path in ("/", "/desktop", "/admin", "/invite"):
            assert browser.get(path, params={"grant": grant}).status_code == 401


async def test_a_grant_ends_with_its_hour_and_with_its_session(host, image):
    tab = await host.page()
    with host.house.browser() as browser:
        grant = grant_of(tab, browser)
        host.house.clock.ahead_ms = LIFETIME_MS + 1
        try:
            assert browser.get(image, params={"grant": grant}).status_code == 401
        finally:
            host.house.clock.ahead_ms = 0
        assert browser.get(image, params={"grant": grant}).status_code == 200
        [session] = host.sessions()
        host.house.do(lambda store: store.sessions.revoke(host.house.members["zoe"], session.id))
        assert browser.get(image, params={"grant": grant}).status_code == 401
        assert browser.post("/widget/grant", headers={"x-miaou-page": tab.client_id}).status_code == 401


async def test_a_grant_shows_and_changes_nothing(host):
    tab, zoe = await host.page(), host.house.members["zoe"].id
    file = BytesIO()
    Image.new("RGB", (40, 40), "#0e7490").save(file, "PNG")
    with host.house.browser() as browser:
        grant = grant_of(tab, browser)
        for method in ("POST", "DELETE"):
            answer = browser.request(method, f"/images/{zoe}", params={"grant": grant}, content=file.getvalue())
            assert answer.status_code == 401
        page = {"x-miaou-page": tab.client_id}
        assert browser.post(f"/images/{zoe}", content=file.getvalue(), headers=page).status_code == 200
        assert browser.post(f"/images/{zoe}", content=b"", headers={**page, "origin": SITE}).status_code == 403
        lea = host.house.members["lea"].id
        assert browser.post(f"/images/{lea}", content=file.getvalue(), headers=page).status_code == 403
        assert browser.delete(f"/images/{zoe}", headers=page).status_code == 200


async def test_the_name_of_a_page_opens_no_other_door(host):
    widget = await host.page()
    window = Tab(host.house.address, host.house.session("zoe"))
    await window.fetch()
    with host.house.browser() as browser:
        for path in ("/", "/desktop", "/export", "/invite", "/nowhere"):
            assert browser.get(path, headers={"x-miaou-page": widget.client_id}).status_code == 401
        # A window has its cookie: its name alone says nothing.
        for path in ("/images/none-64.webp", "/widget/grant"):
            assert browser.post(path, headers={"x-miaou-page": window.client_id}).status_code == 401


def test_grants_are_one_session_s_and_one_process_s():
    grants, now = Grants(), 1_000_000
    grant = grants.give(7, now)
    assert grants.session_id(grant, now) == 7
    assert grants.session_id(grant, now + LIFETIME_MS) is None
    assert Grants().session_id(grant, now) is None
    for forged in ("", ".", "..", "7", grant.replace("7.", "8.", 1), f"{grant}.x", "\ud800", "é.é.é"):
        assert grants.session_id(forged, now) is None


def test_an_ended_session_s_page_says_so(house, allowed):
    with house.browser(accept="text/html", **{"accept-language": "en"}) as visitor:
        answer = visitor.get("/widget/ended?theme=dark")
    assert "This session has ended" in answer.text
    assert 'data-theme="dark"' in answer.text


async def test_it_stands_among_the_member_s_own_sessions(host):
    await host.page()
    assert [told(session.agent, catalogue("en")) for session in host.sessions()] == ["Widget on erp.example"]


@pytest.mark.parametrize("path", ["/", "/desktop", "/widget"])
def test_only_a_page_of_its_own_leads_elsewhere(house, path):
    with house.browser("lea") as browser:
        menu = browser.get(path).text
    assert 'id="menu-own"' in menu
    ways = ('href="/admin"', 'name="sign-out"', 'name="invite"', 'data-action="set-home"')
    assert [way in menu for way in ways] == [path != "/widget"] * len(ways)
