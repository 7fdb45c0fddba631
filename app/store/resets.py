"""Password links: an administrator gives one to whoever forgot theirs, who chooses a new one by it, once.

The link holds a random code; only its SHA-256 is kept, so that a stolen copy of the database gives nobody's account.
"""

from __future__ import annotations

import dataclasses
import hashlib
import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, insert
from sqlmodel import col

from app.locale import N_
from app.store import access, audit, passwords, tables
from app.store.accounts import GivePassword
from app.store.doors import Reset
from app.store.feed import Administered, Change
from app.store.refusal import Forbidden, Refused
from app.store.state import Member
from app.store.writer import Command

if TYPE_CHECKING:
    from app.store.store import Store

LIFETIME_MS = 24 * 3600 * 1000

VOID = N_("This link is unknown, used or out of date: ask an administrator for a new one.")


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode("utf-8", "replace")).hexdigest()


class Create(Command[None]):
    """A new link of a member's takes the place of their older one. What time does to links, `Resets.check` says."""

    def __init__(self, store: Store, by: Member, reset: Reset) -> None:
        self.store, self.by, self.reset = store, by, reset

    def check(self) -> None:
        if not access.access_member_to_manage(self.store.state, self.by, self.reset.member_id).active:
            raise Refused("This member is deactivated: reactivate them first.")

    def write(self, connection: Connection) -> None:
        kept = tables.PasswordReset
        connection.execute(delete(kept).where(col(kept.member_id) == self.reset.member_id))
        connection.execute(insert(kept).values(dataclasses.asdict(self.reset)))
        audit.note(self.store, connection, self.by, "password-link", member=self.reset.member_id)

    def apply(self, result: None) -> Sequence[Change]:
        state = self.store.state
        others = (each for each in state.resets.values() if each.member_id != self.reset.member_id)
        state.resets = {each.code_hash: each for each in (*others, self.reset)}
        return [Administered()]


class Resets:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def create(self, by: Member, member_id: int) -> str:
        """The code of a link by which that member chooses a new password within 24 hours. It is not kept.

        :raises Refused: unless `by` is an administrator and the member's account stands
        """
        code = secrets.token_urlsafe(24)
        reset = Reset(_hash(code), member_id, by.id, self._store.clock() + LIFETIME_MS)
        await self._store.writer.run(Create(self._store, by, reset))
        return code

    def check(self, code: str) -> Member:
        """Whose link it is.

        :raises Forbidden: when there is no such link, it is used or out of date
        """
        return self.check_hash(_hash(code))

    def check_hash(self, code_hash: str) -> Member:
        """`check`, by the code's hash."""
        members, reset = self._store.state.members, self._store.state.resets.get(code_hash)
        if reset is None or self._store.clock() >= reset.expires:
            raise Forbidden(VOID)
        member, creator = members[reset.member_id], members[reset.creator_id]
        # A link is worth no more than whoever gave it: an administrator who is none any more opens nobody's account.
        if not member.active or not (creator.active and creator.is_admin):
            raise Forbidden(VOID)
        return member

    async def use(self, code: str, password: str) -> Member:
        """Give the member that password, and end all their sessions; the link opens nothing more.

        :raises Refused: when the password will not do (the link stays), or the link will not
        """
        member = self.check(code)
        passwords.check_acceptable(password, member.login, member.nickname, self._store.office.name)
        hashed = await passwords.hash_password(password)
        await self._store.writer.run(GivePassword(self._store, member.id, hashed, _hash(code)))
        return member
