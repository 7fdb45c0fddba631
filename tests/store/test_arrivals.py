"""Arrivals: whom a host's token lets in, whom it does not, and what becomes of them."""

from __future__ import annotations

import asyncio
import base64
import json
from io import BytesIO

import jwt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from app.store import tokens
from app.store.state import EmbedKey
from app.store.tokens import LONGEST, WRONG, TokenRefused
from tests.store.tokens import claims, pem_pair, signed

PAIRS = {"RS256": pem_pair("RS256"), "EdDSA": pem_pair("EdDSA")}
STRANGERS = {"RS256": pem_pair("RS256")[0], "EdDSA": pem_pair("EdDSA")[0]}
SITE = "https://erp.example"


@pytest.fixture
async def key(office) -> EmbedKey:
    return await office.store.embedding.create_secret(office.lea, "ERP")


@pytest.fixture
def token(office, key):
    """`token(sub=…)` is a good one with other claims."""

    def make(**changed: object) -> str:
        return signed(key.secret, claims(office.store.clock.now, **changed))

    return make


async def kind_of(store, token: str, origin: str = "") -> str:
    with pytest.raises(TokenRefused) as refused:
        await store.arrivals.enter(token, origin)
    return refused.value.kind


async def member_of(store, token: str):
    session = await store.arrivals.open(await store.arrivals.enter(token))
    return store.members.get(session.member_id)


async def test_a_good_token_opens_one_session_that_no_cookie_could_name(office, token):
    store = office.store
    await store.embedding.allow_origin(office.lea, SITE)
    ticket = await store.arrivals.enter(token(), SITE)
    session = await store.arrivals.open(ticket, "192.0.2.7")
    assert (session.member_id, session.embedded) == (office.karim.id, True)
    assert (session.agent, session.address) == (f"widget · {SITE}", "192.0.2.7")
    assert store.sessions.of(office.karim) == [session]
    assert store.sessions.find_embedded(session.id) == session
    assert await store.arrivals.open(ticket) is None


async def test_a_token_in_a_page_s_address_opens_that_page_s_session(office, stores, token):
    store, used = office.store, token()
    await store.embedding.allow_origin(office.lea, SITE)
    session = await store.arrivals.arrive(used, SITE, "192.0.2.7")
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
        await office.store.arrivals.arrive(token(**changed))
    assert refused.value.kind == kind
    assert not any(session.embedded for session in office.store.state.sessions.values())


async def test_an_address_s_token_from_a_site_that_is_not_allowed_is_not_used_up(office, token):
    asked = token()
    with pytest.raises(TokenRefused):
        await office.store.arrivals.arrive(asked, SITE)
    assert (await office.store.arrivals.arrive(asked)).member_id == office.karim.id


async def test_a_newcomer_s_token_in_a_page_s_address_makes_them_a_member(office, token):
    await office.store.embedding.let_create(office.lea, True)
    used = token(sub="paul")
    session = await office.store.arrivals.arrive(used)
    assert office.store.members.get(session.member_id).login == "paul"
    assert await kind_of(office.store, used) == "used"


async def test_a_ticket_is_good_for_half_a_minute(office, token, clock):
    ticket = await office.store.arrivals.enter(token())
    clock.advance(minutes=0.51)
    assert await office.store.arrivals.open(ticket) is None
    assert await office.store.arrivals.open("a guess") is None


async def test_a_ticket_of_a_key_that_is_gone_opens_nothing(office, key, token):
    ticket = await office.store.arrivals.enter(token())
    await office.store.embedding.remove_key(office.lea, key.id)
    assert await office.store.arrivals.open(ticket) is None
    assert office.store.sessions.of(office.karim) == []


@pytest.mark.parametrize("alg", PAIRS)
async def test_a_host_signs_with_its_own_private_key(office, alg):
    private, public = PAIRS[alg]
    key = await office.store.embedding.add_public_key(office.lea, "ERP", public)
    for header in ({}, {"kid": str(key.id)}, {"kid": "the host's own name for it"}):
        said = claims(office.store.clock(), aud=["other", "miaou"])
        assert (await member_of(office.store, signed(private, said, alg, **header))).login == "karim"
    assert await kind_of(office.store, signed(STRANGERS[alg], claims(office.store.clock()), alg)) == "signature"


async def test_a_public_key_is_no_secret_to_sign_with(office):
    """The oldest trick: HS256 with the public key, which everybody may have, as the secret."""
    for _, public in PAIRS.values():
        await office.store.embedding.add_public_key(office.lea, "ERP", public)
        body = [{"typ": "JWT", "alg": "HS256"}, claims(office.store.clock())]
        head = ".".join(encoded(json.dumps(part).encode()) for part in body)
        mac = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256).sign(head.encode(), public.encode())
        assert await kind_of(office.store, f"{head}.{encoded(mac)}") == "signature"


def encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def unsigned(said: dict[str, object], **header: object) -> str:
    return f"{encoded(json.dumps(header).encode())}.{encoded(json.dumps(said).encode())}."


async def test_a_token_without_a_signature_is_none(office, key):
    said = claims(office.store.clock())
    for alg in ("none", "None", "NONE", "nOnE", "", None):
        assert await kind_of(office.store, unsigned(said, alg=alg, typ="JWT")) == "signature"
    assert await kind_of(office.store, jwt.encode(said, "", algorithm="none")) == "signature"


@pytest.mark.parametrize("alg", ["HS384", "HS512"])
async def test_only_the_key_s_very_own_algorithm_counts(office, key, alg):
    assert await kind_of(office.store, signed(key.secret, claims(office.store.clock()), alg)) == "signature"


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("audience", {"aud": None}),
        ("audience", {"aud": "other"}),
        ("audience", {"aud": "Miaou"}),
        ("audience", {"aud": ["other"]}),
        ("audience", {"aud": 7}),
        ("incomplete", {"exp": None}),
        ("incomplete", {"exp": "soon"}),
        ("incomplete", {"exp": True}),
        ("incomplete", {"exp": float("inf")}),
        ("incomplete", {"exp": 10**30}),
        ("incomplete", {"jti": None}),
        ("incomplete", {"jti": ""}),
        ("incomplete", {"jti": 7}),
        ("incomplete", {"jti": "x" * 300}),
        ("incomplete", {"sub": None}),
        ("incomplete", {"sub": 7}),
        ("login", {"sub": ""}),
        ("login", {"sub": "two words"}),
        ("login", {"sub": "x" * 33}),
        ("login", {"sub": "<b>"}),
        ("not-allowed", {"sub": "nobody"}),
        ("not-allowed", {"sub": "kàrim"}),
    ],
)
async def test_what_a_token_lacks_is_told_by_its_kind(office, token, kind, changed):
    assert await kind_of(office.store, token(**changed)) == kind
    assert kind in WRONG


@pytest.mark.parametrize(
    ("kind", "seconds"),
    [
        ("expired", {"exp": -31}),
        ("expired", {"exp": -86_400}),
        ("clock", {"exp": 631}),
        ("clock", {"exp": 86_400}),
        ("clock", {"iat": 31}),
        ("clock", {"nbf": 60}),
        ("", {"exp": -29}),
        ("", {"exp": 600}),
        ("", {"iat": -3600}),
        ("", {"nbf": 29}),
    ],
)
async def test_a_token_is_for_now(office, token, kind, seconds):
    now = office.store.clock.now // 1000
    asked = token(**{name: now + value for name, value in seconds.items()})
    if kind:
        assert await kind_of(office.store, asked) == kind
    else:
        assert (await member_of(office.store, asked)).login == "karim"


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
    ways = (way(used) for way in (arrivals.enter, arrivals.arrive) for _ in range(5))
    answers = await asyncio.gather(*ways, return_exceptions=True)
    assert sum(not isinstance(answer, Exception) for answer in answers) == 1
    assert {answer.kind for answer in answers if isinstance(answer, TokenRefused)} == {"used"}


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
    assert len({(await office.store.arrivals.open(ticket)).member_id for ticket in tickets}) == 1


async def test_a_known_member_stays_as_they_are(office, token, rows):
    await member_of(office.store, token(name="Un autre nom", canals=["Direction"], sub="zoe"))
    assert office.store.members.get(office.zoe.id).nickname == "Zoé"
    assert office.zoe.id not in office.store.state.canals[office.direction.id].joined


async def test_an_email_is_filled_in_once(office, token, rows):
    for email in ("karim@erp.example", "other@erp.example"):
        await office.store.arrivals.enter(token(email=email))
    assert rows("SELECT email FROM member WHERE login = 'karim'") == [("karim@erp.example",)]
    for email in ("", 7, "no address", "two words@x", "a@b@c", "x" * 300 + "@y", "a@b\n"):
        await office.store.arrivals.enter(token(sub="zoe", email=email))
    assert rows("SELECT email FROM member WHERE login = 'zoe'") == [("",)]


async def test_a_member_whose_account_is_closed_stays_out(office, token, clock):
    ticket = await office.store.arrivals.enter(token())
    await office.store.members.deactivate(office.lea, office.karim.id)
    assert await kind_of(office.store, token()) == "not-allowed"
    await office.store.embedding.let_create(office.lea, True)
    assert await kind_of(office.store, token()) == "not-allowed"
    assert await office.store.arrivals.open(ticket) is None


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
    await office.store.arrivals.open(await office.store.arrivals.enter(token()))
    signed_in = await office.store.sessions.start(office.karim)
    store = await stores.reopen(office.store)
    assert [session.embedded for session in store.sessions.of(office.karim)] == [False]
    assert store.sessions.find(signed_in) is not None


async def test_a_page_that_is_gone_takes_its_session_and_no_other_along(office, token):
    store = office.store
    session = await store.arrivals.open(await store.arrivals.enter(token()))
    cookie = store.sessions.find(await store.sessions.start(office.karim))
    await store.sessions.end_embedded(cookie.id)
    await store.sessions.end_embedded(session.id)
    await store.sessions.end_embedded(session.id)
    assert store.sessions.of(office.karim) == [cookie]


NOW = 1_772_442_000_000
KEYS = (
    EmbedKey(1, "shared", "HS256", "s" * 43, 1, 0),
    EmbedKey(2, "rsa", "RS256", PAIRS["RS256"][1], 1, 0),
    EmbedKey(3, "ed", "EdDSA", PAIRS["EdDSA"][1], 1, 0),
)
GOOD_KEYS = {"HS256": "s" * 43, "RS256": PAIRS["RS256"][0], "EdDSA": PAIRS["EdDSA"][0]}
SECONDS = NOW // 1000
times = st.one_of(
    st.none(), st.integers(SECONDS - 2000, SECONDS + 2000), st.integers(), st.floats(), st.text(), st.booleans()
)
texts = st.one_of(st.none(), st.text(max_size=20), st.integers(), st.lists(st.text(max_size=5), max_size=3))
tables = st.fixed_dictionaries(
    {
        "aud": st.one_of(st.just("miaou"), texts),
        "sub": st.one_of(st.just("karim"), texts),
        "exp": times,
        "jti": st.one_of(st.just("once"), texts),
        "iat": times,
        "nbf": times,
    }
)


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(said=tables, alg=st.sampled_from(["HS256", "RS256", "EdDSA", "HS512"]), right_key=st.booleans())
def test_of_all_tokens_none_is_believed_but_the_good_ones(said, alg, right_key):
    said = {name: value for name, value in said.items() if value is not None}
    private = GOOD_KEYS.get(alg, "s" * 64) if right_key else STRANGERS.get(alg, "x" * 64)
    try:
        token = jwt.encode(said, private, algorithm=alg)
    except (TypeError, ValueError):
        return

    def near(name: str, earliest: float, latest: float) -> bool:
        moment = said[name]
        return not isinstance(moment, bool | str) and earliest < moment <= latest

    good = (
        right_key
        and alg in GOOD_KEYS
        and (said.get("aud") == "miaou" or (isinstance(said.get("aud"), list) and "miaou" in said["aud"]))
        and isinstance(said.get("sub"), str)
        and isinstance(said.get("jti"), str)
        and bool(said["jti"])
        and "exp" in said
        and near("exp", SECONDS - 30, SECONDS + 630)
        and all(
            name not in said or isinstance(said[name], bool | str) or not said[name] > SECONDS + 30
            for name in ("iat", "nbf")
        )
    )
    try:
        found = tokens.read(token, KEYS, NOW)
    except TokenRefused:
        assert not good
    else:
        assert good
        assert (found.login, KEYS[found.key_id - 1].algorithm) == (said["sub"], alg)


@settings(deadline=None, max_examples=200)
@given(
    change=st.tuples(st.integers(0, 10_000), st.characters(codec="utf-8")),
    alg=st.sampled_from(sorted(GOOD_KEYS)),
)
def test_a_token_with_one_letter_changed_is_not_believed(change, alg):
    token = jwt.encode(claims(NOW, jti="once"), GOOD_KEYS[alg], algorithm=alg)
    place, letter = change[0] % len(token), change[1]
    forged = token[:place] + letter + token[place + 1 :]
    try:
        found = tokens.read(forged, KEYS, NOW)
    except TokenRefused as refused:
        assert refused.kind == "signature"
    else:
        # The last letter of base64 may have bits that say nothing.
        assert found.login == "karim"
        assert place in (len(token) - 1, token.index(".") - 1, token.rindex(".") - 1) or forged == token


@settings(deadline=None, max_examples=200)
@given(
    token=st.one_of(
        st.text(), st.binary().map(lambda raw: raw.decode("latin-1")), st.from_regex(r"[\w-]+\.[\w-]+\.[\w-]*")
    )
)
def test_whatever_is_no_token_is_refused_and_nothing_else_happens(token):
    with pytest.raises(TokenRefused):
        tokens.read(token, KEYS, NOW)


@pytest.mark.parametrize("depth", [100, 10_000])
def test_a_pile_of_brackets_is_refused(depth):
    head = encoded(("[" * depth + "]" * depth).encode())
    with pytest.raises(TokenRefused):
        tokens.read(f"{head}.{head}.", KEYS, NOW)
    said = {**claims(NOW), "canals": json.loads("[" * 90 + "]" * 90)}
    assert tokens.read(signed("s" * 43, said), KEYS, NOW).canals == ()


def test_a_token_has_a_longest():
    said = claims(NOW, avatar="x" * LONGEST)
    with pytest.raises(TokenRefused):
        tokens.read(signed("s" * 43, said), KEYS, NOW)
