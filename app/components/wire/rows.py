"""Messages as they stand in a log: each is drawn once for each language, whoever is shown it, and becomes JSON once."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from app.components.window.canal_facts import key_of
from app.components.window.message import message_row
from app.components.wire.ops import Json, RowsSaid, as_json
from app.locale import catalogue
from app.store import Store
from app.store.messages import Page
from app.store.state import Member, Message

log = logging.getLogger(__name__)

KEPT = 20_000
"""Rendered messages held for pages that open; some 20 MB at most for ordinary talk."""


class Rows:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._drawn: dict[str, dict[int, str]] = {}

    def clear(self) -> None:
        self._drawn.clear()

    def said(self, canal_id: int, messages: Iterable[Message], lang: str) -> RowsSaid:
        """Messages for those who have their canal open, with what tells a browser that its own has come."""
        messages = list(messages)
        at = max(message.revision for message in messages)
        return RowsSaid(canal_id, at, Json(_listed(self._row(message, lang) for message in messages)))

    def page(self, member: Member, lang: str, page: Page) -> Json:
        """One canal's page of messages; `at`: up to which revision it holds what is for them."""
        mark = self._store.state.mark(member.id, page.canal.id)
        older = "true" if page.older else "false"
        at = max((message.revision for message in page.messages), default=0)
        items = self.items(page, lang)
        key = page.canal.id
        about = f'"key":{key},"fact":"{key_of(key)}","about":{{"canal":{key}}}'
        return Json(f'{{{about},"items":{items},"older":{older},"mark":{mark},"at":{at}}}')

    def items(self, page: Page, lang: str) -> str:
        """Pairs of an id and a row, as JSON."""
        drawn = ((message.id, self._html(message, lang)) for message in page.messages)
        return _listed(html and f"[{message_id},{html}]" for message_id, html in drawn)

    def lacking(self, member: Member, lang: str, canal_id: int, at: int) -> RowsSaid | Json | None:
        """What a tab that has a canal open up to that revision has not heard of it: some rows, or the newest page when
        it lacks more than that; None when it lacks nothing."""
        page = self._store.messages.newest(member, canal_id)
        newer = [message for message in page.messages if message.revision > at]
        if not newer:
            return None
        if page.older and len(newer) == len(page.messages):
            return self.page(member, lang, page)
        return self.said(canal_id, newer, lang)

    def _row(self, message: Message, lang: str) -> str:
        html = self._html(message, lang)
        if message.event or not html:
            return html and f'["put",{message.id},{html}]'
        return f'["say",{message.id},{html},{message.author_id},{as_json(message.nonce)}]'

    def _html(self, message: Message, lang: str) -> str:
        """The row as JSON; "" when it cannot be drawn: pages do without it."""
        drawn = self._drawn.setdefault(lang, {})
        html = drawn.get(message.revision)
        if html is None:
            if len(drawn) > KEPT:
                for oldest in list(drawn)[: KEPT // 4]:
                    del drawn[oldest]
            html = drawn[message.revision] = _as_drawn(message, lang)
        return html


def _as_drawn(message: Message, lang: str) -> str:
    try:
        return as_json(message_row(message, catalogue(lang)))
    except Exception:
        log.exception("a message could not be drawn")
        return ""


def _listed(rows: Iterable[str]) -> str:
    return f"[{','.join(filter(None, rows))}]"
