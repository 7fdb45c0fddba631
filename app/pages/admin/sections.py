"""The sections of `/admin`, each at an address of its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import Request
from fastapi.responses import Response
from nicegui import Client, ui

from app.components.admin import data, files
from app.components.admin.audit import Deeds
from app.components.admin.canals import LeftCanals
from app.components.admin.frame import box, frame, said
from app.components.admin.invites import Invites
from app.components.admin.keys import Keys
from app.components.admin.links import Links
from app.components.admin.member import MemberAccount, MemberFacts, MemberPassword, MemberRole
from app.components.admin.members import accounts, members
from app.components.admin.office import OfficeLanguage, OfficeLogo, OfficeName, StartingLayout
from app.components.admin.part import AdminPage
from app.components.admin.paste import Paste
from app.components.admin.plain_http import PlainHttp
from app.components.admin.sites import Sites, UnknownLogins
from app.locale import N_
from app.pages.admin.desk import show
from app.pages.house import House
from app.pages.live_page import VIEWPORT
from app.store import access
from app.store.ids import read_id


def register(house: House) -> None:
    for path, draw in (
        ("/admin", _members),
        ("/admin/canals", _canals),
        ("/admin/embedding", _embedding),
        ("/admin/office", _office),
        ("/admin/data", _data),
    ):
        _register(house, path, draw)

    @ui.page("/admin/members/{member_id}", title="Miaou", viewport=VIEWPORT)
    async def member(request: Request, client: Client, member_id: int) -> Response | None:
        return await show(house, request, client, lambda page: _member(page, member_id))

    @ui.page("/admin/audit", title="Miaou", viewport=VIEWPORT)
    async def audit(request: Request, client: Client, before: str = "") -> Response | None:
        return await show(house, request, client, lambda page: _audit(page, read_id(before)))


def _register(house: House, path: str, draw: Callable[[AdminPage], Awaitable[None]]) -> None:
    @ui.page(path, title="Miaou", viewport=VIEWPORT)
    async def section(request: Request, client: Client) -> Response | None:
        return await show(house, request, client, draw)


async def _members(page: AdminPage) -> None:
    with frame(page, "members", said(page.words, N_("Members")), lambda: accounts(page)), box("div", "columns"):
        Invites(page)
        members(page)


async def _member(page: AdminPage, member_id: int) -> None:
    def nickname() -> str:
        return access.access_member_to_manage(page.store.state, page.member, member_id).nickname

    with frame(page, "members", nickname, back="/admin"), box("div", "stack"):
        MemberFacts(page, member_id)
        MemberRole(page, member_id)
        MemberPassword(page, member_id)
        MemberAccount(page, member_id)


async def _canals(page: AdminPage) -> None:
    words = page.words
    lead = said(words, N_("Those that nobody finds in the chat any more."))
    with frame(page, "canals", said(words, N_("Canals")), lead), box("div", "stack"):
        await LeftCanals.fetched(page)


async def _embedding(page: AdminPage) -> None:
    words = page.words
    lead = said(words, N_("The chat inside your business software: nobody types a second password."))
    with frame(page, "embedding", said(words, N_("Embedding")), lead), box("div", "columns even"):
        with box("div", "stack"):
            Sites(page)
            Keys(page)
            UnknownLogins(page)
        with box("div", "stack"):
            Paste(page)
            Links(page)


async def _office(page: AdminPage) -> None:
    words = page.words
    lead = said(words, N_("What your colleagues see of it, and how it begins for newcomers."))
    with frame(page, "office", said(words, N_("Office")), lead), box("div", "stack"):
        OfficeName(page)
        OfficeLogo(page)
        OfficeLanguage(page)
        StartingLayout(page)
        if page.is_plain:
            PlainHttp(page)


async def _data(page: AdminPage) -> None:
    words = page.words
    lead = said(words, N_("Whether all is well with what your office has said, and how it is kept."))
    with frame(page, "data", said(words, N_("Data")), lead), box("div", "stack"):
        await data.Health.fetched(page)
        await files.Files.fetched(page)
        files.Photographs(page)
        await data.Backups.fetched(page)
        await data.WayBack.fetched(page)


async def _audit(page: AdminPage, before: int | None) -> None:
    words = page.words
    lead = said(words, N_("All that administrators changed. It cannot be altered here."))
    with frame(page, "audit", said(words, N_("Audit")), lead), box("div", "stack"):
        await Deeds.fetched(page, before)
