"""How often one may try to sign in.

Only failures count. A pair of login and address has few tries, a login from all addresses and an address for all
logins have many: whoever guesses is slowed, and an office behind one address is not locked out by one of its people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeAlias

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from app.locale import N_
from app.store.refusal import Refused

_PAIR = parse("6 per 5 minutes")
_LOGIN = parse("40 per 15 minutes")
_ADDRESS = parse("120 per 5 minutes")

_Count: TypeAlias = tuple[RateLimitItem, tuple[str, ...]]

TOO_MANY = N_("Too many attempts: wait a few minutes, then try again.")


class TooMany(Refused):
    why = "often"


class Attempts:
    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._under_way: Counter[_Count] = Counter()

    def check(self, login: str, address: str) -> None:
        """:raises TooMany: when this login, from this address, has failed too often lately"""
        for limit, names in _counts(login, address):
            # A password takes a while to check: those tried at once count as failures until it is known.
            if not self._limiter.test(limit, *names, cost=self._under_way[limit, names] + 1):
                raise TooMany(TOO_MANY)

    @contextmanager
    def trying(self, login: str, address: str) -> Iterator[None]:
        """While this is tried: what fails of it is told by `failed`.

        :raises TooMany: as `check`
        """
        self.check(login, address)
        counts = Counter(_counts(login, address))
        self._under_way += counts
        try:
            yield
        finally:
            self._under_way -= counts

    def failed(self, login: str, address: str) -> None:
        for limit, names in _counts(login, address):
            self._limiter.hit(limit, *names)


def _counts(login: str, address: str) -> tuple[_Count, ...]:
    return (_PAIR, ("pair", login, address)), (_LOGIN, ("login", login)), (_ADDRESS, ("address", address))
