"""The rows of files as they are read from the database, and what becomes of them with the messages that hold them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, cast

from sqlalchemy import BindParameter, Connection, Select, bindparam, delete, exists, select, update
from sqlmodel import col

from app.store import tables
from app.store.ids import LARGEST
from app.store.said import File

_FILE = tables.File

# Made once: that takes longer than SQLite takes for them.
_THESE: BindParameter[Sequence[Any]] = bindparam("these", expanding=True)


def columns() -> Select[Any]:
    """What `file_of` makes files of."""
    found = select(
        col(_FILE.id),
        col(_FILE.digest),
        col(_FILE.name),
        col(_FILE.kind),
        col(_FILE.media),
        col(_FILE.size),
        col(_FILE.owner_id),
        col(_FILE.at),
        col(_FILE.width),
        col(_FILE.height),
        col(_FILE.pages),
        col(_FILE.drawn),
        col(_FILE.excerpt),
        col(_FILE.message_id),
    )
    return cast(Select[Any], found)


def file_of(row: Sequence[Any]) -> File:
    """A row of `columns`."""
    return File(*row)


_OF = columns().where(col(_FILE.message_id).in_(_THESE)).order_by(col(_FILE.message_id), col(_FILE.place))
_BY_ID = columns().where(col(_FILE.id).in_(_THESE))
_GIVE = (
    update(_FILE)
    .where(col(_FILE.id) == bindparam("that"))
    .values(message_id=bindparam("to_message"), place=bindparam("at_place"))
)
_DIGESTS = select(col(_FILE.digest)).where(col(_FILE.message_id).in_(_THESE)).distinct()
_STILL = select(col(_FILE.digest)).where(col(_FILE.digest).in_(_THESE)).distinct()
_FORGET = delete(tables.FileText).where(
    col(tables.FileText.digest).in_(_THESE), ~exists().where(col(_FILE.digest) == col(tables.FileText.digest))
)


def read_files(connection: Connection, message_ids: Sequence[int]) -> dict[int, tuple[File, ...]]:
    """The files of each of these messages, each one's in their order."""
    found: dict[int, list[File]] = {}
    if message_ids:
        for file in map(file_of, connection.execute(_OF, {"these": message_ids})):
            assert file.message_id is not None
            found.setdefault(file.message_id, []).append(file)
    return {message_id: tuple(files) for message_id, files in found.items()}


def read_by_id(connection: Connection, ids: Iterable[int]) -> dict[int, File]:
    """Those of these files that there are, whoever holds them: it is for the caller to ask who may know of them."""
    # What no row can bear SQLite cannot bind, either.
    wanted = [each for each in ids if 0 < each <= LARGEST]
    rows = connection.execute(_BY_ID, {"these": wanted}) if wanted else ()
    return {file.id: file for file in map(file_of, rows)}


def given_to(files: Iterable[File], message_id: int) -> tuple[File, ...]:
    """The same, as that message's."""
    return tuple(replace(file, message_id=message_id) for file in files)


def give(connection: Connection, files: Iterable[File]) -> None:
    """Write down whose these are, each message's in their order."""
    places: dict[int | None, int] = {}
    rows = []
    for file in files:
        place = places[file.message_id] = places.get(file.message_id, -1) + 1
        rows.append({"that": file.id, "to_message": file.message_id, "at_place": place})
    if rows:
        connection.execute(_GIVE, rows)


def digests_of(connection: Connection, message_ids: Sequence[int]) -> list[str]:
    """What the files of these messages hold."""
    return list(connection.execute(_DIGESTS, {"these": message_ids}).scalars()) if message_ids else []


def forgotten(connection: Connection, digests: Sequence[str]) -> tuple[str, ...]:
    """After rows of files have gone: which of these contents no file holds any more. What was read in them goes."""
    if not digests:
        return ()
    still = set(connection.execute(_STILL, {"these": digests}).scalars())
    gone = tuple(digest for digest in digests if digest not in still)
    if gone:
        connection.execute(_FORGET, {"these": gone})
    return gone
