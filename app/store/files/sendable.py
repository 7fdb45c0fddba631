"""Files that a member may send: those that they brought, as long as no message holds them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.store import access
from app.store.files.rows import read_by_id
from app.store.said import File
from app.store.state import Member

if TYPE_CHECKING:
    from app.store.store import Store


async def sendable(store: Store, by: Member, ids: Sequence[int]) -> list[File]:
    """Of these files those that they may send, in that order. Of all others nothing is said.

    :raises Forbidden: when they are a member no longer
    """
    access.current(store.state, by)
    if not ids:
        return []
    found = await store.database.read(lambda connection: read_by_id(connection, ids))
    those = (found.get(each) for each in ids)
    return [file for file in those if file and access.may(access.access_file_to_send, store.state, by, file)]
