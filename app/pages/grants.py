"""Grants: how an embedded page shows members' images, which bring no cookie and can say nothing but their address.

A grant is signed, expires within the hour, and is one session's: with the session it is worth nothing any more. The
page's script adds it to the addresses as they stand in the fragments, which stay the same for all who see them; what
is embedded renews its grant by itself. The secret is the process's own, since no embedded session outlives it.
"""

import hashlib
import hmac
import secrets

LIFETIME_MS = 3_600_000


class Grants:
    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)

    def give(self, session_id: int, now: int) -> str:
        """What opens files to that session for an hour from now (epoch milliseconds)."""
        said = f"{session_id}.{now + LIFETIME_MS}"
        return f"{said}.{self._signature(said)}"

    def session_id(self, grant: str, now: int) -> int | None:
        """The session that a grant is for; None when it is forged or too old."""
        said, _, signature = grant.rpartition(".")
        if not hmac.compare_digest(signature.encode("utf-8", "replace"), self._signature(said).encode()):
            return None
        session_id, expires = map(int, said.split("."))
        return session_id if now < expires else None

    def _signature(self, said: str) -> str:
        return hmac.new(self._secret, said.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
