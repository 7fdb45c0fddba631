"""Members: creating them, finding them, their password, card and preferences."""

from __future__ import annotations

import asyncio
import dataclasses
import hashlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, insert, select, update
from sqlmodel import col

from app.store import access, audit, names, passwords, tables
from app.store.accounts import Deactivate, GivePassword, Reactivate, SetRole
from app.store.feed import Change, MemberChanged, SettingChanged
from app.store.refusal import Forbidden, Refused, about
from app.store.state import Member
from app.store.writer import Command
from app.text.typed import clean_name, fold

if TYPE_CHECKING:
    from app.store.store import Store

NOTE_LONGEST = 80
ROLES = ("admin", "member")

SETTINGS = {
    "lang": ("", "fr", "en"),
    "theme": ("", "light", "dark"),
    "reading_order": ("newest-last", "newest-first"),
    "smileys": ("on", "off"),
    "home": ("window", "desktop"),
    "receipts": ("on", "off"),
    "sound": ("miaou", "bell", "knock", "none"),
}
"""Each preference a member may set, and its values; "" follows the browser."""

SWITCHES = frozenset({"smileys", "receipts"})
"""Those of them that are kept as true or false."""


class Create(Command[Member]):
    welcome = ""
    """How they are to be met (see `newcomers`)."""

    def __init__(
        self,
        store: Store,
        login: str,
        nickname: str,
        hashed: str,
        role: str,
        color: str,
        note: str,
        created: int,
        since: int,
        invite: str,
        email: str,
    ) -> None:
        self.store = store
        self.login = names.acceptable_login(login)
        self.nickname = names.acceptable_nickname(nickname)
        self.hashed, self.role, self.created, self.since = hashed, role, created, since
        self.invite, self.email = invite, email
        self.color = names.acceptable_color(color)
        self.note = clean_name(note[: 4 * NOTE_LONGEST])[:NOTE_LONGEST]

    def check(self) -> None:
        check_free(self.store, self.login, self.nickname)
        if self.invite:
            self.store.invites.check(self.invite)

    def write(self, connection: Connection) -> Member:
        row = {
            "login": self.login,
            "login_fold": fold(self.login),
            "nickname": self.nickname,
            "nickname_fold": fold(self.nickname),
            "password": self.hashed,
            "role": self.role,
            "color": self.color,
            "note": self.note,
            "image": "",
            "active": True,
            "created": self.created,
            "lang": "",
            "theme": "",
            "reading_order": "newest-last",
            "since": self.since,
            "email": self.email,
            "welcome": self.welcome,
        }
        if self.invite:
            used = update(tables.Invite).where(col(tables.Invite.code) == self.invite)
            connection.execute(used.values(uses_left=col(tables.Invite.uses_left) - 1))
        written = connection.execute(insert(tables.Member).values(row))
        assert written.inserted_primary_key is not None
        kept = {name: row[name] for name in row if name not in ("login_fold", "password", "email")}
        return Member(id=written.inserted_primary_key[0], **kept)  # type: ignore[arg-type]

    def apply(self, result: Member) -> Sequence[Change]:
        state = self.store.state
        state.members[result.id] = result
        if self.invite:
            invite = state.invites[self.invite]
            state.invites[self.invite] = dataclasses.replace(invite, uses_left=invite.uses_left - 1)
        return [MemberChanged(result.id)]


class Edit(Command[None]):
    """Change columns of one member; `by` is None when the command line does it."""

    def __init__(self, store: Store, by: Member | None, member_id: int, values: dict[str, str | bool]) -> None:
        self.store, self.by, self.member_id, self.values = store, by, member_id, values

    def check(self) -> None:
        if self.by is not None:
            access.access_member_to_edit(self.store.state, self.by, self.member_id)
        nickname = self.values.get("nickname")
        if isinstance(nickname, str):
            check_free(self.store, None, nickname, but=self.member_id)

    def write(self, connection: Connection) -> None:
        connection.execute(update(tables.Member).where(col(tables.Member.id) == self.member_id).values(**self.values))
        if self.by is not None and self.by.id != self.member_id:
            what = [name for name in self.values if name != "nickname_fold"]
            audit.note(self.store, connection, self.by, "member-edited", member=self.member_id, what=what)

    def apply(self, result: None) -> Sequence[Change]:
        state = self.store.state
        seen = {name: value for name, value in self.values.items() if name != "password"}
        state.members[self.member_id] = dataclasses.replace(state.members[self.member_id], **seen)  # type: ignore[arg-type]
        settings = [
            SettingChanged(self.member_id, name, setting(state.members[self.member_id], name))
            for name in seen
            if name in SETTINGS
        ]
        return settings or ([MemberChanged(self.member_id)] if seen else [])


def setting(member: Member, name: str) -> str:
    """What a member has set one of `SETTINGS` to."""
    value = getattr(member, name)
    return ("on" if value else "off") if name in SWITCHES else str(value)


def check_free(store: Store, login: str | None, nickname: str, but: int | None = None) -> None:
    """:raises Refused: when another member already has that login or nickname, in any case and accents"""
    for member in store.state.members.values():
        if member.id == but:
            continue
        with about("login"):
            if login is not None and fold(member.login) == fold(login):
                raise Refused("The login {login} is already taken.", login=login)
        with about("nickname"):
            if member.nickname_fold == fold(nickname):
                raise Refused("Somebody is already called {name}.", name=nickname)


class Members:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._changing_image = asyncio.Lock()

    def all(self) -> list[Member]:
        """Every active member."""
        return list(self._store.state.active_members())

    def everyone(self, by: Member) -> list[Member]:
        """Also those who were deactivated.

        :raises Forbidden: unless `by` is an administrator
        """
        access.access_admin(self._store.state, by)
        return list(self._store.state.members.values())

    def get(self, member_id: int) -> Member:
        """:raises Forbidden: when there is none with that id"""
        member = self._store.state.members.get(member_id)
        if member is None:
            raise Forbidden(access.UNKNOWN_MEMBER)
        return member

    def by_login(self, login: str) -> Member | None:
        folded = fold(login)
        return next((member for member in self._store.state.members.values() if fold(member.login) == folded), None)

    async def create(
        self,
        login: str,
        nickname: str = "",
        password: str | None = None,
        role: str = "member",
        color: str = "",
        note: str = "",
        invite: str = "",
        email: str = "",
        command: Callable[..., Create] = Create,
    ) -> Member:
        """A new member; without a password they can be signed in only by the demo or a host's token.

        :param command: what adds them, when more comes with them

        :raises Refused: when a name or the password will not do
        """
        nickname = nickname or login
        login = names.acceptable_login(login)
        check_free(self._store, login, names.acceptable_nickname(nickname))
        hashed = ""
        if password is not None:
            passwords.check_acceptable(password, login, nickname, self._store.office.name)
            hashed = await passwords.hash_password(password)
        color = color or names.color_for(len(self._store.state.members))
        created, since = self._store.clock(), self._store.message_ids.moment()
        return await self._store.writer.run(
            command(self._store, login, nickname, hashed, role, color, note, created, since, invite, email)
        )

    async def set_password(self, member: Member, password: str) -> None:
        """Give a member a new password and end all their sessions."""
        passwords.check_acceptable(password, member.login, member.nickname, self._store.office.name)
        hashed = await passwords.hash_password(password)
        await self._store.writer.run(GivePassword(self._store, member.id, hashed))

    async def with_password(self, login: str, password: str) -> Member | None:
        """The member who signs in with these, or None: which of the two was wrong is not told."""
        member = self.by_login(login)
        kept = ""
        if member is not None and member.active:
            found = member.id
            kept = await self._store.database.read(
                lambda connection: connection.execute(
                    select(col(tables.Member.password)).where(col(tables.Member.id) == found)
                ).scalar_one()
            )
        return member if await passwords.matches(kept, password) else None

    async def edit(self, by: Member, member_id: int, *, nickname: str | None = None, note: str | None = None) -> None:
        """Change the nickname or note on a card."""
        values: dict[str, str | bool] = {}
        if nickname is not None:
            nickname = names.acceptable_nickname(nickname)
            values |= {"nickname": nickname, "nickname_fold": fold(nickname)}
        if note is not None:
            values["note"] = clean_name(note[: 4 * NOTE_LONGEST])[:NOTE_LONGEST]
        if not values:
            access.access_member_to_edit(self._store.state, by, member_id)
            return
        await self._store.writer.run(Edit(self._store, by, member_id, values))

    async def set_image(self, by: Member, member_id: int, large: bytes, small: bytes) -> None:
        """Keep a member's image: two WebP squares, of 256 and of 64 pixels (`pictures.squares`)."""
        access.access_member_to_edit(self._store.state, by, member_id)
        digest = hashlib.sha256(large).hexdigest()[:24]
        # One at a time: between keeping a file and wearing it, nobody else's change may find it unworn.
        async with self._changing_image:
            await self._store.images.keep(digest, large, small)
            try:
                await self._wear(by, member_id, digest)
            except Refused:
                await self._drop_unworn(digest)
                raise

    async def remove_image(self, by: Member, member_id: int) -> None:
        """Back to the image that is drawn for whoever has given none."""
        async with self._changing_image:
            await self._wear(by, member_id, "")

    async def _wear(self, by: Member, member_id: int, digest: str) -> None:
        before = access.access_member_to_edit(self._store.state, by, member_id).image
        await self._store.writer.run(Edit(self._store, by, member_id, {"image": digest}))
        await self._drop_unworn(before)

    async def _drop_unworn(self, digest: str) -> None:
        # Two members may wear one image: its files are named after what they hold.
        if digest and all(member.image != digest for member in self._store.state.members.values()):
            await self._store.images.drop(digest)

    async def set_role(self, by: Member, member_id: int, role: str) -> None:
        """Make a member an administrator, or an ordinary member again.

        :raises Refused: unless `by` is an administrator, and somebody administers the office afterwards
        """
        if role not in ROLES:
            raise Refused("This role does not exist.")
        await self._store.writer.run(SetRole(self._store, by, member_id, role))

    async def deactivate(self, by: Member, member_id: int) -> None:
        """Close a member's account: they are signed out everywhere at once. What they said stays.

        :raises Refused: unless `by` is an administrator, and somebody administers the office afterwards
        """
        await self._store.writer.run(Deactivate(self._store, by, member_id))

    async def reactivate(self, by: Member, member_id: int) -> None:
        """Open a member's account again, as it was.

        :raises Forbidden: unless `by` is an administrator
        """
        await self._store.writer.run(Reactivate(self._store, by, member_id))

    async def set(self, member: Member, setting: str, value: str) -> None:
        """Keep one of the member's own preferences (`SETTINGS`)."""
        if value not in SETTINGS.get(setting, ()):
            raise Refused("This setting does not exist.")
        kept = value == "on" if setting in SWITCHES else value
        await self._store.writer.run(Edit(self._store, member, member.id, {setting: kept}))
