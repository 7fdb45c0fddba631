"""What stands around the messages of an export: what they answer, what was put to them, and what one's own said before
they were edited. Each is asked once of a chunk, however many messages it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, select
from sqlmodel import col

from app.store import access, tables
from app.store.message_rows import read_reactions
from app.store.quotes import read_quotes
from app.store.said import Quote, Reactions
from app.store.state import Canal, Member


@dataclass(frozen=True, slots=True)
class Former:
    """What a message said once, from when on."""

    at: int
    text: str


def quotes(connection: Connection, theirs: ColumnElement[bool], answered: Sequence[int]) -> dict[int, Quote]:
    """What of these messages their answers show.

    :param theirs: which messages belong to the member: of any other nothing is told, also where they answered it
    """
    if not answered:
        return {}
    told = select(col(tables.Message.id)).where(col(tables.Message.id).in_(set(answered)), theirs)
    return read_quotes(connection, connection.execute(told).scalars().all())


def reactions(connection: Connection, member: Member, canal: Canal, changed: Sequence[int]) -> dict[int, Reactions]:
    """What was put to these messages; where they are in the canal no longer, by themselves alone."""
    found = read_reactions(connection, changed)
    if access.is_in(member, canal):
        return found
    own = {id_: tuple((emoji, (member.id,)) for emoji, by in kinds if member.id in by) for id_, kinds in found.items()}
    return {id_: kinds for id_, kinds in own.items() if kinds}


def former(connection: Connection, edited: Sequence[int]) -> dict[int, list[Former]]:
    """What these messages said before, the oldest first. Only the author's own are asked for."""
    found: dict[int, list[Former]] = {}
    if edited:
        table = tables.Version
        query = select(col(table.message_id), col(table.at), col(table.text))
        for message_id, at, text in connection.execute(
            query.where(col(table.message_id).in_(edited)).order_by(col(table.id))
        ):
            found.setdefault(message_id, []).append(Former(at, text))
    return found
