"""The control address: operations that the command line asks of a running instance."""

from __future__ import annotations

import hmac

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from app import operations
from app.pages.house import House
from app.store import Refused


def register(web: FastAPI, house: House) -> None:
    @web.post("/control/perform")
    async def perform(request: Request) -> JSONResponse:
        shown = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not house.secret or not hmac.compare_digest(shown.encode(), house.secret.encode()):
            return JSONResponse({}, 403)
        try:
            return JSONResponse(await operations.perform(house.store, await request.json()))
        except Refused as refused:
            params = {name: str(value) for name, value in refused.params.items()}
            return JSONResponse({"sentence": refused.sentence, **params}, 409)
