"""What each member should hear of: rows that are written in the transaction of what they are about.

Of one message a member receives one row, for the strongest reason that there is. What they may read of it is decided
when it is shown (`inbox`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, func, insert, select
from sqlmodel import col

from app.store import access, tables
from app.store.feed import Change, ReceivedChanged
from app.store.state import Canal, Message, Received, State

if TYPE_CHECKING:
    from app.store.store import Store

MENTION, REPLY, ASIDE, REACTION, REMINDER = "mention", "reply", "aside", "reaction", "reminder"

EVERYBODY = 0
"""Stands among those whom a message names: all in its canal."""

HELD = 200
"""Of what a member has not looked at, as much is held in memory: more than is counted."""


def reason(member_id: int, recipients: Sequence[int], mentions: Sequence[int], answered_author: int | None) -> str:
    """Why a message that this member may read is meant for them; "" when it is for everybody alike."""
    if member_id in mentions or EVERYBODY in mentions:
        return MENTION
    if member_id == answered_author:
        return REPLY
    return ASIDE if member_id in recipients else ""


def why(message: Message, member_id: int) -> str:
    """As `reason`, of a message that was said."""
    answered = message.quote.author_id if message.quote else None
    return reason(member_id, message.recipients, message.mentions, answered)


def receivers(
    state: State,
    canal: Canal,
    by_id: int,
    recipients: Sequence[int],
    mentions: Sequence[int],
    answered_author: int | None,
) -> dict[int, str]:
    """Who receives a message that is being posted, and why: never its author, nor who may not read it."""
    meant = {*recipients, *mentions, *([answered_author] if answered_author else [])}
    if EVERYBODY in mentions:
        meant.update(member.id for member in access.members_of(state, canal))
    return {
        each: reason(each, recipients, mentions, answered_author)
        for each in sorted(meant - {by_id})
        if each in state.members and access.is_in(state.members[each], canal) and (not recipients or each in recipients)
    }


def of_message(store: Store, message: Message, kinds: Mapping[int, str]) -> tuple[Received, ...]:
    """The rows of a message that is being posted; in the writer's thread."""
    return tuple(_row(store, each, kind, message, message.author_id, message.at) for each, kind in kinds.items())


def reacted(
    store: Store, connection: Connection, message: Message, by_id: int, emoji: str, on: bool
) -> tuple[Received, ...]:
    """A reaction was put to a message, or taken back: so it is with its author's row. In the writer's thread, in the
    transaction of the reaction; twice is as good as once.

    :return: what is received, for `reaction_taken_in` once it is durable
    """
    table = tables.Received
    connection.execute(
        delete(table).where(
            col(table.message_id) == message.id,
            col(table.kind) == REACTION,
            col(table.by_id) == by_id,
            col(table.emoji) == emoji,
        )
    )
    if not on or by_id == message.author_id:
        return ()
    found = (_row(store, message.author_id, REACTION, message, by_id, store.clock(), emoji),)
    write(connection, found)
    return found


def reaction_taken_in(
    state: State, message: Message, by_id: int, emoji: str, found: Sequence[Received]
) -> Sequence[Change]:
    """Take into memory what `reacted` has written; returns what listeners should hear."""
    author_id = message.author_id
    if by_id == author_id:
        return ()
    held = state.received.get(author_id, [])
    put = REACTION, message.id, by_id, emoji
    held[:] = [each for each in held if (each.kind, each.message_id, each.by_id, each.emoji) != put]
    take_in(state, found)
    return [ReceivedChanged((author_id,))]


def reminded(store: Store, member_id: int, message: Message) -> Received:
    """A reminder of a message is due: what to `write`, in the writer's thread, and to `take_in` once it is durable."""
    return _row(store, member_id, REMINDER, message, member_id, store.clock())


def write(connection: Connection, items: Sequence[Received]) -> None:
    """Put these rows into the table, in one statement."""
    kept = [name for name in Received.__dataclass_fields__ if name not in ("canal_id", "gone")]
    if items:
        connection.execute(insert(tables.Received), [{name: getattr(each, name) for name in kept} for each in items])


def take_in(state: State, items: Sequence[Received]) -> Sequence[Change]:
    """Take durable rows into memory; returns what listeners should hear."""
    for each in items:
        held = state.received.setdefault(each.member_id, [])
        held.append(each)
        del held[:-HELD]
    return [ReceivedChanged(tuple(each.member_id for each in items))] if items else ()


def follow(state: State, message: Message) -> Sequence[Change]:
    """A message has changed: as long as it is gone, nobody has received it."""
    return _alter(state, message.id, lambda each: dataclasses.replace(each, gone=message.gone))


def forget(state: State, message_id: int) -> Sequence[Change]:
    """Nothing is left of a message."""
    return _alter(state, message_id, lambda _: None)


def load(state: State, connection: Connection) -> int:
    """Take into memory what nobody has looked at yet; returns the greatest id there is."""
    table, message = tables.Received, tables.Message
    columns = [col(getattr(table, name)) for name in Received.__dataclass_fields__ if hasattr(table, name)]
    query = select(*columns, col(message.canal_id), col(message.gone)).join(
        message, col(message.id) == col(table.message_id)
    )
    for member in state.members.values():
        newest = query.where(col(table.member_id) == member.id, col(table.id) > member.received)
        rows = connection.execute(newest.order_by(col(table.id).desc()).limit(HELD)).mappings().all()
        if rows:
            state.received[member.id] = [Received(**row) for row in reversed(rows)]
    last = connection.execute(select(func.max(col(table.id)))).scalar() or 0
    return max(last, *(member.received for member in state.members.values()), 0)


_ABOUT = attrgetter("message_id")


def _row(store: Store, member_id: int, kind: str, message: Message, by_id: int, at: int, emoji: str = "") -> Received:
    # Not from the messages' ids: those would tell how many received something. The member themself is told none.
    row_id = next(store.received_ids)
    return Received(row_id, member_id, kind, message.id, message.canal_id, by_id, emoji, at)


def _alter(state: State, message_id: int, other: Callable[[Received], Received | None]) -> Sequence[Change]:
    concerned = []
    for member_id, held in state.received.items():
        if message_id in map(_ABOUT, held):
            altered = [other(each) if each.message_id == message_id else each for each in held]
            now = [each for each in altered if each is not None]
            if now != held:
                held[:] = now
                concerned.append(member_id)
    return [ReceivedChanged(tuple(concerned))] if concerned else ()
