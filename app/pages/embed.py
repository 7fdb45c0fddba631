"""`/embed.js`: the loader that other sites put into their pages."""

from __future__ import annotations

from hashlib import sha256

from fastapi import FastAPI, Request
from fastapi.responses import Response

from app.components.widget.embed import loader


def register(web: FastAPI) -> None:
    content = loader().encode()
    headers = {
        # Its address stands in pages that we cannot change: a browser asks each time whether it is still this one.
        "cache-control": "no-cache",
        "etag": f'"{sha256(content).hexdigest()[:24]}"',
        "cross-origin-resource-policy": "cross-origin",
        "access-control-allow-origin": "*",
    }

    @web.get("/embed.js")
    async def embed(request: Request) -> Response:
        if request.headers.get("if-none-match") == headers["etag"]:
            return Response(status_code=304, headers=headers)
        return Response(content, media_type="text/javascript", headers=headers)
