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
from app.store import access, composed, export_talk, layouts, tables
from app.store.export_files import Attachments
from app.store.export_talk import Former
from app.store.files.rows import read_files
from app.store.ids import id_at, time_of
from app.store.members import SETTINGS, setting
from app.store.message_rows import read_recipients
from app.store.names import in_order
from app.store.said import Message, Quote
from app.store.state import Canal, Member
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
    """A message as an export tells it: with the text as it was typed, and, of one's own, what it said before."""

    message: Message
    text: str
    former: Sequence[Former] = ()


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
        self._connection, self.went_on = connection, went_on
        self.attachments = Attachments()
        self._closed = 0 if member.active else self._closing()
        self.conversations = sorted(self._conversations(), key=_place)

    @property
    def count(self) -> int:
        """How many messages there are in all."""
        return sum(conversation.count for conversation in self.conversations)

    def messages(self, conversation: Conversation) -> Iterator[list[Said]]:
        """All that belongs to the member, oldest first, in chunks."""
        query, last = self._query(conversation), 0
        while chunk := self._chunk(query, conversation.canal, last):
            yield chunk
            last = chunk[-1].message.id
            self.went_on(len(chunk))

    def nickname(self, member_id: int) -> str:
        """What a member is called today. All members of an office know each other's names."""
        member = self.office.members.get(member_id)
        return member.nickname if member is not None else self.words("Former member")

    def quoted(self, quote: Quote) -> str:
        """How a message began that was answered; who is named in it is called as they are today. Of one that said
        nothing, what its files are called."""
        said = "".join(each if isinstance(each, str) else f"@{self.nickname(each)}" for each in quote.said)
        return said or ", ".join(file.name for file in quote.files)

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
        columns = (col(planned.canal_id), col(planned.due), col(planned.content), col(planned.sent))
        due = own(planned, *columns, by=col(planned.due))
        remind = own(reminders, col(reminders.message_id), col(reminders.due), by=col(reminders.due))
        return {
            "drafts": [
                {"canal": at, "time": iso(typed), "answers": answered or None, **composed.read(kept)}
                for at, typed, kept, answered in written
            ],
            # What was sent is among the messages.
            "scheduled": [
                {"canal": at, "time": iso(when), **composed.read(kept)} for at, when, kept, sent in due if not sent
            ],
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
                "description": canal.description,
                "pinned": self._pinned(canal),
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

    def _pinned(self, canal: Canal) -> list[dict[str, Any]]:
        """What is pinned there, of the messages that belong to them: which, since when, and whether by themselves."""
        pin = tables.Pin
        query = (
            select(col(pin.message_id), col(pin.by_id), col(pin.at))
            .join(tables.Message, col(tables.Message.id) == col(pin.message_id))
            .where(col(pin.canal_id) == canal.id, self._belonging(canal))
            .order_by(col(pin.at))
        )
        return [
            {"message": message_id, "time": iso(at), "by_me": by_id == self.member.id}
            for message_id, by_id, at in self._connection.execute(query)
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
        return self._theirs(canal) & col(tables.Message.gone).is_(False)

    def _theirs(self, canal: Canal) -> ColumnElement[bool]:
        """As `_belonging`, what is gone among them."""
        # The canal's index is walked in the order of ids: whichever way the right is said, no chunk sorts.
        there = col(tables.Message.canal_id) == canal.id
        return there & access.belonging_to(self.member, canal, self._closed)

    def _query(self, conversation: Conversation) -> Select[Any]:
        table = tables.Message
        said = (table.id, table.author_id, table.text, table.html, table.is_aside, table.event, table.card, table.at)
        since = (table.revision, table.edited, table.reply_to, table.has_files)
        belonging = self._belonging(conversation.canal)
        query = cast(Select[Any], select(*map(col, (*said, *since)))).where(
            belonging, col(table.id) > bindparam("after")
        )
        return query.order_by(col(table.id)).limit(CHUNK)

    def _chunk(self, query: Select[Any], canal: Canal, after: int) -> list[Said]:
        connection, own = self._connection, self.member.id
        rows = connection.execute(query, {"after": after}).all()
        circles = read_recipients(connection, [row.id for row in rows if row.is_aside])
        quotes = export_talk.quotes(connection, self._theirs(canal), [row.reply_to for row in rows if row.reply_to])
        # What nobody has changed nobody has reacted to.
        changed = [row.id for row in rows if row.revision]
        reactions = export_talk.reactions(connection, self.member, canal, changed)
        files = read_files(connection, [row.id for row in rows if row.has_files])
        former = export_talk.former(connection, [row.id for row in rows if row.edited and row.author_id == own])
        return [
            Said(
                Message(
                    row.id,
                    canal.id,
                    row.author_id,
                    row.html,
                    tuple(circles.get(row.id, ())),
                    event=row.event,
                    card=row.card,
                    said=row.at,
                    edited=row.edited,
                    quote=quotes.get(row.reply_to),
                    reactions=reactions.get(row.id, ()),
                    files=files.get(row.id, ()),
                ),
                row.text,
                former.get(row.id, ()),
            )
            for row in rows
        ]


def iso(moment: int) -> str:
    """Epoch milliseconds as ISO 8601, in UTC."""
    return datetime.fromtimestamp(moment / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _place(conversation: Conversation) -> tuple[bool, bool, str, int]:
    """Canals, direct conversations, then what was left, each in the order of its name."""
    return not conversation.told, conversation.canal.kind == "direct", fold(conversation.name), conversation.first
