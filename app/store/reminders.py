"""Reminders: of which messages members want to be reminded, and when. What was due stays until they have seen it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import Connection, and_, bindparam, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import col

from app.store import access, received, tables
from app.store.feed import Change, ReminderDue, RemindersChanged
from app.store.message_rows import columns, read
from app.store.put_by import Reminder
from app.store.refusal import Refused
from app.store.said import Message, Received
from app.store.scheduled import in_time
from app.store.state import Member, State
from app.store.writer import Command

if TYPE_CHECKING:
    from app.store.store import Store

REMINDERS_MOST = 200
"""Of one member."""

READ_MOST = 500
"""Messages that are read at once."""


def load(state: State, connection: Connection) -> None:
    """Take what the database holds into memory."""
    for row in connection.execute(select(tables.Reminder.__table__)).mappings():  # type: ignore[attr-defined]
        state.reminders.setdefault(row["member_id"], {})[row["message_id"]] = Reminder(**row)


class Remind(Command[None]):
    """One of a message: asked for again, it is at another time."""

    def __init__(self, store: Store, reminder: Reminder) -> None:
        self.store, self.reminder = store, reminder

    def check(self) -> None:
        state, wanted = self.store.state, self.reminder
        access.access_canal(state, state.members[wanted.member_id], wanted.canal_id)
        in_time(self.store.clock(), wanted.due)
        others = state.reminders.get(wanted.member_id, {}).keys() - {wanted.message_id}
        if len(others) >= REMINDERS_MOST:
            raise Refused("You have {n} reminders already.", n=len(others))

    def write(self, connection: Connection) -> None:
        wanted = self.reminder
        values = {name: getattr(wanted, name) for name in Reminder.__slots__}
        statement = insert(tables.Reminder).values(values)
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=[col(tables.Reminder.member_id), col(tables.Reminder.message_id)],
                set_={"due": wanted.due, "done": 0},
            )
        )

    def apply(self, result: None) -> Sequence[Change]:
        self.store.state.reminders.setdefault(self.reminder.member_id, {})[self.reminder.message_id] = self.reminder
        self.store.agenda.wake()
        return [RemindersChanged(self.reminder.member_id)]


class Cancel(Command[None]):
    """A reminder is not wanted any more, or was seen."""

    def __init__(self, store: Store, member: Member, message_id: int) -> None:
        self.store, self.member, self.message_id = store, member, message_id

    def check(self) -> None:
        access.access_reminder(self.store.state, self.member, self.message_id)

    def write(self, connection: Connection) -> None:
        connection.execute(delete(tables.Reminder).where(_THAT), {"who": self.member.id, "what": self.message_id})

    def apply(self, result: None) -> Sequence[Change]:
        self.store.state.reminders.get(self.member.id, {}).pop(self.message_id, None)
        return [RemindersChanged(self.member.id)]


class Tell(Command[list[Received]]):
    """These are due: their members receive the messages that they are of.

    :param messages: by their ids, whoever may read them
    """

    def __init__(self, store: Store, due: Sequence[Reminder], messages: Mapping[int, Message], now: int) -> None:
        self.store, self.due, self.messages, self.now = store, due, messages, now
        self.told: dict[Reminder, Message] = {}

    def check(self) -> None:
        state = self.store.state
        # Some may be cancelled or put off by now.
        self.due = [each for each in self.due if state.reminders.get(each.member_id, {}).get(each.message_id) == each]
        about = ((each, self.messages.get(each.message_id)) for each in self.due)
        self.told = {
            each: message
            for each, message in about
            if message and access.may(access.access_message, state, state.members[each.member_id], message)
        }

    def write(self, connection: Connection) -> list[Received]:
        if self.due:
            done = [{"who": each.member_id, "what": each.message_id} for each in self.due]
            connection.execute(update(tables.Reminder).where(_THAT).values(done=self.now), done)
        # Some may be gone by now.
        those = json.dumps([message.id for message in self.told.values()])
        there = set(connection.execute(_THERE, {"those": those}).scalars())
        self.told = {each: message for each, message in self.told.items() if message.id in there}
        found = [received.reminded(self.store, each.member_id, message) for each, message in self.told.items()]
        received.write(connection, found)
        return found

    def apply(self, result: list[Received]) -> Sequence[Change]:
        changes = list(received.take_in(self.store.state, result))
        for each in self.due:
            self.store.state.reminders[each.member_id][each.message_id] = replace(each, done=self.now)
            told = ReminderDue(each.member_id, each.message_id, self.told.get(each))
            changes += [RemindersChanged(each.member_id), told]
        return changes


_THAT = and_(col(tables.Reminder.member_id) == bindparam("who"), col(tables.Reminder.message_id) == bindparam("what"))
_THOSE = func.json_each(bindparam("those")).table_valued("value")
_THERE = select(col(tables.Message.id)).where(
    col(tables.Message.id).in_(select(_THOSE.c.value)), col(tables.Message.gone).is_(False)
)


class Reminders:
    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, member: Member) -> list[Reminder]:
        """All of a member's: what is due first, the newest on top, then the others in the order of time."""
        reminders = self._store.state.reminders.get(member.id, {}).values()
        return sorted(reminders, key=lambda each: (not each.done, -each.due if each.done else each.due))

    def due(self, member: Member) -> list[Reminder]:
        """Those that are due and not seen yet, the newest first."""
        return [each for each in self.of(member) if each.done]

    async def about(self, member: Member, message_ids: Sequence[int]) -> dict[int, Message]:
        """Of these messages those that are there, and the member may read now, by their ids."""
        state = self._store.state
        now = access.current(state, member)
        visible = access.visible_to(now, access.canals_of(state, now))
        said = (col(tables.Message.event) == "", col(tables.Message.gone).is_(False))
        query = columns().where(visible, col(tables.Message.id).in_(message_ids), *said)
        found = await self._store.database.read(lambda connection: read(connection, query))
        # They may have been taken out of a canal while the database answered.
        mine = {canal.id for canal in access.canals_of(state, member)}
        return {message.id: message for message in found if message.canal_id in mine}

    async def set(self, member: Member, message_id: int, due: int) -> None:
        """Remind a member of a message at that time; where they are to be reminded of it already, then instead.

        :raises Forbidden: when there is no such message that they may read
        :raises Refused: when it is gone, or the time has passed or is too far
        """
        message = await self._store.messages.find_anywhere(member, message_id)
        await self._store.writer.run(Remind(self._store, Reminder(member.id, message_id, message.canal_id, due)))

    async def put_off(self, member: Member, message_id: int, due: int) -> None:
        """Remind them at another time.

        :raises Forbidden: when they are not to be reminded of it, or are no longer in its canal
        :raises Refused: as `set`
        """
        before = access.access_reminder(self._store.state, member, message_id)
        await self._store.writer.run(Remind(self._store, replace(before, due=due, done=0)))

    async def cancel(self, member: Member, message_id: int) -> None:
        """Do not remind them; or they have seen that it was due.

        :raises Forbidden: when they are not to be reminded of it
        """
        await self._store.writer.run(Cancel(self._store, member, message_id))

    def next_due(self, after: int) -> int | None:
        """When, after that moment, the next one is due."""
        return min((each.due for each in self._all() if not each.done and each.due > after), default=None)

    async def tell_due(self, now: int) -> None:
        """Remind those whose time has come; of closed accounts later, when they are back."""
        state = self._store.state
        due = [
            each for each in self._all() if not each.done and each.due <= now and state.members[each.member_id].active
        ]
        if not due:
            return
        ids = sorted({each.message_id for each in due})
        messages: dict[int, Message] = {}
        for begin in range(0, len(ids), READ_MOST):
            query = columns().where(col(tables.Message.id).in_(ids[begin : begin + READ_MOST]))
            found = await self._store.database.read(partial(read, query=query))
            messages |= {message.id: message for message in found}
        await self._store.writer.run(Tell(self._store, due, messages, now))

    def _all(self) -> list[Reminder]:
        return [each for reminders in self._store.state.reminders.values() for each in reminders.values()]
