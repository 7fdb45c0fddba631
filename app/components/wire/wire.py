"""The wire, once per process: a change of the store becomes fragments, and one emission per audience.

Each change is rendered once, whoever looks at it, and goes out once per audience, not once per tab. A message goes to
the tabs that have its canal open. What differs by viewer (stars, counts, a direct conversation's name) follows as
facts, which are reckoned here: of what is said elsewhere, a tab hears no more than that.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence

from htpy import li

from app.components import fragments
from app.components.window.message import message_row
from app.components.window.typing import Typing
from app.components.wire.fact_teller import FactTeller, as_json
from app.components.wire.log_teller import LogTeller, log_rooms, log_topic, row_op
from app.components.wire.topics import Batch, Op, Topic, canal_topic, member_topic, topics_of
from app.locale import catalogue
from app.store import Store, access
from app.store.feed import (
    CanalChanged,
    CanalJoined,
    CanalLeft,
    Change,
    DesktopChanged,
    MessagePosted,
    Reloaded,
    SettingChanged,
    StatusChanged,
)
from app.store.messages import Page
from app.store.state import Canal, Member, Message

log = logging.getLogger(__name__)

Emit = Callable[[Sequence[str], str, Batch], Awaitable[None]]

STATUS_PAUSE_S = 0.2
"""Comings and goings within this time go out together: a whole office connects at nine."""

AGAIN_S = 1.0
"""Until a topic's tabs are told once more that they missed something."""

STILL_S = 10.0
"""A batch that waits this long for the one before it: then the wire stands still."""

FRAGMENTS_KEPT = 20_000
"""Rendered messages held for pages that open; some 20 MB at most for ordinary talk."""


class Wire:
    """Turns the store's changes into what browsers apply. `emit` sends a topic's batch to everybody in some rooms."""

    def __init__(self, store: Store, emit: Emit) -> None:
        self._store = store
        self._emit = emit
        self._topics: dict[str, Topic] = {}
        self._outgoing: dict[str, Batch] = {}
        self._sent = self._said = time.monotonic()
        self._wake = asyncio.Event()
        self._statuses = {member.id: store.presence.status(member.id) for member in store.state.active_members()}
        self._facts = FactTeller(store, lambda member_id: self._statuses.get(member_id, "absent"))
        self._logs = LogTeller(store)
        self._restless: set[int] = set()
        self._flushing: asyncio.TimerHandle | None = None
        self._langs: set[str] = set()
        """The languages in which pages were opened."""
        self._typing = Typing(store, self._langs, self._wake.set)
        self._items: dict[str, dict[int, str]] = {}
        self._canal_rows: dict[int, str] = {}
        store.feed.subscribe(self.hear)
        self._pump = asyncio.create_task(self._pumping(), name="the wire")

    async def close(self) -> None:
        self._pump.cancel()
        self._typing.close()
        if self._flushing is not None:
            self._flushing.cancel()
        await asyncio.gather(self._pump, return_exceptions=True)

    # What changed, to those concerned

    def hear(self, changes: Sequence[Change]) -> None:
        """Take in one commit's changes; what concerns one topic becomes one batch of it."""
        if Reloaded() in changes:
            self._begin_anew()
        # Who joins follows from the version after the rest is said: their own topic brings them all until then.
        for some in (
            [c for c in changes if not isinstance(c, CanalJoined)],
            [c for c in changes if isinstance(c, CanalJoined)],
        ):
            said: dict[str, list[Op]] = {}
            for change in some:
                try:
                    # All of one change or nothing of it.
                    found = [told for lang in sorted(self._langs) for told in self._ops(change, lang)]
                    self._hear_said(change)
                    self._heed(change)
                except Exception:
                    log.exception("a change could not be told: %s", type(change).__name__)
                    continue
                for topic, op in found:
                    said.setdefault(topic, []).append(op)
            for topic, ops in said.items():
                self._say(topic, ops)
        if self._facts.waits or self._logs.waits or self._typing.waits:
            self._wake.set()

    def _hear_said(self, change: Change) -> None:
        if isinstance(change, MessagePosted):
            if not self._logs.waits:
                self._said = time.monotonic()
            self._logs.hear(change.message, sorted(self._langs))

    def _say(self, topic: str, ops: list[Op]) -> None:
        batch = self._topic(topic).add(ops)
        waiting = self._outgoing.get(topic)
        if not self._outgoing:
            self._said = time.monotonic()
        self._outgoing[topic] = batch if waiting is None else (waiting[0], batch[1], waiting[2] + ops)
        self._wake.set()

    async def _pumping(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._outgoing:
                # What gathers for a topic while others are being sent leaves as one.
                topic = next(iter(self._outgoing))
                batch = self._outgoing.pop(topic)
                try:
                    await self._emit([topic], topic, batch)
                except Exception:
                    log.exception("a batch could not be sent")
                    self._skip(topic, batch)
                self._sent = time.monotonic()
            await self._tell_logs()
            # After the rows that they belong to.
            await self._tell_facts()
            await self._tell_typing()

    async def _tell_logs(self) -> None:
        for topics, (rooms, topic, batch) in self._logs.tellings():
            try:
                await self._emit(rooms, topic, batch)
            except Exception:
                log.exception("a message could not be sent")
                for each in topics:
                    self._skip(each, (0, 0, [[]]))
            self._sent = time.monotonic()

    async def _tell_facts(self) -> None:
        try:
            for members, (rooms, topic, batch) in self._facts.tellings():
                try:
                    await self._emit(rooms, topic, batch)
                except Exception:
                    log.exception("facts could not be sent")
                    for lang in self._langs:
                        for member_id in members:
                            self._skip(member_topic(member_id, lang), (0, 0, [[]]))
        except Exception:
            log.exception("facts could not be told")
            self._begin_anew()

    async def _tell_typing(self) -> None:
        try:
            for telling in self._typing.tellings():
                await self._emit(*telling)
        except Exception:
            # It is believed for some seconds only.
            log.exception("who is writing could not be told")

    def _skip(self, topic: str, batch: Batch) -> None:
        """Who should have heard the batch finds a gap, and asks for all anew, without it."""
        self._topic(topic).skip()
        if batch[2]:
            self._say(topic, [])
        else:
            # That could not be sent either.
            asyncio.get_running_loop().call_later(AGAIN_S, self._say, topic, [])

    @property
    def stands_still(self) -> bool:
        """Whether something waits to be sent, and has for too long; or nothing is sent any more at all."""
        if self._pump.done():
            return True
        return bool(self._outgoing or self._logs.waits) and time.monotonic() - max(self._sent, self._said) > STILL_S

    def _heed(self, change: Change) -> None:
        """What is told later, in one go."""
        self._facts.hear(change)
        self._typing.hear(change)
        if isinstance(change, StatusChanged):
            self._restless.add(change.member_id)
            if self._flushing is None:
                self._flushing = asyncio.get_running_loop().call_later(STATUS_PAUSE_S, self.tell_statuses)

    def _ops(self, change: Change, lang: str) -> Iterable[tuple[str, Op]]:
        match change:
            case CanalChanged(canal_id):
                return self._canal_changed(canal_id, lang)
            case CanalJoined():
                return self._joined(change, lang)
            case CanalLeft(canal_id, member_id):
                heard = canal_topic(self._store.state.canals[canal_id], lang)
                return [(member_topic(member_id, lang), ["unfollow", heard, canal_id])]
            case DesktopChanged(member_id):
                layout = self._store.desktops.of(self._store.state.members[member_id])
                return [(member_topic(member_id, lang), ["desktop", layout.as_json()])]
            case SettingChanged(member_id, name, value):
                return [(member_topic(member_id, lang), ["setting", name, value])]
        return ()

    def _begin_anew(self) -> None:
        """What was told so far may be wrong: every tab finds a gap in its topics' versions, and asks for all anew."""
        self._outgoing.clear()
        self._logs.begin_anew()
        self._items.clear()
        self._canal_rows.clear()
        for name, topic in self._topics.items():
            topic.skip()
            self._say(name, [])

    def tell_statuses(self) -> None:
        """Say who came and went since the last time."""
        self._flushing = None
        restless, self._restless = self._restless, set()
        for member_id in restless & self._store.state.members.keys():
            status = self._store.presence.status(member_id)
            if status != self._statuses.get(member_id, "absent"):
                self._statuses[member_id] = status
                self._facts.looks_otherwise(member_id)
        if self._facts.waits:
            self._wake.set()

    def _canal_changed(self, canal_id: int, lang: str) -> Iterable[tuple[str, Op]]:
        self._canal_rows.pop(canal_id, None)
        canal = self._store.state.canals[canal_id]
        yield canal_topic(canal, lang), ["put", "canals", canal_id, self._canal_row(canal)]

    def _joined(self, change: CanalJoined, lang: str) -> Iterable[tuple[str, Op]]:
        canal = self._store.state.canals[change.canal_id]
        own, heard = member_topic(change.member_id, lang), canal_topic(canal, lang)
        if canal.is_open:
            return
        yield own, ["follow", heard, self._topic(heard).version]
        yield own, ["put", "canals", canal.id, self._canal_row(canal)]

    def tell_typing(self, member: Member, canal_id: int, recipients: Sequence[int]) -> None:
        """Say that a member is writing: to the canal, or to those alone whom an aside will reach. Kept nowhere.

        :raises Forbidden: when they could not post that
        """
        self._typing.heard(member, canal_id, recipients)

    # What a page shows when it opens

    def topics(self, member: Member, lang: str) -> list[str]:
        """The topics that this member hears now."""
        return topics_of(member, access.canals_of(self._store.state, member), lang)

    def missed(self, member: Member, lang: str, versions: dict[str, int]) -> list[list[object]] | None:
        """What a tab with these versions missed, or None when it needs a snapshot."""
        heard = self.topics(member, lang)
        if set(heard) != versions.keys():
            return None
        batches: list[list[object]] = []
        for topic in heard:
            since = self._topic(topic).since(versions[topic])
            if since is None:
                return None
            batches.extend([topic, before, after, ops] for before, after, ops in since)
        return batches

    def facts(self, member: Member, lang: str) -> str:
        """All that the rows point to, whole, for a page in that language; as JSON."""
        return self._facts.whole(member, lang)

    def knows_all_facts(self, member: Member, lang: str, at: object) -> bool:
        """Whether a page that brought its facts with it has heard of all that changed since."""
        return self._facts.is_known(member, lang, at)

    def snapshot(self, member: Member, lang: str, canal_id: int | None, others: Sequence[int] = ()) -> str:
        """All that a page of this member holds, as JSON that may stand inside a script element.

        :param lang: the page's language

        :param canal_id: the canal that it shows, if that exists for this member
        :param others: the canals that it shows besides; those that do not exist for this member are left out
        """
        self._langs.add(lang)
        state = self._store.state
        canals = list(access.canals_of(state, member))
        mine = {canal.id: canal for canal in canals}
        shown = mine.get(canal_id) if canal_id is not None else None
        parts = {
            "me": str(member.id),
            "topics": as_json({topic: self._topic(topic).version for topic in self.topics(member, lang)}),
            "member_row": as_json(fragments.member_row()),
            "canals": _joined(_pair(canal.id, self._canal_row(canal)) for canal in canals),
            "facts": self.facts(member, lang),
            "others": "[" + ",".join(self._other(member, lang, mine[other]) for other in others if other in mine) + "]",
            "log": "null" if shown is None else self.log(member, lang, self._store.messages.newest(member, shown.id)),
        }
        return "{" + ",".join(f'"{name}":{value}' for name, value in parts.items()) + "}"

    def _other(self, member: Member, lang: str, canal: Canal) -> str:
        log = self.log(member, lang, self._store.messages.newest(member, canal.id))
        return f'{{"log":{log}}}'

    def log(self, member: Member, lang: str, page: Page) -> str:
        """One canal's page of messages, as JSON."""
        mark = self._store.state.mark(member.id, page.canal.id)
        older = "true" if page.older else "false"
        items, at = self.items(page, lang), self._logs.now()
        return f'{{"canal":{page.canal.id},"items":{items},"older":{older},"mark":{mark},"at":{at}}}'

    def lacks(self, member: Member, lang: str, canal_id: int, at: int) -> list[object] | str | None:
        """What a tab that has a canal open has not heard of it: some rows, as the wire would have said them, or its
        newest page, as JSON; None when it lacks nothing.

        :param at: by which it knows what it has heard
        """
        told = self._logs.since(log_rooms(canal_id, member.id, lang), at)
        if told is None:
            return self.log(member, lang, self._store.messages.newest(member, canal_id))
        if not told:
            return None
        rows = [row_op(message, lang) for message in sorted(told, key=lambda message: message.id)]
        return [log_topic(canal_id), 0, self._logs.now(), rows]

    def items(self, page: Page, lang: str) -> str:
        return _joined(filter(None, (self._item(message, lang) for message in page.messages)))

    def _item(self, message: Message, lang: str) -> str:
        """The message's row as JSON; "" when it cannot be drawn: the page opens without it."""
        items = self._items.setdefault(lang, {})
        kept = items.get(message.id)
        if kept is None:
            if len(items) > FRAGMENTS_KEPT:
                for oldest in list(items)[: FRAGMENTS_KEPT // 4]:
                    del items[oldest]
            try:
                kept = _pair(message.id, message_row(message, catalogue(lang)))
            except Exception:
                log.exception("a message could not be drawn")
                kept = ""
            items[message.id] = kept
        return kept

    def _topic(self, name: str) -> Topic:
        topic = self._topics.get(name)
        if topic is None:
            topic = self._topics[name] = Topic()
        return topic

    def _canal_row(self, canal: Canal) -> str:
        row = self._canal_rows.get(canal.id)
        if row is None:
            row = self._canal_rows[canal.id] = _drawn(fragments.canal_row, canal)
        return row


def _drawn(draw: Callable[..., str], *what: object) -> str:
    """One row; an empty one when it cannot be drawn: it is not the others' trouble."""
    try:
        return draw(*what)
    except Exception:
        log.exception("a row could not be drawn")
        return str(li(hidden=True))


def _pair(key: int, html: str) -> str:
    return as_json([key, html])


def _joined(pairs: Iterable[str]) -> str:
    return "[" + ",".join(pairs) + "]"
