"""What a browser may ask over its socket. Everything in a call is hostile until checked.

A call is a name and a payload; the answer goes back as the Socket.IO acknowledgement. The caller is the tab that
attached at this socket: nothing in the payload says who calls. What may be asked for, each component offers by itself
(`app/components/asking.py`).
"""

from __future__ import annotations

import logging
import pkgutil
from contextlib import nullcontext
from importlib import import_module
from typing import Any

from nicegui import Client, core

from app import components
from app.components.asking import UNCLEAR, Answer, Payload, is_id, offered
from app.components.page import Page
from app.components.wire import sockets
from app.components.wire.catching_up import Known, lacking
from app.components.wire.tab import Tab
from app.components.wire.tabs import SHOWN_MOST, Tabs
from app.components.wire.wire import Wire
from app.components.wire.zones import zone_of
from app.locale import N_, catalogue
from app.store import Forbidden, Refused, Store

log = logging.getLogger(__name__)

FAILED = N_("Something went wrong here: try again in a moment.")

for _module in pkgutil.walk_packages(components.__path__, f"{components.__name__}."):
    # Each offers what it has to offer.
    import_module(_module.name)


class Calls:
    """Answers calls."""

    def __init__(self, store: Store, wire: Wire, tabs: Tabs) -> None:
        self._store = store
        self._wire = wire
        self._tabs = tabs

    def listen(self) -> None:
        """Answer what comes over NiceGUI's sockets. Its own events have no acknowledgement, and believe whatever page
        they name."""
        core.sio.on("call", self.called)

    async def called(
        self, sid: str, name: object = None, payload: object = None, number: object = None, *_: object
    ) -> dict[str, Any]:
        if name != "attach":
            return await self.answer(sid, name, payload, number)
        tab = self._tabs.get(str(payload.get("client"))) if isinstance(payload, dict) else None
        # The gate saw this socket's cookie: it may only speak for the page that it came with.
        if tab is None or not isinstance(payload, dict) or not sockets.is_of(sid, tab.id):
            return {"gone": True}
        try:
            return await self.attach(tab, sid, payload)
        except Exception:
            # It asks again.
            log.exception("a tab could not be brought up to date")
            return {"refused": catalogue(tab.lang)(FAILED), "why": "busy"}

    async def attach(self, tab: Tab, sid: str, payload: Payload) -> Answer:
        """A page's socket is there: let it hear, and bring it up to date."""
        member = self._store.state.members.get(tab.member_id)
        if member is None or not member.active:
            return {"gone": True}
        if tab.quiet:
            self._tabs.attach(tab, sid, member)
            return {"missed": [], "logs": []}
        logs = _logs(payload.get("logs"))
        self._wire.langs.add(tab.lang)
        self._tabs.attach(tab, sid, member, logs)
        self._tabs.ring(tab, payload.get("rings") is True)
        tab.zone = zone_of(payload.get("zone"), payload.get("ahead"))
        tab.canal_id = _optional_id(payload.get("key"))
        known = {each: logs[each] for each in tab.shown if each in logs}
        return await lacking(self._wire, member, tab.lang, known, payload.get("facts"))

    async def answer(self, sid: str, name: object, payload: object, number: object = None) -> Answer:
        """The answer to any other call; a refusal is a sentence in the member's language.

        :param number: which of the browser's calls it is
        """
        tab = self._tabs.at(sid)
        member = self._store.state.members.get(tab.member_id) if tab is not None else None
        if tab is None or member is None or not member.active:
            return {"gone": True}
        asked = offered().get(name) if isinstance(name, str) else None
        page = Page(self._store, self._wire, self._tabs, tab, _optional_id(number))
        try:
            if asked is None or not isinstance(payload, dict):
                raise Forbidden(UNCLEAR)
            # NiceGUI's idioms work in what is asked for: it runs in the page that asks.
            with Client.instances.get(tab.id) or nullcontext():
                answer = await asked(page, payload)
        except Refused as refusal:
            return {"refused": page.words(refusal.sentence, **refusal.params), "why": refusal.why}
        except Exception:
            # Its caller is told, and asks again; nobody else is concerned.
            log.exception("a call failed: %s", name)
            return {"refused": catalogue(tab.lang)(FAILED), "why": "busy"}
        effects = page.effects()
        return {**answer, "then": effects} if effects else answer


def _logs(value: object) -> dict[int, Known]:
    """By the ids of the canals that are open in a page, how far it knows each."""
    known: dict[int, Known] = {}
    for given in value[:SHOWN_MOST] if isinstance(value, list) else []:
        canal_id, at, until, *_ = map(_optional_id, [*given, 0, 0, 0]) if isinstance(given, list) else [None] * 3
        if canal_id is not None and at is not None and until is not None and len(given) > 1:
            # It may stand twice in a page: then the newest end counts.
            before = known.get(canal_id, (at, until))
            known[canal_id] = min(at, before[0]), until and before[1] and min(until, before[1])
    return known


def _optional_id(value: object) -> int | None:
    return value if is_id(value) else None
