"""`/`: Clavardage, the one window. Canals on the left, the talk in the middle, members on the right."""

from __future__ import annotations

import json
from collections.abc import Awaitable
from functools import cache
from typing import Any

from fastapi import Request
from nicegui import Client, core, ui

from app.components import assets, sockets
from app.components.actions import ACTIONS
from app.components.calls import Calls
from app.components.canal_drawer import CanalDrawer
from app.components.canal_head import CanalHead
from app.components.chat_log import ChatLog
from app.components.composer import Composer
from app.components.icons import sprite
from app.components.live_list import serve_scripts
from app.components.member_list import MemberList
from app.components.quiet_outbox import quieten
from app.components.tabs import Tab
from app.components.view import View
from app.components.words import browser_texts
from app.locale import Words, catalogue, choose
from app.pages.house import House
from app.store import Forbidden
from app.store.members import SETTINGS, setting
from app.store.state import Member

VIEWPORT = "width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
"""A phone's keyboard makes the window smaller, instead of covering the composer."""

KEPT_OF_REQUEST = (
    "type",
    "scheme",
    "server",
    "client",
    "method",
    "path",
    "root_path",
    "path_params",
    "query_string",
    "headers",
    "route",
)
"""What NiceGUI may ask of a page's request for as long as the page is open."""


def register(house: House) -> None:
    serve_scripts()
    calls = Calls(house.store, house.wire, house.tabs, lambda tab, _member, action, key: act(tab, action, key))

    def act(tab: Tab, action: str, key: object) -> Awaitable[None] | None:
        client = Client.instances.get(tab.id)
        opens = ACTIONS.get(action)
        if client is None or opens is None:
            raise Forbidden("This page asked for something unknown: reload it.")
        with client:
            return opens(View(house.store, catalogue(tab.lang), tab), key)

    async def call(sid: str, name: object = None, payload: object = None, *_: object) -> dict[str, Any]:
        if name != "attach":
            return await calls.answer(sid, name, payload)
        tab = house.tabs.get(str(payload.get("client"))) if isinstance(payload, dict) else None
        # The gate saw this socket's cookie: it may only speak for the page that it came with.
        if tab is None or not isinstance(payload, dict) or not sockets.is_of(sid, tab.id):
            return {"gone": True}
        return await calls.attach(tab, sid, payload)

    core.sio.on("call", call)

    @ui.page("/", title="Miaou", viewport=VIEWPORT)
    def window(request: Request, client: Client, canal: str = "") -> None:
        member: Member = request.state.member
        session = request.state.session
        lang = choose(request.headers.get("accept-language", ""), member.lang or None)
        tab = Tab(client.id, member.id, session.id, lang, _canal_to_open(house, member, canal))
        house.tabs.add(tab)
        client._request = _bare(request)
        quieten(client)
        client.on_connect(lambda: _forget_page(client))
        client.on_disconnect(lambda: house.tabs.detach(tab) if not client.has_socket_connection else None)
        client.on_delete(lambda: house.tabs.forget(tab))
        draw(house, client, member, tab)


def draw(house: House, client: Client, member: Member, tab: Tab) -> None:
    """The window's panels, and all that they show in the page itself: nothing waits for a second trip."""
    words = catalogue(tab.lang)
    ui.add_head_html(_head(words.lang, member.theme))
    page = {"lang": words.lang, "settings": {name: setting(member, name) for name in SETTINGS}}
    opening = f'{_json(page)[:-1]},"texts":{_texts(words)}'
    snapshot = house.wire.snapshot(member, tab.canal_id)
    ui.add_body_html(f'{_icons()}<script type="application/json" id="miaou-snapshot">{opening},{snapshot[1:]}</script>')
    CanalDrawer(words, house.store.office.name)
    CanalHead(words)
    ChatLog(words, member.reading_order)
    Composer(words)
    MemberList(words)


# The same for every page of a language: made once.


@cache
def _head(lang: str, theme: str) -> str:
    """The page's language and theme, before its first paint, and its style sheets."""
    themed = f"root.dataset.theme={json.dumps(theme)};" if theme else ""
    script = f"{{const root=document.documentElement;root.lang={json.dumps(lang)};{themed}}}"
    sheets = (f'<link rel="stylesheet" href="{assets.address(path)}">' for path in assets.WINDOW_SHEETS)
    return f"<script>{script}</script>{''.join(sheets)}"


@cache
def _texts(words: Words) -> str:
    return _json(browser_texts(words))


@cache
def _icons() -> str:
    return str(sprite())


def _json(value: object) -> str:
    """JSON that may stand inside a script element."""
    return json.dumps(value).replace("<", "\\u003c")


def _canal_to_open(house: House, member: Member, asked: str) -> int | None:
    """The canal that the address names, if it exists for this member, else the first of theirs."""
    canals = house.store.canals.of(member)
    wanted = int(asked) if asked.isdecimal() and len(asked) < 16 else 0
    if any(canal.id == wanted for canal in canals):
        return wanted
    named = [canal for canal in canals if canal.kind != "direct"] or canals
    return min(named, key=lambda canal: (not canal.is_open, canal.created)).id if named else None


def _forget_page(client: Client) -> None:
    # The page has its first content now: the server need not hold it as well.
    client._head_html = client._body_html = ""


def _bare(request: Request) -> Request:
    """The request as the page's client keeps it, without all that answered it: that is 18 KiB a tab."""
    return Request({name: request.scope[name] for name in KEPT_OF_REQUEST if name in request.scope})
