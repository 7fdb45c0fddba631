"""Messages as they are read from the database, with all that belongs to them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import BindParameter, Connection, Select, bindparam, select
from sqlmodel import col

from app.store import tables
from app.store.files.rows import read_files
from app.store.quotes import read_quotes
from app.store.said import Message, Reactions


def columns() -> Select[Any]:
    """What `read` makes messages of."""
    found = select(
        col(tables.Message.id),
        col(tables.Message.canal_id),
        col(tables.Message.author_id),
        col(tables.Message.html),
        col(tables.Message.is_aside),
        col(tables.Message.nonce),
        col(tables.Message.event),
        col(tables.Message.card),
        col(tables.Message.at),
        col(tables.Message.revision),
        col(tables.Message.edited),
        col(tables.Message.reply_to),
        col(tables.Message.mentions),
        col(tables.Message.gone),
        col(tables.Message.has_files),
    )
    return cast(Select[Any], found)


def read(connection: Connection, query: Select[Any], values: dict[str, object] | None = None) -> list[Message]:
    """Rows of `columns` as messages, with all that belongs to them: five statements at most. Of what is gone nothing is
    read but that it was there: nobody is shown more of it, and memory does not hold it."""
    rows: Sequence[Any] = connection.execute(query, values).all()
    recipients = read_recipients(connection, [row[0] for row in rows if row[4]])
    # What nobody has changed nobody has reacted to.
    reactions = read_reactions(connection, [row[0] for row in rows if row[9] and not row[13]])
    files = read_files(connection, [row[0] for row in rows if row[14] and not row[13]])
    quotes = read_quotes(connection, [row[11] for row in rows if row[11] and not row[13]])
    # By their place, not their name: a start reads all windows, and that takes half as long.
    return [
        Message(
            id_,
            canal_id,
            author_id,
            "" if gone else html,
            tuple(recipients.get(id_, ())),
            nonce,
            event,
            "" if gone else card,
            at,
            changed or 0,
            0 if gone else edited,
            quotes.get(reply_to) if reply_to else None,
            reactions.get(id_, ()),
            tuple(json.loads(named)) if named and not gone else (),
            gone,
            files.get(id_, ()),
        )
        for id_, canal_id, author_id, html, _, nonce, event, card, at, changed, edited, reply_to, named, gone, _ in rows
    ]


# Made once, as `_THAT` is in `revisions`.
_THESE: BindParameter[Sequence[int]] = bindparam("these", expanding=True)

_ADDRESSED = (
    select(col(tables.Recipient.message_id), col(tables.Recipient.member_id))
    .where(col(tables.Recipient.message_id).in_(_THESE))
    .order_by(col(tables.Recipient.member_id))
)

_PUT = select(
    col(tables.Reaction.at), col(tables.Reaction.message_id), col(tables.Reaction.member_id), col(tables.Reaction.emoji)
).where(col(tables.Reaction.message_id).in_(_THESE))


def read_recipients(connection: Connection, asides: Sequence[int]) -> dict[int, list[int]]:
    """To whom alone each of these was said."""
    found: dict[int, list[int]] = {}
    if asides:
        for message_id, member_id in connection.execute(_ADDRESSED, {"these": asides}):
            found.setdefault(message_id, []).append(member_id)
    return found


def read_reactions(connection: Connection, changed: Sequence[int]) -> dict[int, Reactions]:
    """What was put to each of these messages."""
    found: dict[int, dict[str, list[int]]] = {}
    if changed:
        # SQLite would have to sort them, too.
        for _, message_id, member_id, emoji in sorted(connection.execute(_PUT, {"these": changed}).all()):
            found.setdefault(message_id, {}).setdefault(emoji, []).append(member_id)
    return {id_: tuple((emoji, tuple(by)) for emoji, by in kinds.items()) for id_, kinds in found.items()}
