"""`/logo/…`: the office's logo, for everyone: the sign-in page shows it. Its address cannot be guessed."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.responses import Response

from app.pages.house import House
from app.store.images import LOGO_SIZE


def register(web: FastAPI, house: House) -> None:
    @web.get("/logo/{name}")
    async def logo(name: str) -> Response:
        content = await house.store.logos.read(name.removesuffix(".webp"), LOGO_SIZE)
        if content is None:
            return Response(status_code=404)
        lasting = {"cache-control": "public, max-age=31536000, immutable"}
        return Response(content, media_type="image/webp", headers=lasting)
