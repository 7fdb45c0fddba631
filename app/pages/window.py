"""`/`: Clavardage, the one window. Canals on the left, the talk in the middle, members on the right."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from nicegui import Client, ui

from app.components.page import Effect
from app.components.skips import WINDOW, add_skips
from app.components.window.canal_drawer import CanalDrawer
from app.components.window.canal_head import CanalHead
from app.components.window.chat_log import ChatLog
from app.components.window.composer import Composer
from app.components.window.conversation import Conversation
from app.components.window.frame import frame
from app.components.window.member_list import MemberList
from app.components.window.place import place
from app.components.wire.tab import Tab
from app.locale import N_, Words
from app.pages.house import House
from app.pages.live_page import VIEWPORT, begin_page, first_canal, open_tab, put_into_page
from app.store.ids import read_id
from app.store.state import Member

NOT_THERE = N_("There is no such canal, or you are not in it: this is another one.")


def register(house: House) -> None:
    @ui.page("/", title="Miaou", viewport=VIEWPORT)
    def window(request: Request, client: Client, canal: str = "") -> Response | None:
        member: Member = request.state.member
        # Any query means the window itself: a canal's link, or the desktop's menu.
        if member.home == "desktop" and not request.url.query:
            client.delete()
            return RedirectResponse("/desktop", 303)
        tab = open_tab(house, request, client, canal_to_open(house, member, canal))
        draw(house, member, tab, begin_page(member, tab, "window"), canal)
        return None


def draw(
    house: House, member: Member, tab: Tab, words: Words, asked: str, scripts: Sequence[str] = ("start.js",)
) -> None:
    """The window's panels, and what they show.

    :param asked: the canal that the address names
    :param scripts: which run before NiceGUI's
    """
    ui.add_body_html(frame(words, member.reading_order))
    opened = house.store.state.canals[tab.canal_id] if tab.canal_id is not None else None
    add_skips(words, WINDOW)
    CanalDrawer(words, tab.framed)
    with Conversation():
        CanalHead(words, opened)
        # What is read first comes first, for keys as for the eye; `rows_log.js` follows when that changes.
        if member.reading_order == "newest-first":
            Composer(words)
        ChatLog(words, member.reading_order)
        if member.reading_order != "newest-first":
            Composer(words)
    MemberList(words, member.id)
    missing = bool(asked and opened and read_id(asked) != opened.id)
    then: list[Effect] = [["toast", words(NOT_THERE), "error"]] if missing else []
    put_into_page(house, member, tab, place={**place(tab, opened), "elsewhere": missing}, then=then, scripts=scripts)


def canal_to_open(house: House, member: Member, asked: str) -> int | None:
    """The canal that the address names, if it exists for this member, else the first of theirs."""
    wanted = read_id(asked)
    named = any(canal.id == wanted for canal in house.store.canals.of(member))
    return wanted if named else first_canal(house, member)
