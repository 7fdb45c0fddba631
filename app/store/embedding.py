"""Embedding: what hosts sign their tokens with, which sites may show the widget, and whether it makes accounts.

All of it is an administrator's to say, and each deed is written down; never a secret, though.
"""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key
from sqlalchemy import Connection, delete, insert, select, update
from sqlmodel import col

from app.locale import N_
from app.store import access, audit, names, sessions, tables
from app.store.doors import EmbedKey, PageSession
from app.store.feed import Administered, Change
from app.store.ids import random_id
from app.store.origins import normal
from app.store.refusal import Refused
from app.store.state import Member, State
from app.store.writer import Command

if TYPE_CHECKING:
    from app.store.store import Store

KEYS_MOST = 20
ORIGINS_MOST = 50
"""As many as still fit into the header of each page that they may show."""

REMOVED = N_("This key has already been removed.")

SECRET_BYTES = 48
PEM_LONGEST = 10_000
RSA_BITS = range(2048, 8193)


def load(state: State, connection: Connection) -> None:
    """Take into memory what the database holds of all this."""
    state.embed_creates = bool(connection.execute(select(col(tables.Office.embed_creates))).scalar())
    for row in connection.execute(select(tables.EmbedKey.__table__)).mappings():  # type: ignore[attr-defined]
        state.embed_keys[row["id"]] = EmbedKey(**row)
    state.embed_origins = tuple(
        connection.execute(select(col(tables.EmbedOrigin.origin)).order_by(col(tables.EmbedOrigin.created))).scalars()
    )
    for jti_hash, expires in connection.execute(select(col(tables.UsedToken.jti_hash), col(tables.UsedToken.expires))):
        state.used_tokens[jti_hash] = expires


class AddKey(Command[EmbedKey]):
    def __init__(self, store: Store, by: Member, key: EmbedKey) -> None:
        self.store, self.by, self.key = store, by, key

    def check(self) -> None:
        access.access_admin(self.store.state, self.by)
        if len(self.store.state.embed_keys) >= KEYS_MOST:
            raise Refused("There are {n} keys already: remove one that is no longer used.", n=KEYS_MOST)

    def write(self, connection: Connection) -> EmbedKey:
        key = self.key
        connection.execute(insert(tables.EmbedKey).values(dataclasses.asdict(key)))
        audit.note(
            self.store, connection, self.by, "embed-key-added", key=key.id, name=key.name, algorithm=key.algorithm
        )
        return key

    def apply(self, result: EmbedKey) -> Sequence[Change]:
        self.store.state.embed_keys[result.id] = result
        return [Administered()]


class _Ending(Command[None]):
    """What ends the pages that something opened, in the same breath in which that is taken away."""

    def __init__(self, store: Store, by: Member) -> None:
        self.store, self.by = store, by

    def concerns(self, page: PageSession) -> bool:
        raise NotImplementedError

    def apply(self, result: None) -> Sequence[Change]:
        state = self.store.state
        ended = [page for page in state.page_sessions.values() if self.concerns(page)]
        return [*sessions.forget(state, ended), Administered()]


class RemoveKey(_Ending):
    def __init__(self, store: Store, by: Member, key_id: int) -> None:
        super().__init__(store, by)
        self.key_id = key_id

    def concerns(self, page: PageSession) -> bool:
        return page.key_id == self.key_id

    def check(self) -> None:
        access.access_admin(self.store.state, self.by)
        if self.key_id not in self.store.state.embed_keys:
            raise Refused(REMOVED)

    def write(self, connection: Connection) -> None:
        key = self.store.state.embed_keys[self.key_id]
        connection.execute(delete(tables.EmbedKey).where(col(tables.EmbedKey.id) == self.key_id))
        audit.note(self.store, connection, self.by, "embed-key-removed", key=key.id, name=key.name)

    def apply(self, result: None) -> Sequence[Change]:
        del self.store.state.embed_keys[self.key_id]
        return super().apply(result)


class LetAdmins(_Ending):
    """Whether a key lets administrators in; those whom it let in and lets in no longer are out at once."""

    def __init__(self, store: Store, by: Member, key_id: int, allowed: bool) -> None:
        super().__init__(store, by)
        self.key_id, self.allowed = key_id, allowed

    def concerns(self, page: PageSession) -> bool:
        lost = page.key_id == self.key_id and not self.allowed
        return lost and self.store.state.members[page.member_id].is_admin

    def check(self) -> None:
        access.access_admin(self.store.state, self.by)
        if self.key_id not in self.store.state.embed_keys:
            raise Refused(REMOVED)

    def write(self, connection: Connection) -> None:
        name = self.store.state.embed_keys[self.key_id].name
        mine = col(tables.EmbedKey.id) == self.key_id
        connection.execute(update(tables.EmbedKey).where(mine).values(admins=self.allowed))
        audit.note(
            self.store, connection, self.by, "embed-key-admins", key=self.key_id, name=name, allowed=self.allowed
        )

    def apply(self, result: None) -> Sequence[Change]:
        keys = self.store.state.embed_keys
        keys[self.key_id] = dataclasses.replace(keys[self.key_id], admins=self.allowed)
        return super().apply(result)


class AllowOrigin(Command[None]):
    def __init__(self, store: Store, by: Member, origin: str) -> None:
        self.store, self.by, self.origin = store, by, origin

    def check(self) -> None:
        access.access_admin(self.store.state, self.by)
        if self.origin in self.store.state.embed_origins:
            raise Refused("This site is already allowed.")
        if len(self.store.state.embed_origins) >= ORIGINS_MOST:
            raise Refused("At most {n} sites may show the widget.", n=ORIGINS_MOST)

    def write(self, connection: Connection) -> None:
        connection.execute(insert(tables.EmbedOrigin).values(origin=self.origin, created=self.store.clock()))
        audit.note(self.store, connection, self.by, "embed-origin-allowed", origin=self.origin)

    def apply(self, result: None) -> Sequence[Change]:
        self.store.state.embed_origins += (self.origin,)
        return [Administered()]


class RemoveOrigin(_Ending):
    def __init__(self, store: Store, by: Member, origin: str) -> None:
        super().__init__(store, by)
        self.origin = origin

    def concerns(self, page: PageSession) -> bool:
        # Where a browser did not say which site it was, it may have been this one.
        return page.origin in (self.origin, "")

    def check(self) -> None:
        access.access_admin(self.store.state, self.by)
        if self.origin not in self.store.state.embed_origins:
            raise Refused("This site is not in the list.")

    def write(self, connection: Connection) -> None:
        connection.execute(delete(tables.EmbedOrigin).where(col(tables.EmbedOrigin.origin) == self.origin))
        audit.note(self.store, connection, self.by, "embed-origin-removed", origin=self.origin)

    def apply(self, result: None) -> Sequence[Change]:
        state = self.store.state
        state.embed_origins = tuple(origin for origin in state.embed_origins if origin != self.origin)
        return super().apply(result)


class LetCreate(Command[None]):
    def __init__(self, store: Store, by: Member, allowed: bool) -> None:
        self.store, self.by, self.allowed = store, by, allowed

    def check(self) -> None:
        access.access_admin(self.store.state, self.by)

    def write(self, connection: Connection) -> None:
        connection.execute(update(tables.Office).values(embed_creates=self.allowed))
        audit.note(self.store, connection, self.by, "embed-creation-set", allowed=self.allowed)

    def apply(self, result: None) -> Sequence[Change]:
        self.store.state.embed_creates = self.allowed
        return [Administered()]


class Embedding:
    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def origins(self) -> tuple[str, ...]:
        """The sites that may show the widget in a frame, the first allowed first."""
        return self._store.state.embed_origins

    @property
    def creates(self) -> bool:
        """Whether a host's token makes an account for whoever has none."""
        return self._store.state.embed_creates

    def keys(self, by: Member) -> list[EmbedKey]:
        """What hosts sign with, secrets included.

        :raises Forbidden: unless `by` is an administrator
        """
        access.access_admin(self._store.state, by)
        return sorted(self._store.state.embed_keys.values(), key=lambda key: (key.created, key.name))

    async def create_secret(self, by: Member, name: str) -> EmbedKey:
        """A new secret, for a host that signs with HS256."""
        access.access_admin(self._store.state, by)
        return await self._add(by, name, "HS256", secrets.token_urlsafe(SECRET_BYTES))

    async def add_public_key(self, by: Member, name: str, pem: str) -> EmbedKey:
        """A host's public key: it signs with RS256 or with EdDSA, whichever the key is for.

        :raises Refused: when it is no such key, or one that is too short to be safe
        """
        access.access_admin(self._store.state, by)
        return await self._add(by, name, *public_key(pem))

    async def _add(self, by: Member, name: str, algorithm: str, secret: str) -> EmbedKey:
        # Random, so that it is never another one's later: tokens and tickets on their way name a key by it.
        key = EmbedKey(random_id(), names.acceptable_name(name), algorithm, secret, by.id, self._store.clock())
        return await self._store.writer.run(AddKey(self._store, by, key))

    async def remove_key(self, by: Member, key_id: int) -> None:
        """Believe that key no longer; the sessions that it opened end."""
        await self._store.writer.run(RemoveKey(self._store, by, key_id))

    async def let_admins(self, by: Member, key_id: int, allowed: bool) -> None:
        """Whether what a key signs lets administrators in, too; a new one's lets in none."""
        await self._store.writer.run(LetAdmins(self._store, by, key_id, allowed))

    async def allow_origin(self, by: Member, origin: str) -> None:
        """Let a site show the widget.

        :raises Refused: when it is no site's address
        """
        access.access_admin(self._store.state, by)
        await self._store.writer.run(AllowOrigin(self._store, by, normal(origin)))

    async def remove_origin(self, by: Member, origin: str) -> None:
        """Let that site show the widget no longer; the sessions of its pages end."""
        await self._store.writer.run(RemoveOrigin(self._store, by, origin))

    async def let_create(self, by: Member, allowed: bool) -> None:
        """Whether a host's token makes an account for whoever has none."""
        await self._store.writer.run(LetCreate(self._store, by, allowed))


def public_key(pem: str) -> tuple[str, str]:
    """The algorithm that goes with a public key, and the key in one form of PEM.

    :raises Refused: when it is none, or one that is too short to be safe
    """
    if "PRIVATE KEY" in pem:
        raise Refused("This is a private key: keep it on the host, and give its public key here.")
    try:
        key = load_pem_public_key(pem.strip().encode("ascii")) if len(pem) <= PEM_LONGEST else None
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if isinstance(key, RSAPublicKey):
        if key.key_size not in RSA_BITS:
            raise Refused("An RSA key has at least {n} bits.", n=RSA_BITS.start)
        algorithm = "RS256"
    elif isinstance(key, Ed25519PublicKey):
        algorithm = "EdDSA"
    else:
        raise Refused("This is not a public key that can be used: give an RSA or Ed25519 key in PEM.")
    return algorithm, key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode("ascii")
