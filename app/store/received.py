"""What each member should hear of: rows that are written in the transaction of what they are about.

Of one message a member receives one row, for the strongest reason that there is. What they may read of it is decided
when it is shown (`inbox`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update
from sqlmodel import col

from app.store import access, tables
from app.store.feed import Change, ReceivedChanged
from app.store.said import Message, Received
from app.store.state import Canal, State
from app.text.mentions import EVERYBODY

if TYPE_CHECKING:
    from app.store.store import Store

MENTION, REPLY, ASIDE, REACTION, REMINDER = "mention", "reply", "aside", "reaction", "reminder"

HELD = 200
"""Of what a member has not looked at, as much is held in memory: more than is counted."""


def is_named(member_id: int, mentions: Sequence[int]) -> bool:
    return member_id in mentions or EVERYBODY in mentions


def reason(member_id: int, recipients: Sequence[int], mentions: Sequence[int], answered_author: int | None) -> str:
    """Why a message that this member may read is meant for them; "" when it is for everybody alike."""
    if is_named(member_id, mentions):
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


_PUT_BY = (
    col(tables.Received.message_id) == bindparam("that"),
    col(tables.Received.kind) == REACTION,
    col(tables.Received.by_id) == bindparam("who"),
)
_TAKE_BACK = delete(tables.Received).where(*_PUT_BY)
_LEAVE = update(tables.Received).where(*_PUT_BY)


@dataclass(frozen=True, slots=True)
class Renamed:
    """What is received of a message that names others than before. `gone`: the ids of rows that are no more, `found`:
    those in their place. `anew`: whom it names that it has not told so before."""

    gone: frozenset[int] = frozenset()
    found: tuple[Received, ...] = ()
    anew: tuple[int, ...] = ()


_OF_MESSAGE = (
    select(
        col(tables.Received.id),
        col(tables.Received.member_id),
        col(tables.Received.kind),
        col(tables.Received.at),
        (col(tables.Received.id) > col(tables.Member.received)).label("unseen"),
    )
    .join(tables.Member, col(tables.Member.id) == col(tables.Received.member_id))
    .where(col(tables.Received.message_id) == bindparam("that"), col(tables.Received.kind).in_([MENTION, REPLY, ASIDE]))
)
_DROP = delete(tables.Received).where(col(tables.Received.id) == bindparam("that"))


def renamed(
    store: Store, connection: Connection, message: Message, before: Sequence[int], meant: Mapping[int, str]
) -> Renamed:
    """A message that was edited names others than before. Who is new among them receives that, once for ever; who is
    named no longer and has not looked yet has not received it, unless the message is meant for them otherwise. In the
    writer's thread: three statements at most, none when it names the same.

    :param before: whom it named until now
    :param meant: what `receivers` says of it as it is now
    """
    if set(before) == set(message.mentions):
        return Renamed()
    rows = {row.member_id: row for row in connection.execute(_OF_MESSAGE, {"that": message.id})}
    gone, found, anew = set[int](), list[Received](), list[int]()
    for member_id, row in rows.items():
        now = why(message, member_id)
        if row.kind == MENTION and row.unseen and now != MENTION:
            gone.add(row.id)
            if now:
                kept = Received(row.id, member_id, now, message.id, message.canal_id, message.author_id, "", row.at)
                found.append(kept)
    at = store.clock()
    for member_id, kind in meant.items():
        had = rows.get(member_id)
        if kind != MENTION or is_named(member_id, before) or (had and had.kind == MENTION):
            continue
        if had:
            gone.add(had.id)
        found.append(_row(store, member_id, MENTION, message, message.author_id, at))
        anew.append(member_id)
    if gone:
        connection.execute(_DROP, [{"that": each} for each in gone])
    write(connection, found)
    return Renamed(frozenset(gone), tuple(found), tuple(anew))


def renamed_taken_in(state: State, renamed: Renamed) -> Sequence[Change]:
    """Take into memory what `renamed` has written; returns what listeners should hear."""
    concerned = set[int]()
    # Whose they are nobody needs to have said: seldom is there any.
    for member_id, held in state.received.items() if renamed.gone else ():
        left = [each for each in held if each.id not in renamed.gone]
        if left != held:
            held[:] = left
            concerned.add(member_id)
    for each in renamed.found:
        held = state.received.setdefault(each.member_id, [])
        held.append(each)
        held.sort(key=lambda one: one.id)
        del held[:-HELD]
        concerned.add(each.member_id)
    return [ReceivedChanged(tuple(sorted(concerned)))] if concerned else ()


@dataclass(frozen=True, slots=True)
class Put:
    """All that somebody has put to a message by now; `on`: they have just put one more, else taken one away."""

    by_id: int
    emoji: str
    on: bool


def reacted(store: Store, connection: Connection, message: Message, put: Put) -> tuple[Received, ...]:
    """A reaction was put to a message, or taken back: its author has one row of all that one member put to it, new with
    each of them. In the writer's thread, in the transaction of the reaction; twice is as good as once.

    :return: what is received, for `reaction_taken_in` once it is durable
    """
    if put.by_id == message.author_id:
        return ()
    which = {"that": message.id, "who": put.by_id}
    if put.emoji and not put.on:
        connection.execute(_LEAVE.values(emoji=put.emoji), which)
        return ()
    connection.execute(_TAKE_BACK, which)
    if not put.on:
        return ()
    found = (_row(store, message.author_id, REACTION, message, put.by_id, store.clock(), put.emoji),)
    write(connection, found)
    return found


def reaction_taken_in(state: State, message: Message, put: Put, found: Sequence[Received]) -> Sequence[Change]:
    """Take into memory what `reacted` has written; returns what listeners should hear."""
    if put.by_id == message.author_id:
        return ()
    held = state.received.get(message.author_id, [])
    which = REACTION, message.id, put.by_id
    theirs = {each.id for each in held if (each.kind, each.message_id, each.by_id) == which}
    if put.on or not put.emoji:
        held[:] = [each for each in held if each.id not in theirs]
    else:
        held[:] = [replace(each, emoji=put.emoji) if each.id in theirs else each for each in held]
    take_in(state, found)
    return [ReceivedChanged((message.author_id,))]


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
    return _alter(state, message.id, lambda each: replace(each, gone=message.gone))


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
