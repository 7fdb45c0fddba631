"""The admin page's addresses: only administrators see any of it, and it hears its own panels alone.

What its forms do and refuse is in tests/components/admin.
"""

from __future__ import annotations

import itertools

import pytest

from app.pages.gate import cookie_name
from app.store.pictures import HEAVIEST
from tests.pages.conftest import PASSWORD
from tests.pages.tab import AdminTab, Tab
from tests.store.test_pictures import file, quarters

SECTIONS = (
    "/admin",
    "/admin/canals",
    "/admin/embedding",
    "/admin/office",
    "/admin/data",
    "/admin/audit",
    "/admin/members/2",
)

_numbers = itertools.count(1)


@pytest.fixture
def lea(house):
    with house.browser("lea") as browser:
        yield browser


@pytest.fixture
def nour(house):
    """Somebody whom nothing else depends on; signed in, in a browser of their own."""
    login = f"nour{next(_numbers)}"
    member = house.do(lambda store: store.members.create(login, login.title(), PASSWORD))
    house.members[login] = member
    yield member
    del house.members[login]


@pytest.mark.parametrize("path", SECTIONS)
def test_who_does_not_administer_gets_a_plain_page_with_nothing_of_it(house, path):
    with house.browser("zoe", accept="text/html", **{"accept-language": "en"}) as zoe:
        answer = zoe.get(path)
    assert answer.status_code == 403
    assert "Only an administrator may do this." in answer.text
    assert "karim" not in answer.text.lower()


@pytest.mark.parametrize("path", SECTIONS)
def test_a_visitor_is_sent_to_the_door_and_comes_back(house, path):
    with house.browser(accept="text/html") as visitor:
        answer = visitor.get(path)
    assert answer.headers["location"] == f"/login?next={path.replace('/', '%2F')}"


def test_another_site_s_form_does_nothing(house, lea):
    answer = lea.post("/admin/office/logo", content=file(quarters()), headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert house.store.office.logo == ""


def test_every_section_speaks_its_reader_s_language(house):
    for lang, said in (("fr", "Qui a un compte"), ("en", "Who has an account")):
        with house.browser("lea", **{"accept-language": lang}) as browser:
            assert said in browser.get("/admin").text


def test_a_member_who_does_not_exist_is_told_plainly(lea):
    answer = lea.get("/admin/members/999999")
    assert answer.status_code == 403
    assert "Ce membre n’existe pas." in answer.text


def test_no_page_is_kept_by_a_browser(house, lea):
    assert "no-store" in lea.get("/admin").headers["cache-control"]


# Its socket


async def test_a_form_is_sent_and_what_it_changes_reaches_another_administrator(house, nour):
    house.do(lambda store: store.members.set_role(house.members["lea"], nour.id, "admin"))
    async with (
        AdminTab(house.address, house.session("lea"), "/admin/embedding") as tab,
        AdminTab(house.address, house.session(nour.login), "/admin/embedding") as other,
    ):
        answer = await tab.send("sites", "allow", origin="https://erp.example")
        assert answer["done"]
        assert answer["then"][0][0] == "toast"
        await other.hears("https://erp.example")
        await tab.send("sites", "take_out", origin="https://erp.example")
    assert house.store.embedding.origins == ("https://erp.example",), "it asks first"
    house.do(lambda store: store.embedding.remove_origin(house.members["lea"], "https://erp.example"))


async def test_a_secret_that_was_made_is_told_to_the_tab_that_asked_alone(house, nour):
    path = f"/admin/members/{nour.id}"
    async with (
        AdminTab(house.address, house.session("lea"), path) as tab,
        AdminTab(house.address, house.session("lea"), path) as other,
        Tab(house.address, house.session("lea")) as window,
    ):
        assert "refused" not in await tab.send("password", "make_link")
        await tab.hears("/reset/")
        house.do(lambda store: store.members.edit(nour, nour.id, note="Au dépôt"))
        await other.hears("Au dépôt")
        await window.hears("Au dépôt")
        assert "/reset/" not in other.all_heard() + window.all_heard()
    with house.browser("lea") as browser:
        assert "/reset/" not in browser.get(path).text


async def test_the_page_hears_no_canal_and_says_nothing_of_who_is_there(house, nour):
    house.do(lambda store: store.members.set_role(house.members["lea"], nour.id, "admin"))
    bureau = house.canals["bureau"].id
    async with AdminTab(house.address, house.session(nour.login), "/admin/office") as tab:
        assert await tab.attach() == {"missed": [], "logs": []}
        assert house.store.presence.status(nour.id) == "absent"
        house.do(lambda store: store.messages.post(house.members["lea"], bureau, "Rien pour lui", (), f"q{nour.id}"))
        house.do(
            lambda store: store.canals.create(
                house.members["lea"], f"Avec {nour.login}", members=[nour.id], kind="private"
            )
        )
        # What comes after them has come.
        house.do(lambda store: store.office.rename(house.members["lea"], f"Bureau de {nour.login}"))
        await tab.hears(f"Bureau de {nour.login}")
        assert "Rien pour lui" not in tab.all_heard()
        assert f"Avec {nour.login}" not in tab.all_heard()
        assert "facts" not in tab.all_heard()


async def test_whoever_is_out_is_told_to_go_and_whoever_administers_no_more_is_sent_to_the_chat(house, nour):
    house.do(lambda store: store.members.set_role(house.members["lea"], nour.id, "admin"))
    # The house is every file's: others' invitations stand in it.
    standing = dict(house.store.state.invites)
    async with AdminTab(house.address, house.session(nour.login)) as tab:
        house.do(lambda store: store.members.set_role(house.members["lea"], nour.id, "member"))
        await tab.hears('"path": "/"')
        answer = await tab.send("invites", "invite", days="3", uses="2")
        assert "refused" in answer
        house.do(lambda store: store.members.deactivate(house.members["lea"], nour.id))
        await tab.hears('"gone"')
    assert house.store.state.invites == standing


async def test_no_other_page_reaches_its_panels(house):
    """Neither a member's, nor an administrator's own widget or window: a panel is of the page that it stands in."""
    async with AdminTab(house.address, house.session("lea"), "/admin/embedding") as tab:
        for login in ("karim", "lea"):
            async with Tab(house.address, house.session(login)) as other:
                for number in range(60):
                    asked = {"panel": number, "do": "allow", "fields": {"origin": "https://erp.example"}}
                    assert "refused" in await other.call("panel", asked)
        assert (await tab.attach()) == {"missed": [], "logs": []}
    assert house.store.embedding.origins == ()


# What comes by links that are given there


def test_a_password_link_serves_once(house, nour):
    code = house.do(lambda store: store.resets.create(house.members["lea"], nour.id))
    with house.browser() as browser:
        assert nour.login in browser.get(f"/reset/{code}").text
        answer = browser.post(f"/reset/{code}", data={"password": "chat-perché-9"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert cookie_name(house.address) in answer.cookies
        assert browser.get(f"/reset/{code}").status_code == 404
        assert browser.post(f"/reset/{code}", data={"password": "un-autre-chat-9"}).status_code == 404


def test_a_poor_password_is_refused_and_the_link_stays_good(house, nour):
    code = house.do(lambda store: store.resets.create(house.members["lea"], nour.id))
    with house.browser() as browser:
        answer = browser.post(f"/reset/{code}", data={"password": "court"})
        assert answer.status_code == 422
        assert "au moins 8 caractères" in answer.text
        assert cookie_name(house.address) not in answer.headers.get("set-cookie", "")
        assert browser.get(f"/reset/{code}").status_code == 200


def test_an_invitation_opens_the_door_until_it_is_ended(house):
    lea = house.members["lea"]
    code = house.do(lambda store: store.invites.create(lea, 3, 2)).code
    with house.browser() as visitor:
        assert visitor.get(f"/join/{code}").status_code == 200
        house.do(lambda store: store.invites.revoke(lea, code))
        assert visitor.get(f"/join/{code}").status_code == 404


def test_a_deactivated_member_is_out_at_once_and_comes_back_when_reactivated(house, nour):
    lea = house.members["lea"]
    with house.browser(nour.login) as theirs:
        assert theirs.get("/").status_code == 200
        house.do(lambda store: store.members.deactivate(lea, nour.id))
        assert theirs.get("/").status_code == 401
    house.do(lambda store: store.members.reactivate(lea, nour.id))
    with house.browser(nour.login) as theirs:
        assert theirs.get("/").status_code == 200


async def test_a_canal_that_was_taken_over_stands_in_an_open_window_at_once(house):
    async def make(store):
        zoe = house.members["zoe"]
        canal = await store.canals.create(zoe, "Cadeau <3", "#0e7490", kind="private")
        await store.canals.leave(zoe, canal.id)
        return canal

    left = house.do(make)
    async with (
        AdminTab(house.address, house.session("lea"), "/admin/canals") as admin,
        Tab(house.address, house.session("lea")) as tab,
    ):
        assert (await admin.send("abandoned", "take_over", canal=str(left.id)))["done"]
        await tab.hears("Cadeau <3")
        assert "refused" not in await tab.call("open", {"key": left.id})


def test_whose_browser_asks_for_none_of_ours_is_spoken_to_in_the_office_s_language_once_one_is_chosen(house):
    lea = house.members["lea"]

    def heard(said: str) -> str:
        with house.browser(**{"accept-language": said}) as visitor:
            return visitor.get("/login").text

    assert house.store.office.lang == ""
    assert "Sign in" in heard("de")
    assert "Se connecter" in heard("")
    try:
        house.do(lambda store: store.office.set_lang(lea, "en"))
        for said, sentence in (("", "Sign in"), ("de", "Sign in"), ("fr", "Se connecter")):
            assert sentence in heard(said)
        house.do(lambda store: store.office.set_lang(lea, "fr"))
        for said, sentence in (("de", "Se connecter"), ("en-US", "Sign in")):
            assert sentence in heard(said)
    finally:
        house.do(lambda store: store.office.set_lang(lea, "fr"))


def test_a_logo_is_shown_to_whoever_signs_in_and_removed(house, lea):
    answer = lea.post("/admin/office/logo", content=file(quarters(300, 100)))
    assert answer.json()["then"] == [["toast", "Le logo est en place.", "info"]]
    address = f"/logo/{house.store.office.logo}.webp"
    with house.browser() as visitor:
        for path in ("/login", "/reset/guess"):
            assert f'src="{address}"' in visitor.get(path).text
        shown = visitor.get(address)
    assert (shown.status_code, shown.headers["content-type"], shown.content[:4]) == (200, "image/webp", b"RIFF")
    assert "immutable" in shown.headers["cache-control"]
    assert f'src="{address}"' in lea.get("/admin/office").text
    house.do(lambda store: store.office.remove_logo(house.members["lea"]))
    with house.browser() as visitor:
        assert "/logo/" not in visitor.get("/login").text
        assert visitor.get(address).status_code == 404


@pytest.mark.parametrize("path", ["/logo/..%2fmiaou.db", "/logo/%2e%2e", "/logo/" + "0" * 24, "/logo/x" * 1000])
def test_no_other_file_is_a_logo(house, path):
    with house.browser() as visitor:
        assert visitor.get(path).status_code in (401, 404)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no picture", "pas une image"),
        (b"<svg onload='alert(1)'/>", "pas une image"),
        (file(quarters())[:200], "abîmée"),
        (b"", "Choisissez d’abord"),
        (b"\x89PNG" + b"0" * HEAVIEST, "trop lourd"),
    ],
    ids=["no picture", "a drawing", "a damaged one", "nothing", "eleven megabytes"],
)
def test_what_cannot_be_a_logo_is_told_plainly(house, lea, content, said):
    answer = lea.post("/admin/office/logo", content=content)
    assert answer.status_code == 422
    assert said in answer.json()["refused"]
    assert house.store.office.logo == ""


# The audit


@pytest.mark.parametrize("before", ["x", "-1", "9" * 40, "1.5", ""])
def test_an_odd_page_of_the_audit_is_the_newest(lea, before):
    assert lea.get("/admin/audit", params={"before": before}).status_code == 200


def test_the_page_of_three_hundred_members_shows_them_all(house, lea):
    async def come(store):
        return [await store.members.create(f"membre{n}", f"Membre {n}") for n in range(300)]

    async def leave(store):
        for member in crowd:
            await store.members.deactivate(house.members["lea"], member.id)

    crowd = house.do(come)
    shown = lea.get("/admin").text
    house.do(leave)
    assert [n for n in range(300) if f"Membre {n}<" not in shown] == []


@pytest.mark.parametrize(
    ("host", "proto", "said"),
    [("192.168.1.10:8080", "http", True), ("192.168.1.10", "https", False), ("localhost:8080", "http", False)],
    ids=["on the network", "behind TLS", "on the machine itself"],
)
def test_an_administrator_is_told_what_plain_http_leaves_out(house, host, proto, said):
    cookie = f"{cookie_name(host)}={house.session('lea')}"
    with house.browser(host=host, cookie=cookie, **{"x-forwarded-proto": proto, "accept-language": "fr"}) as lea:
        page = lea.get("/admin/office").text
    assert "<h1>" in page
    assert ("Ce que https apporterait" in page) == said
    assert ("--public-url" in page) == said
