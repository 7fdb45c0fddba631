"""By what one comes in: sessions, invites, links for a new password, and what hosts sign with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Session:
    """`seen` is its last use, by the clock of that moment; after `until` it is over, unless it is used before."""

    id: int
    token_hash: str
    member_id: int
    created: int
    seen: int
    agent: str
    address: str
    until: int
    embedded: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class PageSession(Session):
    """Of one page in a host's frame, and gone with it: no token opens it, and nothing of it is in the database.

    :param key_id: the key that the host signed with
    :param origin: the host's site, "" when the browser did not say
    """

    key_id: int
    origin: str
    embedded: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Invite:
    code: str
    creator_id: int
    created: int
    expires: int
    uses_left: int


@dataclass(frozen=True, slots=True)
class Reset:
    """A link by which a member may choose a new password until it expires."""

    code_hash: str
    member_id: int
    creator_id: int
    expires: int


@dataclass(frozen=True, slots=True)
class EmbedKey:
    """What a host signs its tokens with: `secret` is one that we share with it, or its public key in PEM.

    `admins`: whether what it signs lets in administrators, too.
    """

    id: int
    name: str
    algorithm: str
    secret: str = field(repr=False)
    creator_id: int
    created: int
    admins: bool = False
