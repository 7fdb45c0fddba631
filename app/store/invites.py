"""Invites: links by which colleagues make their own account."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, insert
from sqlmodel import col

from app.locale import N_
from app.store import access, audit, tables
from app.store.doors import Invite
from app.store.feed import Administered, Change
from app.store.newcomers import Arrive
from app.store.refusal import Forbidden, Refused, about
from app.store.state import Member
from app.store.writer import Command

if TYPE_CHECKING:
    from app.store.store import Store

DAY_MS = 24 * 3600 * 1000
DAYS = 14
LIFETIME_MS = DAYS * DAY_MS
DAYS_MOST = 90
USES = 250
"""As many as the largest office that one process is meant for."""
USES_MOST = 1000

VOID = N_("This invitation is unknown, used up or out of date: ask a colleague for a new one.")


class Create(Command[Invite]):
    def __init__(self, store: Store, by: Member, invite: Invite) -> None:
        self.store, self.by, self.invite = store, by, invite

    def check(self) -> None:
        access.access_admin(self.store.state, self.by)

    def write(self, connection: Connection) -> Invite:
        connection.execute(insert(tables.Invite).values(dataclasses.asdict(self.invite)))
        days = (self.invite.expires - self.invite.created) // DAY_MS
        audit.note(self.store, connection, self.by, "invite-created", days=days, uses=self.invite.uses_left)
        return self.invite

    def apply(self, result: Invite) -> Sequence[Change]:
        self.store.state.invites[result.code] = result
        return [Administered()]


class Revoke(Command[None]):
    def __init__(self, store: Store, by: Member, code: str) -> None:
        self.store, self.by, self.code = store, by, code

    def check(self) -> None:
        access.access_invite(self.store.state, self.by, self.code)

    def write(self, connection: Connection) -> None:
        connection.execute(delete(tables.Invite).where(col(tables.Invite.code) == self.code))
        audit.note(self.store, connection, self.by, "invite-revoked")

    def apply(self, result: None) -> Sequence[Change]:
        self.store.state.invites.pop(self.code, None)
        return [Administered()]


class Invites:
    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self, by: Member) -> list[Invite]:
        """All that still work, the newest first.

        :raises Forbidden: unless `by` is an administrator
        """
        access.access_admin(self._store.state, by)
        working = [invite for invite in self._store.state.invites.values() if self._works(invite)]
        return sorted(working, key=lambda invite: invite.created, reverse=True)

    async def create(self, by: Member, days: int = DAYS, uses: int | None = None) -> Invite:
        """A link by which so many people may join within so many days; everybody in the office unless told otherwise.

        :raises Refused: unless `by` is an administrator, and the numbers are such as one gives
        """
        uses = USES if uses is None else uses
        with about("days"):
            if not 1 <= days <= DAYS_MOST:
                raise Refused("An invitation stands for 1 to {n} days.", n=DAYS_MOST)
        with about("uses"):
            if not 1 <= uses <= USES_MOST:
                raise Refused("An invitation is for 1 to {n} people.", n=USES_MOST)
        now = self._store.clock()
        invite = Invite(secrets.token_urlsafe(9), by.id, now, now + days * DAY_MS, uses)
        return await self._store.writer.run(Create(self._store, by, invite))

    async def revoke(self, by: Member, code: str) -> None:
        """Nobody joins by that invite any more.

        :raises Forbidden: unless `by` is an administrator and there is such an invite
        """
        await self._store.writer.run(Revoke(self._store, by, code))

    def newest(self, by: Member) -> Invite | None:
        """The administrator's own newest invite that still works, if there is one.

        :raises Forbidden: unless `by` is an administrator
        """
        return next((invite for invite in self.all(by) if invite.creator_id == by.id), None)

    async def standing(self, by: Member) -> Invite:
        """The administrator's newest invite that still works, or a new one."""
        return self.newest(by) or await self.create(by)

    def check(self, code: str) -> Invite:
        """:raises Forbidden: when the invite does not exist, is used up or out of date"""
        invite = self._store.state.invites.get(code)
        if invite is None or not self._works(invite):
            raise Forbidden(VOID)
        return invite

    async def join(self, code: str, login: str, nickname: str, password: str) -> Member:
        """Make an account by an invite.

        :raises Refused: when the names or the password will not do (the invite keeps its use)
        """
        self.check(code)
        return await self._store.members.create(login, nickname, password, invite=code, command=Arrive)

    def _works(self, invite: Invite) -> bool:
        creator = self._store.state.members.get(invite.creator_id)
        alive = creator is not None and creator.active and creator.is_admin
        return alive and invite.uses_left > 0 and self._store.clock() < invite.expires
