"""`/images/…`: members' images, shown to members; one's own is changed here, and anyone's by an administrator."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.requests import ClientDisconnect

from app.components.asking import UNCLEAR
from app.locale import N_
from app.pages.door import STATUS, words_of
from app.pages.house import House
from app.store import Forbidden, Refused, access, pictures

CHANGED = N_("The image has been changed.")

AT_ONCE = 8
"""Files that are taken in at a time, so that a crowd of them holds 80 MB at most; the others wait to be read."""

READ_S = 120
"""For a file to come in: ten megabytes over the slowest line that one still calls a network. Nobody may hold one of
the eight places for longer."""


def register(web: FastAPI, house: House) -> None:
    places = asyncio.Semaphore(AT_ONCE)

    @web.get("/images/{name}")
    async def image(name: str) -> Response:
        digest, _, size = name.removesuffix(".webp").rpartition("-")
        content = await house.store.images.read(digest, int(size) if size.isdecimal() and len(size) < 4 else 0)
        if content is None:
            return Response(status_code=404)
        lasting = {"cache-control": "private, max-age=31536000, immutable"}
        return Response(content, media_type="image/webp", headers=lasting)

    @web.post("/images/{member_id}")
    async def change(request: Request, member_id: int) -> Response:
        """The body is the file as it is: nothing is read of it before it is known that it may come."""

        async def take() -> None:
            member = access.access_member_to_edit(house.store.state, request.state.member, member_id)
            crop = _crop(request)
            async with places:
                async with asyncio.timeout(READ_S):
                    content = await body_of(house, request)
                large, small = await pictures.squares(content, crop, member.color)
            await house.store.members.set_image(request.state.member, member_id, large, small)

        return await _answer(request, take())

    @web.delete("/images/{member_id}")
    async def remove(request: Request, member_id: int) -> Response:
        return await _answer(request, house.store.members.remove_image(request.state.member, member_id))


async def _answer(request: Request, doing: Awaitable[None]) -> Response:
    """That it is done, or why it was not, in the words of whoever asked."""
    try:
        await doing
    except Refused as refused:
        sentence = words_of(request)(refused.sentence, **refused.params)
        return JSONResponse({"refused": sentence}, STATUS.get(refused.why, 422))
    except (ClientDisconnect, TimeoutError):
        return Response(status_code=408)
    return JSONResponse({"then": [["toast", words_of(request)(CHANGED), "info"]]})


async def body_of(house: House, request: Request) -> bytes:
    """The file, whose size is counted as it comes: what a request says of its own length is only a claim.

    :raises Forbidden: when whoever brings it has been signed out meanwhile
    """
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > pictures.HEAVIEST:
            raise Refused("This file is too heavy: an image has at most {n} MB.", n=pictures.HEAVIEST >> 20)
    if not house.store.sessions.stands(request.state.session):
        raise Forbidden(access.UNKNOWN_SESSION)
    return bytes(content)


def _crop(request: Request) -> pictures.Crop | None:
    """The square that was chosen; None when the browser could not show the picture.

    :raises Refused: when half a square is given, or what is no number
    """
    given = [request.query_params.get(name) for name in ("x", "y", "side")]
    if not any(given):
        return None
    try:
        x, y, side = (float(value or "") for value in given)
    except ValueError:
        raise Refused(UNCLEAR) from None
    if not all(map(math.isfinite, (x, y, side))):
        raise Refused(UNCLEAR)
    return pictures.Crop(x, y, side)
