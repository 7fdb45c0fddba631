"""`/desktop`: the bureau d'accueil, each member's home page of widgets."""

from __future__ import annotations

from fastapi import Request
from nicegui import Client, ui

from app.components import assets
from app.components.desktop import Desktop
from app.pages.house import House
from app.pages.live_page import VIEWPORT, begin_page, first_canal, open_tab, put_into_page
from app.store import access
from app.store.state import Member


def register(house: House) -> None:
    @ui.page("/desktop", title="Miaou", viewport=VIEWPORT)
    def desktop(request: Request, client: Client) -> None:
        member: Member = request.state.member
        tab = open_tab(house, request, client)
        layout, first = house.store.desktops.of(member), first_canal(house, member)
        shown = [widget.canal_id or first for widget in layout.widgets if widget.kind == "miaou"]
        canals = dict.fromkeys(canal_id for canal_id in shown if canal_id is not None)
        administers = access.may(access.access_admin, house.store.state, member)
        Desktop(begin_page(member, tab, assets.DESKTOP_SHEETS), administers, layout, first)
        put_into_page(house, member, tab, list(canals))
