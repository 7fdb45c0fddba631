"""Saying something: one batch of messages in a few statements, each once for ever by its nonce."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, and_, bindparam, func, insert, select
from sqlmodel import col

from app.locale import N_
from app.store import access, received, tables
from app.store.feed import Change, MessagePosted
from app.store.files.rows import give, given_to, read_by_id
from app.store.message_rows import columns, read
from app.store.quotes import read_quotes
from app.store.refusal import Refused
from app.store.said import File, Message, Received
from app.store.state import Member
from app.store.writer import Command
from app.text.typed import MAX_LENGTH, clean, is_blank

if TYPE_CHECKING:
    from app.store.store import Store

NONCE_LONGEST = 64

FILES_MOST = 10
"""Of one message."""

ODD = N_("This message cannot be sent: reload the page and try again.")

EMPTIED = "gone "
"""Begins the nonce of a message of which only the empty row is left."""


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
        files: tuple[int, ...] = (),
    ) -> None:
        self.store, self.by, self.canal_id = store, by, canal_id
        self.text, self.html, self.recipients, self.nonce, self.card = text, html, recipients, nonce, card
        self.answered, self.mentions, self.files = answered, mentions, files
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
        """All messages of a batch in six statements, however many there are; in two more, when some hold files."""
        known, gone = _with_nonces(connection, commands), _gone(connection, commands)
        quotes = read_quotes(connection, [post.reply_to for post in commands if post.reply_to])
        held = read_by_id(connection, {each for post in commands for each in post.files})
        outcomes: list[Posted | Refused] = []
        rows: list[dict[str, object]] = []
        recipients: list[dict[str, int]] = []
        sent: list[File] = []
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
            try:
                files = _to_send(post, held)
            except Refused as refused:
                outcomes.append(refused)
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
                files=given_to(files, message_id),
            )
            # Two tabs of theirs may send it in one moment.
            held.update((file.id, file) for file in message.files)
            sent.extend(message.files)
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
                    "has_files": bool(files),
                }
            )
            to = {"message_id": message.id, "canal_id": message.canal_id}
            recipients.extend({**to, "member_id": member_id} for member_id in post.recipients)
        if rows:
            connection.execute(insert(tables.Message), rows)
        if recipients:
            connection.execute(insert(tables.Recipient), recipients)
        give(connection, sent)
        received.write(connection, items)
        if rows:
            commands[0].store.search.index.take_in(connection, [int(str(row["id"])) for row in rows])
        return outcomes

    def apply(self, result: Posted) -> Sequence[Change]:
        if not result.fresh:
            return ()
        self.store.state.window(result.message.canal_id).add(result.message)
        return [MessagePosted(result.message), *received.take_in(self.store.state, result.received)]


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


def _to_send(post: Post, held: Mapping[int, File]) -> list[File]:
    """:raises Forbidden: when one of its files is not there for its author to send"""
    return [access.access_file_to_send(post.store.state, post.by, held.get(each)) for each in post.files]


def sending(author_id: int, nonce: str) -> str:
    """What is kept of an author and a nonce when the message is gone."""
    return hashlib.sha256(f"{author_id} {nonce}".encode()).hexdigest()


def emptied(post: Post) -> str:
    """The nonce of that sending's message once only its empty row is left: longer than any that comes from outside."""
    return EMPTIED + sending(post.by.id, post.nonce)


def named(mentions: Sequence[int]) -> str:
    """Those whom a message names, as its row keeps them."""
    return json.dumps(mentions) if mentions else ""


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
