"""Arrivals: people whom a host's token brings, each to one page.

A token is good once. It opens the page in whose address it stands; handed over by a message, it is exchanged for a
ticket that opens one page within half a minute. The page takes either out of its address before anything else. The
page's session needs no cookie and ends with it.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import logging
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, insert, update
from sqlmodel import col

from app.store import access, names, pictures, sessions, tables, tokens
from app.store.canals import Add
from app.store.feed import Change
from app.store.refusal import Forbidden, Refused
from app.store.state import Member, Session
from app.store.tokens import Claims, TokenRefused
from app.store.writer import Command
from app.text.typed import clean_name, fold

if TYPE_CHECKING:
    from app.store.store import Store

log = logging.getLogger(__name__)

TICKET_MS = 30_000
EMAIL_LONGEST = 254
AGENT = "widget"
"""What an embedded session says instead of its browser, before the site that shows it."""

_IMAGE = re.compile(r"data:image/[a-z+]+;base64,([A-Za-z0-9+/=]+)")


@dataclass(frozen=True, slots=True)
class Ticket:
    """Who may open one page until `expires`, by which key's word, on which site; their email, if the host says it."""

    member_id: int
    key_id: int
    origin: str
    expires: int
    email: str


class Use(Command[None]):
    """Mark a token as used: of two that come at once, one is refused."""

    def __init__(self, store: Store, claims: Claims) -> None:
        self.store, self.claims, self.now = store, claims, store.clock()

    def check(self) -> None:
        state = self.store.state
        if self.claims.key_id not in state.embed_keys:
            raise TokenRefused("signature")
        if self.claims.mark in state.used_tokens:
            raise TokenRefused("used")

    def write(self, connection: Connection) -> None:
        connection.execute(delete(tables.UsedToken).where(col(tables.UsedToken.expires) <= self.now))
        used = insert(tables.UsedToken).values(jti_hash=self.claims.mark, expires=self.claims.expires)
        connection.execute(used)

    def apply(self, result: None) -> Sequence[Change]:
        used = self.store.state.used_tokens
        for mark in [mark for mark, expires in used.items() if expires <= self.now]:
            del used[mark]
        used[self.claims.mark] = self.claims.expires
        return ()


class Open(sessions.Start):
    """Begin the session of one embedded page.

    :param use: marks the token that opens it as used, in the same breath
    """

    def __init__(self, store: Store, member: Member, ticket: Ticket, address: str, use: Use | None = None) -> None:
        agent = " · ".join(filter(None, (AGENT, ticket.origin)))
        super().__init__(store, member, secrets.token_urlsafe(32), agent, address, store.clock(), embedded=True)
        self.ticket, self.use = ticket, use

    def check(self) -> None:
        try:
            super().check()
        except Forbidden:
            raise TokenRefused("not-allowed") from None
        if self.use is not None:
            self.use.check()
        if self.ticket.key_id not in self.store.state.embed_keys:
            raise TokenRefused("signature")
        check_key(self.store, self.member, self.ticket.key_id)
        if self.ticket.origin and self.ticket.origin not in self.store.state.embed_origins:
            raise TokenRefused("origin")

    def write(self, connection: Connection) -> Session:
        if self.use is not None:
            self.use.write(connection)
        if self.ticket.email:
            # For whoever has given none.
            mine = col(tables.Member.id) == self.member.id
            nothing = col(tables.Member.email) == ""
            connection.execute(update(tables.Member).where(mine, nothing).values(email=self.ticket.email))
        return super().write(connection)

    def apply(self, result: Session) -> Sequence[Change]:
        if self.use is not None:
            self.use.apply(None)
        self.store.state.opened_by[result.id] = (self.ticket.key_id, self.ticket.origin)
        return super().apply(result)


def check_key(store: Store, member: Member, key_id: int) -> None:
    """:raises TokenRefused: when what the key signs does not let this member in"""
    if not access.may(access.access_key, store.state, member, key_id):
        raise TokenRefused("administrator")


class Arrivals:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._tickets: dict[str, Ticket] = {}
        self._creating = asyncio.Lock()
        self._dressing: set[asyncio.Task[None]] = set()

    async def close(self) -> None:
        """Let images that are on their way arrive."""
        await asyncio.gather(*self._dressing, return_exceptions=True)

    async def enter(self, token: str, origin: str = "") -> str:
        """Take a host's token; returns the ticket that opens one page, within half a minute.

        :param origin: the site that shows the page, "" when the browser does not say
        :raises TokenRefused: when it lets nobody in; `Unavailable` when the database cannot be written
        """
        claims = await self._read(token, origin)
        await self._store.writer.run(Use(self._store, claims))
        member = await self._member(claims)
        self._dress_soon(member, claims)
        return self._keep(self._ticket(member, claims, origin))

    async def arrive(self, token: str, origin: str = "", address: str = "") -> Session:
        """Take a host's token that stands in the address of a page, and begin that page's session.

        The parameters and errors are those of `enter`.
        """
        store, claims = self._store, await self._read(token, origin)
        member, use = self._known(claims), Use(store, claims)
        if member is None or not access.may(access.access_key, store.state, member, claims.key_id):
            # What was believed is used up, whomever it names.
            await store.writer.run(use)
            member = await self._member(claims)
            opening = Open(store, member, self._ticket(member, claims, origin), address)
        else:
            opening = Open(store, member, self._ticket(member, claims, origin), address, use)
        session = await store.writer.run(opening)
        self._dress_soon(member, claims)
        return session

    async def open(self, ticket: str, address: str = "") -> Session | None:
        """Begin the session that the ticket is for; None when it is not good, any more or at all."""
        found = self._tickets.pop(ticket, None)
        if found is None or found.expires <= self._store.clock():
            return None
        try:
            return await self._store.writer.run(
                Open(self._store, self._store.members.get(found.member_id), found, address)
            )
        except Refused as refused:
            if refused.why == "busy":
                raise
            return None

    async def _read(self, token: str, origin: str) -> Claims:
        """What the host says, once its signature and the site that shows the page are known to be good."""
        if origin and origin not in self._store.embedding.origins:
            raise TokenRefused("origin")
        keys = tuple(self._store.state.embed_keys.values())
        return await asyncio.to_thread(tokens.read, token, keys, self._store.clock())

    def _dress_soon(self, member: Member, claims: Claims) -> None:
        if claims.avatar and not member.image:
            dressing = asyncio.create_task(self._dress(member, claims.avatar), name="an image from a token")
            self._dressing.add(dressing)
            dressing.add_done_callback(self._dressing.discard)

    def _ticket(self, member: Member, claims: Claims, origin: str) -> Ticket:
        email = claims.email if _is_address(claims.email) else ""
        return Ticket(member.id, claims.key_id, origin, self._store.clock() + TICKET_MS, email)

    def _keep(self, ticket: Ticket) -> str:
        now = self._store.clock()
        self._tickets = {name: kept for name, kept in self._tickets.items() if kept.expires > now}
        name = secrets.token_urlsafe(32)
        self._tickets[name] = ticket
        return name

    async def _member(self, claims: Claims) -> Member:
        """Whom the token names; made now when there is no such account and the administrator wants that."""
        try:
            login = names.acceptable_login(claims.login)
        except Refused:
            raise TokenRefused("login") from None
        # One at a time: a host page with two widgets brings a newcomer twice.
        async with self._creating:
            if self._store.members.by_login(login) is None and self._store.embedding.creates:
                return await self._create(login, claims)
        member = self._known(claims)
        if member is None:
            raise TokenRefused("not-allowed")
        check_key(self._store, member, claims.key_id)
        return member

    def _known(self, claims: Claims) -> Member | None:
        """Whom the token names, if they have an account that is open."""
        try:
            login = names.acceptable_login(claims.login)
        except Refused:
            return None
        member = self._store.members.by_login(login)
        # Accents do not tell logins apart here, but they may at the host: then it is somebody else there.
        if member is None or not member.active or member.login.casefold() != login.casefold():
            return None
        return member

    async def _create(self, login: str, claims: Claims) -> Member:
        try:
            member = await self._store.members.create(login, self._free_nickname(claims.name, login))
        except Refused as refused:
            # Somebody took the name just now, or the login cannot be a name: the host may try again.
            raise refused if refused.why == "busy" else TokenRefused("not-allowed") from refused
        for asked in claims.canals:
            await self._add(member, asked, claims.key_id)
        return member

    def _free_nickname(self, name: str, login: str) -> str:
        """What the newcomer is called: as the host says, numbered when somebody is called that already."""
        wanted = clean_name(name[: 4 * names.LONGEST])[: names.LONGEST].strip()
        wanted = wanted if fold(wanted) else login
        taken = {member.nickname_fold for member in self._store.state.members.values()}
        number, free = 1, wanted
        while fold(free) in taken:
            number += 1
            free = f"{wanted[: names.LONGEST - len(str(number)) - 1]} {number}"
        return free

    async def _add(self, member: Member, asked: str, key_id: int) -> None:
        """Put a newcomer into a private canal that the host names, by its id or its name.

        Only into one that the administrator who gave the host its key is in, and could have added them to: no
        administrator gets into a canal by being one, nor by a key. It is their deed, and the canal's log says so.
        """
        by = self._giver_of(key_id)
        if by is None:
            return
        found = [
            canal
            for canal in self._store.state.canals.values()
            if canal.kind == "private" and not canal.archived and access.is_in(by, canal)
            if asked == str(canal.id) or fold(asked) == fold(canal.name)
        ]
        if len(found) != 1:
            # None by that name, or more than one: nobody is put where they may not belong.
            return
        try:
            await self._store.writer.run(Add(self._store, by, found[0].id, member.id))
        except Refused as refused:
            log.info("a newcomer was not added to a canal", exc_info=refused)

    def _giver_of(self, key_id: int) -> Member | None:
        """The administrator who gave that key, if they still are one."""
        key = self._store.state.embed_keys.get(key_id)
        giver = self._store.members.get(key.creator_id) if key is not None else None
        return giver if giver is not None and giver.active and giver.is_admin else None

    async def _dress(self, member: Member, avatar: str) -> None:
        """Give a member who has no image the one that the token brings. Nothing is fetched from anywhere."""
        brought = _IMAGE.fullmatch(avatar)
        try:
            content = base64.b64decode(brought[1], validate=True) if brought else b""
            if content:
                large, small = await pictures.squares(content, None, member.color)
                await self._store.members.set_image(member, member.id, large, small)
        except (Refused, binascii.Error) as error:
            log.info("the image in a token is not used", exc_info=error)


def _is_address(email: str) -> bool:
    """Whether it may be an address to write to: the one place that needs it will find out whether it is."""
    return len(email) <= EMAIL_LONGEST and email.isprintable() and " " not in email and email.count("@") == 1
