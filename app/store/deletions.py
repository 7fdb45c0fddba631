"""Messages that are deleted: gone for everybody at once, taken away for ever when whoever did it can no longer undo it.

Until then all of it lies in the database, and nothing of it anywhere else: it survives a restart. How long that is, is
measured by a clock that nobody can set: after a start only, the time that was written down counts.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import BindParameter, Connection, bindparam, delete, exists, insert, literal, select
from sqlmodel import col

from app.store import access, audit, received, revisions, tables
from app.store.clock import steady_ms
from app.store.feed import Change, Reloaded
from app.store.files.rows import digests_of, forgotten
from app.store.refusal import Refused
from app.store.revisions import QUOTING_MOST, Removed
from app.store.said import Deletion, Message
from app.store.search import words
from app.store.state import Member
from app.store.writer import Command

if TYPE_CHECKING:
    from app.store.store import Store

log = logging.getLogger(__name__)

UNDO_MS = 8_000
"""How long whoever deleted a message may undo it."""

AGAIN_S = 1.0
"""After it was not possible to take away what was due, or to have the journal forget it, it is tried again."""

_THAT: BindParameter[int] = bindparam("that")
_BY: BindParameter[int] = bindparam("by")
_DUE: BindParameter[int] = bindparam("due")
_MESSAGE, _DELETION = tables.Message, tables.Deletion
_ASK = insert(_DELETION).from_select(
    ["message_id", "by_id", "due"],
    select(col(_MESSAGE.id), _BY, _DUE).where(col(_MESSAGE.id) == _THAT, col(_MESSAGE.gone).is_(False)),
)
_UNDO = delete(_DELETION).where(col(_DELETION.message_id) == _THAT)
_ANSWERED = select(col(_MESSAGE.reply_to)).where(col(_MESSAGE.id) == _THAT)
_ANSWERS = select(col(_MESSAGE.id)).where(col(_MESSAGE.reply_to) == _THAT).order_by(col(_MESSAGE.id).desc())
_LEFT = select(literal(True)).where(
    exists().where(col(_MESSAGE.id) == _THAT, col(_MESSAGE.gone).is_(True)),
    ~exists().where(col(_DELETION.message_id) == _THAT),
    ~exists().where(col(_MESSAGE.reply_to) == _THAT),
)
"""Whether it is but an empty row, under which there is no answer any more."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A message is gone; it and its answers are otherwise."""

    deletion: Deletion
    changed: list[Message]


class Delete(Command[Asked | None]):
    """Of one that is gone already nothing becomes otherwise."""

    def __init__(self, store: Store, by: Member, message: Message) -> None:
        self.store, self.by, self.message = store, by, message

    def check(self) -> None:
        access.access_message_to_delete(self.store.state, self.by, self.message)

    def write(self, connection: Connection) -> Asked | None:
        deletion = Deletion(self.message.id, self.by.id, self.store.clock() + UNDO_MS)
        values = {"that": deletion.message_id, "by": deletion.by_id, "due": deletion.due}
        if not connection.execute(_ASK, values).rowcount:
            return None
        note(self.store, connection, self.by, "message-deleted", self.message)
        return Asked(deletion, revisions.change_quoted(self.store, connection, self.message.id, gone=True))

    def apply(self, result: Asked | None) -> Sequence[Change]:
        if result is None:
            return ()
        self.store.state.deletions[result.deletion.message_id] = result.deletion
        words.forget()
        self.store.deletions.expect(result.deletion.message_id, UNDO_MS)
        return [change for message in result.changed for change in revisions.changed(self.store, message)]


class Undo(Command[list[Message]]):
    def __init__(self, store: Store, by: Member, message_id: int) -> None:
        self.store, self.by, self.message_id = store, by, message_id

    def check(self) -> None:
        access.access_deletion_to_undo(self.store.state, self.by, self.message_id)

    def write(self, connection: Connection) -> list[Message]:
        connection.execute(_UNDO, {"that": self.message_id})
        changed = revisions.change_quoted(self.store, connection, self.message_id, gone=False)
        note(self.store, connection, self.by, "message-restored", changed[0])
        return changed

    def apply(self, result: list[Message]) -> Sequence[Change]:
        del self.store.state.deletions[self.message_id]
        changes = [change for message in result for change in revisions.changed(self.store, message)]
        # Of one that memory does not hold, that does not know that it was gone.
        return [*changes, *received.follow(self.store.state, result[0])]


@dataclass(frozen=True, slots=True)
class Taken:
    """What has become of a message: it is removed, with the empty row that it answered when nothing else does; or there
    is an empty row. `before`: older answers than that one may still show what it said. `contents`: what its files held,
    and no other file holds."""

    removed: list[Removed]
    emptied: Message | None = None
    before: int = 0
    contents: tuple[str, ...] = ()


class TakeAway(Command[Taken]):
    """Leave nothing of a message that is gone, unless that was undone in the very last moment."""

    def __init__(self, store: Store, message_id: int) -> None:
        self.store, self.message_id = store, message_id

    def check(self) -> None:
        if self.message_id not in self.store.state.deletions:
            raise Refused(access.UNDONE_BY_NONE)

    def write(self, connection: Connection) -> Taken:
        that = {"that": self.message_id}
        answered = connection.execute(_ANSWERED, that).scalar()
        answers = connection.execute(_ANSWERS.limit(QUOTING_MOST + 1), that).scalars().all()
        contents = digests_of(connection, [self.message_id])
        removed, emptied = [], None
        if answers:
            emptied = revisions.empty(self.store, connection, self.message_id)
        else:
            removed = [revisions.remove(self.store, connection, self.message_id)]
        if answered and connection.execute(_LEFT, {"that": answered}).scalar():
            removed.append(revisions.remove(self.store, connection, answered))
        before = answers[QUOTING_MOST - 1] if len(answers) > QUOTING_MOST else 0
        return Taken(removed, emptied, before, forgotten(connection, contents))

    def apply(self, result: Taken) -> Sequence[Change]:
        self.store.state.deletions.pop(self.message_id, None)
        changes = [change for gone in result.removed for change in revisions.removed(self.store, gone)]
        return changes + (revisions.changed(self.store, result.emptied) if result.emptied else [])


def note(store: Store, connection: Connection, by: Member, deed: str, message: Message) -> None:
    """What an administrator does to somebody else's message; of an aside not where, which would tell others of it."""
    if by.id != message.author_id:
        where = {} if message.is_aside else {"canal": message.canal_id}
        audit.note(store, connection, by, deed, member=message.author_id, **where)


class Deletions:
    """Begun by a process that serves an office, not by one that does a single thing to it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.steady: Callable[[], int] = steady_ms
        """Milliseconds, by which it is measured how long something may be undone."""
        self._ends: dict[int, int] = {}
        self._news = asyncio.Event()
        # The process before this one may have ended in the middle.
        self._is_clean = False
        self._task: asyncio.Task[None] | None = None
        store.feed.listen([Reloaded], lambda _: self._news.set())

    async def delete(self, by: Member, message_id: int) -> int:
        """Take a message away from everybody; durable once this returns. Asked twice, it is the same.

        :return: for how many milliseconds they may undo it; 0 when it is gone by somebody else, or for good
        :raises Forbidden: when it is not theirs to delete, or they may not know of it
        """
        message = await self._store.messages.look_for(by, message_id)
        found = access.access_message_to_delete(self._store.state, by, message)
        # What is to be done holds nothing of what was said.
        bare = replace(found, html="", card="", quote=None, files=())
        asked = await self._store.writer.run(Delete(self._store, by, bare))
        if asked:
            await revisions.requote_older(self._store, asked.changed)
        mine = access.may(access.access_deletion_to_undo, self._store.state, by, message_id)
        return self._left(message_id) if mine else 0

    def running(self, by: Member) -> list[tuple[int, int]]:
        """What this member may undo just now: each message, and for how many milliseconds they still may.

        :raises Forbidden: when they are no longer one
        """
        state = self._store.state
        now = access.current(state, by)
        mine = [each for each in state.deletions if access.may(access.access_deletion_to_undo, state, now, each)]
        return [(each, self._left(each)) for each in mine if self._left(each)]

    async def undo(self, by: Member, message_id: int) -> None:
        """Everybody has it back as it was. Asked twice, it is the same.

        :raises Forbidden: when it was not them who deleted it, or it is gone for good
        """
        try:
            changed = await self._store.writer.run(Undo(self._store, by, message_id))
        except Refused as refused:
            message = await self._store.messages.look_for(by, message_id)
            there = message is not None and not message.gone
            if not there or not access.may(access.access_message_to_delete, self._store.state, by, message):
                raise refused
        else:
            await revisions.requote_older(self._store, changed)

    def expect(self, message_id: int, wait: int) -> None:
        """It is to be taken away in so many milliseconds."""
        self._ends[message_id] = self.steady() + wait
        self._news.set()

    def empty_journal(self) -> None:
        """Have the journal forget what stands in it, as soon as that is possible."""
        self._is_clean = False
        self._news.set()

    def begin(self) -> None:
        """From now on, take away what is due; at once, what was due before."""
        self._task = asyncio.create_task(self._watch(), name="what is deleted")

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def take_due(self) -> bool:
        """Take away what can be undone no longer.

        :return: whether nothing is left of it
        """
        for message_id in [each for each in self._store.state.deletions if self._end_of(each) <= self.steady()]:
            self._is_clean = False
            # Undone meanwhile; or the database takes nothing just now, and it is tried again.
            with contextlib.suppress(Refused):
                await self._take(message_id)
        self._ends = {each: end for each, end in self._ends.items() if each in self._store.state.deletions}
        if not self._is_clean:
            self._is_clean = await self._store.database.empty_journal()
        late = any(self._end_of(each) <= self.steady() for each in self._store.state.deletions)
        return self._is_clean and not late

    async def _take(self, message_id: int) -> None:
        taken = await self._store.writer.run(TakeAway(self._store, message_id))
        await self._store.files.let_go(taken.contents)
        if taken.before:
            # The process may have ended before they heard of it as it was deleted.
            await revisions.requote(self._store, message_id, taken.before)

    async def _watch(self) -> None:
        while True:
            self._news.clear()
            is_done = False
            try:
                is_done = await self.take_due()
            except Exception:
                # One message's trouble is not that of those which come after.
                log.exception("what is deleted could not be taken away")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._pause(is_done)):
                    await self._news.wait()

    def _pause(self, is_done: bool) -> float | None:
        """Seconds until there is something to do, unless something else is deleted before."""
        if not is_done:
            return AGAIN_S
        soonest = min(map(self._end_of, self._store.state.deletions), default=None)
        return None if soonest is None else max(0, soonest - self.steady()) / 1000

    def _left(self, message_id: int) -> int:
        return max(0, self._end_of(message_id) - self.steady())

    def _end_of(self, message_id: int) -> int:
        """When it can no longer be undone, by the steady clock."""
        if message_id not in self._ends:
            # As it was written down; by a clock that was wrong then, or is now, it may stay as long as any.
            left = self._store.state.deletions[message_id].due - self._store.clock()
            self._ends[message_id] = self.steady() + min(max(left, 0), UNDO_MS)
        return self._ends[message_id]
