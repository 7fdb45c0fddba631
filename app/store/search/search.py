"""What a search finds: from the index the ids, from the rows what may be read of them now."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Connection
from sqlmodel import col

from app.store import access, tables
from app.store.database import as_unavailable
from app.store.ids import LARGEST, read_id
from app.store.message_rows import columns, read
from app.store.said import File, Message
from app.store.search import looking
from app.store.search.excerpts import Excerpt, Where, all_true, excerpt, score
from app.store.search.index import Index
from app.store.search.keeping import IndexState, Keeper
from app.store.search.query import Query, understood
from app.store.search.rows import read_rows
from app.store.search.suggesting import Proposal, suggest
from app.store.state import Canal, Member

if TYPE_CHECKING:
    from app.store.store import Store

Order = Literal["newest", "best"]

PAGE = 20
"""Results on a page."""

PAGE_MOST = 100

BEST_AMONG = 200
"""The newest of all that match, of which the best come first."""

PROVED, PROVED_MOST = 600, 6_000
"""Messages in which it is looked whether words follow one another, for one page: so many when some are found by then,
and at most. A rare phrase of words that all say is sought on by the next page."""


@dataclass(frozen=True, slots=True)
class Result:
    """A message that was found.

    :param where: what of it was found: its "text", a "file" (its name or what it holds), a "card"
    :param file: the file of it in which that was
    """

    message: Message
    canal: Canal
    excerpt: Excerpt
    where: Where = "text"
    file: File | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of results, in their order.

    :param more: what to ask for the next page with, "" when there is none; there may be more although none is here
    :param ready: how much of the office can be found by now, from 0 to 1: below that while an index is being built
    :param trouble: what in the query could not be made sense of, as English sentences (msgids), and was left out
    :param asked: whether anything was: not by what holds no word, or by a filter that waits for its own
    :param unclear: what each trouble is about, as it was typed; "" when that is all of it
    """

    results: tuple[Result, ...] = ()
    more: str = ""
    ready: float = 1.0
    trouble: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    asked: bool = True


@dataclass(frozen=True, slots=True)
class _Page:
    """What the rows said: each message with its excerpt, where that stands, and the id of the file."""

    found: list[tuple[Message, Excerpt, Where, File | None]]
    more: str


class Search:
    def __init__(self, store: Store) -> None:
        self._store = store
        self.index = Index()
        self._keeper = Keeper(store, self.index)

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
        :raises Forbidden: when they are no longer a member
        """
        state = self._store.state
        now = access.current(state, by)
        today = datetime.fromtimestamp(self._store.clock() / 1000, zone).date()
        query = understood(state, now, typed, today, zone)
        trouble, unclear = tuple(each for each, _ in query.trouble), tuple(each for _, each in query.trouble)
        ready = self._keeper.ready
        if query.is_empty or query.is_impossible:
            return Found(ready=ready, trouble=trouble, unclear=unclear, asked=not query.is_empty)
        looked = _Looking(self._store, now, query, order, after, min(max(limit, 1), PAGE_MOST))
        try:
            page = await self._store.database.read(looked.look)
        except sqlite3.Error as error:
            if not self._keeper.is_at_fault(error):
                raise as_unavailable(error) from error
            return Found(ready=0.0, trouble=trouble, unclear=unclear)
        # It may have been deleted, or they been taken out of a canal, while the database answered.
        state = self._store.state
        now = access.current(state, by)
        results = tuple(
            Result(message, state.canals[message.canal_id], shown, where, file)
            for message, shown, where, file in page.found
            if message.id not in state.deletions and access.may(access.access_message, state, now, message)
        )
        return Found(results, page.more, ready, trouble, unclear)

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
        return self._keeper.state

    def begin(self) -> None:
        """From now on, keep the index in order: it is built where it is missing. Begun by a process that serves an
        office."""
        self._keeper.begin()

    async def close(self) -> None:
        await self._keeper.close()


class _Looking:
    """One page's look into the database, in a reader's thread."""

    def __init__(self, store: Store, by: Member, query: Query, order: Order, after: str, limit: int) -> None:
        state = store.state
        self._query, self._order, self._after, self._limit = query, order, after, limit
        canals = list(access.canals_of(state, by))
        self._readable = columns().where(access.visible_to(by, canals), col(tables.Message.gone).is_(False))
        self._canals = [canal.id for canal in canals]
        direct = [canal.id for canal in canals if canal.kind == "direct"]
        self._plan = looking.planned(query, by.id, access.audiences_of(state, by), direct)
        self._names = {member.id: member.nickname for member in state.members.values()}
        self._proved = 0

    def look(self, connection: Connection) -> _Page:
        db: Any = connection.connection.driver_connection
        if self._order == "best":
            return self._best(connection, db)
        before = read_id(self._after) if self._after else None
        found, last = list[Message](), LARGEST
        for ids in _gathered(self._candidates(db, before), self._limit + 1):
            proved, last = self._proved_of(db, ids), ids[-1]
            found += self._messages(connection, proved)
            if len(found) > self._limit or self._proved >= (PROVED if found else PROVED_MOST):
                break
        else:
            last = 0
        if len(found) > self._limit:
            found, last = found[: self._limit], found[self._limit - 1].id
        return _Page(self._shown(db, found), str(last) if last else "")

    def _best(self, connection: Connection, db: sqlite3.Connection) -> _Page:
        ids: list[int] = []
        for some in _gathered(self._candidates(db, None), BEST_AMONG):
            ids += self._proved_of(db, some)
            if len(ids) >= BEST_AMONG or self._proved >= (PROVED if ids else PROVED_MOST):
                break
        # Of what they may read alone: what follows on the next page tells of it, too.
        rows = read_rows(db, [each.id for each in self._messages(connection, ids[:BEST_AMONG])])
        ranked = sorted((-score(db, row, self._query), -row.id) for row in rows.values())
        ranked = [each for each in ranked if each > _rank_of(self._after)]
        page = ranked[: self._limit]
        messages = {each.id: each for each in self._messages(connection, [-id_ for _, id_ in page])}
        found = [messages[-id_] for _, id_ in page if -id_ in messages]
        more = f"{-page[-1][0]:.6f}/{-page[-1][1]}" if len(ranked) > len(page) else ""
        return _Page(self._shown(db, found), more)

    def _candidates(self, db: sqlite3.Connection, before: int | None) -> Iterator[list[int]]:
        plan = self._plan if before is None else self._plan.narrowed(before)
        if self._query.pinned:
            return looking.pinned(db, plan, self._canals)
        return looking.newest_first(db, plan)

    def _proved_of(self, db: sqlite3.Connection, ids: list[int]) -> list[int]:
        if not any(each.is_to_prove for each in self._query.wanted):
            return ids
        self._proved += len(ids)
        return [row.id for row in read_rows(db, ids).values() if all_true(db, row, self._query)]

    def _messages(self, connection: Connection, ids: Sequence[int]) -> list[Message]:
        if not ids:
            return []
        found = read(connection, self._readable.where(col(tables.Message.id).in_(ids)))
        return sorted(found, key=lambda each: -each.id)

    def _shown(
        self, db: sqlite3.Connection, messages: Sequence[Message]
    ) -> list[tuple[Message, Excerpt, Where, File | None]]:
        rows = read_rows(db, [each.id for each in messages])
        shown = []
        for message in messages:
            part, pieces = excerpt(db, rows[message.id], self._query, lambda id_: self._names.get(id_, ""))
            file = next((each for each in message.files if each.id == part.file_id), None)
            shown.append((message, pieces, part.where, file))
        return shown


def _gathered(lists: Iterator[list[int]], many: int) -> Iterator[list[int]]:
    """The same ids in lists of so many, the last one of what is left."""
    gathered: list[int] = []
    for some in lists:
        gathered += some
        while len(gathered) >= many:
            yield gathered[:many]
            gathered = gathered[many:]
    if gathered:
        yield gathered


def _rank_of(after: str) -> tuple[float, int]:
    """Behind which one goes on; whatever somebody made up is some place, too."""
    points, _, id_ = after.partition("/")
    try:
        return (-float(points), -(read_id(id_) or 0)) if after else (float("-inf"), 0)
    except ValueError:
        return float("-inf"), 0
