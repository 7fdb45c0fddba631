"""Arrivals: whom a host's token lets in, and what becomes of them."""

from __future__ import annotations

import asyncio
import base64
import json
from io import BytesIO

import pytest
from PIL import Image

from app.store.refusal import Refused
from app.store.tokens import TokenRefused
from tests.store.tokens import arrive, claims, kind_of, member_of, signed

SITE = "https://erp.example"


async def test_a_good_token_opens_one_session_that_no_cookie_could_name(office, token):
    store = office.store
    await store.embedding.allow_origin(office.lea, SITE)
    ticket = await store.arrivals.enter(token(), SITE)
    session = store.arrivals.open(ticket, "192.0.2.7")
    assert (session.member_id, session.embedded) == (office.karim.id, True)
    assert (session.agent, session.address) == (f"widget · {SITE}", "192.0.2.7")
    assert store.sessions.of(office.karim) == [session]
    assert store.sessions.find_embedded(session.id) == session
    assert store.arrivals.open(ticket) is None


async def test_a_token_in_a_page_s_address_opens_that_page_s_session(office, stores, token):
    store, used = office.store, token()
    await store.embedding.allow_origin(office.lea, SITE)
    session = await arrive(store, used, SITE, "192.0.2.7")
    assert (session.member_id, session.embedded) == (office.karim.id, True)
    assert (session.agent, session.address) == (f"widget · {SITE}", "192.0.2.7")
    assert store.sessions.of(office.karim) == [session]
    assert await kind_of(store, used) == "used"
    async for again in stores.through_restart(store):
        assert await kind_of(again, used) == "used"


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("audience", {"aud": "other"}),
        ("expired", {"exp": 1}),
        ("not-allowed", {"sub": "mallory"}),
        ("login", {"sub": "no login"}),
    ],
)
async def test_a_bad_token_in_a_page_s_address_opens_nothing(office, token, kind, changed):
    with pytest.raises(TokenRefused) as refused:
        await arrive(office.store, token(**changed))
    assert refused.value.kind == kind
    assert not office.store.state.page_sessions


@pytest.mark.parametrize("login", ["karim\u200b", "k\u202earim", "\u2060KARIM", "ｋarim", "karím"])
async def test_a_login_that_only_tidied_is_a_member_s_is_somebody_else_at_the_host(office, token, login):
    await office.store.embedding.let_create(office.lea, True)
    with pytest.raises(TokenRefused):
        await arrive(office.store, token(sub=login))
    assert not office.store.state.page_sessions


async def test_an_address_s_token_from_a_site_that_is_not_allowed_is_not_used_up(office, token):
    asked = token()
    with pytest.raises(TokenRefused):
        await arrive(office.store, asked, SITE)
    assert (await arrive(office.store, asked)).member_id == office.karim.id


async def test_a_newcomer_s_token_in_a_page_s_address_makes_them_a_member(office, token):
    await office.store.embedding.let_create(office.lea, True)
    used = token(sub="paul")
    session = await arrive(office.store, used)
    assert office.store.members.get(session.member_id).login == "paul"
    assert await kind_of(office.store, used) == "used"


async def test_a_ticket_is_good_for_half_a_minute(office, token, clock):
    ticket = await office.store.arrivals.enter(token())
    clock.advance(minutes=0.51)
    assert office.store.arrivals.open(ticket) is None
    assert office.store.arrivals.open("a guess") is None


async def test_a_ticket_of_a_key_that_is_gone_opens_nothing(office, key, token):
    ticket = await office.store.arrivals.enter(token())
    await office.store.embedding.remove_key(office.lea, key.id)
    assert office.store.arrivals.open(ticket) is None
    assert office.store.sessions.of(office.karim) == []


async def test_a_ticket_of_a_key_that_is_gone_is_not_the_next_key_s(office, key, token):
    ticket = await office.store.arrivals.enter(token())
    await office.store.embedding.remove_key(office.lea, key.id)
    following = await office.store.embedding.create_secret(office.lea, "ERP")
    assert following.id != key.id
    assert office.store.arrivals.open(ticket) is None


async def test_a_page_that_was_ended_takes_no_later_session_along(office, token):
    store = office.store
    ended = await arrive(store, token())
    await store.sessions.revoke(office.karim, ended.id)
    other = await arrive(store, token(sub="zoe"))
    store.sessions.end_embedded(ended.id)
    assert store.sessions.of(office.zoe) == [other]
    assert store.sessions.find_embedded(ended.id) is None


async def test_a_token_whose_account_is_closed_meanwhile_is_told_as_one_of_nobody(office, token):
    closing = office.store.members.deactivate(office.lea, office.karim.id)
    _, refused = await asyncio.gather(closing, arrive(office.store, token()), return_exceptions=True)
    assert refused.kind == "not-allowed"


async def test_a_page_that_opens_while_its_account_is_closed_is_not_left_open(office, token):
    closing = office.store.members.deactivate(office.lea, office.karim.id)
    await asyncio.gather(arrive(office.store, token()), closing, return_exceptions=True)
    assert not office.store.state.page_sessions


async def test_a_page_s_session_is_begun_and_ended_without_a_write(office, token, rows):
    store = office.store
    ticket, commits = await store.arrivals.enter(token()), store.writer.commits
    session = store.arrivals.open(ticket)
    assert store.sessions.of(office.karim) == [session]
    assert rows("SELECT count(*) FROM session") == [(0,)]
    store.sessions.end_embedded(session.id)
    assert store.sessions.of(office.karim) == []
    assert store.writer.commits == commits


async def test_a_page_in_use_is_noted_as_such_also_without_a_write(office, token, clock):
    store = office.store
    session = await arrive(store, token())
    clock.advance(hours=2)
    commits = store.writer.commits
    assert await store.sessions.touch(session)
    assert not await store.sessions.touch(store.sessions.find_embedded(session.id))
    assert store.sessions.find_embedded(session.id).seen >= session.seen + 2 * 3600 * 1000
    store.sessions.end_embedded(session.id)
    await store.sessions.touch(session)
    assert store.sessions.find_embedded(session.id) is None
    assert store.writer.commits == commits


async def test_a_token_is_good_once_also_after_a_restart(office, stores, token, clock):
    used = token()
    await office.store.arrivals.enter(used)
    async for store in stores.through_restart(office.store):
        assert await kind_of(store, used) == "used"
    clock.advance(minutes=6)
    assert await kind_of(stores.newest, used) == "expired"


async def test_of_two_that_come_at_once_one_is_refused(office, token):
    used = token()
    arrivals = office.store.arrivals
    ways = (way(used) for way in (arrivals.enter, arrivals.take) for _ in range(5))
    answers = await asyncio.gather(*ways, return_exceptions=True)
    assert sum(not isinstance(answer, Exception) for answer in answers) == 1
    assert {answer.kind for answer in answers if isinstance(answer, TokenRefused)} == {"used"}


async def test_a_mark_that_only_the_database_knows_refuses_its_token_and_nothing_else(office, token):
    arrivals, posts = office.store.arrivals, office.store.messages.post
    used = token()
    await arrivals.enter(used)
    office.store.state.used_tokens.clear()
    said = posts(office.lea, office.bureau.id, "Bonjour", (), "n")
    posted, refused, ticket = await asyncio.gather(
        said, arrivals.take(used), arrivals.take(token()), return_exceptions=True
    )
    assert posted.fresh
    assert isinstance(refused, Refused) and not isinstance(refused, TokenRefused)
    assert ticket.member_id == office.karim.id


async def test_used_tokens_are_forgotten_when_they_could_not_be_used_any_more(office, token, clock, rows):
    await office.store.arrivals.enter(token())
    clock.advance(minutes=11)
    await office.store.arrivals.enter(token())
    assert len(office.store.state.used_tokens) == 1
    assert rows("SELECT count(*) FROM usedtoken") == [(1,)]


async def test_two_keys_may_use_the_same_jti(office, key):
    other = await office.store.embedding.create_secret(office.lea, "Intranet")
    for each in (key, other):
        await office.store.arrivals.enter(signed(each.secret, claims(office.store.clock(), jti="1")))


async def test_a_site_that_is_not_allowed_brings_nobody(office, token):
    asked = token()
    for origin in ("https://evil.example", "null", SITE):
        assert await kind_of(office.store, asked, origin) == "origin"
    await office.store.embedding.allow_origin(office.lea, SITE)
    assert await office.store.arrivals.enter(asked, SITE)


async def test_an_unknown_login_is_made_a_member_only_when_the_administrator_wants_that(office, token):
    assert await kind_of(office.store, token(sub="paul.durand", name="Paul Durand")) == "not-allowed"
    await office.store.embedding.let_create(office.lea, True)
    paul = await member_of(office.store, token(sub="paul.durand", name="  Paul  Durand\u202e"))
    assert (paul.login, paul.nickname, paul.role) == ("paul.durand", "Paul Durand", "member")
    assert await office.store.members.with_password("paul.durand", "") is None
    assert await member_of(office.store, token(sub="Paul.Durand", name="Autre")) == paul


@pytest.mark.parametrize(
    ("name", "nickname"),
    [
        ("Léa", "Léa 2"),
        ("LEA", "LEA 2"),
        ("", "paul"),
        (None, "paul"),
        (7, "paul"),
        ("\u200b\u200b", "paul"),
        ("x" * 90, "x" * 40),
        ("Karim\nle grand", "Karim le grand"),
    ],
)
async def test_a_newcomer_s_nickname_is_their_own(office, token, name, nickname):
    await office.store.embedding.let_create(office.lea, True)
    assert (await member_of(office.store, token(sub="paul", name=name))).nickname == nickname


async def test_numbered_nicknames_go_on(office, token):
    await office.store.embedding.let_create(office.lea, True)
    found = [(await member_of(office.store, token(sub=f"p{n}", name="y" * 40))).nickname for n in range(3)]
    assert found == ["y" * 40, "y" * 38 + " 2", "y" * 38 + " 3"]


async def test_a_newcomer_with_two_widgets_on_a_page_is_one_member(office, token):
    await office.store.embedding.let_create(office.lea, True)
    tickets = await asyncio.gather(*(office.store.arrivals.enter(token(sub="paul")) for _ in range(3)))
    assert len({office.store.arrivals.open(ticket).member_id for ticket in tickets}) == 1


async def test_a_known_member_stays_as_they_are(office, token, rows):
    await member_of(office.store, token(name="Un autre nom", canals=["Direction"], sub="zoe"))
    assert office.store.members.get(office.zoe.id).nickname == "Zoé"
    assert office.zoe.id not in office.store.state.canals[office.direction.id].joined


async def test_an_email_is_filled_in_once(office, token, rows):
    for email in ("karim@erp.example", "other@erp.example"):
        await member_of(office.store, token(email=email))
    assert rows("SELECT email FROM member WHERE login = 'karim'") == [("karim@erp.example",)]
    for email in ("", 7, "no address", "two words@x", "a@b@c", "x" * 300 + "@y", "a@b\n"):
        await member_of(office.store, token(sub="zoe", email=email))
    assert rows("SELECT email FROM member WHERE login = 'zoe'") == [("",)]
    await arrive(office.store, token(sub="zoe", email="zoe@erp.example"))
    assert rows("SELECT email FROM member WHERE login = 'zoe'") == [("zoe@erp.example",)]


async def test_a_member_whose_account_is_closed_stays_out(office, token, clock):
    ticket = await office.store.arrivals.enter(token())
    await office.store.members.deactivate(office.lea, office.karim.id)
    assert await kind_of(office.store, token()) == "not-allowed"
    await office.store.embedding.let_create(office.lea, True)
    assert await kind_of(office.store, token()) == "not-allowed"
    assert office.store.arrivals.open(ticket) is None


async def test_an_administrator_comes_in_by_a_key_that_is_for_them_too(office, key, token):
    embedding, used = office.store.embedding, token(sub="lea")
    assert await kind_of(office.store, used) == "administrator"
    assert await kind_of(office.store, used) == "used"
    await embedding.let_admins(office.lea, key.id, True)
    assert await member_of(office.store, token(sub="lea")) == office.lea
    await embedding.let_admins(office.lea, key.id, False)
    assert await member_of(office.store, token(sub="karim")) == office.karim


async def test_an_administrator_s_token_in_a_page_s_address_opens_nothing_and_is_used_up(office, token):
    used = token(sub="LEA")
    for kind in ("administrator", "used"):
        with pytest.raises(TokenRefused) as refused:
            await arrive(office.store, used)
        assert refused.value.kind == kind
    assert office.store.sessions.of(office.lea) == []


async def test_only_who_holds_the_key_learns_that_somebody_administers(office):
    forged = signed("x" * 43, claims(office.store.clock(), sub="lea"))
    assert await kind_of(office.store, forged) == "signature"


async def test_a_ticket_of_who_has_become_an_administrator_meanwhile_opens_nothing(office, token):
    ticket = await office.store.arrivals.enter(token())
    await office.store.members.set_role(office.lea, office.karim.id, "admin")
    assert office.store.arrivals.open(ticket) is None
    arriving = arrive(office.store, token(sub="zoe"))
    promoting = office.store.members.set_role(office.lea, office.zoe.id, "admin")
    _, refused = await asyncio.gather(promoting, arriving, return_exceptions=True)
    assert refused.kind == "administrator"


async def test_a_newcomer_joins_the_private_canals_that_the_host_names(office, token, rows):
    store = office.store
    await store.embedding.let_create(office.lea, True)
    kept = await store.canals.create(office.karim, "Sans administrateur", kind="private", members=[office.zoe.id])
    closed = await store.canals.create(office.lea, "Close", kind="private")
    await store.canals.archive(office.lea, closed.id)
    direct = await store.canals.direct(office.lea, [office.karim.id])
    named = [
        "direction",
        kept.id,
        kept.name,
        "Close",
        direct.id,
        str(direct.id),
        "Tout le bureau",
        "nowhere",
        7,
        None,
        {},
    ]
    paul = await member_of(store, token(sub="paul", canals=[*named, "DIRECTION", office.direction.id]))
    joined = [canal.id for canal in store.state.canals.values() if paul.id in canal.joined]
    assert joined == [office.direction.id]
    [(author, event)] = rows("SELECT author_id, event FROM message WHERE event LIKE '%added%'")
    assert (author, json.loads(event)) == (office.lea.id, {"what": "added", "member": paul.id})


async def test_a_key_opens_no_canal_that_its_giver_is_not_in(office):
    store = office.store
    await store.members.set_role(office.lea, office.odile.id, "admin")
    odile = store.members.get(office.odile.id)
    await store.embedding.let_create(office.lea, True)
    hers = await store.embedding.create_secret(odile, "ERP d’Odile")
    newcomer = await member_of(store, signed(hers.secret, claims(store.clock(), sub="paul", canals=["Direction"])))
    assert newcomer.id not in store.state.canals[office.direction.id].joined


async def test_a_canal_is_named_by_its_id_too(office, token):
    await office.store.embedding.let_create(office.lea, True)
    for n, named in enumerate((office.direction.id, str(office.direction.id))):
        newcomer = await member_of(office.store, token(sub=f"new{n}", canals=[named]))
        assert newcomer.id in office.store.state.canals[office.direction.id].joined


async def test_a_name_means_a_canal_of_the_key_s_giver_whoever_else_has_one_by_that_name(office, token):
    store = office.store
    await store.embedding.let_create(office.lea, True)
    other = await store.members.create("second", role="admin")
    theirs = await store.canals.create(other, "Direction", kind="private")
    newcomer = await member_of(store, token(sub="paul", canals=["Direction"]))
    assert newcomer.id not in store.state.canals[theirs.id].joined
    assert newcomer.id in store.state.canals[office.direction.id].joined


def picture(format: str = "PNG", size: int = 32) -> str:
    file = BytesIO()
    Image.new("RGB", (size, size), "#0e7490").save(file, format)
    return f"data:image/{format.lower()};base64,{base64.b64encode(file.getvalue()).decode()}"


async def test_an_image_is_taken_from_the_token_when_there_is_none_yet(office, token):
    store = office.store
    await store.arrivals.enter(token(avatar=picture()))
    await store.arrivals.close()
    first = store.members.get(office.karim.id).image
    assert (await store.images.read(first, 64))[8:12] == b"WEBP"
    await store.arrivals.enter(token(avatar=picture("GIF", 40)))
    await store.arrivals.close()
    assert store.members.get(office.karim.id).image == first


@pytest.mark.parametrize(
    "avatar",
    [
        "https://erp.example/me.png",
        "http://169.254.169.254/",
        "file:///etc/passwd",
        "data:image/png;base64,",
        "data:image/png;base64,AAAA",
        "data:image/png;base64,A",
        "data:text/html;base64,PGI+",
        "data:image/svg+xml;base64," + base64.b64encode(b"<svg/>").decode(),
        7,
    ],
)
async def test_any_other_image_is_left_alone(office, token, avatar):
    assert await member_of(office.store, token(avatar=avatar))
    await office.store.arrivals.close()
    assert office.store.members.get(office.karim.id).image == ""


async def test_sessions_of_pages_do_not_outlive_the_process(office, stores, token):
    office.store.arrivals.open(await office.store.arrivals.enter(token()))
    signed_in = await office.store.sessions.start(office.karim)
    store = await stores.reopen(office.store)
    assert [session.embedded for session in store.sessions.of(office.karim)] == [False]
    assert store.sessions.find(signed_in) is not None


async def test_a_page_that_is_gone_takes_its_session_and_no_other_along(office, token):
    store = office.store
    session = store.arrivals.open(await store.arrivals.enter(token()))
    cookie = store.sessions.find(await store.sessions.start(office.karim))
    store.sessions.end_embedded(cookie.id)
    store.sessions.end_embedded(session.id)
    store.sessions.end_embedded(session.id)
    assert store.sessions.of(office.karim) == [cookie]
