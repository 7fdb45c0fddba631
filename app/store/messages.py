"""Messages: saying one, and reading those that one may."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select
from sqlmodel import col

from app.store import access, cards, receipts, tables
from app.store.ids import LARGEST
from app.store.mentions import Rendered
from app.store.message_rows import columns, read
from app.store.posting import FILES_MOST, ODD, Post, Posted, acceptable, check_nonce
from app.store.refusal import Refused
from app.store.said import Message
from app.store.search.words import terms
from app.store.state import Canal, Member
from app.store.window import LEAST
from app.text import render
from app.text.smileys import needs_names

if TYPE_CHECKING:
    from app.store.store import Store

PAGE = LEAST
"""Messages in the first page of a log, and at most in each older one."""

RECIPIENTS_MOST = 50

INLINE_RENDERING = 600
"""Characters up to which a text is rendered on the event loop (about a millisecond); longer ones go to a thread."""


@dataclass(frozen=True, slots=True)
class Page:
    """Successive messages of one canal, oldest first; `older`: there may be some before them, `newer`: after them.

    `at`: for a piece of history, up to which revision it holds what there is for its reader, at least.
    """

    canal: Canal
    messages: list[Message]
    older: bool
    newer: bool = False
    at: int = 0


def _before(member: Member, canal: Canal, message_id: int, limit: int) -> Select[Any]:
    """The newest before that id, and one more: whether there are others."""
    visible = columns().where(access.visible_to(member, [canal]), col(tables.Message.id) < _within(message_id))
    return visible.order_by(col(tables.Message.id).desc()).limit(limit + 1)


def _from(member: Member, canal: Canal, message_id: int, limit: int) -> Select[Any]:
    """The oldest from that id on, and one more."""
    visible = columns().where(access.visible_to(member, [canal]), col(tables.Message.id) >= _within(message_id))
    return visible.order_by(col(tables.Message.id)).limit(limit + 1)


def _within(message_id: int) -> int:
    """An id that SQLite can bind, whatever was asked for."""
    return min(max(message_id, 0), LARGEST)


class Messages:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._turns: dict[int, asyncio.Lock] = {}

    async def post(
        self,
        by: Member,
        canal_id: int,
        text: str,
        recipients: Sequence[int] = (),
        nonce: str = "",
        card: object = None,
        reply_to: int | None = None,
        files: Sequence[int] = (),
    ) -> Posted:
        """Say something; durable once this returns. The same author and nonce give the same message, for ever.

        :param card: a record to show under the text, which may then be empty; what `cards.checked` takes
        :param reply_to: the message of the same canal that this answers
        :param files: the ids of files that they brought, in the order in which they show; the text may then be empty
        :raises Refused: an empty or too long text, no such card, too many files, or what it answers is gone;
            `Forbidden`: not their canal, a recipient outside it, a file that they do not hold, or an answer to what
            they may not read, or to more than may
        """
        text = acceptable(text, alone=card is None and not files)
        record = "" if card is None else cards.written(cards.checked(card))
        check_nonce(nonce)
        if len(recipients) > RECIPIENTS_MOST or len(set(files)) < len(files):
            raise Refused(ODD)
        if len(files) > FILES_MOST:
            raise Refused("A message holds at most {n} files: send the others in a second one.", n=FILES_MOST)
        circle = tuple(sorted(set(recipients)))
        access.access_post(self._store.state, by, canal_id, circle)
        answered = None
        if reply_to is not None:
            answered = await self._said(by, canal_id, reply_to)
            access.access_reply(self._store.state, by, answered, circle)
        # One turn per author: a long text that renders in a thread is not overtaken by the short one after it.
        turn = self._turns.get(by.id) or self._turns.setdefault(by.id, asyncio.Lock())
        async with turn:
            html, mentions, others = await self.rendered(text, by, canal_id, circle)
            post = Post(self._store, by, canal_id, text, html, circle, nonce, record, answered, mentions, tuple(files))
            posting = self._store.writer.submit(post)
        posted = await posting
        return replace(posted, others=others) if posted.fresh else posted

    async def preview(self, by: Member, canal_id: int, text: str, recipients: Sequence[int] = ()) -> str:
        """The HTML that a text would become as this member's message.

        :raises Refused: an empty or too long text; `Forbidden`: not their canal
        """
        return (await self.rendered(acceptable(text), by, canal_id, recipients)).html

    async def find(self, member: Member, canal_id: int, message_id: int) -> Message:
        """Something said in a canal, from memory or from the database.

        :raises Forbidden: when the member may not read it, or it does not exist; `Refused`: when it is gone
        """
        access.access_canal(self._store.state, member, canal_id)
        return access.access_message(self._store.state, member, await self._said(member, canal_id, message_id))

    async def find_anywhere(self, member: Member, message_id: int) -> Message:
        """As `find`, whichever canal it was said in."""
        return access.access_message(self._store.state, member, await self.look_for(member, message_id))

    async def look_for(self, member: Member, message_id: int) -> Message | None:
        """That message, for a rule to say whether it is the member's to know of. One that is not is not looked at: how
        long it takes to be told so is the same as if there were none."""
        for canal in access.canals_of(self._store.state, member):
            message = self._store.state.held(canal.id, message_id)
            if message is not None and access.sees(member, message):
                return message
        return await self._read(member, access.canals_of(self._store.state, member), message_id)

    async def _said(self, member: Member, canal_id: int, message_id: int) -> Message | None:
        """As `look_for`, when it was said in that canal."""
        message = self._store.state.held(canal_id, message_id)
        if message is not None and access.sees(member, message):
            return message
        return await self._read(member, [self._store.state.canals[canal_id]], message_id)

    async def _read(self, member: Member, canals: Iterable[Canal], message_id: int) -> Message | None:
        query = columns().where(access.visible_to(member, canals), col(tables.Message.id) == _within(message_id))
        found = await self._store.database.read(lambda connection: read(connection, query))
        return found[0] if found else None

    def newest(self, member: Member, canal_id: int, limit: int = PAGE) -> Page:
        """The newest messages of a canal that this member sees, from memory."""
        canal = access.access_canal(self._store.state, member, canal_id)
        window = self._store.state.window(canal_id)
        since = window.since(member.id)
        newer = takewhile(lambda each: each.id > since, reversed(window.messages))
        found = list(islice((each for each in newer if access.sees(member, each)), limit + 1))
        older = not window.complete or since > 0 or len(found) > limit
        return Page(canal, found[:limit][::-1], older)

    async def before(self, member: Member, canal_id: int, message_id: int, limit: int = PAGE) -> Page:
        """The messages just before one, from the database.

        :raises Forbidden: when the canal does not exist for this member
        """
        canal = access.access_canal(self._store.state, member, canal_id)
        (found,) = await self._found(member, canal, _before(member, canal, message_id, limit))
        return Page(canal, found[:limit][::-1], older=len(found) > limit, newer=True)

    async def after(self, member: Member, canal_id: int, message_id: int, limit: int = PAGE) -> Page:
        """The messages just after one, from the database.

        :raises Forbidden: when the canal does not exist for this member
        """
        canal = access.access_canal(self._store.state, member, canal_id)
        (found,) = await self._found(member, canal, _from(member, canal, message_id + 1, limit))
        return Page(canal, found[:limit], older=True, newer=len(found) > limit)

    async def around(self, member: Member, canal_id: int, message_id: int, limit: int = PAGE) -> Page:
        """The messages before and after that id, about as many of each, from the database.

        :raises Forbidden: when the canal does not exist for this member
        """
        canal, half = access.access_canal(self._store.state, member, canal_id), limit // 2
        # Known before the database is asked: it holds that, and maybe more.
        newest = self.newest(member, canal_id, 1).messages
        queries = (_before(member, canal, message_id, half), _from(member, canal, message_id, half))
        before, rest = await self._found(member, canal, *queries)
        at = newest[0].revision if newest else 0
        return Page(canal, before[:half][::-1] + rest[:half], len(before) > half, len(rest) > half, at)

    async def first(self, member: Member, canal_id: int, message_id: int, *, news: bool = False) -> int | None:
        """The first message from that id on that this member may read.

        :param news: of those that are somebody else's words
        :raises Forbidden: when the canal does not exist for this member
        """
        canal = access.access_canal(self._store.state, member, canal_id)
        query = _from(member, canal, message_id, 0)
        if news:
            theirs = col(tables.Message.author_id) != member.id
            query = query.where(theirs, col(tables.Message.event) == "", col(tables.Message.gone).is_(False))
        (found,) = await self._found(member, canal, query)
        return found[0].id if found else None

    async def _found(self, member: Member, canal: Canal, *queries: Select[Any]) -> list[list[Message]]:
        """What each of these finds of a canal, all at one moment."""

        def both(connection: Connection) -> tuple[list[list[Message]], list[receipts.Seen]]:
            found = [read(connection, each) for each in queries]
            own = [each for some in found for each in some if each.is_aside and each.author_id == member.id]
            return found, receipts.seen_of(connection, own)

        changed = None
        while changed != self._store.state.window(canal.id).changed:
            # What changes while the database answers has been told by then, to whoever did not hold it yet.
            changed = self._store.state.window(canal.id).changed
            found, seen = await self._store.database.read(both)
        # Somebody may have been taken out of the canal meanwhile.
        access.access_canal(self._store.state, member, canal.id)
        self._store.feed.publish(receipts.recall(self._store.state, seen))
        return found

    async def rendered(self, text: str, by: Member, canal_id: int, circle: Sequence[int]) -> Rendered:
        """The HTML of an acceptable text, and whom it names.

        :param circle: those to whom alone it is said; nobody means everyone
        """
        canal = access.access_canal(self._store.state, by, canal_id)
        mentions = self._store.naming.in_text(text, by, canal, circle)
        references = self._store.references.finder
        if len(text) <= INLINE_RENDERING and not (by.smileys and needs_names(text)):
            html = render.html(text, by.smileys, references, mentions)
        else:
            # Its words, too, are looked at for the first time outside the writer's thread: then they are known.
            await asyncio.to_thread(terms, text)
            html = await asyncio.to_thread(render.html, text, by.smileys, references, mentions)
        return self._store.naming.rendered(html, mentions, by, circle)
