"""The control address: operations that the command line asks of a running instance."""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import AsyncIterator

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from app import operations
from app.pages.house import House
from app.store import Refused


def register(web: FastAPI, house: House) -> None:
    @web.post("/control/perform")
    async def perform(request: Request) -> Response:
        """Answers with lines of JSON: how far it is, as often as that changes, and at last what came of it."""
        shown = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not house.secret or not hmac.compare_digest(shown.encode(), house.secret.encode()):
            return JSONResponse({}, 403)
        asked = await request.json()
        steps: asyncio.Queue[dict[str, object] | None] = asyncio.Queue()

        async def do() -> dict[str, object]:
            def tell(what: str, done: float) -> None:
                steps.put_nowait({"what": what, "done": done})

            try:
                return {"refused": False, **await operations.perform(house.store, asked, tell)}
            except Refused as refused:
                params = {name: str(value) for name, value in refused.params.items()}
                return {"refused": True, "sentence": refused.sentence, **params}
            finally:
                steps.put_nowait(None)

        async def lines() -> AsyncIterator[str]:
            doing = asyncio.create_task(do(), name="an operation")
            while (step := await steps.get()) is not None:
                yield json.dumps(step) + "\n"
            yield json.dumps(await doing) + "\n"

        return StreamingResponse(lines(), media_type="application/x-ndjson")
