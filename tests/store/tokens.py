"""What a host signs, for the tests: good tokens, and all that may be wrong with one."""

from __future__ import annotations

from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from app.store import Store
from app.store.doors import PageSession
from app.store.state import Member
from app.store.tokens import TokenRefused

MINUTE = 60


def pem_pair(kind: str, bits: int = 2048) -> tuple[str, str]:
    """A private key and its public one, in PEM."""
    key: Any = Ed25519PrivateKey.generate() if kind == "EdDSA" else generate_private_key(65537, bits)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return private.decode(), public.decode()


def loaded(private: str) -> Any:
    """A private key, read once: to read an RSA key takes far longer than to sign with it."""
    return load_pem_private_key(private.encode(), None)


def claims(now_ms: int, **changed: object) -> dict[str, object]:
    """A good token's claims at that moment; a value None takes one out."""
    now = now_ms // 1000
    good: dict[str, object] = {
        "aud": "miaou",
        "sub": "karim",
        "exp": now + 5 * MINUTE,
        "iat": now,
        "jti": f"jti-{next(_NUMBERS)}",
    }
    return {name: value for name, value in (good | changed).items() if value is not None}


def signed(key: Any, said: dict[str, Any], alg: str = "HS256", **header: object) -> str:
    return jwt.encode(said, key, algorithm=alg, headers=header or None)


async def kind_of(store: Store, token: str, origin: str = "") -> str:
    """Why a token lets nobody in."""
    with pytest.raises(TokenRefused) as refused:
        await store.arrivals.enter(token, origin)
    return refused.value.kind


async def arrive(store: Store, token: str, origin: str = "", address: str = "") -> PageSession:
    """Open a page in whose address the token stands."""
    return store.arrivals.begin(await store.arrivals.take(token, origin), address)


async def member_of(store: Store, token: str) -> Member:
    """Whom a token lets in."""
    session = store.arrivals.open(await store.arrivals.enter(token))
    return store.members.get(session.member_id)


_NUMBERS = iter(range(1, 10**9))
