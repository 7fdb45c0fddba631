"""What a search finds. For now by a plain look through the texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from typing import TYPE_CHECKING, Literal

from sqlalchemy import Connection
from sqlmodel import col

from app.store import access, tables
from app.store.message_rows import columns, read
from app.store.said import File, Message
from app.store.search.suggesting import Proposal, suggest
from app.store.state import Canal, Member

if TYPE_CHECKING:
    from app.store.store import Store

Order = Literal["newest", "best"]

Excerpt = tuple[tuple[str, bool], ...]
"""A piece of a text, in parts: whether each is what was sought."""

PAGE = 20
"""Results on a page."""


@dataclass(frozen=True, slots=True)
class Result:
    """A message that was found.

    :param where: what of it was found: its "text", a "file" (its name or what it holds), a "card"
    :param file: the file of it in which that was
    """

    message: Message
    canal: Canal
    excerpt: Excerpt
    where: Literal["text", "file", "card"] = "text"
    file: File | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of results, in their order.

    :param more: what to ask for the next page with, "" when there is none
    :param ready: how much of the office can be found by now, from 0 to 1: below that while an index is being built
    :param trouble: what in the query could not be made sense of, as English sentences (msgids), and was left out
    :param unclear: what each trouble is about, as it was typed
    """

    results: tuple[Result, ...] = ()
    more: str = ""
    ready: float = 1.0
    trouble: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexState:
    """How much of what was said can be found: so many messages of so many."""

    done: int
    total: int


class Search:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def find(
        self,
        by: Member,
        typed: str,
        *,
        order: Order = "newest",
        after: str = "",
        limit: int = PAGE,
        zone: tzinfo | None = None,
    ) -> Found:
        """What this member may read now and matches what they typed. Any text is safe.

        :param after: the `more` of the page before
        :param zone: of whose days the searcher speaks; None: this machine's
        """
        state = self._store.state
        canals = list(access.canals_of(state, by))
        word = typed.strip()
        if not word:
            return Found()

        def look(connection: Connection) -> list[Message]:
            query = columns().where(
                access.visible_to(by, canals), col(tables.Message.text).contains(word, autoescape=True)
            )
            return read(connection, query.order_by(col(tables.Message.id).desc()).limit(limit))

        found = await self._store.database.read(look)
        return Found(
            tuple(Result(each, state.canals[each.canal_id], ((word, True),)) for each in found if not each.gone)
        )

    def suggest(self, by: Member, typed: str, caret: int | None = None, lang: str = "fr") -> tuple[Proposal, ...]:
        """What may stand in the place of the word under the caret: filters, names, days; of members and canals those
        that the searcher may know.

        :param caret: where it stands in the text; None: at its end
        :param lang: in which filters are offered; they are understood in all
        :raises Forbidden: when they are no longer a member
        """
        state = self._store.state
        return suggest(state, access.current(state, by), typed, caret, lang)

    def state(self) -> IndexState:
        """How much of what was said can be found by now."""
        return IndexState(0, 0)
