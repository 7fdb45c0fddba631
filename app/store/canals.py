"""Canals: making them, changing them, and who is in them."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, insert, update
from sqlmodel import col

from app.store import access, events, names, tables
from app.store.feed import CanalChanged, CanalJoined, CanalLeft, Change
from app.store.ids import random_id
from app.store.refusal import Refused, about
from app.store.said import Message
from app.store.state import Canal, Member
from app.store.writer import Command
from app.text.typed import clean, clean_name, fold, is_blank

if TYPE_CHECKING:
    from app.store.store import Store

TOPIC_LONGEST = 120
DESCRIPTION_LONGEST = 1_000
"""Characters of what a canal is for, as a message is written: several lines, with the same marks."""

DIRECT_MOST = 12
"""Members of one direct conversation; a larger circle wants a canal with a name."""


class Create(Command[Canal]):
    def __init__(self, store: Store, by: Member, canal: Canal) -> None:
        self.store, self.by, self.canal = store, by, canal

    def check(self) -> None:
        state = self.store.state
        access.current(state, self.by)
        for member_id in self.canal.joined:
            access.current(state, access.access_member(state, self.by, member_id))
        if self.canal.kind != "direct":
            check_free(self.store, self.by, self.canal.name)

    def write(self, connection: Connection) -> Canal:
        row = {name: value for name, value in dataclasses.asdict(self.canal).items() if name != "joined"}
        connection.execute(insert(tables.Canal).values(row))
        if self.canal.joined:
            connection.execute(
                insert(tables.Membership),
                [
                    {"canal_id": self.canal.id, "member_id": member_id, "joined": joined}
                    for member_id, joined in self.canal.joined.items()
                ],
            )
        return self.canal

    def apply(self, result: Canal) -> Sequence[Change]:
        self.store.state.canals[result.id] = result
        joined: list[Change] = [CanalJoined(result.id, member_id) for member_id in result.joined]
        return [CanalChanged(result.id), *joined]


class Edit(Command[list[Message]]):
    """Change columns of a canal; each change leaves a line in its log."""

    def __init__(self, store: Store, by: Member, canal_id: int, values: dict[str, str | bool]) -> None:
        self.store, self.by, self.canal_id, self.values = store, by, canal_id, values

    def check(self) -> None:
        if "archived" in self.values:
            access.access_canal_to_archive(self.store.state, self.by, self.canal_id)
        else:
            access.access_canal_to_edit(self.store.state, self.by, self.canal_id)
        name = self.values.get("name")
        if isinstance(name, str):
            check_free(self.store, self.by, name, but=self.canal_id)

    def write(self, connection: Connection) -> list[Message]:
        happened = events.changes(self.store.state.canals[self.canal_id], self.values)
        if happened:
            where = col(tables.Canal.id) == self.canal_id
            connection.execute(update(tables.Canal).where(where).values(**self.values))
        return events.write(self.store, connection, self.by, self.canal_id, happened)

    def apply(self, result: list[Message]) -> Sequence[Change]:
        if not result:
            return ()
        canals = self.store.state.canals
        canals[self.canal_id] = dataclasses.replace(canals[self.canal_id], **self.values)  # type: ignore[arg-type]
        return [CanalChanged(self.canal_id), *events.apply(self.store, result)]


class Add(Command[list[Message]]):
    def __init__(self, store: Store, by: Member, canal_id: int, member_id: int) -> None:
        self.store, self.by, self.canal_id, self.member_id = store, by, canal_id, member_id
        self.joined = store.message_ids.moment()

    def check(self) -> None:
        canal = access.access_canal_to_manage(self.store.state, self.by, self.canal_id)
        access.current(self.store.state, access.access_member(self.store.state, self.by, self.member_id))
        if self.member_id in canal.joined:
            raise Refused("This member is already in the canal.")

    def write(self, connection: Connection) -> list[Message]:
        row = {"canal_id": self.canal_id, "member_id": self.member_id, "joined": self.joined}
        connection.execute(insert(tables.Membership).values(row))
        happened: list[dict[str, object]] = [{"what": "added", "member": self.member_id}]
        return events.write(self.store, connection, self.by, self.canal_id, happened)

    def apply(self, result: list[Message]) -> Sequence[Change]:
        canals = self.store.state.canals
        canal = canals[self.canal_id]
        canals[self.canal_id] = dataclasses.replace(canal, joined={**canal.joined, self.member_id: self.joined})
        joined: list[Change] = [CanalJoined(self.canal_id, self.member_id), CanalChanged(self.canal_id)]
        return [*joined, *events.apply(self.store, result)]


class Leave(Command[list[Message]]):
    """A member leaves a private canal, or its creator or an administrator takes them out."""

    def __init__(self, store: Store, by: Member, canal_id: int, member_id: int) -> None:
        self.store, self.by, self.canal_id, self.member_id = store, by, canal_id, member_id

    def check(self) -> None:
        if self.by.id == self.member_id:
            canal = access.access_canal_to_leave(self.store.state, self.by, self.canal_id)
        else:
            canal = access.access_canal_to_manage(self.store.state, self.by, self.canal_id)
        if self.member_id not in canal.joined:
            raise Refused("This member is not in the canal.")

    def write(self, connection: Connection) -> list[Message]:
        for table in (tables.Membership, tables.ReadMark, tables.Preference):
            connection.execute(
                delete(table).where(col(table.canal_id) == self.canal_id, col(table.member_id) == self.member_id)
            )
        left = self.by.id == self.member_id
        what: dict[str, object] = {"what": "left"} if left else {"what": "removed", "member": self.member_id}
        return events.write(self.store, connection, self.by, self.canal_id, [what])

    def apply(self, result: list[Message]) -> Sequence[Change]:
        state = self.store.state
        canal = state.canals[self.canal_id]
        joined = {member_id: since for member_id, since in canal.joined.items() if member_id != self.member_id}
        state.canals[self.canal_id] = dataclasses.replace(canal, joined=joined)
        state.marks.get(self.member_id, {}).pop(self.canal_id, None)
        state.preferences.get(self.member_id, {}).pop(self.canal_id, None)
        left: list[Change] = [CanalLeft(self.canal_id, self.member_id), CanalChanged(self.canal_id)]
        return [*left, *events.apply(self.store, result)]


@about("description")
def acceptable_description(text: str) -> str:
    """What a canal is for, as it is kept.

    :raises Refused: when it is longer than that may be
    """
    text = clean(text[: 4 * DESCRIPTION_LONGEST])
    if len(text) > DESCRIPTION_LONGEST:
        raise Refused("A description has at most {n} characters.", n=DESCRIPTION_LONGEST)
    return "" if is_blank(text) else text


@about("name")
def check_free(store: Store, by: Member, name: str, but: int | None = None) -> None:
    """:raises Refused: when a canal that this member can see already has that name, in any case and accents

    A canal that they cannot see does not count: the refusal would tell them that it exists.
    """
    for canal in access.canals_of(store.state, by):
        if canal.id != but and canal.kind != "direct" and fold(canal.name) == fold(name):
            raise Refused("There is already a canal called {name}.", name=canal.name)


class Canals:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._directs = asyncio.Lock()

    def of(self, member: Member) -> list[Canal]:
        """The canals that exist for this member."""
        return list(access.canals_of(self._store.state, member))

    def get(self, member: Member, canal_id: int) -> Canal:
        """:raises Forbidden: when it does not exist for this member"""
        return access.access_canal(self._store.state, member, canal_id)

    def members(self, member: Member, canal_id: int) -> list[Member]:
        """Who is in a canal, for somebody who is in it."""
        canal = access.access_canal(self._store.state, member, canal_id)
        return list(access.members_of(self._store.state, canal))

    async def create(
        self,
        by: Member,
        name: str,
        color: str = "",
        kind: str = "open",
        topic: str = "",
        members: Iterable[int] = (),
        description: str = "",
    ) -> Canal:
        """A new open or private canal; its creator is always in it.

        :raises Refused: when the name will not do or is taken, or the description is too long
        """
        if kind not in ("open", "private"):
            raise Refused("A canal is open or private.")
        canal = Canal(
            id=random_id(),
            name=names.acceptable_name(name),
            color=names.acceptable_color(color or names.color_for(len(self.of(by)))),
            kind=kind,
            topic=clean_name(topic[: 4 * TOPIC_LONGEST])[:TOPIC_LONGEST],
            description=acceptable_description(description),
            creator_id=by.id,
            archived=False,
            created=self._store.clock(),
            joined=dict.fromkeys([by.id, *members], self._store.message_ids.moment()) if kind == "private" else {},
        )
        return await self._store.writer.run(Create(self._store, by, canal))

    async def direct(self, by: Member, members: Iterable[int]) -> Canal:
        """The direct conversation of exactly these members and `by`: the standing one, or a new one."""
        circle = dict.fromkeys([by.id, *members])
        if not 2 <= len(circle) <= DIRECT_MOST:
            raise Refused("A direct conversation is between 2 and {n} members.", n=DIRECT_MOST)
        # One at a time: two who open it towards each other at once find the same one.
        async with self._directs:
            for canal in access.canals_of(self._store.state, by):
                if canal.kind == "direct" and canal.joined.keys() == circle.keys():
                    return canal
            joined = dict.fromkeys(circle, self._store.message_ids.moment())
            canal = Canal(random_id(), "", by.color, "direct", "", by.id, False, self._store.clock(), joined)
            return await self._store.writer.run(Create(self._store, by, canal))

    async def edit(
        self,
        by: Member,
        canal_id: int,
        *,
        name: str | None = None,
        color: str | None = None,
        topic: str | None = None,
        description: str | None = None,
    ) -> None:
        """Rename, colour or describe a canal.

        :raises Refused: when the name will not do or is taken, or the description is too long
        """
        values: dict[str, str | bool] = {}
        if name is not None:
            values["name"] = names.acceptable_name(name)
        if color is not None:
            values["color"] = names.acceptable_color(color)
        if topic is not None:
            values["topic"] = clean_name(topic[: 4 * TOPIC_LONGEST])[:TOPIC_LONGEST]
        if description is not None:
            values["description"] = acceptable_description(description)
        if not values:
            access.access_canal_to_edit(self._store.state, by, canal_id)
            return
        await self._store.writer.run(Edit(self._store, by, canal_id, values))

    async def archive(self, by: Member, canal_id: int, archived: bool = True) -> None:
        """Close a canal, read-only and at the end of the drawer; or open it again.

        :raises Forbidden: unless `by` made it, or administers the office and is in it
        """
        await self._store.writer.run(Edit(self._store, by, canal_id, {"archived": archived}))

    async def add(self, by: Member, canal_id: int, member_id: int) -> None:
        await self._store.writer.run(Add(self._store, by, canal_id, member_id))

    async def remove(self, by: Member, canal_id: int, member_id: int) -> None:
        await self._store.writer.run(Leave(self._store, by, canal_id, member_id))

    async def leave(self, member: Member, canal_id: int) -> None:
        await self._store.writer.run(Leave(self._store, member, canal_id, member.id))
