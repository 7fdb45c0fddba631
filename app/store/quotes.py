"""What an answer shows of the message that it answers, read together with it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import BindParameter, Connection, and_, bindparam, select
from sqlmodel import col

from app.store import cards, tables
from app.store.files.rows import read_files
from app.store.said import File, Message, Quote
from app.text.short import begins

QUOTED = 180
"""Characters of a message that an answer shows."""

_THESE: BindParameter[Sequence[int]] = bindparam("these", expanding=True)
_QUOTED = select(
    col(tables.Message.id),
    col(tables.Message.author_id),
    col(tables.Message.html),
    col(tables.Message.card),
    col(tables.Message.gone),
    and_(*(col(each) == "" for each in (tables.Message.html, tables.Message.card)), col(tables.Message.has_files)),
).where(col(tables.Message.id).in_(_THESE))


def read_quotes(connection: Connection, answered: Sequence[int]) -> dict[int, Quote]:
    """What answers to these messages show of them."""
    if not answered:
        return {}
    rows = connection.execute(_QUOTED, {"these": list(set(answered))}).all()
    files = read_files(connection, [row.id for row in rows if row[-1] and not row.gone])
    return {row.id: _quote(*row[:-1], files.get(row.id, ())) for row in rows}


def quote_of(message: Message) -> Quote:
    """What an answer to it shows of it."""
    return _quote(message.id, message.author_id, message.html, message.card, message.gone, message.files)


def _quote(message_id: int, author_id: int, html: str, card: str, gone: bool, files: tuple[File, ...]) -> Quote:
    if gone:
        return Quote(message_id, author_id, gone=True)
    said = begins(html, QUOTED) or ((cards.read(card).title,) if card else ())
    return Quote(message_id, author_id, said, files=() if said else files)
