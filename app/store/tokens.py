"""A host's token: a JWT that says who somebody is, signed with a key that an administrator gave.

Nothing that it says is read before its signature holds, so that only who holds a key learns what is wrong with the
rest. The store's clock decides about its times.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import jwt
from jwt.exceptions import InvalidJTIError, InvalidSubjectError
from jwt.utils import base64url_decode

from app.locale import N_
from app.store.doors import EmbedKey
from app.store.refusal import Refused

AUDIENCE = "miaou"
LIFETIME_MS = 10 * 60_000
LEEWAY_MS = 30_000
"""How far the host's clock may be from ours."""

LONGEST = 65_536
"""Characters; what is left of them beside the rest is for an image."""

JTI_LONGEST = 255
CANALS_MOST = 50

QUICK = 2_000
"""Characters of a token, times the secrets that it is tried with, up to which it is read on the event loop (a fifth of
a millisecond); all else goes to a thread, which costs as much again."""

WRONG = {
    "signature": N_("Its signature is not of a key that this Miaou knows, with that key’s own algorithm."),
    "audience": N_("It is meant for somebody else: its audience (aud) must be “miaou”."),
    "incomplete": N_("It lacks a claim, or one is not what it should be: sub, exp and jti are needed."),
    "expired": N_("It has expired: the host must sign a new one each time the page opens."),
    "clock": N_("It speaks of another time: it may last for ten minutes at most, and the clocks must agree."),
    "used": N_("It has been used already: each token is good once."),
    "login": N_("Its login (sub) cannot be one here: letters, digits, dots, hyphens and underscores, 32 at most."),
    "not-allowed": N_("Who it names may not come in: there is no such account, or it is deactivated."),
    "administrator": N_(
        "It names an administrator, and its key lets none in: the embedding page of Miaou says so key by key."
    ),
    "origin": N_("The site that shows this page is not on the list of those that may."),
}
"""Each kind of fault that a token may have, and what the host's developer is told of it."""


class TokenRefused(Refused):
    """A token that lets nobody in; `kind` is a key of `WRONG`."""

    why = "rights"

    def __init__(self, kind: str) -> None:
        super().__init__(WRONG[kind])
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Claims:
    """What a token says, once it is believed; whatever is optional may be empty.

    :param key_id: the key that signed it
    :param mark: what tells this token from all others, for as long as it could be used
    :param expires: until when that is
    """

    key_id: int
    mark: str
    expires: int
    login: str
    name: str
    email: str
    avatar: str
    canals: tuple[str, ...]


def is_quick(token: str, keys: Sequence[EmbedKey]) -> bool:
    """Whether to read a token is nothing that anybody waits for; public keys are slower than secrets."""
    return len(token) * len(keys) <= QUICK and all(key.algorithm == "HS256" for key in keys)


def read(token: str, keys: Iterable[EmbedKey], now: int) -> Claims:
    """Believe a token, or not.

    :raises TokenRefused: when it is not signed by one of the keys, not meant for us, or not for now
    """
    key, said = _verified(token, keys)
    expires = _moment(said, "exp")
    if expires is None:
        raise TokenRefused("incomplete")
    if expires + LEEWAY_MS <= now:
        raise TokenRefused("expired")
    begins = [_moment(said, name) or 0 for name in ("iat", "nbf") if name in said]
    if expires > now + LIFETIME_MS + LEEWAY_MS or any(begin > now + LEEWAY_MS for begin in begins):
        raise TokenRefused("clock")
    if not 0 < len(said["jti"]) <= JTI_LONGEST:
        raise TokenRefused("incomplete")
    mark = hashlib.sha256(f"{key.id} {said['jti']}".encode("utf-8", "surrogatepass")).hexdigest()
    canals = said.get("canals")
    return Claims(
        key.id,
        mark,
        expires + LEEWAY_MS,
        said["sub"],
        _text(said, "name"),
        _text(said, "email"),
        _text(said, "avatar"),
        tuple(str(each) for each in canals[:CANALS_MOST] if isinstance(each, str | int))
        if isinstance(canals, list)
        else (),
    )


def _verified(token: str, keys: Iterable[EmbedKey]) -> tuple[EmbedKey, dict[str, Any]]:
    """What the token says, and which key says so: by the algorithm that goes with that key, never another."""
    if len(token) > LONGEST:
        raise TokenRefused("signature")
    try:
        # Not with `jwt.get_unverified_header`: it decodes the whole token, as does what follows.
        header = dict(json.loads(base64url_decode(token.partition(".")[0])))
    except Exception as error:
        # Decoders raise all sorts of things at a forged token.
        raise TokenRefused("signature") from error
    fitting = [key for key in keys if key.algorithm == header.get("alg")]
    # A host's library may put its own name for the key here: only ours narrows the choice.
    named = [key for key in fitting if str(key.id) == header.get("kid")]
    for key in named or fitting:
        try:
            return key, jwt.decode(
                token,
                key.secret,
                algorithms=[key.algorithm],
                audience=AUDIENCE,
                # Whether it is for now, our own clock says.
                options={
                    "require": ["sub", "exp", "jti"],
                    "verify_exp": False,
                    "verify_nbf": False,
                    "verify_iat": False,
                },
            )
        except jwt.InvalidSignatureError:
            continue
        except jwt.InvalidAudienceError as error:
            raise TokenRefused("audience") from error
        except (jwt.MissingRequiredClaimError, InvalidSubjectError, InvalidJTIError) as error:
            raise TokenRefused("audience" if getattr(error, "claim", "") == "aud" else "incomplete") from error
        except Exception as error:
            raise TokenRefused("signature") from error
    raise TokenRefused("signature")


def _moment(said: dict[str, Any], name: str) -> int | None:
    """A claim's time in epoch milliseconds; None when it is no time at all."""
    seconds = said.get(name)
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not math.isfinite(seconds):
        return None
    return int(seconds * 1000) if abs(seconds) < 2**40 else None


def _text(said: dict[str, Any], name: str) -> str:
    value = said.get(name)
    return value if isinstance(value, str) else ""
