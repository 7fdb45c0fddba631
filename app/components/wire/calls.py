"""What a browser may ask over its socket. Everything in a call is hostile until checked.

A call is a name and a payload; the answer goes back as the Socket.IO acknowledgement. The caller is the tab that
attached at this socket: nothing in the payload says who calls.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable

from app.components import fragments
from app.components.asking import UNCLEAR, Answer, ask
from app.components.desktop.editing import Editing
from app.components.emoji.calls import EmojiCalls
from app.components.view import View
from app.components.wire.tabs import WATCHED_MOST, Tab, Tabs
from app.components.wire.wire import Wire
from app.locale import N_, catalogue
from app.store import Forbidden, Refused, Store
from app.store.ids import LARGEST
from app.store.messages import RECIPIENTS_MOST
from app.store.preferences import ARRANGED_MOST
from app.store.state import Member

log = logging.getLogger(__name__)

Payload = dict[str, object]
Act = Callable[[Tab, Member, str, object], Awaitable[None] | None]

FAILED = N_("Something went wrong here: try again in a moment.")


class Calls:
    """Answers calls. `act` opens what a click on a `data-action` asks for."""

    def __init__(self, store: Store, wire: Wire, tabs: Tabs, act: Act) -> None:
        self._store = store
        self._wire = wire
        self._tabs = tabs
        self._act = act
        self._known: dict[str, Callable[[Tab, Member, Payload], Awaitable[Answer]]] = {
            "open": self._open,
            "older": self._older,
            "say": self._say,
            "watch": self._watch,
            "unwatch": self._unwatch,
            "seen": self._seen,
            "alive": self._alive,
            "ring": self._ring,
            "typing": self._typing,
            "preview": self._preview,
            "arrange": self._arrange,
            "desktop": self._desktop,
            "act": self._do,
            **EmojiCalls(store).known,
        }

    async def attach(self, tab: Tab, sid: str, payload: Payload) -> Answer:
        """A page's socket is there: let it hear, and bring it up to date."""
        member = self._store.state.members.get(tab.member_id)
        if member is None or not member.active:
            return {"gone": True}
        self._tabs.attach(tab, sid, member)
        self._tabs.ring(tab, payload.get("rings") is True)
        tab.canal_id = _optional_id(payload.get("canal"))
        versions = payload.get("topics")
        if isinstance(versions, dict) and all(isinstance(version, int) for version in versions.values()):
            missed = self._wire.missed(member, tab.lang, versions)
            if missed is not None:
                if self._wire.knows_all_facts(member, tab.lang, payload.get("facts")):
                    return {"missed": missed}
                return {"missed": missed, "facts": json.loads(self._wire.facts(member, tab.lang))}
        asked = payload.get("others")
        named = [found for each in asked if (found := _optional_id(each))] if isinstance(asked, list) else []
        others = list(dict.fromkeys(named))[:WATCHED_MOST]
        return {"snapshot": json.loads(self._wire.snapshot(member, tab.lang, tab.canal_id, others))}

    async def answer(self, sid: str, name: object, payload: object) -> Answer:
        """The answer to any other call; a refusal is a sentence in the member's language."""
        tab = self._tabs.at(sid)
        member = self._store.state.members.get(tab.member_id) if tab is not None else None
        if tab is None or member is None or not member.active:
            return {"gone": True}
        known = self._known.get(name) if isinstance(name, str) else None
        words = catalogue(tab.lang)
        if known is None or not isinstance(payload, dict):
            return {"refused": words(UNCLEAR), "why": "rights"}
        try:
            return await known(tab, member, payload)
        except Refused as refusal:
            return {"refused": words(refusal.sentence, **refusal.params), "why": refusal.why}
        except Exception:
            # Its caller is told, and asks again; nobody else is concerned.
            log.exception("a call failed: %s", name)
            return {"refused": words(FAILED), "why": "busy"}

    async def _open(self, tab: Tab, member: Member, payload: Payload) -> Answer:
        page = self._store.messages.newest(member, _id(payload, "canal"))
        tab.canal_id = page.canal.id
        return {"log": json.loads(self._wire.log(member, tab.lang, page)), "head": fragments.canal_head(page.canal)}

    async def _older(self, tab: Tab, member: Member, payload: Payload) -> Answer:
        page = await self._store.messages.before(member, _id(payload, "canal"), _id(payload, "before"))
        return {"items": json.loads(self._wire.items(page, tab.lang)), "older": page.older}

    async def _say(self, tab: Tab, member: Member, payload: Payload) -> Answer:
        text, nonce = payload.get("text"), payload.get("nonce")
        if not (isinstance(text, str) and isinstance(nonce, str)):
            raise Forbidden(UNCLEAR)
        canal_id, circle = _id(payload, "canal"), _ids(payload, "recipients", RECIPIENTS_MOST)
        posted = await self._store.messages.post(member, canal_id, text, circle, nonce, payload.get("card"))
        return {"id": posted.message.id}

    async def _watch(self, tab: Tab, member: Member, payload: Payload) -> Answer:
        self._tabs.watch(tab, member, _id(payload, "canal"))
        return {}

    async def _unwatch(self, tab: Tab, member: Member, payload: Payload) -> Answer:
        await self._seen(tab, member, {"canal": payload.get("canal"), "id": payload.get("seen")})
        self._tabs.look_away(tab, _id(payload, "canal"))
        return {}

    async def _seen(self, tab: Tab, member: Member, payload: Payload) -> Answer:
        await self._store.reading.mark(member, _id(payload, "canal"), _optional_id(payload.get("id")) or 0)
        return {}

    async def _alive(self, tab: Tab, member: Member, payload: Payload) -> Answer:
        if payload.get("active") is True:
            self._store.presence.active(member.id, tab.id)
        else:
            self._store.presence.idle(member.id, tab.id)
        return {}

    async def _ring(self, tab: Tab, member: Member, payload: Payload) -> Answer:
        self._tabs.ring(tab, payload.get("on") is True)
        return {}

    async def _typing(self, tab: Tab, member: Member, payload: Payload) -> Answer:
        await self._wire.tell_typing(member, _id(payload, "canal"), _ids(payload, "recipients", RECIPIENTS_MOST))
        return {}

    async def _preview(self, tab: Tab, member: Member, payload: Payload) -> Answer:
        text = payload.get("text")
        if not isinstance(text, str):
            raise Forbidden(UNCLEAR)
        return {"html": await self._store.messages.preview(member, text)}

    async def _arrange(self, tab: Tab, member: Member, payload: Payload) -> Answer:
        await self._store.preferences.arrange(member, _ids(payload, "canals", ARRANGED_MOST))
        return {}

    async def _desktop(self, tab: Tab, member: Member, payload: Payload) -> Answer:
        return await ask(Editing(View(self._store, catalogue(tab.lang), tab)), payload)

    async def _do(self, tab: Tab, member: Member, payload: Payload) -> Answer:
        doing = self._act(tab, member, str(payload.get("action")), payload.get("key"))
        if doing is not None:
            await doing
        return {}


def _id(payload: Payload, name: str) -> int:
    found = _optional_id(payload.get(name))
    if found is None:
        raise Forbidden(UNCLEAR)
    return found


def _ids(payload: Payload, name: str, most: int) -> list[int]:
    """A list of ids, all of them or none: an aside whose circle is half understood must not reach others."""
    given = payload.get(name, [])
    if not isinstance(given, list) or len(given) > most:
        raise Forbidden(UNCLEAR)
    ids = [found for each in given if (found := _optional_id(each)) is not None]
    if len(ids) != len(given):
        raise Forbidden(UNCLEAR)
    return ids


def _optional_id(value: object) -> int | None:
    if type(value) is int and 0 <= value <= LARGEST:
        return value
    return None
