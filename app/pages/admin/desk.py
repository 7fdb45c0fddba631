"""What the admin page's addresses have in common: who may come in, and what everybody else gets."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import Request
from fastapi.responses import Response
from nicegui import Client

from app.components.admin.part import AdminPage
from app.components.document import door
from app.components.office_logo import logo_address
from app.pages.addresses import base_address, is_plain
from app.pages.door import STATUS, shown, to_the_chat, words_of
from app.pages.house import House
from app.pages.live_page import begin_page, open_tab, put_quietly
from app.store import Refused, access
from app.store.state import Member


async def show(
    house: House, request: Request, client: Client, draw: Callable[[AdminPage], Awaitable[None]]
) -> Response | None:
    """One of the page's sections; whoever does not administer gets a plain page, and nothing else."""
    member: Member = request.state.member
    try:
        access.access_admin(house.store.state, member)
        tab = open_tab(house, request, client, quiet=True)
        words = begin_page(member, tab, "admin")
        base, plain = base_address(house.settings), is_plain(request.url.scheme, request.url.hostname or "")
        await draw(AdminPage(house.store, house.wire, house.tabs, tab, base=base, is_plain=plain))
    except Refused as refused:
        client.delete()
        return closed(house, request, refused)
    put_quietly(words)
    return None


def closed(house: House, request: Request, refused: Refused) -> Response:
    words = words_of(request)
    page = door(
        lang=words.lang,
        title="Miaou",
        heading=words("This door is closed"),
        lead=words(refused.sentence, **refused.params),
        content=to_the_chat(words),
        logo_address=logo_address(house.store.office.logo),
    )
    return shown(page, STATUS.get(refused.why, 422))
