"""Files that somebody brought and has not sent yet: theirs alone, not many, and not for ever."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, and_, delete, func, insert, or_, select
from sqlalchemy.dialects.sqlite import insert as insert_new
from sqlmodel import col

from app.store import access, tables
from app.store.feed import Change
from app.store.files.rows import columns, forgotten
from app.store.ids import random_id
from app.store.refusal import Refused
from app.store.said import File
from app.store.state import Canal, Member
from app.store.writer import Command

if TYPE_CHECKING:
    from app.store.store import Store

HELD_MOST = 30
"""Files that a member may have brought and not sent yet."""

_FILE = tables.File


def reachable(member: Member, canals: Sequence[Canal], file_id: int) -> Select[Any]:
    """That file, when `access.access_file` could let the member have it: their own, or with a message that they see."""
    message = select(col(tables.Message.id)).where(
        col(tables.Message.id) == col(_FILE.message_id),
        col(tables.Message.gone).is_(False),
        access.visible_to(member, canals),
    )
    held = and_(col(_FILE.message_id).is_(None), col(_FILE.owner_id) == member.id)
    return columns().where(col(_FILE.id) == file_id, or_(held, message.exists()))


def held_by(connection: Connection, member_id: int) -> int:
    held = select(func.count()).where(col(_FILE.owner_id) == member_id, col(_FILE.message_id).is_(None))
    return connection.execute(held).scalar_one()


class Hold(Command[tuple[File, bool]]):
    """A file is there, and its owner's alone until it is sent; and whether what it holds is kept for the first time."""

    shareable = True

    def __init__(self, store: Store, by: Member, canal_id: int, file: File, text: str) -> None:
        self.store, self.by, self.canal_id, self.file, self.text = store, by, canal_id, file, text

    def check(self) -> None:
        access.access_post(self.store.state, self.by, self.canal_id, ())

    def write(self, connection: Connection) -> tuple[File, bool]:
        if held_by(connection, self.by.id) >= HELD_MOST:
            raise too_many()
        same = select(col(_FILE.id)).where(col(_FILE.digest) == self.file.digest).limit(1)
        fresh = connection.execute(same).first() is None
        row = {each.name: getattr(self.file, each.name) for each in fields(File)} | {"id": _unused(connection)}
        connection.execute(insert(_FILE).values(row))
        if self.text:
            text = {"digest": self.file.digest, "text": self.text}
            connection.execute(insert_new(tables.FileText).values(text).on_conflict_do_nothing())
        return File(**row), fresh

    def apply(self, result: tuple[File, bool]) -> Sequence[Change]:
        file, fresh = result
        if fresh:
            self.store.files.quota.more(file.size)
        return ()


class Drop(Command[str]):
    """What somebody brought and did not send is there no longer; returns its digest."""

    shareable = True

    def __init__(self, store: Store, by: Member, file: File | None) -> None:
        self.store, self.by, self.file = store, by, file

    def check(self) -> None:
        access.access_file_to_drop(self.store.state, self.by, self.file)

    def write(self, connection: Connection) -> str:
        assert self.file is not None
        # It may have been sent, or dropped, since it was looked at.
        held = col(_FILE.id) == self.file.id, col(_FILE.message_id).is_(None)
        if not connection.execute(delete(_FILE).where(*held)).rowcount:
            raise Refused(access.UNKNOWN_FILE)
        return self.file.digest


class Expire(Command[list[str]]):
    """What was held too long is there no longer; returns the digests.

    :param spared: files that a draft or a message that waits names
    """

    shareable = True

    def __init__(self, before: int, spared: set[int]) -> None:
        self.before, self.spared = before, spared

    def write(self, connection: Connection) -> list[str]:
        old = select(col(_FILE.id), col(_FILE.digest)).where(
            col(_FILE.message_id).is_(None), col(_FILE.at) < self.before
        )
        going = [(id_, digest) for id_, digest in connection.execute(old) if id_ not in self.spared]
        for id_, _ in going:
            connection.execute(delete(_FILE).where(col(_FILE.id) == id_))
        return [digest for _, digest in going]


class Forget(Command[bool]):
    """What can be read in a content goes with its last file; returns whether there is none."""

    shareable = True

    def __init__(self, digest: str) -> None:
        self.digest = digest

    def write(self, connection: Connection) -> bool:
        return bool(forgotten(connection, [self.digest]))


def too_many() -> Refused:
    return Refused("You hold {n} files that you have not sent: send some of them, or take some away.", n=HELD_MOST)


def _unused(connection: Connection) -> int:
    """An id by which nobody can tell how many files there are."""
    while True:
        id_ = random_id()
        if connection.execute(select(col(_FILE.id)).where(col(_FILE.id) == id_)).first() is None:
            return id_
