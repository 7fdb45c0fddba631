"""`/desktop`: the bureau d'accueil, each member's home page of widgets."""

from __future__ import annotations

from fastapi import Request
from nicegui import Client, ui

from app.components.cards.shortcuts import add_keys
from app.components.desktop.desktop import Desktop
from app.components.desktop.tiles import canals_shown
from app.components.page import Page
from app.components.skips import DESKTOP, add_skips
from app.components.tour import tour
from app.components.window.place import nowhere
from app.pages.house import House
from app.pages.live_page import VIEWPORT, begin_page, open_tab, put_into_page
from app.store.state import Member


def register(house: House) -> None:
    @ui.page("/desktop", title="Miaou", viewport=VIEWPORT)
    def desktop(request: Request, client: Client) -> None:
        member: Member = request.state.member
        tab = open_tab(house, request, client)
        words = begin_page(member, tab, "desktop")
        add_skips(words, DESKTOP)
        add_keys(words, "desktop")
        page = Page(house.store, house.wire, house.tabs, tab)
        Desktop(page)
        if tour.is_due(page):
            tour.page_shows(page, "desktop")
        put_into_page(
            house,
            member,
            tab,
            canals_shown(page, house.store.desktops.of(member)),
            place=nowhere(words("Home desktop")),
        )
