"""A browser's tab, without the browser: it applies the wire's operations by the same rules as `state.js`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from app.components.window.member_facts import GONE
from app.components.wire.calls import Calls
from app.components.wire.catching_up import snapshot
from app.components.wire.ops import Op, to_json
from app.components.wire.tab import Tab
from app.components.wire.tabs import Tabs
from app.components.wire.wire import Wire
from app.store import Store
from app.store.ids import LARGEST
from app.store.state import Member


class Network:
    """Rooms and deliveries as Socket.IO does them, and the faults that a real network adds."""

    def __init__(self) -> None:
        self.rooms: dict[str, set[str]] = {}
        self.replicas: dict[str, Replica] = {}
        self.fails = 0

    def enter(self, sid: str, topic: str) -> None:
        self.rooms.setdefault(topic, set()).add(sid)

    def leave(self, sid: str, topic: str) -> None:
        self.rooms.get(topic, set()).discard(sid)

    async def gone(self, sid: str) -> None:
        self.replicas[sid].is_gone = True

    async def emit(self, rooms: Sequence[str], op: Op) -> None:
        if self.fails:
            self.fails -= 1
            raise RuntimeError("a wire that is cut")
        # Through JSON, as on the wire: what the store changes afterwards must not change what was sent.
        message = json.loads(op.as_json())
        for room in rooms:
            for sid in list(self.rooms.get(room, ())):
                self.replicas[sid].deliver(message)


class Replica:
    def __init__(
        self, network: Network, store: Store, wire: Wire, tabs: Tabs, member: Member, name: str, lang: str = "fr"
    ) -> None:
        self.network, self.store, self.wire, self.tabs = network, store, wire, tabs
        self.calls = Calls(store, wire, tabs)
        self.me = member.id
        self.sid = name
        self.received: list[str] = []
        self.is_gone = False
        self.drops = 0
        self.repeats = False
        self.late: list[list[Any]] | None = None
        self.must_catch_up = False
        self.is_cut = False
        self.tab = Tab(name, member.id, session_id=0, lang=lang)
        tabs.add(self.tab)
        network.replicas[name] = self

    async def open(self, canal_id: int | None) -> None:
        """Take in the page, then attach as its script does."""
        self.tab.canal_id = canal_id
        page = snapshot(self.store, self.wire, self.store.members.get(self.me), self.tab.lang, canal_id)
        self.received.append(page)
        self._load(json.loads(page))
        await self.catch_up()

    async def catch_up(self) -> None:
        self.must_catch_up = False
        self.is_cut = False
        shown = {"key": self.log["canal"], "logs": [self._known(self.log)]} if self.log else {}
        payload = {"client": self.tab.id, "facts": self.facts_at, **shown}
        answer = json.loads(to_json(await self.calls.attach(self.tab, self.sid, payload)))
        self.received.append(json.dumps(answer))
        if "facts" in answer:
            self._load_facts(answer["facts"])
        for page in answer["logs"]:
            self._load_log(page)
        for message in answer["missed"]:
            self._receive(message)

    @staticmethod
    def _known(log: dict[str, Any]) -> list[int]:
        return [log["canal"], log["at"], max(log["items"], default=0) if log["newer"] else 0]

    async def ask(self, name: str, payload: dict[str, Any]) -> dict[str, Any]:
        answer = json.loads(to_json(await self.calls.answer(self.sid, name, payload)))
        self.received.append(json.dumps(answer))
        return answer

    async def go_to(self, canal_id: int, row: int | None = None) -> None:
        """Open a canal in the place of the one that is open, maybe at one of its messages."""
        answer = await self.ask("open", {"key": canal_id, "row": row})
        if "log" in answer:
            self._load_log(answer["log"])
            await self.ask("shows", {"keys": [canal_id]})

    async def read_on(self) -> None:
        """What follows the piece of history that it shows."""
        log = self.log
        if log is None or not log["newer"]:
            return
        log["later"] = {}
        answer = await self.ask("newer", {"canal": log["canal"], "after": max(log["items"], default=0)})
        if "items" in answer and self.log is log:
            log["newer"] = answer["newer"]
            log["items"] |= ({} if log["newer"] else log["later"]) | dict(answer["items"])

    async def to_the_newest(self) -> None:
        if self.log and self.log["newer"]:
            answer = await self.ask("around", {"canal": self.log["canal"]})
            if "log" in answer:
                self._load_log(answer["log"])

    def deliver(self, message: list[Any]) -> None:
        if self.is_cut:
            return
        self.received.append(json.dumps(message))
        if self.drops:
            self.drops -= 1
            self.must_catch_up = True
            # Nothing would show that it missed it: its connection is ended.
            self.is_cut = True
        elif self.late is not None:
            self.late.append(message)
        else:
            self._receive(message)
            if self.repeats:
                self._receive(message)

    def let_late_ones_in(self) -> None:
        for message in self.late or ():
            self._receive(message)
        self.late = None

    def holds(self) -> dict[str, Any]:
        """All that this tab would show."""
        return {
            "facts": {
                key: {name: value for name, value in values.items() if value != "" or name[0] == "@"}
                for key, values in self.facts.items()
            },
            "log": self.log and dict(sorted(self.log["items"].items())),
        }

    @property
    def members(self) -> set[int]:
        """Those who stand in its list."""
        known = ((key, facts) for key, facts in self.facts.items() if key[0] == "m")
        return {int(key[1:]) for key, facts in known if facts["@data-status"] != GONE}

    def _load(self, page: dict[str, Any]) -> None:
        self.log: dict[str, Any] | None = None
        self._load_facts(page["facts"])
        if page["log"]:
            self._load_log(page["log"])

    def _load_log(self, page: dict[str, Any]) -> None:
        ends = {"older": page["older"], "newer": page["newer"], "later": {}}
        self.log = {"canal": page["key"], "items": dict(page["items"]), "at": page["at"], **ends}

    def _load_facts(self, whole: dict[str, Any]) -> None:
        self.facts: dict[str, Any] = whole["told"]
        self.facts_at: int = whole["at"]
        self._close_what_is_gone()

    def _receive(self, message: list[Any]) -> None:
        match message:
            case ["behind"]:
                self.must_catch_up = True
            case ["rows", canal, at, rows] if self.log and self.log["canal"] == canal and not self.must_catch_up:
                for row in rows:
                    self._take_row(*row)
                self.log["at"] = max(self.log["at"], at)
            case ["facts", at, told] if at > self.facts_at and not self.must_catch_up:
                self.facts_at = at
                for key, values in told.items():
                    if values is None:
                        self.facts.pop(key, None)
                    else:
                        self.facts[key] = {**self.facts.get(key, {}), **values}
                self._close_what_is_gone()

    def _take_row(self, name: str, message_id: int, row: str | None, *_: object) -> None:
        if self.log is None:
            return
        items, later = self.log["items"], self.log["later"]
        if row is None:
            items.pop(message_id, None)
            later.pop(message_id, None)
        elif name == "change" and message_id not in items:
            return
        elif self.log["newer"] and message_id > max(items, default=0):
            later[message_id] = row
        else:
            items[message_id] = row

    def within(self, whole: dict[int, str]) -> dict[int, str]:
        """Of all rows of its canal those that it should hold: between its ends, or to those of all."""
        items = self.log["items"] if self.log else {}
        oldest = min(items, default=LARGEST) if self.log and self.log["older"] else 0
        newest = max(items, default=0) if self.log and self.log["newer"] else LARGEST
        return {key: row for key, row in whole.items() if oldest <= key <= newest}

    def _close_what_is_gone(self) -> None:
        if self.log and f"c{self.log['canal']}" not in self.facts:
            self.log = None
