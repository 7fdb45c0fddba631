"""`/`: Clavardage, the one window. Canals on the left, the talk in the middle, members on the right."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from nicegui import Client, core, ui

from app.components import assets
from app.components.actions import ACTIONS
from app.components.asking import UNCLEAR
from app.components.live_list import serve_scripts
from app.components.view import View
from app.components.window.canal_drawer import CanalDrawer
from app.components.window.canal_head import CanalHead
from app.components.window.chat_log import ChatLog
from app.components.window.composer import Composer
from app.components.window.member_list import MemberList
from app.components.wire import sockets
from app.components.wire.calls import Calls
from app.components.wire.tabs import Tab
from app.locale import Words, catalogue
from app.pages.house import House
from app.pages.live_page import VIEWPORT, begin_page, first_canal, open_tab, put_into_page
from app.store import Forbidden
from app.store.ids import read_id
from app.store.state import Member


def register(house: House) -> None:
    serve_scripts()
    calls = Calls(house.store, house.wire, house.tabs, lambda tab, _member, action, key: act(tab, action, key))

    def act(tab: Tab, action: str, key: object) -> Awaitable[None] | None:
        client = Client.instances.get(tab.id)
        opens = ACTIONS.get(action)
        if client is None or opens is None:
            raise Forbidden(UNCLEAR)
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
    def window(request: Request, client: Client, canal: str = "") -> Response | None:
        member: Member = request.state.member
        # Any query means the window itself: a canal's link, or the desktop's menu.
        if member.home == "desktop" and not request.url.query:
            client.delete()
            return RedirectResponse("/desktop", 303)
        tab = open_tab(house, request, client, canal_to_open(house, member, canal))
        draw(house, member, tab, begin_page(member, tab, assets.WINDOW_SHEETS))
        return None


def draw(house: House, member: Member, tab: Tab, words: Words) -> None:
    """The window's panels, and what they show."""
    CanalDrawer(words)
    CanalHead(words)
    ChatLog(words, member.reading_order)
    Composer(words)
    MemberList(words, member.id)
    put_into_page(house, member, tab)


def canal_to_open(house: House, member: Member, asked: str) -> int | None:
    """The canal that the address names, if it exists for this member, else the first of theirs."""
    wanted = read_id(asked)
    named = any(canal.id == wanted for canal in house.store.canals.of(member))
    return wanted if named else first_canal(house, member)
