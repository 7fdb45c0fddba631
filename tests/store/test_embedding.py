"""Embedding: keys, origins and the switch; what is refused, what is written down, what ends with them."""

from __future__ import annotations

import base64
import json

import pytest

from app.store import Forbidden, Refused
from app.store.embedding import KEYS_MOST, ORIGINS_MOST
from app.store.feed import SessionEnded
from tests.store.tokens import claims, pem_pair, signed

RS256_PRIVATE, RS256_PUBLIC = pem_pair("RS256")
EDDSA_PRIVATE, EDDSA_PUBLIC = pem_pair("EdDSA")


def audited(rows) -> list[tuple[str, dict]]:
    return [(deed, json.loads(details)) for deed, details in rows("SELECT deed, details FROM audit ORDER BY id")]


async def test_a_secret_is_long_random_and_told_to_administrators_only(office, stores):
    first = await office.store.embedding.create_secret(office.lea, "  L’ERP ")
    second = await office.store.embedding.create_secret(office.lea, "L’intranet")
    assert (first.name, first.algorithm) == ("L’ERP", "HS256")
    assert first.secret != second.secret
    assert len(base64.urlsafe_b64decode(first.secret + "==")) >= 32
    assert first.secret not in repr(first)
    with pytest.raises(Forbidden):
        office.store.embedding.keys(office.karim)
    async for store in stores.through_restart(office.store):
        assert store.embedding.keys(office.lea) == [first, second]


@pytest.mark.parametrize(("pem", "algorithm"), [(RS256_PUBLIC, "RS256"), (EDDSA_PUBLIC, "EdDSA")])
async def test_a_public_key_says_itself_which_algorithm_it_is_for(office, pem, algorithm):
    key = await office.store.embedding.add_public_key(office.lea, "ERP", f"\n  {pem}\n")
    assert (key.algorithm, key.secret) == (algorithm, pem)


@pytest.mark.parametrize(
    "pem",
    [
        "",
        "a key",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
        RS256_PRIVATE,
        EDDSA_PRIVATE,
        RS256_PUBLIC[:-40],
        RS256_PUBLIC.replace("\n", "é\n", 1),
        pem_pair("RS256", 1024)[1],
        "x" * 20_000,
    ],
    ids=["nothing", "a word", "nonsense", "RSA private", "Ed25519 private", "cut", "not ASCII", "short RSA", "long"],
)
async def test_what_is_no_public_key_is_refused_plainly(office, pem):
    with pytest.raises(Refused) as refused:
        await office.store.embedding.add_public_key(office.lea, "ERP", pem)
    assert "Traceback" not in str(refused.value)
    assert "MII" not in str(refused.value)
    assert office.store.embedding.keys(office.lea) == []


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        ("https://erp.example", "https://erp.example"),
        (" HTTPS://ERP.Example:443/ ", "https://erp.example"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://192.168.1.9:80", "http://192.168.1.9"),
        ("http://[::1]:5000", "http://[::1]:5000"),
        ("https://café.example", "https://xn--caf-dma.example"),
        ("http://srv_erp", "http://srv_erp"),
    ],
)
async def test_an_origin_is_kept_as_browsers_say_it(office, stores, typed, origin):
    await office.store.embedding.allow_origin(office.lea, typed)
    async for store in stores.through_restart(office.store):
        assert store.embedding.origins == (origin,)
        with pytest.raises(Refused, match="already"):
            await store.embedding.allow_origin(office.lea, typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "erp.example",
        "*",
        "https://*",
        "https://*.example",
        "https://erp.example/page",
        "https://erp.example?x",
        "https://erp.example#x",
        "https://a:b@erp.example",
        "https://erp.example:0",
        "https://erp.example:99999",
        "https://erp.example:port",
        "ftp://erp.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "null",
        "'self'",
        "https://erp.example; script-src *",
        "https://erp.example https://evil.example",
        "https://erp.example,https://evil.example",
        "https://erp.ex\nample",
        "https://erp.example\r\nx: y",
        "https://erp\t.example",
        "https://erp..example",
        "https://-erp.example",
        "https://[::1",
        "https://[fe80::1%25eth0]",
        "https://" + "a" * 400 + ".example",
        "https://\ud800.example",
        "//erp.example",
        "https:\\\\erp.example",
    ],
)
async def test_what_is_no_origin_is_refused(office, typed):
    with pytest.raises(Refused, match="address of a site"):
        await office.store.embedding.allow_origin(office.lea, typed)
    assert office.store.embedding.origins == ()


async def test_nothing_of_it_grows_without_bound(office):
    embedding = office.store.embedding
    for n in range(ORIGINS_MOST):
        await embedding.allow_origin(office.lea, f"https://site{n}.example")
    with pytest.raises(Refused):
        await embedding.allow_origin(office.lea, "https://one.more.example")
    for n in range(KEYS_MOST):
        await embedding.create_secret(office.lea, f"Clé {n}")
    with pytest.raises(Refused):
        await embedding.create_secret(office.lea, "Une de trop")


async def test_each_deed_is_written_down_and_no_secret_with_it(office, rows):
    embedding = office.store.embedding
    key = await embedding.create_secret(office.lea, "ERP")
    public = await embedding.add_public_key(office.lea, "Intranet", EDDSA_PUBLIC)
    await embedding.allow_origin(office.lea, "https://erp.example")
    await embedding.let_create(office.lea, True)
    await embedding.remove_origin(office.lea, "https://erp.example")
    await embedding.let_admins(office.lea, key.id, True)
    await embedding.remove_key(office.lea, key.id)
    assert audited(rows) == [
        ("embed-key-added", {"key": key.id, "name": "ERP", "algorithm": "HS256"}),
        ("embed-key-added", {"key": public.id, "name": "Intranet", "algorithm": "EdDSA"}),
        ("embed-origin-allowed", {"origin": "https://erp.example"}),
        ("embed-creation-set", {"allowed": True}),
        ("embed-origin-removed", {"origin": "https://erp.example"}),
        ("embed-key-admins", {"key": key.id, "name": "ERP", "allowed": True}),
        ("embed-key-removed", {"key": key.id, "name": "ERP"}),
    ]
    assert rows("SELECT count(*) FROM embedkey WHERE secret = :secret", secret=key.secret) == [(0,)]


async def test_the_switch_outlives_a_restart(office, stores):
    assert office.store.embedding.creates is False
    await office.store.embedding.let_create(office.lea, True)
    async for store in stores.through_restart(office.store):
        assert store.embedding.creates is True


async def test_what_is_not_there_cannot_be_removed(office):
    with pytest.raises(Refused):
        await office.store.embedding.remove_key(office.lea, 999)
    with pytest.raises(Refused):
        await office.store.embedding.remove_origin(office.lea, "https://erp.example")


async def open_page(office, key, origin="", **said):
    token = signed(key.secret, claims(office.store.clock(), **said))
    return office.store.arrivals.open(await office.store.arrivals.enter(token, origin))


async def test_with_a_key_end_the_sessions_that_it_opened_and_no_others(office, heard):
    store = office.store
    erp = await store.embedding.create_secret(office.lea, "ERP")
    intranet = await store.embedding.create_secret(office.lea, "Intranet")
    ended, stays = await open_page(office, erp), await open_page(office, intranet)
    token = await store.sessions.start(office.karim)
    await store.embedding.remove_key(office.lea, erp.id)
    assert [change for change in heard if isinstance(change, SessionEnded)] == [SessionEnded(ended.id, office.karim.id)]
    assert store.sessions.find_embedded(ended.id) is None
    assert store.sessions.find_embedded(stays.id) == stays
    assert store.sessions.find(token) is not None


async def test_with_an_origin_end_the_sessions_of_its_pages(office):
    store = office.store
    key = await store.embedding.create_secret(office.lea, "ERP")
    for origin in ("https://erp.example", "https://intranet.example"):
        await store.embedding.allow_origin(office.lea, origin)
    ended = await open_page(office, key, "https://erp.example")
    stays = await open_page(office, key, "https://intranet.example")
    await store.embedding.remove_origin(office.lea, "https://erp.example")
    assert store.sessions.find_embedded(ended.id) is None
    assert store.sessions.find_embedded(stays.id) == stays


async def test_a_new_key_lets_no_administrator_in_until_one_says_so_and_a_restart_changes_nothing(office, stores):
    embedding = office.store.embedding
    keys = [
        await embedding.create_secret(office.lea, "ERP"),
        await embedding.add_public_key(office.lea, "I", EDDSA_PUBLIC),
    ]
    assert [key.admins for key in keys] == [False, False]
    await embedding.let_admins(office.lea, keys[0].id, True)
    async for store in stores.through_restart(office.store):
        assert [key.admins for key in store.embedding.keys(office.lea)] == [True, False]


async def test_a_key_that_lets_no_administrator_in_any_more_ends_their_pages_and_no_others(office, heard):
    store = office.store
    key = await store.embedding.create_secret(office.lea, "ERP")
    await store.embedding.let_admins(office.lea, key.id, True)
    hers, his = await open_page(office, key, sub="lea"), await open_page(office, key)
    signed_in = await store.sessions.start(office.lea)
    await store.embedding.let_admins(office.lea, key.id, False)
    assert [change for change in heard if isinstance(change, SessionEnded)] == [SessionEnded(hers.id, office.lea.id)]
    assert store.sessions.find_embedded(his.id) == his
    assert store.sessions.find(signed_in) is not None


async def test_who_becomes_an_administrator_is_out_of_the_pages_of_keys_that_let_none_in(office, heard):
    store = office.store
    erp, intranet = [await store.embedding.create_secret(office.lea, name) for name in ("ERP", "Intranet")]
    await store.embedding.let_admins(office.lea, intranet.id, True)
    ended, stays = await open_page(office, erp), await open_page(office, intranet)
    other = await open_page(office, erp, sub="zoe")
    await store.members.set_role(office.lea, office.karim.id, "admin")
    assert [change for change in heard if isinstance(change, SessionEnded)] == [SessionEnded(ended.id, office.karim.id)]
    assert [store.sessions.find_embedded(each.id) for each in (stays, other)] == [stays, other]
    await store.members.set_role(office.lea, office.karim.id, "member")
    assert store.sessions.find_embedded(stays.id) == stays
