"""What administrators decide of a member's account: their role, whether it stands, and a new password."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, update
from sqlmodel import col

from app.store import access, audit, sessions, tables
from app.store.feed import Administered, Change, MemberChanged
from app.store.state import Member
from app.store.writer import Command

if TYPE_CHECKING:
    from app.store.store import Store


class SetRole(Command[None]):
    """Whoever administers from now on is out of the pages that a host opened with a key that lets no such one in."""

    def __init__(self, store: Store, by: Member, member_id: int, role: str) -> None:
        self.store, self.by, self.member_id, self.role = store, by, member_id, role

    def check(self) -> None:
        allowed = access.access_member_to_manage if self.role == "admin" else access.access_admin_to_lose
        allowed(self.store.state, self.by, self.member_id)

    def write(self, connection: Connection) -> None:
        changed = update(tables.Member).where(col(tables.Member.id) == self.member_id).values(role=self.role)
        connection.execute(changed)
        audit.note(self.store, connection, self.by, "member-role", member=self.member_id, role=self.role)

    def apply(self, result: None) -> Sequence[Change]:
        state, members = self.store.state, self.store.state.members
        members[self.member_id] = dataclasses.replace(members[self.member_id], role=self.role)
        theirs = [page for page in state.page_sessions.values() if page.member_id == self.member_id]
        ended = [
            page for page in theirs if not access.may(access.access_key, state, members[self.member_id], page.key_id)
        ]
        return [*sessions.forget(state, ended), MemberChanged(self.member_id)]


class Deactivate(Command[None]):
    """The member is out in the same breath: no session and no link of theirs opens anything any more."""

    def __init__(self, store: Store, by: Member, member_id: int) -> None:
        self.store, self.by, self.member_id = store, by, member_id

    def check(self) -> None:
        access.access_admin_to_lose(self.store.state, self.by, self.member_id)

    def write(self, connection: Connection) -> None:
        out = update(tables.Member).where(col(tables.Member.id) == self.member_id).values(active=False)
        connection.execute(out)
        delete_ways_in(connection, self.member_id)
        audit.note(self.store, connection, self.by, "member-deactivated", member=self.member_id)

    def apply(self, result: None) -> Sequence[Change]:
        members = self.store.state.members
        members[self.member_id] = dataclasses.replace(members[self.member_id], active=False)
        return [*forget_ways_in(self.store, self.member_id), MemberChanged(self.member_id)]


class Reactivate(Command[None]):
    def __init__(self, store: Store, by: Member, member_id: int) -> None:
        self.store, self.by, self.member_id = store, by, member_id

    def check(self) -> None:
        access.access_member_to_manage(self.store.state, self.by, self.member_id)

    def write(self, connection: Connection) -> None:
        connection.execute(update(tables.Member).where(col(tables.Member.id) == self.member_id).values(active=True))
        audit.note(self.store, connection, self.by, "member-reactivated", member=self.member_id)

    def apply(self, result: None) -> Sequence[Change]:
        members = self.store.state.members
        members[self.member_id] = dataclasses.replace(members[self.member_id], active=True)
        return [MemberChanged(self.member_id)]


class GivePassword(Command[None]):
    """A new password ends whatever the old one opened, and the links to choose another.

    :param code_hash: of the link that it comes by, which must still be good; none from the terminal
    """

    def __init__(self, store: Store, member_id: int, hashed: str, code_hash: str = "") -> None:
        self.store, self.member_id, self.hashed, self.code_hash = store, member_id, hashed, code_hash

    def check(self) -> None:
        if self.code_hash:
            self.store.resets.check_hash(self.code_hash)

    def write(self, connection: Connection) -> None:
        given = update(tables.Member).where(col(tables.Member.id) == self.member_id).values(password=self.hashed)
        connection.execute(given)
        delete_ways_in(connection, self.member_id)
        if self.code_hash:
            member = self.store.state.members[self.member_id]
            audit.note(self.store, connection, member, "password-link-used", member=member.id)

    def apply(self, result: None) -> Sequence[Change]:
        members = self.store.state.members
        known = members[self.member_id]
        members[self.member_id] = dataclasses.replace(known, passwords=known.passwords + 1)
        return [*forget_ways_in(self.store, self.member_id), *([Administered()] if self.code_hash else [])]


def delete_ways_in(connection: Connection, member_id: int) -> None:
    """Delete the sessions and password links of a member; `forget_ways_in` does so in memory."""
    connection.execute(delete(tables.Session).where(col(tables.Session.member_id) == member_id))
    connection.execute(delete(tables.PasswordReset).where(col(tables.PasswordReset.member_id) == member_id))


def forget_ways_in(store: Store, member_id: int) -> Sequence[Change]:
    state = store.state
    ended = [session for session in state.all_sessions() if session.member_id == member_id]
    state.resets = {code: reset for code, reset in state.resets.items() if reset.member_id != member_id}
    return sessions.forget(state, ended)
