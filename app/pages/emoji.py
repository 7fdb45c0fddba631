"""The emoji menu's files: made when a browser first asks for one, or once the start is over, then kept packed."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request
from fastapi.responses import Response

from app.components.emoji import drawn, menu
from app.components.emoji.known import ready
from app.locale import LANGUAGES
from app.store.emoji_habits import TONES

PREPARED_AFTER_S = 20
"""By then whoever started Miaou has their page, and nobody waits for this half second of work."""

Which = tuple[str, int, float]
"""A language, a skin colour, and the newest Emoji version that is drawn."""

OFFERED: dict[str, Which] = {
    menu.address(lang, tone, version): (lang, tone, version)
    for lang in LANGUAGES
    for tone in TONES
    for version in drawn.VERSIONS
}
"""Every file by its address."""


def register(web: FastAPI) -> Callable[[], Awaitable[None]]:
    """Serve the files; returns what makes those that most people want before anybody asks."""
    turn = asyncio.Lock()
    packed: dict[Which, bytes] = {}

    async def made(which: Which) -> bytes:
        # The first one to ask has it made; a whole office that asks meanwhile waits for that.
        async with turn:
            if which not in packed:
                packed[which] = await asyncio.to_thread(_packed, which)
        return packed[which]

    @web.get(menu.FOLDER + "/{name}")
    async def emoji(request: Request, name: str) -> Response:
        which = OFFERED.get(f"{menu.FOLDER}/{name}")
        if which is None:
            return Response(status_code=404)
        headers = {"cache-control": "public, max-age=31536000, immutable", "vary": "accept-encoding"}
        content = await made(which)
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["content-encoding"] = "gzip"
        else:
            content = gzip.decompress(content)
        return Response(content, media_type="text/html", headers=headers)

    async def prepare() -> None:
        await asyncio.sleep(PREPARED_AFTER_S)
        for lang in LANGUAGES:
            await ready(lang)
            await made((lang, 0, drawn.NEWEST))

    return prepare


def _packed(which: Which) -> bytes:
    return gzip.compress(menu.content(*which).encode(), mtime=0)
