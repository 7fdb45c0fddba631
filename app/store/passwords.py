"""Passwords: Argon2, at least 8 characters, the commonest refused (the rules of NIST SP 800-63B, 3.1.1).

Hashing takes tens of milliseconds and 64 MiB on purpose, so it happens in two threads of its own: a crowd at the
door cannot take the event loop, nor all the memory.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.store.refusal import Refused, about
from app.text.typed import fold

SHORTEST = 8
LONGEST = 256
"""Longer ones are refused, so that nobody has the server hash megabytes."""

_COMMON = frozenset((Path(__file__).parent / "common_passwords.txt").read_text(encoding="utf-8").split())
_hasher = PasswordHasher()
# The hash of no password, with the hasher's own parameters: to look at it takes as long as at a member's.
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$bm8gbWVtYmVyIGhhcyBpdA$bm8gcGFzc3dvcmQgaGFzaGVzIHRvIHRoZXNlIGJ5dGU"
_threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="miaou-password")


@about("password")
def check_acceptable(password: str, *names: str) -> None:
    """Refuse a password that is too short, too long, among the commonest, or the member's own name.

    :raises Refused: with the rule it breaks
    """
    if len(password) < SHORTEST:
        raise Refused("A password has at least {n} characters.", n=SHORTEST)
    if len(password) > LONGEST:
        raise Refused("A password has at most {n} characters.", n=LONGEST)
    folded = fold(password)
    if folded in _COMMON or len(set(folded)) < 3:
        raise Refused("This password is among the first that anyone would try: choose another.")
    if any(name and fold(name) in (folded, folded[: len(folded) - 4]) for name in names):
        raise Refused("A password must not be one's own name: choose another.")


async def hash_password(password: str) -> str:
    return await asyncio.get_running_loop().run_in_executor(_threads, _hasher.hash, _bytes(password))


async def matches(kept: str, password: str) -> bool:
    """Whether the password is the one hashed. An unknown member's takes as long as a known one's."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _verify, kept, password[: LONGEST + 1])


def _verify(kept: str, password: str) -> bool:
    try:
        return _hasher.verify(kept or _NOBODY, _bytes(password)) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


def _bytes(password: str) -> bytes:
    # A terminal in another encoding, or a forged request, brings lone surrogates, which UTF-8 has no place for.
    return password.encode("utf-8", "surrogatepass")
