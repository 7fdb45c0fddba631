"""Changing what one has said. What it said before is kept, for its author and the administrators."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import BindParameter, Connection, bindparam, exists, insert, select
from sqlmodel import col

from app.store import access, received, revisions, tables
from app.store.feed import Change
from app.store.mentions import Rendered
from app.store.posting import Posted, acceptable, check_nonce, named
from app.store.received import Renamed
from app.store.refusal import Refused
from app.store.said import Message
from app.store.state import Member
from app.store.writer import Command

if TYPE_CHECKING:
    from app.store.store import Store

HISTORY_MOST = 200
"""Former texts of a message that one is shown: the newest."""

_THAT: BindParameter[int] = bindparam("that")
_BY: BindParameter[str] = bindparam("by")
_DONE = exists().where(col(tables.Version.message_id) == _THAT, col(tables.Version.nonce) == _BY)
_NOW = select(
    col(tables.Message.text),
    col(tables.Message.mentions),
    col(tables.Message.edited),
    col(tables.Message.at),
    col(tables.Message.gone),
    _DONE.label("done"),
).where(col(tables.Message.id) == _THAT)
_TYPED = select(col(tables.Message.text)).where(col(tables.Message.id) == _THAT)
_FORMER = (
    select(col(tables.Version.at), col(tables.Version.text))
    .where(col(tables.Version.message_id) == _THAT)
    .order_by(col(tables.Version.id).desc())
    .limit(HISTORY_MOST)
)
_KEEP = insert(tables.Version)


@dataclass(frozen=True, slots=True)
class Said:
    """What a message says, or said, and since when."""

    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Edited:
    """A message, and its answers, that are otherwise; and what is received of it."""

    changed: list[Message]
    renamed: Renamed


class Edit(Command[Edited | None]):
    """Give a message another text; None when it says so already."""

    shareable = True

    def __init__(self, store: Store, by: Member, message: Message, nonce: str, text: str, rendered: Rendered) -> None:
        self.store, self.by, self.message, self.nonce = store, by, message, nonce
        self.text, self.rendered = text, rendered
        self.meant: dict[int, str] = {}

    def check(self) -> None:
        state, message = self.store.state, self.message
        access.access_message_to_edit(state, self.by, message)
        author = message.quote.author_id if message.quote else None
        canal, mentions = state.canals[message.canal_id], self.rendered.mentions
        self.meant = received.receivers(state, canal, self.by.id, message.recipients, mentions, author)

    def write(self, connection: Connection) -> Edited | None:
        that = self.message.id
        now = connection.execute(_NOW, {"that": that, "by": self.nonce}).one_or_none()
        if now is None or now.gone:
            raise Refused(access.DELETED)
        if now.done or now.text == self.text:
            return None
        since = now.edited or now.at or self.message.at
        connection.execute(_KEEP, {"message_id": that, "text": now.text, "at": since, "nonce": self.nonce})
        html, mentions, _ = self.rendered
        values = {"text": self.text, "html": html, "mentions": named(mentions), "edited": self.store.clock()}
        changed = revisions.change_quoted(self.store, connection, that, **values)
        # The last of its files may have been taken out since it was looked at.
        acceptable(self.text, alone=not (changed[0].card or changed[0].files))
        self.store.search.index.renew(connection, that)
        before = json.loads(now.mentions or "[]")
        return Edited(changed, received.renamed(self.store, connection, changed[0], before, self.meant))

    def apply(self, result: Edited | None) -> Sequence[Change]:
        if result is None:
            return ()
        message, *answers = result.changed
        changes = revisions.changed(self.store, message, result.renamed.anew)
        changes += [change for each in answers for change in revisions.changed(self.store, each)]
        return [*changes, *received.renamed_taken_in(self.store.state, result.renamed)]


class Edits:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def edit(self, by: Member, message_id: int, text: str, nonce: str) -> Posted:
        """Have a message say something else, to those who read it already; durable once this returns. The same nonce
        does it once, for ever: `fresh` says whether it did so now.

        :raises Refused: an empty or too long text, or it is gone; `Forbidden`: not theirs, or the canal is archived
        """
        check_nonce(nonce)
        message = await self._own(by, message_id)
        text = acceptable(text, alone=not (message.card or message.files))
        rendered = await self._store.messages.rendered(text, by, message.canal_id, message.recipients)
        edited = await self._store.writer.run(Edit(self._store, by, message, nonce, text, rendered))
        if edited:
            await revisions.requote_older(self._store, edited.changed)
            return Posted(edited.changed[0], fresh=True, others=rendered.others)
        return Posted(await self._store.messages.find(by, message.canal_id, message_id), fresh=False)

    async def typed(self, by: Member, message_id: int) -> tuple[Message, str]:
        """What they may edit, and its text as they typed it.

        :raises Forbidden: as `edit`
        """
        message = await self._own(by, message_id)
        found = await self._store.database.read(
            lambda connection: connection.execute(_TYPED, {"that": message_id}).scalar_one_or_none()
        )
        if found is None:
            raise Refused(access.DELETED)
        return message, found

    def last(self, by: Member, canal_id: int) -> Message | None:
        """The newest that they said in a canal and may edit, of those that memory holds."""
        state = self._store.state
        access.access_canal(state, by, canal_id)
        newest = reversed(state.window(canal_id).messages)
        return next((each for each in newest if access.may(access.access_message_to_edit, state, by, each)), None)

    async def history(self, by: Member, message_id: int) -> list[Said]:
        """What a message says, and what it said before, the newest first.

        :raises Forbidden: unless they wrote it or administer the office, and may read it
        """

        def all_of_it(connection: Connection) -> list[Said]:
            now = connection.execute(_NOW, {"that": message_id, "by": ""}).one_or_none()
            if now is None:
                raise Refused(access.DELETED)
            former = connection.execute(_FORMER, {"that": message_id})
            return [Said(now.edited, now.text), *(Said(at, text) for at, text in former)]

        message = await self._store.messages.find_anywhere(by, message_id)
        access.access_history(self._store.state, by, message)
        found = await self._store.database.read(all_of_it)
        # It may have been taken away, or they out of the canal, while the database answered.
        message = await self._store.messages.find(by, message.canal_id, message_id)
        access.access_history(self._store.state, by, message)
        return found if message.edited else []

    async def _own(self, by: Member, message_id: int) -> Message:
        message = await self._store.messages.find_anywhere(by, message_id)
        return access.access_message_to_edit(self._store.state, by, message)
