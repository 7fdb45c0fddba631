"""The admin page: what its forms do, what they say when they refuse, and that only administrators see any of it."""

from __future__ import annotations

import itertools
import re
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from app.pages.gate import COOKIE
from app.store.pictures import HEAVIEST
from tests.pages.conftest import PASSWORD
from tests.pages.tab import Tab
from tests.store.test_pictures import file, quarters

PEM = """-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
-----END PUBLIC KEY-----"""

SECTIONS = ("/admin", "/admin/canals", "/admin/embedding", "/admin/office", "/admin/audit")

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


def leads_to(answer: httpx.Response, path: str, done: str = "") -> None:
    """That the browser is sent on to that address, where it is told that it is done."""
    assert answer.status_code == 303, answer.text
    address = urlsplit(answer.headers["location"])
    assert (address.path, parse_qs(address.query).get("done", [""])[0]) == (path, done)


def audited(lea: httpx.Client, *words: str) -> bool:
    newest = re.search(r"<tbody><tr>(.*?)</tr>", lea.get("/admin/audit").text, re.DOTALL)
    return newest is not None and all(word in newest[1] for word in words)


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


@pytest.mark.parametrize("path", ["/admin/office/name", "/admin/members/2/role", "/admin/invites"])
def test_another_site_s_form_does_nothing(lea, path):
    answer = lea.post(path, data={"name": "Volé", "role": "admin"}, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403


def test_every_section_speaks_its_reader_s_language(house):
    for lang, said in (("fr", "Qui a un compte"), ("en", "Who has an account")):
        with house.browser("lea", **{"accept-language": lang}) as browser:
            assert said in browser.get("/admin").text


# Members


def test_all_members_are_listed_those_who_left_last(house, lea, nour):
    house.do(lambda store: store.members.deactivate(house.members["lea"], nour.id))
    names = re.findall(r'class="nick" href="/admin/members/\d+">([^<]+)<', lea.get("/admin").text)
    assert {"Léa", "Karim", "Zoé", nour.nickname} <= set(names)
    assert names.index(nour.nickname) > names.index("Zoé")


@pytest.mark.parametrize("sought", ["zoe", "ZOÉ", "zo", " zoé "])
def test_a_member_is_found_by_nickname_or_login_without_a_script(lea, sought):
    page = lea.get("/admin", params={"q": sought.strip()}).text
    assert re.findall(r'class="nick" href="/admin/members/\d+">([^<]+)<', page) == ["Zoé"]


def test_a_search_that_finds_nobody_says_so_and_stays_in_its_field(lea):
    page = lea.get("/admin", params={"q": '"><script>x'}).text
    assert "Personne de ce nom." in page
    assert 'value="&#34;&gt;&lt;script&gt;x"' in page
    assert "<script>x" not in page


def test_a_role_is_given_and_taken(house, lea, nour):
    for role, admin in (("admin", True), ("member", False)):
        answer = lea.post(f"/admin/members/{nour.id}/role", data={"role": role})
        leads_to(answer, f"/admin/members/{nour.id}", "role")
        assert house.store.members.get(nour.id).is_admin == admin
        assert audited(lea, nour.nickname)


def test_the_last_administrator_stays_one(house, lea):
    me = house.members["lea"].id
    for answer in (
        lea.post(f"/admin/members/{me}/role", data={"role": "member"}),
        lea.post(f"/admin/members/{me}/deactivate"),
    ):
        assert answer.status_code == 422
        assert "Le bureau a besoin d’un administrateur" in answer.text
    assert house.store.members.get(me).is_admin


def test_a_refused_role_stays_chosen_in_the_form(house, lea):
    page = lea.post(f"/admin/members/{house.members['lea'].id}/role", data={"role": "member"}).text
    assert re.search(r'value="member" checked', page)


def test_who_takes_the_role_from_themselves_is_sent_to_the_chat(house, nour):
    house.do(lambda store: store.members.set_role(house.members["lea"], nour.id, "admin"))
    with house.browser(nour.login) as browser:
        leads_to(browser.post(f"/admin/members/{nour.id}/role", data={"role": "member"}), "/")
        assert browser.get("/admin").status_code == 403


def test_a_deactivated_member_is_out_at_once_and_comes_back_when_reactivated(house, lea, nour):
    with house.browser(nour.login) as theirs:
        assert theirs.get("/").status_code == 200
        leads_to(lea.post(f"/admin/members/{nour.id}/deactivate"), f"/admin/members/{nour.id}", "deactivated")
        assert theirs.get("/").status_code == 401
    assert "ne peut pas se connecter" in lea.get(f"/admin/members/{nour.id}").text
    leads_to(lea.post(f"/admin/members/{nour.id}/reactivate"), f"/admin/members/{nour.id}", "reactivated")
    with house.browser(nour.login) as theirs:
        assert theirs.get("/").status_code == 200


@pytest.mark.parametrize("path", ["", "/role", "/password-link", "/deactivate", "/reactivate"])
def test_a_member_who_does_not_exist_is_told_plainly(lea, path):
    answer = lea.request("POST" if path else "GET", f"/admin/members/999999{path}", data={"role": "admin"})
    assert answer.status_code == 403
    assert "Ce membre n’existe pas." in answer.text


def test_a_password_link_is_shown_once_and_serves_once(house, lea, nour):
    page = lea.post(f"/admin/members/{nour.id}/password-link").text
    code = re.search(r'value="http[^"]+/reset/([\w-]+)"', page)[1]
    assert code not in lea.get(f"/admin/members/{nour.id}").text
    assert not audited(lea, code)
    with house.browser() as browser:
        assert nour.login in browser.get(f"/reset/{code}").text
        answer = browser.post(f"/reset/{code}", data={"password": "chat-perché-9"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert COOKIE in answer.cookies
        assert browser.get(f"/reset/{code}").status_code == 404
        assert browser.post(f"/reset/{code}", data={"password": "un-autre-chat-9"}).status_code == 404


def test_a_poor_password_is_refused_and_the_link_stays_good(house, lea, nour):
    code = house.do(lambda store: store.resets.create(house.members["lea"], nour.id))
    with house.browser() as browser:
        answer = browser.post(f"/reset/{code}", data={"password": "court"})
        assert answer.status_code == 422
        assert "au moins 8 caractères" in answer.text
        assert COOKIE not in answer.headers.get("set-cookie", "")
        assert browser.get(f"/reset/{code}").status_code == 200


def test_there_is_no_password_link_for_who_is_out(house, lea, nour):
    house.do(lambda store: store.members.deactivate(house.members["lea"], nour.id))
    answer = lea.post(f"/admin/members/{nour.id}/password-link")
    assert answer.status_code == 422
    assert "/reset/" not in answer.text


# Invitations


def test_an_invitation_is_made_shown_with_its_code_and_ended(house, lea):
    leads_to(lea.post("/admin/invites", data={"days": "3", "uses": "2"}), "/admin", "invited")
    page = lea.get("/admin?done=invited").text
    code = re.search(r'value="http[^"]+/join/([\w-]+)"', page)[1]
    assert "encore 2 utilisations" in page
    assert re.search(r"<details open>.*?<svg", page, re.DOTALL), "the newest one's code to photograph is open"
    assert audited(lea, "2 personnes", "3 jours")
    with house.browser() as visitor:
        assert visitor.get(f"/join/{code}").status_code == 200
        leads_to(lea.post("/admin/invites/revoke", data={"code": code}), "/admin", "revoked")
        assert visitor.get(f"/join/{code}").status_code == 404
    assert code not in lea.get("/admin").text
    assert lea.post("/admin/invites/revoke", data={"code": code}).status_code == 403


@pytest.mark.parametrize(
    ("days", "uses"),
    [("0", "5"), ("91", "5"), ("5", "0"), ("5", "1001"), ("", ""), ("cinq", "5"), ("5", "-1"), ("1e3", "5"),
     ("5", "9" * 50), ("٣", "²")],
)  # fmt: skip
def test_a_refused_invitation_keeps_what_was_typed_and_says_why(house, lea, days, uses):
    before = dict(house.store.state.invites)
    answer = lea.post("/admin/invites", data={"days": days, "uses": uses})
    assert answer.status_code == 422
    assert 'class="trouble" role="alert"' in answer.text
    for name, typed in (("days", days), ("uses", uses)):
        field = re.search(rf'<input id="{name}-field"[^>]*>', answer.text)[0]
        assert (f'value="{typed}"' in field) if typed else ("value=" not in field)
    assert house.store.state.invites == before


# Canals


@pytest.fixture
def left(house):
    """Zoé's own canal, which she has left; and no longer one when the test is over."""

    async def make(store):
        zoe = house.members["zoe"]
        canal = await store.canals.create(zoe, "Cadeau <3", "#0e7490", kind="private")
        await store.canals.leave(zoe, canal.id)
        return canal

    canal = house.do(make)
    yield canal
    if not house.store.state.canals[canal.id].joined:
        house.do(lambda store: store.abandoned.take_over(house.members["lea"], canal.id))


def test_a_canal_that_nobody_is_in_is_listed_and_taken_over(house, lea, left):
    page = lea.get("/admin/canals").text
    assert "Cadeau &lt;3" in page
    assert "--c:#0e7490" in page
    assert "Direction" not in page
    leads_to(lea.post("/admin/canals/take-over", data={"canal": str(left.id)}), "/admin/canals", "taken-over")
    assert "Cadeau" not in lea.get("/admin/canals").text
    assert left.id in [canal.id for canal in house.store.canals.of(house.members["lea"])]
    assert "Cadeau &lt;3" in lea.get(f"/?canal={left.id}").text.replace("\\u003c", "&lt;")


async def test_a_canal_that_was_taken_over_stands_in_an_open_window_at_once(house, lea, left):
    async with Tab(house.address, house.session("lea")) as tab:
        lea.post("/admin/canals/take-over", data={"canal": str(left.id)})
        await tab.hears("Cadeau <3")
        assert "refused" not in await tab.call("open", {"key": left.id})


def test_the_audit_names_a_canal_that_was_taken_over_to_who_is_in_it_alone(house, lea, nour, left):
    lea.post("/admin/canals/take-over", data={"canal": str(left.id)})
    assert audited(lea, "Cadeau &lt;3")
    house.do(lambda store: store.members.set_role(house.members["lea"], nour.id, "admin"))
    with house.browser(nour.login, **{"accept-language": "en"}) as browser:
        page = browser.get("/admin/audit").text
        assert "A canal that nobody was in any more taken over" in page
        assert "Cadeau" not in page


@pytest.mark.parametrize("canal", ["", "x", "-1", "999999"])
def test_a_canal_that_is_not_there_cannot_be_taken_over(lea, canal):
    answer = lea.post("/admin/canals/take-over", data={"canal": canal})
    assert answer.status_code in (403, 422)
    assert 'class="trouble" role="alert"' in answer.text


def test_a_canal_that_somebody_is_in_is_refused_like_one_that_does_not_exist(house, nour):
    house.do(lambda store: store.members.set_role(house.members["lea"], nour.id, "admin"))
    direction = house.canals["direction"].id
    with house.browser(nour.login) as browser:
        pages = [
            browser.post("/admin/canals/take-over", data={"canal": str(canal)}).text for canal in (direction, 4_242)
        ]
    assert pages[0] == pages[1]
    assert nour.id not in house.store.state.canals[direction].joined


# Embedding


def test_a_site_is_allowed_and_removed(house, lea):
    leads_to(
        lea.post("/admin/embedding/sites", data={"origin": "https://erp.example"}), "/admin/embedding", "site-added"
    )
    assert "https://erp.example" in lea.get("/admin/embedding").text
    assert audited(lea, "https://erp.example")
    answer = lea.post("/admin/embedding/sites/remove", data={"origin": "https://erp.example"})
    leads_to(answer, "/admin/embedding", "site-removed")
    assert house.store.embedding.origins == ()


@pytest.mark.parametrize("origin", ["", "erp", "javascript:alert(1)", "https://a.example/path?x", "https://*"])
def test_what_is_no_site_is_refused_and_stays_in_its_field(house, lea, origin):
    answer = lea.post("/admin/embedding/sites", data={"origin": origin})
    assert answer.status_code == 422
    assert 'id="origin-error" role="alert"' in answer.text
    assert f'value="{origin}"' in answer.text or not origin
    assert house.store.embedding.origins == ()


def test_a_secret_is_made_shown_and_removed(house, lea):
    page = lea.post("/admin/embedding/secrets", data={"name": "L’ERP"}).text
    key = house.store.embedding.keys(house.members["lea"])[-1]
    assert (key.name, key.algorithm) == ("L’ERP", "HS256")
    assert key.secret in page
    assert re.search(r'<details class="more" open>.*?' + re.escape(key.secret), page, re.DOTALL)
    assert audited(lea, "L’ERP")
    assert key.secret not in lea.get("/admin/audit").text
    leads_to(lea.post("/admin/embedding/keys/remove", data={"key": str(key.id)}), "/admin/embedding", "key-removed")
    assert key.secret not in lea.get("/admin/embedding").text


def test_a_public_key_is_added_and_a_wrong_one_stays_in_its_field(house, lea):
    for pem in ("", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "<b>"):
        answer = lea.post("/admin/embedding/public-keys", data={"name": "Intranet", "pem": pem})
        assert answer.status_code == 422
        assert 'value="Intranet"' in answer.text
        assert "<b></textarea>" not in answer.text
        assert pem.splitlines()[0][:20].replace("<", "&lt;").replace(">", "&gt;") in answer.text if pem else True
    answer = lea.post("/admin/embedding/public-keys", data={"name": "Intranet", "pem": PEM})
    leads_to(answer, "/admin/embedding", "key-added")
    key = house.store.embedding.keys(house.members["lea"])[-1]
    assert (key.name, key.algorithm) == ("Intranet", "EdDSA")
    house.do(lambda store: store.embedding.remove_key(house.members["lea"], key.id))


def test_a_secret_without_a_name_is_refused(house, lea):
    answer = lea.post("/admin/embedding/secrets", data={"name": "  "})
    assert answer.status_code == 422
    assert 'id="name-error" role="alert"' in answer.text
    assert house.store.embedding.keys(house.members["lea"]) == []


@pytest.mark.parametrize("key", ["", "x", "999999", "-1", "1.5"])
def test_a_key_that_is_not_there_cannot_be_removed(lea, key):
    answer = lea.post("/admin/embedding/keys/remove", data={"key": key})
    assert answer.status_code == 422
    assert 'class="trouble" role="alert"' in answer.text


def test_a_key_lets_administrators_in_once_one_says_so(house, lea):
    key = house.do(lambda store: store.embedding.create_secret(house.members["lea"], "ERP"))
    with house.browser("lea", **{"accept-language": "en"}) as browser:
        for said, now, then in (
            ("yes", "Administrators: let in", "Keep them out"),
            ("no", "Administrators: kept out", "Let them in"),
        ):
            answer = browser.post("/admin/embedding/keys/admins", data={"key": str(key.id), "admins": said})
            leads_to(answer, "/admin/embedding", "key-admins")
            page = browser.get("/admin/embedding").text
            assert now in page
            assert then in page
            assert house.store.state.embed_keys[key.id].admins == (said == "yes")
            assert audited(browser, "ERP", "administrator")
    house.do(lambda store: store.embedding.remove_key(house.members["lea"], key.id))


@pytest.mark.parametrize("key", ["", "x", "999999"])
def test_of_a_key_that_is_not_there_nothing_is_changed(lea, key):
    answer = lea.post("/admin/embedding/keys/admins", data={"key": key, "admins": "yes"})
    assert answer.status_code == 422
    assert 'class="trouble" role="alert"' in answer.text


def test_unknown_logins_are_let_in_or_refused(house, lea):
    for said, allowed in (("yes", True), ("no", False)):
        leads_to(lea.post("/admin/embedding/creation", data={"creates": said}), "/admin/embedding", "creation")
        assert house.store.embedding.creates == allowed
        assert f'value="{said}" checked' in lea.get("/admin/embedding").text


def test_a_reference_becomes_a_link_and_no_longer(house, lea):
    typed = {"pattern": "FA####-####", "address": "https://erp.example/facture/{ref}"}
    leads_to(lea.post("/admin/embedding/references", data=typed), "/admin/embedding", "reference-added")
    (reference,) = house.store.references.all
    assert reference.pattern in lea.get("/admin/embedding").text
    assert audited(lea, reference.pattern)
    answer = lea.post("/admin/embedding/references/remove", data={"reference": str(reference.id)})
    leads_to(answer, "/admin/embedding", "reference-removed")
    assert house.store.references.all == ()


@pytest.mark.parametrize(
    "typed",
    [
        {"pattern": "", "address": ""},
        {"pattern": "FA", "address": "https://erp.example/{ref}"},
        {"pattern": "FA####", "address": "https://erp.example/"},
        {"pattern": "FA####", "address": "javascript:alert('{ref}')"},
    ],
)
def test_a_refused_reference_keeps_what_was_typed(house, lea, typed):
    answer = lea.post("/admin/embedding/references", data=typed)
    assert answer.status_code == 422
    assert 'class="trouble" role="alert"' in answer.text
    for text in filter(None, typed.values()):
        assert f'value="{text}"'.replace("'", "&#39;") in answer.text
    assert house.store.references.all == ()


def test_the_lines_to_paste_name_this_instance_and_the_canals_that_everybody_may_open(house, lea):
    page = lea.get("/admin/embedding").text
    assert f"{house.address}/embed.js" in page
    assert f"{house.address}/widget?token=TOKEN" in page
    assert '<iframe id="preview" src="/widget"' in page
    assert ">Tout le bureau</option>" in page
    assert ">Direction</option>" not in page


# The office


def test_the_office_is_renamed(house, lea):
    leads_to(lea.post("/admin/office/name", data={"name": "Maison <Perrin>"}), "/admin/office", "renamed")
    assert house.store.office.name == "Maison <Perrin>"
    assert "Maison &lt;Perrin&gt;" in lea.get("/admin/office").text
    assert audited(lea, "Maison &lt;Perrin&gt;")


def test_a_name_that_will_not_do_stays_in_its_field(house, lea):
    before = house.store.office.name
    answer = lea.post("/admin/office/name", data={"name": "x" * 60})
    assert answer.status_code == 422
    assert "au plus 40 caractères" in answer.text
    assert f'value="{"x" * 60}"' in answer.text
    assert house.store.office.name == before


def test_whose_browser_says_nothing_is_spoken_to_in_the_office_s_language(house, lea):
    try:
        leads_to(lea.post("/admin/office/lang", data={"lang": "en"}), "/admin/office", "lang")
        for said, heard in (("", "Sign in"), ("de", "Sign in"), ("fr", "Se connecter")):
            with house.browser(**{"accept-language": said}) as visitor:
                assert heard in visitor.get("/login").text
    finally:
        leads_to(lea.post("/admin/office/lang", data={"lang": "fr"}), "/admin/office", "lang")
    assert lea.post("/admin/office/lang", data={"lang": "de"}).status_code == 422


def test_a_logo_is_shown_to_whoever_signs_in_and_removed(house, lea):
    answer = lea.post("/admin/office/logo", files={"logo": ("logo.txt", file(quarters(300, 100)), "text/plain")})
    leads_to(answer, "/admin/office", "logo")
    address = f"/logo/{house.store.office.logo}.webp"
    with house.browser() as visitor:
        for path in ("/login", "/reset/guess"):
            assert f'src="{address}"' in visitor.get(path).text
        shown = visitor.get(address)
    assert (shown.status_code, shown.headers["content-type"], shown.content[:4]) == (200, "image/webp", b"RIFF")
    assert "immutable" in shown.headers["cache-control"]
    assert f'src="{address}"' in lea.get("/admin/office").text
    leads_to(lea.post("/admin/office/no-logo"), "/admin/office", "no-logo")
    with house.browser() as visitor:
        assert "/logo/" not in visitor.get("/login").text
        assert visitor.get(address).status_code == 404


@pytest.mark.parametrize("path", ["/logo/..%2fmiaou.db", "/logo/%2e%2e", "/logo/" + "0" * 24, "/logo/x" * 1000])
def test_no_other_file_is_a_logo(house, path):
    with house.browser() as visitor:
        assert visitor.get(path).status_code in (401, 404)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"files": {"logo": ("logo.png", b"no picture", "image/png")}}, "pas une image"),
        ({"files": {"logo": ("logo.svg", b"<svg onload='alert(1)'/>", "image/svg+xml")}}, "pas une image"),
        ({"files": {"logo": ("logo.png", file(quarters())[:200], "image/png")}}, "abîmée"),
        ({"files": {"logo": ("logo.png", b"", "image/png")}}, "Choisissez d’abord"),
        ({"files": {"other": ("logo.png", file(quarters()), "image/png")}}, "Choisissez d’abord"),
        ({"data": {"logo": "text"}}, "Choisissez d’abord"),
        ({"files": {"logo": ("logo.png", b"\x89PNG" + b"0" * HEAVIEST, "image/png")}}, "trop lourd"),
    ],
    ids=["no picture", "a drawing", "a damaged one", "nothing", "another field", "a text", "eleven megabytes"],
)
def test_what_cannot_be_a_logo_is_told_plainly(house, lea, sent, said):
    answer = lea.post("/admin/office/logo", **sent)
    assert answer.status_code == 422
    assert said in answer.text
    assert house.store.office.logo == ""


# The audit


def test_the_audit_is_read_page_by_page(house, lea):
    async def much(store):
        for n in range(60):
            await store.office.rename(house.members["lea"], f"Bureau {n}")

    house.do(much)
    first = lea.get("/admin/audit").text
    assert first.count("<tr>") == 51
    older = re.search(r'href="(/admin/audit\?before=\d+)"', first)[1]
    second = lea.get(older).text
    assert "désormais Bureau 59<" in first
    assert "désormais Bureau 59<" not in second
    assert "désormais Bureau 9<" in second
    assert 'href="/admin/audit"' in second


@pytest.mark.parametrize("before", ["x", "-1", "9" * 40, "1.5", ""])
def test_an_odd_page_of_the_audit_is_the_newest(lea, before):
    assert lea.get("/admin/audit", params={"before": before}).status_code == 200


def test_the_page_of_three_hundred_members_is_made_in_a_tenth_of_a_second(house, lea):
    async def come(store):
        return [await store.members.create(f"membre{n}", f"Membre {n}") for n in range(300)]

    async def leave(store):
        for member in crowd:
            await store.members.deactivate(house.members["lea"], member.id)

    crowd = house.do(come)
    lea.get("/admin")
    quickest = min(lea.get("/admin").elapsed.total_seconds() for _ in range(5))
    house.do(leave)
    assert quickest < 0.1, quickest
