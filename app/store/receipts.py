"""Receipts: who has seen what one said in a direct conversation, or aside.

In a direct conversation a member's mark tells it, of the last thing that one said there; of an aside, a row of its own
for each of those whom it was for: a mark that has got past an aside would tell of what else was said. Who shows no
receipts is shown none.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, func, select, update
from sqlmodel import col

from app.store import access, tables
from app.store.feed import Change, ReceiptChanged
from app.store.names import in_order
from app.store.said import AsideSeen, Message
from app.store.state import Canal, Member, State

if TYPE_CHECKING:
    from app.store.reading import Mark

HELD = 500
"""Of each author's asides that others have seen, as many are held, so that neither memory nor a page that opens grows
without end: those of which it was learnt last. Of others it is learnt again as their author comes upon them
(`recall`)."""

_SEEN = update(tables.Recipient).where(
    col(tables.Recipient.message_id) == bindparam("that"),
    col(tables.Recipient.member_id) == bindparam("who"),
    col(tables.Recipient.seen) == 0,
)
_THOSE = func.json_each(bindparam("those")).table_valued("value")
_SEEN_OF = (
    select(col(tables.Recipient.message_id), col(tables.Recipient.member_id), col(tables.Recipient.seen))
    .join_from(_THOSE, tables.Recipient, col(tables.Recipient.message_id) == _THOSE.c.value)
    .where(col(tables.Recipient.seen) > 0)
)


def passed(state: State, member: Member, canal: Canal, message_id: int) -> list[Message]:
    """What others said that tells them when it is seen, and is seen once this member has got up to that message. In
    other canals than direct conversations that is asides alone."""
    window = state.window(canal.id)
    if canal.kind != "direct" and not window.asides:
        return []
    begin, end = (
        bisect_right(window.messages, upto, key=lambda message: message.id)
        for upto in (state.mark(member.id, canal.id), message_id)
    )
    return [
        message
        for message in window.messages[begin:end]
        if (message.is_aside or canal.kind == "direct")
        and message.author_id != member.id
        and not message.event
        and access.sees(member, message)
    ]


def write(connection: Connection, marks: Iterable[Mark]) -> None:
    """The asides that these marks have got past are seen; in one statement."""
    seen = [
        {"that": message.id, "who": mark.member_id, "seen": mark.now}
        for mark in marks
        for message in mark.passed
        if message.is_aside
    ]
    if seen:
        connection.execute(_SEEN, seen)


def take_in(state: State, mark: Mark) -> list[Change]:
    """Take into memory what a durable mark tells others; returns what they should hear."""
    if not mark.now:
        return []
    changes: list[Change] = []
    for message in mark.passed:
        if message.is_aside:
            changes += _aside_seen(state, message, mark.member_id, mark.now)
    canal = state.canals[mark.canal_id]
    if canal.kind == "direct":
        for author_id in sorted({message.author_id for message in mark.passed if not message.is_aside}):
            last = last_said(state, canal.id, author_id)
            if last is not None:
                changes.append(ReceiptChanged(author_id, canal.id, last.id))
    return changes


def seen_by(state: State, author: Member, canal_id: int, message_id: int) -> list[tuple[Member, int]]:
    """Who has seen a message of this author's, in the order of their names; and when, in epoch milliseconds, where it
    was for one member only, else 0."""
    # A page may hold an older value of its member.
    author, canal = state.members[author.id], state.canals[canal_id]
    aside = state.asides_seen.get(author.id, {}).get(message_id)
    if not author.receipts or not access.is_in(author, canal):
        return []
    if aside is not None:
        found, alone = aside.by, aside.alone
    else:
        last = last_said(state, canal_id, author.id) if canal.kind == "direct" else None
        if last is None or last.id != message_id:
            return []
        found, alone = _by_marks(state, canal, last), len(canal.joined) == 2
    readers = sorted((state.members[each] for each in found), key=in_order)
    return [(each, found[each.id] if alone else 0) for each in readers if each.receipts and access.is_in(each, canal)]


def whole(state: State, author: Member) -> Iterator[tuple[int, int]]:
    """Canals and ids of all messages of this author's that somebody may have seen, of what is held."""
    for message_id, aside in state.asides_seen.get(author.id, {}).items():
        yield aside.canal_id, message_id
    for canal in access.canals_of(state, author):
        last = last_said(state, canal.id, author.id) if canal.kind == "direct" else None
        if last is not None:
            yield canal.id, last.id


def is_told(state: State, change: ReceiptChanged) -> bool:
    """Whether the author hears of it: not that they must not know now."""
    author = state.members[change.member_id]
    return author.receipts and access.is_in(author, state.canals[change.canal_id])


def involving(
    state: State, member_id: int, authors: Iterable[int], within: int | None = None
) -> Iterator[ReceiptChanged]:
    """All that these authors are told of this member, or this member of others.

    :param within: only of what was said in that canal
    """
    for author_id in authors:
        for canal_id, message_id in whole(state, state.members[author_id]):
            if within not in (None, canal_id):
                continue
            aside = state.asides_seen.get(author_id, {}).get(message_id)
            told = aside.by if aside else state.canals[canal_id].joined
            if author_id == member_id or member_id in told:
                yield ReceiptChanged(author_id, canal_id, message_id)


def last_said(state: State, canal_id: int, author_id: int, before: int | None = None) -> Message | None:
    """The last thing that this author said to everybody in a canal, of what is held.

    :param before: of what was said before that message
    """
    for message in reversed(state.window(canal_id).messages):
        mine = message.author_id == author_id and not (message.event or message.is_aside or message.gone)
        if mine and (before is None or message.id < before):
            return message
    return None


def follow(state: State, message: Message) -> Sequence[Change]:
    """A message has changed: it may be the last thing that its author said no longer, or be it again."""
    if state.canals[message.canal_id].kind != "direct" or message.is_aside or message.event:
        return ()
    ids = {message.id, *(last.id for last in [last_said(state, message.canal_id, message.author_id)] if last)}
    return [ReceiptChanged(message.author_id, message.canal_id, each) for each in sorted(ids)]


def forget(state: State, canal_id: int, message_id: int) -> Sequence[Change]:
    """A message is about to go from memory."""
    for author_id, asides in state.asides_seen.items():
        if asides.pop(message_id, None):
            return [ReceiptChanged(author_id, canal_id, message_id)]
    message = state.held(canal_id, message_id)
    if message is None or state.canals[canal_id].kind != "direct" or message.is_aside:
        return ()
    before = last_said(state, canal_id, message.author_id, before=message_id)
    ids = [message_id, *([before.id] if before else [])]
    return [ReceiptChanged(message.author_id, canal_id, each) for each in ids]


def load(state: State, connection: Connection) -> None:
    """Take into memory who has seen which of the asides that are held."""
    asides = [each for window in state.windows.values() for each in window.messages if each.is_aside]
    for message, member_id, at in seen_of(connection, asides):
        _aside_seen(state, message, member_id, at)


Seen = tuple[Message, int, int]
"""An aside, who has seen it, and when."""


def seen_of(connection: Connection, asides: Sequence[Message]) -> list[Seen]:
    """Who has seen which of these, in the order of their ids; in one statement."""
    if not asides:
        return []
    by_id = {each.id: each for each in asides}
    found = sorted(tuple(row) for row in connection.execute(_SEEN_OF, {"those": json.dumps(list(by_id))}))
    return [(by_id[message_id], member_id, at) for message_id, member_id, at in found]


def recall(state: State, seen: Iterable[Seen]) -> list[Change]:
    """Take into memory again what `seen_of` has found just now of what an author came upon; returns what they should
    hear."""
    return [change for message, member_id, at in seen for change in _aside_seen(state, message, member_id, at)]


def _by_marks(state: State, canal: Canal, message: Message) -> dict[int, int]:
    """Who of a direct conversation has got as far as that message, and when."""
    return {
        each: state.marked.get(each, {}).get(canal.id, 0)
        for each in canal.joined
        if each != message.author_id
        and state.mark(each, canal.id) >= message.id
        and state.marked.get(each, {}).get(canal.id)
    }


def _aside_seen(state: State, message: Message, member_id: int, at: int) -> list[Change]:
    asides = state.asides_seen.setdefault(message.author_id, {})
    seen = asides.get(message.id) or AsideSeen(message.canal_id, len(message.recipients) == 1, {})
    if member_id in seen.by:
        return []
    asides.pop(message.id, None)
    asides[message.id] = AsideSeen(seen.canal_id, seen.alone, {**seen.by, member_id: at})
    changes: list[Change] = [ReceiptChanged(message.author_id, message.canal_id, message.id)]
    if len(asides) > HELD:
        oldest = next(iter(asides))
        changes.append(ReceiptChanged(message.author_id, asides.pop(oldest).canal_id, oldest))
    return changes
