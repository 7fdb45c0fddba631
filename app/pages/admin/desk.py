"""What the admin page's addresses have in common: who may come in, and what everybody else gets."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import Request
from fastapi.responses import Response
from nicegui import Client

from app.components.admin.part import AdminPage
from app.pages.addresses import base_address, is_plain
from app.pages.door import refused_page
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
        return refused_page(request, refused, house.store.office.logo)
    put_quietly(words)
    return None
