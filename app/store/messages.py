"""Messages: saying one, and reading those that one may."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    TextClause,
    and_,
    bindparam,
    func,
    insert,
    select,
    text,
)
from sqlmodel import col

from app.locale import N_
from app.store import access, cards, received, tables
from app.store.feed import Change, MessagePosted
from app.store.ids import LARGEST
from app.store.mentions import Rendered
from app.store.refusal import Refused
from app.store.state import LEAST, WINDOW, Canal, Member, Message, Quote, Reactions, Received, Window
from app.store.writer import Command
from app.text import render
from app.text.short import begins
from app.text.smileys import needs_names
from app.text.typed import MAX_LENGTH, clean, is_blank

if TYPE_CHECKING:
    from app.store.store import Store

PAGE = LEAST
"""Messages in the first page of a log, and at most in each older one."""

NONCE_LONGEST = 64
RECIPIENTS_MOST = 50
ODD = N_("This message cannot be sent: reload the page and try again.")

INLINE_RENDERING = 600
"""Characters up to which a text is rendered on the event loop (about a millisecond); longer ones go to a thread."""

EMPTIED = "gone "
"""Begins the nonce of a message of which only the empty row is left."""

QUOTED = 180
"""Characters of a message that an answer shows."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What became of a message: its id, whether this sending made it (a repeated nonce did not), and who received it
    in their inbox."""

    message: Message
    fresh: bool
    received: tuple[Received, ...] = ()
    others: tuple[int, ...] = ()
    """Whom its text would name, if they were among those who read it."""


class Post(Command[Posted]):
    shareable = True

    def __init__(
        self,
        store: Store,
        by: Member,
        canal_id: int,
        text: str,
        html: str,
        recipients: tuple[int, ...],
        nonce: str,
        card: str = "",
        answered: Message | None = None,
        mentions: tuple[int, ...] = (),
    ) -> None:
        self.store, self.by, self.canal_id = store, by, canal_id
        self.text, self.html, self.recipients, self.nonce, self.card = text, html, recipients, nonce, card
        self.answered, self.mentions = answered, mentions
        self.receivers: dict[int, str] = {}

    @property
    def reply_to(self) -> int | None:
        return self.answered.id if self.answered else None

    def check(self) -> None:
        canal = access.access_post(self.store.state, self.by, self.canal_id, self.recipients)
        if self.answered:
            access.access_reply(self.store.state, self.by, self.answered, self.recipients)
        author = self.answered.author_id if self.answered else None
        self.receivers = received.receivers(self.store.state, canal, self.by.id, self.recipients, self.mentions, author)

    @classmethod
    def write_many(cls, connection: Connection, commands: Sequence[Post]) -> list[Posted | Refused]:
        """All messages of a batch in six statements, however many there are."""
        known, gone = _with_nonces(connection, commands), _gone(connection, commands)
        quotes = read_quotes(connection, [post.reply_to for post in commands if post.reply_to])
        outcomes: list[Posted | Refused] = []
        rows: list[dict[str, object]] = []
        recipients: list[dict[str, int]] = []
        items: list[Received] = []
        for post in commands:
            key = (post.by.id, post.nonce)
            if key in known:
                outcomes.append(Posted(known[key], fresh=False))
                continue
            if sending(*key) in gone:
                outcomes.append(Refused(access.DELETED))
                continue
            quote = quotes.get(post.reply_to or 0)
            if post.reply_to and (quote is None or quote.gone):
                outcomes.append(Refused(access.ANSWERED_GONE))
                continue
            message_id, now = post.store.message_ids.next()
            message = Message(
                message_id,
                post.canal_id,
                post.by.id,
                post.html,
                post.recipients,
                post.nonce,
                card=post.card,
                said=now,
                quote=quote,
                mentions=post.mentions,
            )
            known[key] = message
            told = received.of_message(post.store, message, post.receivers)
            outcomes.append(Posted(message, True, told))
            items.extend(told)
            rows.append(
                {
                    "id": message.id,
                    "canal_id": message.canal_id,
                    "author_id": message.author_id,
                    "nonce": post.nonce,
                    "text": post.text,
                    "html": post.html,
                    "is_aside": message.is_aside,
                    "event": "",
                    "card": post.card,
                    "at": message.said,
                    "reply_to": post.reply_to,
                    "mentions": named(post.mentions),
                }
            )
            recipients.extend({"message_id": message.id, "member_id": member_id} for member_id in post.recipients)
        if rows:
            connection.execute(insert(tables.Message), rows)
        if recipients:
            connection.execute(insert(tables.Recipient), recipients)
        received.write(connection, items)
        return outcomes

    def apply(self, result: Posted) -> Sequence[Change]:
        if not result.fresh:
            return ()
        self.store.state.window(result.message.canal_id).add(result.message)
        return [MessagePosted(result.message), *received.take_in(self.store.state, result.received)]


def columns() -> Select[Any]:
    """What `read` makes messages of."""
    found = select(
        col(tables.Message.id),
        col(tables.Message.canal_id),
        col(tables.Message.author_id),
        col(tables.Message.html),
        col(tables.Message.is_aside),
        col(tables.Message.nonce),
        col(tables.Message.event),
        col(tables.Message.card),
        col(tables.Message.at),
        col(tables.Message.revision),
        col(tables.Message.edited),
        col(tables.Message.reply_to),
        col(tables.Message.mentions),
        col(tables.Message.gone),
    )
    return cast(Select[Any], found)


_ASKED = func.json_each(bindparam("keys")).table_valued("value")
# A join, not `(author_id, nonce) IN (VALUES …)`: for that SQLite reads the whole table, however many messages it has.
_WITH_NONCES = columns().join_from(
    _ASKED,
    tables.Message,
    and_(
        col(tables.Message.author_id) == func.json_extract(_ASKED.c.value, "$[0]"),
        col(tables.Message.nonce) == func.json_extract(_ASKED.c.value, "$[1]"),
    ),
)


def _with_nonces(connection: Connection, posts: Sequence[Post]) -> dict[tuple[int, str], Message]:
    """The messages that already bear one of these authors' nonces."""
    keys = {(post.by.id, nonce): (post.by.id, post.nonce) for post in posts for nonce in (post.nonce, emptied(post))}
    found = read(connection, _WITH_NONCES, {"keys": json.dumps(list(keys))})
    return {keys[message.author_id, message.nonce]: message for message in found}


_GONE = select(col(tables.Tombstone.sending)).where(col(tables.Tombstone.sending).in_(select(_ASKED.c.value)))


def _gone(connection: Connection, posts: Sequence[Post]) -> set[str]:
    """Of these sendings, those of which the message is gone."""
    keys = json.dumps([sending(post.by.id, post.nonce) for post in posts])
    return set(connection.execute(_GONE, {"keys": keys}).scalars())


def sending(author_id: int, nonce: str) -> str:
    """What is kept of an author and a nonce when the message is gone."""
    return hashlib.sha256(f"{author_id} {nonce}".encode()).hexdigest()


def emptied(post: Post) -> str:
    """The nonce of that sending's message once only its empty row is left: longer than any that comes from outside."""
    return EMPTIED + sending(post.by.id, post.nonce)


def named(mentions: Sequence[int]) -> str:
    """Those whom a message names, as its row keeps them."""
    return json.dumps(mentions) if mentions else ""


def read(connection: Connection, query: Select[Any], values: dict[str, object] | None = None) -> list[Message]:
    """Rows of `columns` as messages, with all that belongs to them: four statements at most. Of what is gone nothing is
    read but that it was there: nobody is shown more of it, and memory does not hold it."""
    rows: Sequence[Any] = connection.execute(query, values).all()
    recipients = read_recipients(connection, [row[0] for row in rows if row[4]])
    # What nobody has changed nobody has reacted to.
    reactions = read_reactions(connection, [row[0] for row in rows if row[9] and not row[13]])
    quotes = read_quotes(connection, [row[11] for row in rows if row[11] and not row[13]])
    # By their place, not their name: a start reads all windows, and that takes half as long.
    return [
        Message(
            id_,
            canal_id,
            author_id,
            "" if gone else html,
            tuple(recipients.get(id_, ())),
            nonce,
            event,
            "" if gone else card,
            at,
            changed or 0,
            0 if gone else edited,
            quotes.get(reply_to) if reply_to else None,
            reactions.get(id_, ()),
            tuple(json.loads(mentions)) if mentions and not gone else (),
            gone,
        )
        for id_, canal_id, author_id, html, _, nonce, event, card, at, changed, edited, reply_to, mentions, gone in rows
    ]


# Made once, as `_THAT` is in `revisions`.
_THESE: BindParameter[Sequence[int]] = bindparam("these", expanding=True)
_ADDRESSED = (
    select(col(tables.Recipient.message_id), col(tables.Recipient.member_id))
    .where(col(tables.Recipient.message_id).in_(_THESE))
    .order_by(col(tables.Recipient.member_id))
)
_PUT = select(
    col(tables.Reaction.at), col(tables.Reaction.message_id), col(tables.Reaction.member_id), col(tables.Reaction.emoji)
).where(col(tables.Reaction.message_id).in_(_THESE))
_QUOTED = select(
    col(tables.Message.id),
    col(tables.Message.author_id),
    col(tables.Message.html),
    col(tables.Message.card),
    col(tables.Message.gone),
).where(col(tables.Message.id).in_(_THESE))


def read_recipients(connection: Connection, asides: Sequence[int]) -> dict[int, list[int]]:
    """To whom alone each of these was said."""
    found: dict[int, list[int]] = {}
    if asides:
        for message_id, member_id in connection.execute(_ADDRESSED, {"these": asides}):
            found.setdefault(message_id, []).append(member_id)
    return found


def read_reactions(connection: Connection, changed: Sequence[int]) -> dict[int, Reactions]:
    """What was put to each of these messages."""
    found: dict[int, dict[str, list[int]]] = {}
    if changed:
        # SQLite would have to sort them, too.
        for _, message_id, member_id, emoji in sorted(connection.execute(_PUT, {"these": changed}).all()):
            found.setdefault(message_id, {}).setdefault(emoji, []).append(member_id)
    return {id_: tuple((emoji, tuple(by)) for emoji, by in kinds.items()) for id_, kinds in found.items()}


def read_quotes(connection: Connection, answered: Sequence[int]) -> dict[int, Quote]:
    """What answers to these messages show of them."""
    if not answered:
        return {}
    rows = connection.execute(_QUOTED, {"these": list(set(answered))}).all()
    return {id_: _quote(id_, author_id, html, card, gone) for id_, author_id, html, card, gone in rows}


def quote_of(message: Message) -> Quote:
    """What an answer to it shows of it."""
    return _quote(message.id, message.author_id, message.html, message.card, message.gone)


def _quote(message_id: int, author_id: int, html: str, card: str, gone: bool) -> Quote:
    if gone:
        return Quote(message_id, author_id, gone=True)
    said = begins(html, QUOTED) or ((cards.read(card).title,) if card else ())
    return Quote(message_id, author_id, said)


def read_windows(connection: Connection, canal_ids: Sequence[int]) -> dict[int, Window]:
    """The newest messages of each canal, for the process to hold."""
    return {canal_id: read_window(connection, canal_id) for canal_id in canal_ids}


def read_window(connection: Connection, canal_id: int) -> Window:
    """The newest messages of a canal."""
    table = tables.Message

    def newest(*wanted: ColumnElement[bool]) -> list[Message]:
        query = columns().where(col(table.canal_id) == canal_id, *wanted)
        return read(connection, query.order_by(col(table.id).desc()).limit(WINDOW + 1))

    public = newest(col(table.is_aside).is_(False))
    oldest = public[WINDOW - 1].id if len(public) > WINDOW else 0
    asides = newest(col(table.is_aside).is_(True), col(table.id) >= oldest)
    held = sorted(public[:WINDOW] + asides[:WINDOW], key=lambda message: message.id)
    changed = connection.execute(_CHANGED, {"canal": canal_id}).scalar_one()
    window = Window(held, complete=len(public) <= WINDOW, changed=changed)
    before = asides[WINDOW].id + 1 if len(asides) > WINDOW else oldest
    if before:
        window.whispered = _latest(connection, _WHISPERED, canal_id, before)
        window.told = _latest(connection, _TOLD, canal_id, before)
        for message in _naming(connection, canal_id, before, oldest):
            window.name(message)
    return window


_CHANGED = text(
    "SELECT max(coalesce((SELECT max(revision) FROM message WHERE canal_id = :canal AND revision IS NOT NULL), 0),"
    " coalesce((SELECT max(revision) FROM tombstone WHERE canal_id = :canal), 0))"
)
# SQLite does not know how few of a canal's messages are asides, and would look through all: hence `INDEXED BY`.
_WHISPERED = text(
    "SELECT author_id, max(id) FROM message INDEXED BY ix_message_aside"
    " WHERE canal_id = :canal AND is_aside IS 1 AND id < :before GROUP BY author_id"
)
_TOLD = text(
    "SELECT member_id, max(id) FROM message INDEXED BY ix_message_aside JOIN recipient ON message_id = id"
    " WHERE canal_id = :canal AND is_aside IS 1 AND id < :before GROUP BY member_id"
)


def _latest(connection: Connection, query: TextClause, canal_id: int, before: int) -> dict[int, int]:
    """By member, the newest of a canal's asides before an id that they said, or that were said to them."""
    found = connection.execute(query, {"canal": canal_id, "before": before}).all()
    return {member_id: newest for member_id, newest in found}  # noqa: C416 - rows are no pairs


_NAMING = text(
    "SELECT author_id, value, max(message.id) FROM message INDEXED BY ix_message_named, json_each(mentions)"
    " WHERE canal_id = :canal AND mentions <> '' AND gone IS 0"
    " AND message.id < CASE is_aside WHEN 1 THEN :before ELSE :oldest END GROUP BY author_id, value"
)


def _naming(connection: Connection, canal_id: int, before: int, oldest: int) -> list[Message]:
    """Of each author and whomever they named, the newest message that does: asides before an id, others before one."""
    found = connection.execute(_NAMING, {"canal": canal_id, "before": before, "oldest": oldest}).all()
    return [Message(newest, canal_id, author_id, "", mentions=(named,)) for author_id, named, newest in found]


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
    ) -> Posted:
        """Say something; durable once this returns. The same author and nonce give the same message, for ever.

        :param card: a record to show under the text, which may then be empty; what `cards.checked` takes
        :param reply_to: the message of the same canal that this answers
        :raises Refused: an empty or too long text, no such card, or what it answers is gone; `Forbidden`: not their
            canal, a recipient outside it, or an answer to what they may not read, or to more than may
        """
        text = acceptable(text, alone=card is None)
        record = "" if card is None else cards.written(cards.checked(card))
        check_nonce(nonce)
        if len(recipients) > RECIPIENTS_MOST:
            raise Refused(ODD)
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
            post = Post(self._store, by, canal_id, text, html, circle, nonce, record, answered, mentions)
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
        changed = None
        while changed != self._store.state.window(canal.id).changed:
            # What changes while the database answers has been told by then, to whoever did not hold it yet.
            changed = self._store.state.window(canal.id).changed
            found = await self._store.database.read(lambda connection: [read(connection, each) for each in queries])
        # Somebody may have been taken out of the canal meanwhile.
        access.access_canal(self._store.state, member, canal.id)
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
            html = await asyncio.to_thread(render.html, text, by.smileys, references, mentions)
        return self._store.naming.rendered(html, mentions, by, circle)


def check_nonce(nonce: str) -> None:
    """What SQLite cannot bind (a lone surrogate) would fail the whole batch: others' messages with it.

    :raises Refused: for that, and for what no browser of ours sends
    """
    if not (nonce.isascii() and nonce.isprintable() and 0 < len(nonce) <= NONCE_LONGEST):
        raise Refused(ODD)


def acceptable(text: str, alone: bool = True) -> str:
    """The text as it is kept.

    :param alone: whether it is all that the message holds
    :raises Refused: when there is nothing to read in such a message, or more than a message may hold
    """
    text = clean(text)
    if is_blank(text):
        if not alone:
            return ""
        raise Refused("There is nothing to send: the message is empty.")
    if len(text) > MAX_LENGTH:
        raise Refused("A message has at most {n} characters.", n=MAX_LENGTH)
    return text
