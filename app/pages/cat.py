"""`/cat/RRGGBB.png`: a cat's head in that colour, for the browser's notifications."""

from __future__ import annotations

import asyncio

from fastapi import FastAPI
from fastapi.responses import Response

from app.components.window.cat_icon import cat_png
from app.pages.house import House


def register(web: FastAPI, _house: House) -> None:
    @web.get("/cat/{name}")
    async def cat(name: str) -> Response:
        content = await asyncio.to_thread(cat_png, name)
        if content is None:
            return Response(status_code=404)
        return Response(content, media_type="image/png", headers={"cache-control": "private, max-age=31536000"})
