"""`/favicon/N.svg`: the icon of a browser's tab, with a number on it."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.responses import Response

from app.components.window.badged_icon import drawn
from app.pages.house import House


def register(web: FastAPI, _house: House) -> None:
    @web.get("/favicon/{name}")
    async def badge(name: str) -> Response:
        content = drawn(name)
        if content is None:
            return Response(status_code=404)
        headers = {"cache-control": "private, max-age=31536000"}
        return Response(content, media_type="image/svg+xml", headers=headers)
