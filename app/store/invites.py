"""Invites: links by which colleagues make their own account."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, insert

from app.locale import N_
from app.store import access, tables
from app.store.feed import Change
from app.store.refusal import Forbidden
from app.store.state import Invite, Member
from app.store.writer import Command

if TYPE_CHECKING:
    from app.store.store import Store

LIFETIME_MS = 14 * 24 * 3600 * 1000
USES = 250
"""As many as the largest office that one process is meant for."""

VOID = N_("This invitation is unknown, used up or out of date: ask a colleague for a new one.")


class Create(Command[Invite]):
    def __init__(self, store: Store, by: Member, invite: Invite) -> None:
        self.store, self.by, self.invite = store, by, invite

    def check(self) -> None:
        access.access_admin(self.store.state, self.by)

    def write(self, connection: Connection) -> Invite:
        connection.execute(insert(tables.Invite).values(dataclasses.asdict(self.invite)))
        return self.invite

    def apply(self, result: Invite) -> Sequence[Change]:
        self.store.state.invites[result.code] = result
        return ()


class Invites:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def create(self, by: Member) -> Invite:
        """A link for everybody in the office, good for two weeks.

        :raises Forbidden: unless `by` is an administrator
        """
        now = self._store.clock()
        invite = Invite(secrets.token_urlsafe(9), by.id, now, now + LIFETIME_MS, USES)
        return await self._store.writer.run(Create(self._store, by, invite))

    async def standing(self, by: Member) -> Invite:
        """The administrator's newest invite that still works, or a new one."""
        access.access_admin(self._store.state, by)
        mine = [invite for invite in self._store.state.invites.values() if invite.creator_id == by.id]
        for invite in sorted(mine, key=lambda invite: invite.created, reverse=True):
            if self._works(invite):
                return invite
        return await self.create(by)

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
        return await self._store.members.create(login, nickname, password, invite=code)

    def _works(self, invite: Invite) -> bool:
        creator = self._store.state.members.get(invite.creator_id)
        alive = creator is not None and creator.active and creator.is_admin
        return alive and invite.uses_left > 0 and self._store.clock() < invite.expires
