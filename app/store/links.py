"""The links that were said in a canal: in the text of its messages, and where their records open."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, or_, select
from sqlmodel import col

from app.store import access, cards, tables
from app.store.ids import LARGEST
from app.store.message_rows import columns, read
from app.store.said import Message
from app.store.state import Member
from app.text.short import in_short

if TYPE_CHECKING:
    from app.store.store import Store

PAGE = 30
"""Messages with links on one page."""

LOOKED_AT = 4_000
"""Messages that one page is sought in: some 20 ms, however long the canal's history is. Beyond that one goes on."""

_LINK = re.compile(r'<a [^>]*?href="([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Link:
    """Where it leads, and what stood there as it was said."""

    address: str
    text: str


@dataclass(frozen=True, slots=True)
class Linking:
    """A message, and the links in it."""

    message: Message
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Some of them, newest first; `before`: the id from which on back the next page is to be sought, 0 at the end."""

    items: list[Linking]
    before: int = 0


class Links:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def in_canal(self, by: Member, canal_id: int, before: int = LARGEST, limit: int = PAGE) -> Page:
        """The newest links of a canal that this member may read, or the newest before a message's id.

        :raises Forbidden: when the canal does not exist for this member
        """
        canal = access.access_canal(self._store.state, by, canal_id)
        table = tables.Message
        looked_at = (
            select(col(table.id))
            .where(access.visible_to(by, [canal]), col(table.id) < before, col(table.gone).is_(False))
            .order_by(col(table.id).desc())
            .limit(LOOKED_AT)
        )
        linking = (
            columns()
            .where(col(table.id).in_(looked_at), or_(col(table.html).contains("<a "), col(table.card) != ""))
            .order_by(col(table.id).desc())
            .limit(limit + 1)
        )
        reach = select(func.count(), func.min(looked_at.subquery().c.id))

        def look(connection: Connection) -> tuple[list[Message], int, int]:
            count, oldest = connection.execute(reach).one()
            return read(connection, linking), count, oldest or 0

        found, count, oldest = await self._store.database.read(look)
        # Somebody may have been taken out of the canal while the database answered.
        access.access_canal(self._store.state, by, canal_id)
        shown = [Linking(each, links) for each in found[:limit] if (links := tuple(_links_in(each)))]
        if len(found) > limit:
            return Page(shown, found[limit - 1].id)
        return Page(shown, oldest if count == LOOKED_AT else 0)


def _links_in(message: Message) -> Iterator[Link]:
    """Each place that it leads to, once."""
    there = {html.unescape(address): text for address, text in reversed(_LINK.findall(message.html))}
    for address, text in reversed(there.items()):
        yield Link(address, in_short(text, 200) or address)
    if message.card:
        card = cards.read(message.card)
        if card.link and card.link not in there:
            yield Link(card.link, card.title)
