"""Messages as they stand in a log: each is drawn once for each language, whoever is shown it, and becomes JSON once."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence

from app.components.window.announcement import announcement
from app.components.window.canal_facts import key_of
from app.components.window.message import message_row
from app.components.wire.ops import Json, RowsSaid, as_json, to_json
from app.locale import catalogue
from app.store import Store, access
from app.store.ids import LARGEST, time_of
from app.store.messages import PAGE, Page
from app.store.pinned import is_pinned
from app.store.said import Message, Tombstone
from app.store.state import Member
from app.store.unseen import Unseen

log = logging.getLogger(__name__)

KEPT = 20_000
"""Rendered messages held for pages that open; some 20 MB at most for ordinary talk."""

PAGES_KEPT = 32
"""Pages of the newest messages held as they were sent last; some 5 MB."""


FIRST = 40
"""Messages that a log opens with, some screens of them: more would only be laid out later. Older ones come in larger
pages, before one has scrolled to where they begin."""


class Rows:
    def __init__(self, store: Store) -> None:
        self._store = store
        # By language and id: the revision that was drawn, and what came of it.
        self._drawn: dict[str, dict[int, tuple[int, str]]] = {}
        self._pages: dict[tuple[str, int], tuple[Sequence[Message], str]] = {}

    def clear(self) -> None:
        self._drawn.clear()
        self._pages.clear()

    def forget(self, message_id: int) -> None:
        """Nothing of a message that is gone is kept here."""
        for drawn in self._drawn.values():
            drawn.pop(message_id, None)
        self._pages.clear()

    def said(self, canal_id: int, told: Sequence[Message | Tombstone], lang: str, known: int = LARGEST) -> RowsSaid:
        """What those hear who have the canal open: messages and what happened to the canal, with what is said aloud of
        each and by which a browser knows its own; what has become of others; and which are gone.

        :param known: up to which revision they know it: what was said since is new to them, although it has changed
        """
        at = max(each.revision for each in told)
        return RowsSaid(canal_id, at, Json(_listed(self._row(each, lang, known) for each in told)))

    def page(self, member: Member, lang: str, page: Page, at: int = 0, goal: int | None = None) -> Json:
        """One canal's page of messages; `at`: up to which revision, at least, it holds what is for them; `goal`: which
        of them they came for."""
        mark = self._store.state.mark(member.id, page.canal.id)
        at = max([at, page.at, self._store.state.anew_since, *(message.revision for message in page.messages)])
        items = self.items(page, lang) if page.at else self._newest(page, lang)
        key = page.canal.id
        about = f'"key":{key},"fact":"{key_of(key)}","about":{{"canal":{key}}}'
        ends = f'"older":{to_json(page.older)},"newer":{to_json(page.newer)},"goal":{to_json(goal)}'
        news = to_json(news_told(self._store, member, key))
        return Json(f'{{{about},"items":{items},{ends},"mark":{mark},"at":{at},"news":{news}}}')

    def items(self, page: Page, lang: str) -> str:
        """Pairs of an id and a row, as JSON."""
        drawn = ((message.id, self._html(message, lang)) for message in page.messages)
        return _listed(html and f"[{message_id},{html}]" for message_id, html in drawn)

    def _newest(self, page: Page, lang: str) -> str:
        """As `items`, made once for all who open a canal and see the same messages of it: that takes 0.6 ms."""
        key = (lang, page.canal.id)
        messages, items = self._pages.get(key, ((), ""))
        if messages != page.messages:
            items = self.items(page, lang)
            self._pages.pop(key, None)
            self._pages[key] = page.messages, items
            if len(self._pages) > PAGES_KEPT:
                del self._pages[next(iter(self._pages))]
        return items

    async def lacking(
        self, member: Member, lang: str, canal_id: int, at: int, until: int = 0
    ) -> RowsSaid | Json | None:
        """What a tab that has a canal open up to that revision has not heard of it: some rows, or the newest page when
        it lacks more than that; None when it lacks nothing.

        :param until: of a piece of history the newest message that it holds: it gets what is around that, if it is much
        :raises Forbidden: when the canal does not exist for this member, or no longer
        """
        access.access_canal(self._store.state, member, canal_id)
        if at < self._store.state.anew_since:
            return self.page(member, lang, self._store.messages.newest(member, canal_id, FIRST))
        page = self._store.messages.newest(member, canal_id)
        newer = [message for message in page.messages if message.id > at]
        changed = await self._store.revisions.since(member, canal_id, at)
        told = sorted({each.id: each for each in (*newer, *changed)}.values(), key=lambda each: each.revision)
        if not told:
            return None
        if until:
            if len(changed) <= PAGE:
                return self.said(canal_id, told, lang, at)
            piece = await self._store.messages.around(member, canal_id, until)
            return self.page(member, lang, piece, told[-1].revision)
        if len(changed) > PAGE or (page.older and len(newer) == len(page.messages)):
            return self.page(member, lang, page, told[-1].revision)
        return self.said(canal_id, told, lang, at)

    def _row(self, told: Message | Tombstone, lang: str, known: int) -> str:
        if isinstance(told, Tombstone):
            return f'["gone",{told.id},null]'
        html = self._html(told, lang)
        if html and told.changed and told.id <= known:
            return f'["change",{told.id},{html}]'
        if not html:
            return ""
        aloud = announcement(told, self._store.state.nickname, catalogue(lang))
        return f'["say",{told.id},{html},{as_json(aloud)},{told.author_id},{as_json(told.nonce)}]'

    def _html(self, message: Message, lang: str) -> str:
        """The row as JSON; "" when it cannot be drawn: pages do without it."""
        drawn = self._drawn.setdefault(lang, {})
        revision, html = drawn.get(message.id, (0, ""))
        if revision != message.revision:
            if len(drawn) > KEPT:
                for oldest in list(drawn)[: KEPT // 4]:
                    del drawn[oldest]
            direct = self._store.state.canals[message.canal_id].kind == "direct"
            pinned = is_pinned(self._store.state, message)
            html = _as_drawn(message, lang, receipted=direct or message.is_aside, pinned=pinned)
            drawn[message.id] = message.revision, html
        return html


def news_told(store: Store, member: Member, canal_id: int) -> list[object] | None:
    """What of a canal a member has not seen: how many messages, and since when; as many as are counted, since they were
    last there, when there are more."""
    reading = store.reading.of(member, canal_id)
    unseen = Unseen.of(reading)
    if not unseen.star:
        return None
    first = store.state.window(canal_id).find(reading.unseen[0]) if reading.unseen else None
    return [unseen.label, time_of(reading.mark) if first is None or reading.more else first.at]


def _as_drawn(message: Message, lang: str, receipted: bool, pinned: bool) -> str:
    try:
        return as_json(message_row(message, catalogue(lang), receipted, pinned))
    except Exception:
        log.exception("a message could not be drawn")
        return ""


def _listed(rows: Iterable[str]) -> str:
    return f"[{','.join(filter(None, rows))}]"
