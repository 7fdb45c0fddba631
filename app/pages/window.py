"""`/`: Clavardage, the one window. Canals on the left, the talk in the middle, members on the right."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response
from nicegui import Client, ui

from app.components.cards.shortcuts import add_keys
from app.components.first.meeting import early, met_by
from app.components.installed.bar import bar_of_window
from app.components.live_list import plain
from app.components.page import Effect, Page
from app.components.search.results_panel import ResultsPanel
from app.components.search.sought import LONGEST, Sought
from app.components.skips import WINDOW, add_skips
from app.components.tour import tour
from app.components.window.canal_drawer import CanalDrawer
from app.components.window.canal_head import CanalHead
from app.components.window.chat_log import ChatLog
from app.components.window.composer import Composer
from app.components.window.conversation import Conversation
from app.components.window.frame import frame
from app.components.window.member_list import MemberList
from app.components.window.place import place
from app.components.wire.catching_up import Piece, piece_around
from app.components.wire.tab import Tab
from app.locale import N_, Words
from app.pages.house import House
from app.pages.live_page import VIEWPORT, begin_page, first_canal, open_tab, put_into_page
from app.store import Refused
from app.store.ids import read_id
from app.store.search import Found
from app.store.state import Member

Searched = tuple[str, Found]
"""What is sought, as it might have been typed, and what was found."""

NOT_THERE = N_("There is no such canal, or you are not in it: this is another one.")
NO_MESSAGE = N_("There is no such message, or you may not read it.")


def register(house: House) -> None:
    async def find(request: Request) -> None:
        request.state.piece = await piece_asked_for(house, request)
        request.state.found = await found_for(house, request)

    # Before the page is begun: one that waits for something costs NiceGUI two tasks more.
    @ui.page("/", title="Miaou", viewport=VIEWPORT, dependencies=[Depends(find)])
    def window(request: Request, client: Client, canal: str = "") -> Response | None:
        member: Member = request.state.member
        # Any query means the window itself: a canal's link, or the desktop's menu.
        if member.home == "desktop" and not request.url.query:
            client.delete()
            return RedirectResponse("/desktop", 303)
        piece: Piece | None = request.state.piece
        tab = open_tab(house, request, client, piece.page.canal.id if piece else canal_to_open(house, member, canal))
        sought = NO_MESSAGE if piece is None and request.query_params.get("message") else ""
        found: Searched | None = request.state.found
        draw(house, member, tab, begin_page(member, tab, "window"), canal, piece=piece, sought=sought, found=found)
        return None


def draw(
    house: House,
    member: Member,
    tab: Tab,
    words: Words,
    asked: str,
    first: Sequence[str] = (),
    piece: Piece | None = None,
    sought: str = "",
    found: Searched | None = None,
) -> None:
    """The window's panels, and what they show.

    :param asked: the canal that the address names
    :param first: scripts that run before all others
    :param piece: of the canal's history, around the message that the address names
    :param sought: what is said of a message that it names and that is not there
    :param found: what was found of what it asks for
    """
    page = Page(house.store, house.wire, house.tabs, tab)
    met = None if tab.framed else met_by(page)
    standing = frame(words, member.reading_order, early(met, page) if met else None)
    ui.add_body_html(standing + plain(str(bar_of_window(member.theme))))
    opened = house.store.state.canals[tab.canal_id] if tab.canal_id is not None else None
    add_skips(words, WINDOW)
    add_keys(words, "frame" if tab.framed else "window")
    CanalDrawer(words, tab.framed)
    with Conversation():
        CanalHead(words, member.id, opened, found[0] if found else "")
        if found:
            tab.searched = found[0]
            ResultsPanel(page, [found[1]], Sought(typed=found[0]))
        if met:
            met(page)
        # What is read first comes first, for keys as for the eye; `rows_log.js` follows when that changes.
        if member.reading_order == "newest-first":
            Composer(words, house.store.files.quota.limits.file)
        ChatLog(words, member.reading_order)
        if member.reading_order != "newest-first":
            Composer(words, house.store.files.quota.limits.file)
    MemberList(words, member.id)
    then: list[Effect] = []
    if not tab.framed and tour.is_due(page):
        tour.page_shows(page)
        then += tour.said_first(page)
    if piece is None and not sought and asked and opened and read_id(asked) != opened.id:
        sought = NOT_THERE
    if sought:
        then.append(["toast", words(sought), "error"])
    put_into_page(
        house,
        member,
        tab,
        place={**place(tab, opened), "elsewhere": bool(sought)},
        then=then,
        first=first,
        piece=piece,
    )


async def found_for(house: House, request: Request) -> Searched | None:
    """What the address asks for, and the first page of what is found; nothing while the database does not answer."""
    typed, member = request.query_params.get("search", "").strip()[:LONGEST], request.state.member
    if not typed or member is None:
        return None
    try:
        return typed, await house.store.search.find(member, typed)
    except Refused:
        return typed, Found()


def canal_to_open(house: House, member: Member, asked: str) -> int | None:
    """The canal that the address names, if it exists for this member, else the first of theirs."""
    wanted = read_id(asked)
    named = any(canal.id == wanted for canal in house.store.canals.of(member))
    return wanted if named else first_canal(house, member)


async def piece_asked_for(house: House, request: Request) -> Piece | None:
    """What is around the message that the address names; one that they may not read is as if it were not there."""
    sought, member = read_id(request.query_params.get("message", "")), request.state.member
    if sought is None or member is None:
        return None
    try:
        message = await house.store.messages.find_anywhere(member, sought)
        return await piece_around(house.store, member, message.canal_id, message.id)
    except Refused:
        return None
