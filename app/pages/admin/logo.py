"""Where the office's new logo comes in: the body is the file as it is."""

from __future__ import annotations

import asyncio

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.requests import ClientDisconnect

from app.locale import N_
from app.pages.door import STATUS, words_of
from app.pages.house import House
from app.pages.images import body_of
from app.store import Refused, access

IN_PLACE = N_("The logo is in place.")
READ_S = 120
"""For a file to come in."""


def register(web: FastAPI, house: House) -> None:
    one_at_a_time = asyncio.Semaphore(1)

    @web.post("/admin/office/logo")
    async def logo(request: Request) -> Response:
        try:
            # Nothing is read of it before it is known that it may come.
            access.access_admin(house.store.state, request.state.member)
            async with one_at_a_time:
                async with asyncio.timeout(READ_S):
                    content = await body_of(house, request)
                if not content:
                    raise Refused("Choose a picture first.")
                await house.store.office.set_logo(request.state.member, content)
        except Refused as refused:
            sentence = words_of(request)(refused.sentence, **refused.params)
            return JSONResponse({"refused": sentence}, STATUS.get(refused.why, 422))
        except (ClientDisconnect, TimeoutError):
            return Response(status_code=408)
        return JSONResponse({"then": [["toast", words_of(request)(IN_PLACE), "info"]]})
