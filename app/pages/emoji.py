"""The emoji menu's files: made when a browser first asks for one, or once the start is over, then kept packed."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request
from fastapi.responses import Response

from app.components import emoji_menu
from app.locale import LANGUAGES

PREPARED_AFTER_S = 20
"""By then whoever started Miaou has their page, and nobody waits for this half second of work."""


def register(web: FastAPI) -> Callable[[], Awaitable[None]]:
    """Serve the files; returns what makes them before anybody asks."""
    turn = asyncio.Lock()
    packed: dict[str, bytes] = {}

    async def made(lang: str) -> bytes:
        # The first one to ask has it made; a whole office that asks meanwhile waits for that.
        async with turn:
            if lang not in packed:
                packed[lang] = await asyncio.to_thread(lambda: gzip.compress(emoji_menu.content(lang), mtime=0))
        return packed[lang]

    def serve(lang: str) -> None:
        @web.get(emoji_menu.address(lang))
        async def emoji(request: Request) -> Response:
            headers = {"cache-control": "public, max-age=31536000, immutable", "vary": "accept-encoding"}
            content = await made(lang)
            if "gzip" in request.headers.get("accept-encoding", ""):
                headers["content-encoding"] = "gzip"
            else:
                content = gzip.decompress(content)
            return Response(content, media_type="application/json", headers=headers)

    for lang in LANGUAGES:
        serve(lang)

    async def prepare() -> None:
        await asyncio.sleep(PREPARED_AFTER_S)
        for lang in LANGUAGES:
            await made(lang)

    return prepare
