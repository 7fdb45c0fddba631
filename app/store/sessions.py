"""Sessions: who is signed in, where from, and ending them.

The browser keeps a random token in a cookie; the database keeps its SHA-256, so that a stolen copy of the
database opens no session. A sign-in always gives a new token. The session of an embedded page is that page's alone
and ends with it: it is held in memory, begun and ended without a write.
"""

from __future__ import annotations

import dataclasses
import hashlib
import secrets
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, insert, update
from sqlmodel import col

from app.locale import N_
from app.store import access, tables
from app.store.doors import PageSession, Session
from app.store.feed import Change, SessionEnded
from app.store.ids import random_id
from app.store.refusal import Forbidden
from app.store.state import Member, State
from app.store.writer import Command

if TYPE_CHECKING:
    from app.store.store import Store

IDLE_LIMIT_MS = 30 * 24 * 3600 * 1000
"""A session that nobody used for 30 days is over."""

FORGOTTEN_MS = 2 * 365 * 24 * 3600 * 1000
"""What is over is forgotten two years later only: a clock that was ahead for a while has ended nothing for good."""

SEEN_STEP_MS = 3600 * 1000
"""How exactly the last use is kept: a write an hour, not one a page."""

AGENT_LONGEST = 200
ADDRESS_LONGEST = 60

PAGE_AGENT = "widget"
"""What an embedded page's session says instead of its browser, before the site that shows it."""

UNKNOWN = N_("This login and this password do not go together.")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


class Start(Command[Session]):
    def __init__(
        self, store: Store, member: Member, by_password: bool, token: str, agent: str, address: str, now: int
    ) -> None:
        self.store, self.member, self.by_password = store, member, by_password
        agent, address = agent[:AGENT_LONGEST], address[:ADDRESS_LONGEST]
        self.session = Session(
            random_id(), _hash(token), member.id, now, now, agent, address, until=now + IDLE_LIMIT_MS
        )

    def check(self) -> None:
        now = access.current(self.store.state, self.member)
        if self.by_password and now.passwords != self.member.passwords:
            # They were given another while this one was checked.
            raise Forbidden(UNKNOWN)

    def write(self, connection: Connection) -> Session:
        connection.execute(insert(tables.Session).values(dataclasses.asdict(self.session)))
        return self.session

    def apply(self, result: Session) -> Sequence[Change]:
        self.store.state.sessions[result.token_hash] = result
        return ()


class End(Command[None]):
    def __init__(self, store: Store, sessions: list[Session]) -> None:
        self.store, self.sessions = store, sessions

    def write(self, connection: Connection) -> None:
        ids = [session.id for session in self.sessions]
        connection.execute(delete(tables.Session).where(col(tables.Session.id).in_(ids)))

    def apply(self, result: None) -> Sequence[Change]:
        return forget(self.store.state, self.sessions)


class Touch(Command[None]):
    shareable = True

    def __init__(self, store: Store, session: Session, now: int) -> None:
        self.store, self.session, self.now = store, session, now
        self.until = _until(session, now)

    def write(self, connection: Connection) -> None:
        mine = col(tables.Session.id) == self.session.id
        connection.execute(update(tables.Session).where(mine).values(seen=self.now, until=self.until))

    def apply(self, result: None) -> Sequence[Change]:
        kept = self.store.state.sessions.get(self.session.token_hash)
        if kept is not None:
            touched = dataclasses.replace(kept, seen=self.now, until=self.until)
            self.store.state.sessions[kept.token_hash] = touched
        return ()


def _until(session: Session, now: int) -> int:
    """Until when a session lasts that is used now."""
    # Never earlier than it was: use while the clock is behind must not end a session once the clock is right.
    return max(session.until, now + IDLE_LIMIT_MS)


class Strip(Command[None]):
    """Forget from which browser and address the sessions were that are over: they themselves are kept for a while."""

    def __init__(self, store: Store, sessions: list[Session]) -> None:
        self.store, self.sessions = store, sessions

    def write(self, connection: Connection) -> None:
        over = col(tables.Session.id).in_([session.id for session in self.sessions])
        connection.execute(update(tables.Session).where(over).values(agent="", address=""))

    def apply(self, result: None) -> Sequence[Change]:
        for session in self.sessions:
            bare = dataclasses.replace(session, agent="", address="")
            self.store.state.sessions[session.token_hash] = bare
        return ()


def forget(state: State, sessions: Sequence[Session]) -> list[Change]:
    """Take sessions out of memory; returns what listeners should hear."""
    for session in sessions:
        if session.embedded:
            state.page_sessions.pop(session.id, None)
        else:
            state.sessions.pop(session.token_hash, None)
    return [SessionEnded(session.id, session.member_id) for session in sessions]


class Sessions:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def start(
        self, member: Member, agent: str = "", address: str = "", replacing: str = "", by_password: bool = False
    ) -> str:
        """Sign a member in on one browser; returns the new token.

        :param replacing: the browser's old one, which ends
        :param by_password: `member` is what `Members.with_password` found
        :raises Forbidden: when that password is theirs no more
        """
        token = secrets.token_urlsafe(32)
        old = self._store.state.sessions.get(_hash(replacing)) if replacing else None
        if old is not None:
            await self._store.writer.run(End(self._store, [old]))
        await self._store.writer.run(
            Start(self._store, member, by_password, token, agent, address, self._store.clock())
        )
        return token

    def find(self, token: str) -> Session | None:
        """The live session of that token."""
        session = self._store.state.sessions.get(_hash(token)) if token else None
        if session is None or session.until < self._store.clock():
            return None
        member = self._store.state.members.get(session.member_id)
        return session if member is not None and member.active else None

    def was_ended(self, token: str) -> bool:
        """Whether a browser brings the token of a session that somebody has ended; one that is merely over is kept."""
        return bool(token) and _hash(token) not in self._store.state.sessions

    def find_embedded(self, session_id: int) -> Session | None:
        """The live session of a page in somebody's frame: no token names it, the page does."""
        session = self._store.state.page_sessions.get(session_id)
        return session if session is not None and self._store.state.members[session.member_id].active else None

    def stands(self, session: Session) -> bool:
        """Whether nobody has ended it since it was found."""
        if session.embedded:
            return self.find_embedded(session.id) is not None
        return self._store.state.sessions.get(session.token_hash) is not None

    def start_embedded(self, member: Member, key_id: int, origin: str, address: str) -> PageSession:
        """Begin the session of one embedded page; `arrivals` knows whom a key and a site may bring.

        :raises Forbidden: when the account is closed
        """
        access.current(self._store.state, member)
        agent, now = " · ".join(filter(None, (PAGE_AGENT, origin)))[:AGENT_LONGEST], self._store.clock()
        # Random, so that it is never another one's later: pages and grants name the session by it.
        session = PageSession(
            random_id(), "", member.id, now, now, agent, address[:ADDRESS_LONGEST], now + IDLE_LIMIT_MS, key_id, origin
        )
        self._store.state.page_sessions[session.id] = session
        return session

    def end_embedded(self, session_id: int) -> None:
        """The page is gone, and its session with it."""
        session = self._store.state.page_sessions.get(session_id)
        if session is not None:
            self._store.feed.publish(forget(self._store.state, [session]))

    async def touch(self, session: Session) -> bool:
        """Note that a session is in use; whether there was something to note."""
        now = self._store.clock()
        # A clock that was ahead has noted a use that is still to come: that is put right as well.
        if abs(now - session.seen) <= SEEN_STEP_MS:
            return False
        touched = dataclasses.replace(session, seen=now, until=_until(session, now))
        if not isinstance(touched, PageSession):
            await self._store.writer.run(Touch(self._store, session, now))
        elif touched.id in self._store.state.page_sessions:
            self._store.state.page_sessions[touched.id] = touched
        return True

    def of(self, member: Member) -> list[Session]:
        """A member's own sessions that are not over, the latest used first."""
        own = [session for session in self._standing() if session.member_id == member.id]
        return sorted(own, key=lambda session: session.seen, reverse=True)

    def last_used(self, by: Member) -> dict[int, int]:
        """When each member was last here, by their id, as far as the sessions that still stand can tell.

        :raises Forbidden: unless `by` is an administrator
        """
        access.access_admin(self._store.state, by)
        latest: dict[int, int] = {}
        now = self._store.clock()
        for session in self._standing():
            latest[session.member_id] = max(min(session.seen, now), latest.get(session.member_id, 0))
        return latest

    async def end(self, token: str) -> None:
        """Sign out."""
        session = self._store.state.sessions.get(_hash(token)) if token else None
        if session is not None:
            await self._store.writer.run(End(self._store, [session]))

    async def revoke(self, by: Member, session_id: int) -> None:
        """End one of one's own sessions, from another.

        :raises Forbidden: when it is not theirs
        """
        session = access.access_session(self._store.state, by, session_id)
        if session.embedded:
            self.end_embedded(session_id)
        else:
            await self._store.writer.run(End(self._store, [session]))

    async def end_forgotten(self) -> None:
        """Forget the sessions that have long been over: done when the store opens."""
        kept = self._store.state.sessions.values()
        # A clock that is ahead just now is believed once somebody was here at such a time.
        now = min(self._store.clock(), max((session.seen for session in kept), default=0))
        forgotten = [session for session in kept if session.until + FORGOTTEN_MS < now]
        if forgotten:
            await self._store.writer.run(End(self._store, forgotten))
        over = [session for session in kept if session.until < now and (session.agent or session.address)]
        if over:
            await self._store.writer.run(Strip(self._store, over))

    def _standing(self) -> Iterator[Session]:
        now = self._store.clock()
        return (session for session in self._store.state.all_sessions() if session.until >= now)
