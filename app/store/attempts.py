"""How often one may try to sign in.

Only failures count. A pair of login and address has few tries, a login from all addresses and an address for all
logins have many: whoever guesses is slowed, and an office behind one address is not locked out by one of its people.
"""

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from app.locale import N_
from app.store.refusal import Refused

_PAIR = parse("6 per 5 minutes")
_LOGIN = parse("40 per 15 minutes")
_ADDRESS = parse("120 per 5 minutes")

TOO_MANY = N_("Too many attempts: wait a few minutes, then try again.")


class Attempts:
    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def check(self, login: str, address: str) -> None:
        """:raises Refused: when this login, from this address, has failed too often lately"""
        allowed = (
            self._limiter.test(_PAIR, "pair", login, address)
            and self._limiter.test(_LOGIN, "login", login)
            and self._limiter.test(_ADDRESS, "address", address)
        )
        if not allowed:
            raise Refused(TOO_MANY)

    def failed(self, login: str, address: str) -> None:
        self._limiter.hit(_PAIR, "pair", login, address)
        self._limiter.hit(_LOGIN, "login", login)
        self._limiter.hit(_ADDRESS, "address", address)
