"""`/admin/office`: the office's name, logo, language and starting layout."""

from __future__ import annotations

import asyncio

from fastapi import Request
from fastapi.responses import Response
from htpy import Element
from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect

from app.components.admin.frame import NOTHING_REFUSED, Refusal
from app.components.admin.office import office_page
from app.pages.admin.desk import Desk, answered, view_of
from app.pages.door import form_of, shown
from app.pages.house import House
from app.store import Refused, pictures
from app.store.database import as_unavailable

FORM_AROUND = 16_384
"""Bytes of a form that brings a file, beside the file."""

READ_S = 120
"""For a file to come in."""


def register(desk: Desk, house: House) -> None:
    store = house.store
    one_at_a_time = asyncio.Semaphore(1)

    @desk.get("/office")
    async def office(request: Request) -> Response:
        return shown(_page(request))

    @desk.post("/office/name")
    async def rename(request: Request) -> Response:
        typed = await form_of(request)
        renaming = store.office.rename(request.state.member, typed.get("name", ""))
        return await answered(
            view_of(house, request),
            renaming,
            "/admin/office?done=renamed",
            lambda refusal: _page(request, refusal),
            "name",
            typed,
        )

    @desk.post("/office/lang")
    async def set_lang(request: Request) -> Response:
        typed = await form_of(request)
        choosing = store.office.set_lang(request.state.member, typed.get("lang", ""))
        return await answered(
            view_of(house, request),
            choosing,
            "/admin/office?done=lang",
            lambda refusal: _page(request, refusal),
            "lang",
            typed,
        )

    @desk.post("/office/logo")
    async def set_logo(request: Request) -> Response:
        async def take() -> None:
            async with one_at_a_time:
                content = await _file(request)
                await store.office.set_logo(request.state.member, content)

        try:
            return await answered(
                view_of(house, request),
                take(),
                "/admin/office?done=logo",
                lambda refusal: _page(request, refusal),
                "logo",
                {},
            )
        except (ClientDisconnect, TimeoutError):
            return Response(status_code=408)
        except OSError as error:
            # A large file waits on the disk until it is whole.
            raise as_unavailable(error) from error

    @desk.post("/office/no-logo")
    async def remove_logo(request: Request) -> Response:
        return await answered(
            view_of(house, request),
            store.office.remove_logo(request.state.member),
            "/admin/office?done=no-logo",
            lambda refusal: _page(request, refusal),
            "logo",
            {},
        )

    def _page(request: Request, refusal: Refusal = NOTHING_REFUSED) -> Element:
        return office_page(view_of(house, request), refusal)


async def _file(request: Request) -> bytes:
    """The file that the form brings, of a size that is known before anything of it is read.

    :raises Refused: when there is none, or it is too heavy
    """
    heavy = Refused("This file is too heavy: an image has at most {n} MB.", n=pictures.HEAVIEST >> 20)
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > pictures.HEAVIEST + FORM_AROUND:
        raise heavy
    async with asyncio.timeout(READ_S), request.form(max_files=1, max_fields=5) as form:
        file = form.get("logo")
        content = await file.read() if isinstance(file, UploadFile) else b""
    if len(content) > pictures.HEAVIEST:
        raise heavy
    if not content:
        raise Refused("Choose a picture first.")
    return content
