"""Any address that is none of ours: a plain page in NiceGUI's place, whose own would open a connection for it."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import PlainTextResponse, Response
from htpy import a, p
from nicegui import app as nicegui_app

from app.components.document import door
from app.pages.door import shown, words_of


def register() -> None:
    @nicegui_app.exception_handler(404)
    async def nowhere(request: Request, _: Exception) -> Response:
        words = words_of(request)
        sentence = words("There is nothing at this address.")
        if "text/html" not in request.headers.get("accept", ""):
            return PlainTextResponse(sentence, 404)
        return shown(
            door(
                lang=words.lang,
                title="Miaou",
                heading=words("Nobody here"),
                lead=sentence,
                content=p(".under")[a(href="/")[words("To the chat")]],
            ),
            404,
        )
