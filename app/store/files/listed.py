"""The files of a canal, as a member finds them beside it: of the messages that they may read, and of no other."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select
from sqlmodel import col

from app.store import access, tables
from app.store.ids import LARGEST
from app.store.message_rows import columns, read
from app.store.said import KINDS, File, Message
from app.store.state import Member

if TYPE_CHECKING:
    from app.store.store import Store

Listed = list[tuple[Message, File]]

LISTED_MOST = 200
"""Files on one page, whatever is asked for."""

AT_ONCE = 500
"""Messages with files, of whichever canal, that are looked at in one statement."""


async def in_canal(
    store: Store, by: Member, canal_id: int, before: int = 0, limit: int = 40, kinds: Collection[str] = ()
) -> Listed:
    """The newest files of a canal, each with the message that holds it; those of one message in their order. It ends
    with a whole message, and may so hold some more than the limit.

    :param before: of messages before that one; 0: of all
    :param kinds: only these, of `said.KINDS`; none: all
    :raises Forbidden: when the canal does not exist for this member
    """
    canal = access.access_canal(store.state, by, canal_id)
    wanted = frozenset(kinds or KINDS)
    enough = min(max(limit, 1), LISTED_MOST)
    readable = columns().where(access.visible_to(by, [canal]), col(tables.Message.gone).is_(False))

    def find(connection: Connection) -> Listed:
        found: Listed = []
        last = min(before, LARGEST) if before > 0 else LARGEST
        # By the files, of which there are few: a canal's messages would all be looked through, where it has hardly any.
        while len(found) < enough and (ids := _with_files(connection, last, wanted)):
            messages = read(connection, readable.where(col(tables.Message.id).in_(ids)))
            for message in sorted(messages, key=lambda each: -each.id):
                if len(found) < enough:
                    found.extend((message, file) for file in message.files if file.kind in wanted)
            last = ids[-1]
        return found

    listed = await store.database.read(find)
    # They may have been taken out of the canal while the database answered.
    access.access_canal(store.state, by, canal_id)
    return listed


def _with_files(connection: Connection, before: int, kinds: Collection[str]) -> list[int]:
    """The newest messages before one that hold such files, in whichever canal."""
    of = col(tables.File.message_id)
    query = select(of).where(of < before, col(tables.File.kind).in_(kinds)).group_by(of).order_by(of.desc())
    return [id_ for id_ in connection.execute(query.limit(AT_ONCE)).scalars() if id_ is not None]
