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

from sqlalchemy import Connection, bindparam, delete, insert, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from app.store import access, names, pictures, tables, tokens
from app.store.canals import Add
from app.store.doors import PageSession
from app.store.feed import Change
from app.store.newcomers import Arrive
from app.store.refusal import Refused
from app.store.state import Member, State
from app.store.tokens import Claims, TokenRefused
from app.store.writer import Command
from app.text.typed import clean_name, fold

if TYPE_CHECKING:
    from app.store.store import Store

log = logging.getLogger(__name__)

TICKET_MS = 30_000
EMAIL_LONGEST = 254
_IMAGE = re.compile(r"data:image/[a-z+]+;base64,([A-Za-z0-9+/=]+)")


@dataclass(frozen=True, slots=True)
class Ticket:
    """Who may open one page until `expires`, by which key's word, on which site."""

    member_id: int
    key_id: int
    origin: str
    expires: int


# Made once: to build a statement costs more than to run one of these.
_FORGET = delete(tables.UsedToken).where(col(tables.UsedToken.expires) <= bindparam("now"))
_MARK = insert(tables.UsedToken)
_FILL_IN = (
    update(tables.Member)
    .where(col(tables.Member.id) == bindparam("member"), col(tables.Member.email) == "")
    .values(email=bindparam("said"))
)


class Use(Command[None]):
    """Mark a token as used: of two that come at once, one is refused.

    :param member: whom it names, if there is such an account: what it says of them is believed if it lets them in
    """

    def __init__(self, store: Store, claims: Claims, member: Member | None) -> None:
        self.store, self.claims, self.member, self.now = store, claims, member, store.clock()
        self.email, self.over = "", list[str]()

    def check(self) -> None:
        state, key_id = self.store.state, self.claims.key_id
        if key_id not in state.embed_keys:
            raise TokenRefused("signature")
        if self.claims.mark in state.used_tokens:
            raise TokenRefused("used")
        if self.member is not None and access.may(access.access_key, state, self.member, key_id):
            self.email = _email(self.claims)
        self.over = [mark for mark, expires in state.used_tokens.items() if expires <= self.now]

    @classmethod
    def write_many(cls, connection: Connection, commands: Sequence[Use]) -> list[IntegrityError | None]:
        """Without a savepoint, which would cost more than all the rest: a mark that is refused is the first thing that
        is written."""
        outcomes: list[IntegrityError | None] = []
        for use in commands:
            try:
                use.write(connection)
                outcomes.append(None)
            except IntegrityError as refused:
                outcomes.append(refused)
        return outcomes

    def write(self, connection: Connection) -> None:
        connection.execute(_MARK, {"jti_hash": self.claims.mark, "expires": self.claims.expires})
        if self.email and self.member is not None:
            # For whoever has given none.
            connection.execute(_FILL_IN, {"member": self.member.id, "said": self.email})
        if self.over:
            connection.execute(_FORGET, {"now": self.now})

    def apply(self, result: None) -> Sequence[Change]:
        used = self.store.state.used_tokens
        for mark in self.over:
            del used[mark]
        used[self.claims.mark] = self.claims.expires
        return ()


def check_way(state: State, member_id: int, key_id: int, origin: str) -> None:
    """:raises TokenRefused: unless a host with that key and site may show this member a page now"""
    member = state.members.get(member_id)
    if member is None or not member.active:
        raise TokenRefused("not-allowed")
    if key_id not in state.embed_keys:
        raise TokenRefused("signature")
    if not access.may(access.access_key, state, member, key_id):
        raise TokenRefused("administrator")
    if origin and origin not in state.embed_origins:
        raise TokenRefused("origin")


def may_stay(state: State, page: PageSession) -> bool:
    """Whether an embedded page could be opened as it was."""
    try:
        check_way(state, page.member_id, page.key_id, page.origin)
    except TokenRefused:
        return False
    return True


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
        """Take a host's token; returns the name of the ticket that opens one page, within half a minute.

        The parameters and errors are those of `take`.
        """
        return self._keep(await self.take(token, origin))

    async def take(self, token: str, origin: str = "") -> Ticket:
        """Take a host's token, which is good no more; returns what it is good for.

        :param origin: the site that shows the page, "" when the browser does not say
        :raises TokenRefused: when it lets nobody in; `Unavailable` when the database cannot be written
        """
        claims = await self._read(token, origin)
        # What was believed is used up, whomever it names.
        await self._store.writer.run(Use(self._store, claims, self._known(claims)))
        member = await self._member(claims)
        self._dress_soon(member, claims)
        return Ticket(member.id, claims.key_id, origin, self._store.clock() + TICKET_MS)

    def open(self, name: str, address: str = "") -> PageSession | None:
        """Begin the session that a ticket is for; None when it is not good, any more or at all."""
        ticket = self._tickets.pop(name, None)
        if ticket is None or ticket.expires <= self._store.clock():
            return None
        try:
            return self.begin(ticket, address)
        except TokenRefused:
            return None

    def begin(self, ticket: Ticket, address: str = "") -> PageSession:
        """Begin the session of the page that a ticket has just opened.

        :raises TokenRefused: when what let them in does so no longer
        """
        check_way(self._store.state, ticket.member_id, ticket.key_id, ticket.origin)
        member = self._store.members.get(ticket.member_id)
        return self._store.sessions.start_embedded(member, ticket.key_id, ticket.origin, address)

    async def _read(self, token: str, origin: str) -> Claims:
        """What the host says, once its signature and the site that shows the page are known to be good."""
        if origin and origin not in self._store.embedding.origins:
            raise TokenRefused("origin")
        keys, now = tuple(self._store.state.embed_keys.values()), self._store.clock()
        if tokens.is_quick(token, keys):
            return tokens.read(token, keys, now)
        return await asyncio.to_thread(tokens.read, token, keys, now)

    def _dress_soon(self, member: Member, claims: Claims) -> None:
        if claims.avatar and not member.image:
            dressing = asyncio.create_task(self._dress(member, claims.avatar), name="an image from a token")
            self._dressing.add(dressing)
            dressing.add_done_callback(self._dressing.discard)

    def _keep(self, ticket: Ticket) -> str:
        now = self._store.clock()
        self._tickets = {name: kept for name, kept in self._tickets.items() if kept.expires > now}
        name = secrets.token_urlsafe(32)
        self._tickets[name] = ticket
        return name

    async def _member(self, claims: Claims) -> Member:
        """Whom the token names; made now when there is no such account and the administrator wants that."""
        login = _login(claims)
        if login is None:
            raise TokenRefused("login")
        # One at a time: a host page with two widgets brings a newcomer twice.
        async with self._creating:
            if self._store.members.by_login(login) is None and self._store.embedding.creates:
                return await self._create(login, claims)
        member = self._known(claims)
        if member is None:
            raise TokenRefused("not-allowed")
        if not access.may(access.access_key, self._store.state, member, claims.key_id):
            raise TokenRefused("administrator")
        return member

    def _known(self, claims: Claims) -> Member | None:
        """Whom the token names, if they have an account that is open."""
        login = _login(claims)
        member = self._store.members.by_login(login) if login is not None else None
        # Accents do not tell logins apart here, but they may at the host: then it is somebody else there.
        if member is None or not member.active or member.login.casefold() != claims.login.strip().casefold():
            return None
        return member

    async def _create(self, login: str, claims: Claims) -> Member:
        try:
            nickname = self._free_nickname(claims.name, login)
            member = await self._store.members.create(login, nickname, email=_email(claims), command=Arrive)
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


def _login(claims: Claims) -> str | None:
    """Whom the token names; None when no account here can bear that, as it stands.

    What is tidied in a login that a person types (a character that is not seen, a letter of another width) may be
    somebody else at the host.
    """
    try:
        login = names.acceptable_login(claims.login)
    except Refused:
        return None
    return login if login == claims.login.strip() else None


def _email(claims: Claims) -> str:
    """What may be an address to write to: the one place that needs it will find out whether it is."""
    email = claims.email
    fits = len(email) <= EMAIL_LONGEST and email.isprintable() and " " not in email and email.count("@") == 1
    return email if fits else ""
