"""What belongs in a member's export, read from one snapshot of the database. See `access` for what belongs to whom."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, select
from sqlalchemy.orm import Mapped
from sqlmodel import col

from app.locale import Words, listed
from app.store import access, composed, layouts, tables
from app.store.ids import id_at, time_of
from app.store.members import SETTINGS, setting
from app.store.names import in_order
from app.store.state import Canal, Member, Message
from app.text.typed import fold

CHUNK = 200
"""Messages that are held at a time, whatever the length of the history: some 20 ms of work."""


@dataclass(frozen=True, slots=True)
class Office:
    """The office as it stood when the export was asked for; nothing of it changes while the thread reads."""

    name: str
    now: int
    members: Mapping[int, Member]
    canals: Mapping[int, Canal]


@dataclass(frozen=True, slots=True)
class Said:
    """A message as an export tells it: with the text as it was typed."""

    message: Message
    text: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """What one canal holds for the member. `told`: whether they may know what it is called; else they have left it."""

    canal: Canal
    name: str
    told: bool
    count: int
    first: int = 0
    last: int = 0

    @property
    def span(self) -> tuple[int, int]:
        """When the first and the last of its messages were said, in epoch milliseconds."""
        return time_of(self.first), time_of(self.last)


@dataclass(frozen=True, slots=True)
class Browser:
    """A session, without what opens it. Those of embedded pages are not kept, and go with the page: none is here."""

    created: int
    seen: int
    agent: str
    address: str


class Contents:
    """:param went_on: told of each chunk how many messages it holds; what it raises ends the reading"""

    def __init__(
        self, connection: Connection, office: Office, member: Member, words: Words, went_on: Callable[[int], None]
    ) -> None:
        self.office, self.member, self.words = office, member, words
        self._connection, self._went_on = connection, went_on
        self._closed = 0 if member.active else self._closing()
        self.conversations = sorted(self._conversations(), key=_place)

    @property
    def count(self) -> int:
        """How many messages there are in all."""
        return sum(conversation.count for conversation in self.conversations)

    def messages(self, conversation: Conversation) -> Iterator[list[Said]]:
        """All that belongs to the member, oldest first, in chunks."""
        query, canal_id, last = self._query(conversation), conversation.canal.id, 0
        while chunk := self._chunk(query, canal_id, last):
            yield chunk
            last = chunk[-1].message.id
            self._went_on(len(chunk))

    def nickname(self, member_id: int) -> str:
        """What a member is called today. All members of an office know each other's names."""
        member = self.office.members.get(member_id)
        return member.nickname if member is not None else self.words("Former member")

    def login(self, member_id: int) -> str:
        member = self.office.members.get(member_id)
        return member.login if member is not None else ""

    def card(self) -> dict[str, Any]:
        member = self.member
        email = select(col(tables.Member.email)).where(col(tables.Member.id) == member.id)
        return {
            "login": member.login,
            "nickname": member.nickname,
            "role": member.role,
            "color": member.color,
            "note": member.note,
            "email": self._connection.execute(email).scalar_one(),
            "created": iso(member.created),
            "active": member.active,
        }

    def settings(self) -> dict[str, str]:
        return {name: setting(self.member, name) for name in SETTINGS}

    def browsers(self) -> list[Browser]:
        """Where the member is signed in, the latest used first; not what opens a session."""
        table = tables.Session
        columns = (table.created, table.seen, table.agent, table.address)
        query = cast(Select[Any], select(*map(col, columns)))
        query = query.where(col(table.member_id) == self.member.id).order_by(col(table.seen).desc())
        return [Browser(**row) for row in self._connection.execute(query).mappings()]

    def desktop(self) -> dict[str, Any] | None:
        """What the member has put on their desktop; None until they have changed something."""
        query = select(col(tables.Desktop.layout)).where(col(tables.Desktop.member_id) == self.member.id)
        layout = layouts.kept(self._connection.execute(query).scalar() or "")
        return layout.as_json() if layout is not None else None

    def later(self) -> dict[str, list[dict[str, Any]]]:
        """What the member has put by: drafts, messages to be sent, reminders; also of canals that they have left."""
        drafts, planned, reminders = tables.Draft, tables.Scheduled, tables.Reminder

        def own(table: Any, *columns: Mapped[Any], by: Mapped[Any]) -> Any:
            query = cast(Select[Any], select(*columns)).where(col(table.member_id) == self.member.id)
            return self._connection.execute(query.order_by(by))

        at, answered, typed, content = map(col, (drafts.canal_id, drafts.reply_to, drafts.typed, drafts.content))
        written = own(drafts, at, typed, content, answered, by=typed)
        due = own(planned, col(planned.canal_id), col(planned.due), col(planned.content), by=col(planned.due))
        remind = own(reminders, col(reminders.message_id), col(reminders.due), by=col(reminders.due))
        return {
            "drafts": [
                {"canal": at, "time": iso(typed), "answers": answered or None, **composed.read(kept)}
                for at, typed, kept, answered in written
            ],
            "scheduled": [{"canal": at, "time": iso(when), **composed.read(kept)} for at, when, kept in due],
            "reminders": [{"message": message, "time": iso(when)} for message, when in remind],
        }

    def deeds(self) -> list[dict[str, Any]]:
        """What the member did as an administrator."""
        table = tables.Audit
        query = select(col(table.at), col(table.deed), col(table.details)).where(col(table.by_id) == self.member.id)
        return [
            {"time": iso(at), "deed": deed, "details": json.loads(details)}
            for at, deed, details in self._connection.execute(query.order_by(col(table.id)))
        ]

    def canals(self) -> list[dict[str, Any]]:
        """The canals and direct conversations that exist for the member, and how they want each."""
        marks = self._by_canal(tables.ReadMark, col(tables.ReadMark.message_id))
        levels = self._by_canal(tables.Preference, col(tables.Preference.level))
        places = self._by_canal(tables.Preference, col(tables.Preference.place))
        return [
            {
                "id": canal.id,
                "name": each.name,
                "kind": canal.kind,
                "color": canal.color,
                "topic": canal.topic,
                "archived": canal.archived,
                "created": iso(canal.created),
                "joined": iso(canal.joined[self.member.id]) if self.member.id in canal.joined else None,
                "notifications": levels.get(canal.id, "all"),
                "place": places.get(canal.id, 0),
                "read_until": iso(time_of(marks[canal.id])) if canal.id in marks else None,
                "messages": each.count,
            }
            for each in self.conversations
            if each.told
            for canal in (each.canal,)
        ]

    def _by_canal(self, table: Any, value: Mapped[Any]) -> dict[int, Any]:
        query = select(col(table.canal_id), value).where(col(table.member_id) == self.member.id)
        return {canal_id: kept for canal_id, kept in self._connection.execute(query)}  # noqa: C416 - rows are no pairs

    def _closing(self) -> int:
        """The message id at which the member's account was closed; 0 when nothing says when that was."""
        table = tables.Audit
        closing = select(func.max(col(table.at))).where(
            col(table.deed) == "member-deactivated", func.json_extract(col(table.details), "$.member") == self.member.id
        )
        at = self._connection.execute(closing).scalar()
        return 0 if at is None else id_at(at)

    def _conversations(self) -> Iterator[Conversation]:
        table = tables.Message
        spoken = select(col(table.canal_id)).where(col(table.author_id) == self.member.id).distinct()
        spoken_in = set(self._connection.execute(spoken).scalars())
        for canal in self.office.canals.values():
            told = access.is_told_of(self.member, canal)
            if not (told or canal.id in spoken_in or canal.is_open or self.member.id in canal.joined):
                continue
            query = select(func.count(), func.min(col(table.id)), func.max(col(table.id)))
            count, first, last = self._connection.execute(query.where(self._belonging(canal))).one()
            if told or count:
                yield Conversation(canal, self._name(canal, told), told, count, first or 0, last or 0)

    def _name(self, canal: Canal, told: bool) -> str:
        if not told:
            return self.words("A canal that you have left")
        if canal.kind != "direct":
            return canal.name
        others = [each for each in map(self.office.members.get, canal.joined) if each and each.id != self.member.id]
        return listed(each.nickname for each in sorted(others, key=in_order))

    def _belonging(self, canal: Canal) -> ColumnElement[bool]:
        # The canal's index is walked in the order of ids: whichever way the right is said, no chunk sorts.
        there = (col(tables.Message.canal_id) == canal.id) & col(tables.Message.gone).is_(False)
        return there & access.belonging_to(self.member, canal, self._closed)

    def _query(self, conversation: Conversation) -> Select[Any]:
        table = tables.Message
        columns = (table.id, table.author_id, table.text, table.html, table.is_aside, table.event, table.card, table.at)
        belonging = self._belonging(conversation.canal)
        query = cast(Select[Any], select(*map(col, columns))).where(belonging, col(table.id) > bindparam("after"))
        return query.order_by(col(table.id)).limit(CHUNK)

    def _chunk(self, query: Select[Any], canal_id: int, after: int) -> list[Said]:
        rows = self._connection.execute(query, {"after": after}).all()
        circles = self._circles([row.id for row in rows if row.is_aside])
        return [
            Said(Message(id_, canal_id, author_id, html, tuple(circles.get(id_, ())), "", event, card, at), text)
            for id_, author_id, text, html, _, event, card, at in rows
        ]

    def _circles(self, asides: Sequence[int]) -> dict[int, list[int]]:
        circles: dict[int, list[int]] = {}
        if not asides:
            return circles
        table = tables.Recipient
        query = select(col(table.message_id), col(table.member_id)).where(col(table.message_id).in_(asides))
        for message_id, member_id in self._connection.execute(query.order_by(col(table.member_id))):
            circles.setdefault(message_id, []).append(member_id)
        return circles


def iso(moment: int) -> str:
    """Epoch milliseconds as ISO 8601, in UTC."""
    return datetime.fromtimestamp(moment / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _place(conversation: Conversation) -> tuple[bool, bool, str, int]:
    """Canals, direct conversations, then what was left, each in the order of its name."""
    return not conversation.told, conversation.canal.kind == "direct", fold(conversation.name), conversation.first
