"""Messages that are sent later: each once, also when the process ended just then, or did not run at its time.

What becomes of one is said by `messages.post`, under a nonce made of the row's own: sent again, it is the same message.
"""

from __future__ import annotations

import dataclasses
import json
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Delete, Update, delete, insert, select, update
from sqlmodel import col

from app.locale import N_
from app.store import access, cards, composed, tables
from app.store.drafts import Keep
from app.store.feed import Change, ScheduledChanged
from app.store.ids import random_id
from app.store.posting import NONCE_LONGEST
from app.store.put_by import Scheduled
from app.store.refusal import Forbidden, Refused, Unavailable, about
from app.store.state import Member, State
from app.store.writer import Command

if TYPE_CHECKING:
    from app.store.store import Store

log = logging.getLogger(__name__)

SCHEDULED_MOST = 50
"""Of one member."""

FARTHEST_MS = 366 * 24 * 3_600_000

LATE_MS = 5 * 60_000
"""What is sent later than that was sent late, and its author is told."""

NONCE = "later-"

NOTHING = json.dumps(composed.EMPTY)
"""What is kept of the content of one that was sent."""

PAST = N_("This moment has passed already.")
CLOSED_ACCOUNT = N_("Your account was closed at that time.")
BEING_SENT = N_("This message is just being sent.")
WRITING_THERE = N_("You are writing something else in that canal: send or clear it first.")


def load(state: State, connection: Connection) -> None:
    """Take what the database holds into memory."""
    for row in connection.execute(select(tables.Scheduled.__table__)).mappings():  # type: ignore[attr-defined]
        state.scheduled.setdefault(row["member_id"], {})[row["id"]] = Scheduled(**row)


@about("when")
def in_time(now: int, due: int) -> int:
    """A moment at which something may be due.

    :raises Refused: when it has passed, or is too far
    """
    if due <= now:
        raise Refused(PAST)
    if due > now + FARTHEST_MS:
        raise Refused("Choose a moment within a year.")
    return due


class Schedule(Command[Scheduled]):
    def __init__(self, store: Store, row: Scheduled, recipients: tuple[int, ...]) -> None:
        self.store, self.row, self.recipients = store, row, recipients

    def check(self) -> None:
        state, row = self.store.state, self.row
        access.access_post(state, state.members[row.member_id], row.canal_id, self.recipients)
        standing = state.scheduled.get(row.member_id, {}).values()
        if any(each.nonce == row.nonce for each in standing):
            return
        in_time(self.store.clock(), row.due)
        if len(standing) >= SCHEDULED_MOST:
            raise Refused("You have {n} scheduled messages already.", n=SCHEDULED_MOST)

    def write(self, connection: Connection) -> Scheduled:
        table = tables.Scheduled
        same = select(table.__table__).where(  # type: ignore[attr-defined]
            col(table.member_id) == self.row.member_id, col(table.nonce) == self.row.nonce
        )
        found = connection.execute(same).mappings().first()
        if found is not None:
            return Scheduled(**found)
        connection.execute(insert(table), dataclasses.asdict(self.row))
        return self.row

    def apply(self, result: Scheduled) -> Sequence[Change]:
        return _stands(self.store, result)


class Alter(Command[Scheduled]):
    """Another time, another text, or both; what could not be sent waits anew."""

    def __init__(self, store: Store, member: Member, id_: int, due: int | None, text: str | None) -> None:
        self.store, self.member, self.id, self.due, self.text = store, member, id_, due, text

    def check(self) -> None:
        row = _waiting(self.store, self.member, self.id)
        due = row.due if self.due is None else self.due
        # Its own time may be a moment ago.
        if due != row.due or row.trouble:
            in_time(self.store.clock(), due)
        content = row.content if self.text is None else composed.rewritten(row.content, self.text)
        self.row = dataclasses.replace(row, due=due, content=content, trouble="")
        access.access_post(self.store.state, self.member, row.canal_id, tuple(composed.read(content)["to"]))

    def write(self, connection: Connection) -> Scheduled:
        values = {"due": self.row.due, "content": self.row.content, "trouble": ""}
        connection.execute(_that(self.id).values(values))
        return self.row

    def apply(self, result: Scheduled) -> Sequence[Change]:
        return _stands(self.store, result)


class Claim(Command[bool]):
    """Whether it is to be sent as it is, once whatever was being changed of it in that moment is done."""

    def __init__(self, store: Store, row: Scheduled) -> None:
        self.store, self.row = store, row

    def check(self) -> None:
        self.stands = self.store.state.scheduled.get(self.row.member_id, {}).get(self.row.id) == self.row

    def write(self, connection: Connection) -> bool:
        return self.stands


class Settle(Command[None]):
    """It was sent, or could not be.

    :param trouble: why, as an English sentence
    :param sent: the message that it became, when its author is to be told: then what it says stands there alone
    """

    def __init__(self, store: Store, row: Scheduled, trouble: str = "", sent: int = 0) -> None:
        self.store, self.settles = store, bool(trouble or sent)
        self.row = dataclasses.replace(row, content=NOTHING if sent else row.content, trouble=trouble, sent=sent)

    def write(self, connection: Connection) -> None:
        row = self.row
        values = {"content": row.content, "trouble": row.trouble, "sent": row.sent}
        connection.execute(_that(row.id).values(values) if self.settles else _without(row.id))

    def apply(self, result: None) -> Sequence[Change]:
        if not self.settles:
            return _gone(self.store, self.row)
        return _stands(self.store, self.row, held=self.row.id if self.row.trouble else 0)


class Forget(Command[None]):
    """It is not sent, and nothing is left of it."""

    def __init__(self, store: Store, member: Member, id_: int) -> None:
        self.store, self.member, self.id = store, member, id_

    def check(self) -> None:
        self.row = _settled(self.store, self.member, self.id)

    def write(self, connection: Connection) -> None:
        connection.execute(_without(self.id))

    def apply(self, result: None) -> Sequence[Change]:
        return _gone(self.store, self.row)


class TakeBack(Forget):
    """It is not sent, and becomes a draft again: of its canal, or of what it answers."""

    def check(self) -> None:
        state = self.store.state
        self.row = _waiting(self.store, self.member, self.id)
        access.access_canal(state, self.member, self.row.canal_id)
        content = composed.read(self.row.content)
        self.reply_to, kept = composed.answered(content) or 0, composed.draft(content)
        draft = self.store.drafts.at(self.member, self.row.canal_id, self.reply_to)
        if draft and draft.content != kept:
            raise Refused(WRITING_THERE)
        self.keeping = Keep(self.store, self.member, self.row.canal_id, self.reply_to, kept, self.store.clock())
        self.keeping.check()

    def write(self, connection: Connection) -> None:
        (self.kept,) = Keep.write_many(connection, [self.keeping])
        super().write(connection)

    def apply(self, result: None) -> Sequence[Change]:
        return [*super().apply(result), *self.keeping.apply(self.kept)]


class ScheduledMessages:
    def __init__(self, store: Store) -> None:
        self._store = store
        self.sending: set[int] = set()
        """What is being sent at this moment."""

    def of(self, member: Member) -> list[Scheduled]:
        """All of a member's in the order of time: what waits, what could not be sent, and what was sent late."""
        return sorted(self._store.state.scheduled.get(member.id, {}).values(), key=lambda row: row.due)

    def waiting(self, member: Member, canal_id: int) -> int:
        """How many of theirs wait to be sent in that canal."""
        rows = self._store.state.scheduled.get(member.id, {}).values()
        return sum(row.canal_id == canal_id and row.waits for row in rows)

    async def add(self, member: Member, canal_id: int, given: object, due: int, nonce: str) -> Scheduled:
        """Have something sent at that time. The same nonce gives the same message, for ever.

        :param given: what `composed.written` takes
        :raises Refused: what `messages.post` would refuse now, and a time that has passed or is too far
        """
        content = composed.written(given)
        if not content:
            raise Refused("There is nothing to send: the message is empty.")
        if not (nonce.isascii() and nonce.isalnum() and len(NONCE + nonce) <= NONCE_LONGEST):
            raise Refused(composed.UNCLEAR)
        await self._sendable(member, canal_id, content)
        row = Scheduled(random_id(), member.id, canal_id, nonce, content, due)
        return await self._store.writer.run(Schedule(self._store, row, tuple(composed.read(content)["to"])))

    async def alter(self, member: Member, id_: int, *, due: int | None = None, text: str | None = None) -> Scheduled:
        """Have it sent at another time, or another text.

        :raises Refused: as `add`; `Forbidden`: when none of theirs is called so
        """
        if text is not None:
            row = access.access_scheduled(self._store.state, member, id_)
            await self._sendable(member, row.canal_id, composed.rewritten(row.content, text))
        return await self._store.writer.run(Alter(self._store, member, id_, due, text))

    async def take_back(self, member: Member, id_: int) -> None:
        """Do not send it: it is a draft again.

        :raises Refused: when something else is written there; `Forbidden`: when they are in that canal no longer
        """
        await self._store.writer.run(TakeBack(self._store, member, id_))

    async def forget(self, member: Member, id_: int) -> None:
        """Do not send it, or be told no more that it was: nothing is left of it."""
        await self._store.writer.run(Forget(self._store, member, id_))

    def next_due(self, after: int) -> int | None:
        """When, after that moment, the next one is to be sent."""
        return min((row.due for row in self._all() if row.waits and row.due > after), default=None)

    async def send_due(self, now: int) -> None:
        """Send what is to be sent by now, in the order of time."""
        for row in sorted((row for row in self._all() if row.waits and row.due <= now), key=lambda row: row.due):
            try:
                await self._send(row)
            except Exception:
                # One that cannot be sent keeps no other from it.
                log.exception("a scheduled message could not be sent")

    async def _send(self, row: Scheduled) -> None:
        store = self._store
        author = store.state.members[row.member_id]
        self.sending.add(row.id)
        try:
            if not await store.writer.run(Claim(store, row)):
                # It was changed or taken back while others were sent.
                return
            if not author.active:
                raise Refused(CLOSED_ACCOUNT)
            posted = await composed.post(store, author, row.canal_id, row.content, NONCE + row.nonce)
            late = posted.message.at - row.due > LATE_MS
            await store.writer.run(Settle(store, row, sent=posted.message.id if late else 0))
        except Unavailable:
            # The next round tries again.
            pass
        except Refused as refused:
            # It was sent before the process ended, and deleted since.
            was_sent = refused.sentence == access.DELETED
            await store.writer.run(Settle(store, row, trouble="" if was_sent else refused.sentence))
        finally:
            self.sending.discard(row.id)

    def _all(self) -> list[Scheduled]:
        return [row for rows in self._store.state.scheduled.values() for row in rows.values()]

    async def _sendable(self, member: Member, canal_id: int, content: str) -> None:
        """:raises Refused: unless a message may hold it"""
        held, files = composed.read(content), composed.files_of(content)
        if held["text"].strip() or not (held["card"] or files):
            await self._store.messages.preview(member, canal_id, held["text"])
        if held["card"] is not None:
            cards.checked(held["card"])
        if len(await self._store.files.sendable(member, files)) < len(files):
            raise Forbidden(access.UNSENDABLE)


def _settled(store: Store, member: Member, id_: int) -> Scheduled:
    row = access.access_scheduled(store.state, member, id_)
    if id_ in store.scheduled.sending:
        raise Refused(BEING_SENT)
    return row


def _waiting(store: Store, member: Member, id_: int) -> Scheduled:
    """One that has not been sent."""
    row = _settled(store, member, id_)
    if row.sent:
        raise Refused(access.UNKNOWN_SCHEDULED)
    return row


def _stands(store: Store, row: Scheduled, held: int = 0) -> list[Change]:
    store.state.scheduled.setdefault(row.member_id, {})[row.id] = row
    store.agenda.wake()
    return [ScheduledChanged(row.member_id, row.canal_id, held)]


def _gone(store: Store, row: Scheduled) -> list[Change]:
    store.state.scheduled.get(row.member_id, {}).pop(row.id, None)
    return [ScheduledChanged(row.member_id, row.canal_id)]


def _that(id_: int) -> Update:
    return update(tables.Scheduled).where(col(tables.Scheduled.id) == id_)


def _without(id_: int) -> Delete:
    return delete(tables.Scheduled).where(col(tables.Scheduled.id) == id_)
