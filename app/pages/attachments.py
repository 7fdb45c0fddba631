"""`/files/…`: files come in here, and are had by whoever may read the message that holds them.

What a file holds is shown by a browser only where that is harmless: pictures, sound and film that were recognised by
their content. All else is saved, never opened: a page among it would be one of ours.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from email.utils import formatdate
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.requests import ClientDisconnect

from app.components.drawings import Name
from app.components.office_logo import logo_address
from app.components.states import stop
from app.components.window.files.addresses import SHOWN_BY_BROWSERS
from app.components.window.tray import chip
from app.components.wire.watch import UNHURRIED
from app.pages.door import DRAWN, STATUS, shown, theme_of, words_of
from app.pages.house import House
from app.store import Forbidden, Refused, access
from app.store.files.files import Shown, looked_at
from app.store.ids import read_id

WEBP = "image/webp"

PLAYED = frozenset(
    {
        *SHOWN_BY_BROWSERS,
        *(f"audio/{each}" for each in ("mpeg", "mp4", "aac", "ogg", "opus", "webm", "flac", "wav", "x-wav", "x-m4a")),
        *(f"video/{each}" for each in ("mp4", "webm", "ogg", "quicktime")),
    }
)
"""What browsers show or play, and that can do nothing in them."""

NAMED = frozenset({*PLAYED, "application/pdf", "application/zip", "image/heic", "image/heif", "image/tiff"})
"""What is called by its type as it is saved; all else is but bytes."""

BYTES = "application/octet-stream"

# Should a browser open one after all, it is a page of nobody's, which may load, run and send nothing.
POLICY = (
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
)

# A file never changes, but whoever may have it does. So what is saved is asked for each time; what stands in a log is
# shown again for an hour without asking, in the browser that had it, to whoever was signed in there.
ASKED_AGAIN = "private, no-cache"
FOR_AN_HOUR = "private, max-age=3600"


def register(web: FastAPI, house: House) -> None:
    files = house.store.files

    @web.put("/files")
    async def bring(request: Request) -> Response:
        """The body is the file as it is: nothing is read of it before it is known that it may come."""
        asked = request.query_params
        try:
            canal_id, name = read_id(asked.get("canal", "")) or 0, asked.get("name", "")
            # Files wait for each other, and a slow line takes its time; one that stands still is given up.
            setattr(request.state, UNHURRIED, True)
            chunks = _while_signed_in(house, request)
            file = await files.bring(request.state.member, canal_id, name, chunks, _claimed(request))
        except Refused as refused:
            return _refusal(request, refused)
        except (ClientDisconnect, TimeoutError):
            return Response(status_code=408)
        return JSONResponse({"id": file.id, "shown": str(chip(file, words_of(request)))})

    @web.delete("/files/{file_id}")
    async def drop(request: Request, file_id: str) -> Response:
        try:
            await files.drop(request.state.member, read_id(file_id) or 0)
        except Refused as refused:
            return _refusal(request, refused)
        return JSONResponse({})

    @web.get("/files/{file_id}")
    async def original(request: Request, file_id: str) -> Response:
        try:
            found = await files.open(request.state.member, read_id(file_id) or 0)
            media = found.file.media if found.file.media in NAMED else BYTES
            return await _served(request, found, media, "attachment", ASKED_AGAIN)
        except Refused as refused:
            return _instead(house, request, refused)

    @web.get("/files/{file_id}/shown")
    async def played(request: Request, file_id: str) -> Response:
        try:
            found = await files.open(request.state.member, read_id(file_id) or 0)
            if found.file.media not in PLAYED:
                raise Forbidden(access.UNKNOWN_FILE)
            return await _served(request, found, found.file.media, "inline", FOR_AN_HOUR)
        except Refused as refused:
            return _instead(house, request, refused)

    @web.get("/files/{file_id}/text")
    async def text(request: Request, file_id: str) -> Response:
        try:
            said = await files.text(request.state.member, read_id(file_id) or 0)
        except Refused as refused:
            return _instead(house, request, refused)
        return PlainTextResponse(said, headers=_headers("inline", "", ASKED_AGAIN))

    @web.get("/files/{file_id}/{size}.webp")
    async def thumbnail(request: Request, file_id: str, size: str) -> Response:
        try:
            found = await files.thumbnail(request.state.member, read_id(file_id) or 0, read_id(size) or 0)
            return await _served(request, found, WEBP, "inline", FOR_AN_HOUR, f"{found.file.name}.webp")
        except Refused as refused:
            return _instead(house, request, refused)


async def _while_signed_in(house: House, request: Request) -> AsyncIterator[bytes]:
    """What comes, as long as whoever brings it is not signed out.

    :raises Forbidden: when they have been
    """
    async for chunk in request.stream():
        yield chunk
    if not house.store.sessions.stands(request.state.session):
        raise Forbidden(access.UNKNOWN_SESSION)


def _claimed(request: Request) -> int | None:
    """What a request says of its own length, which is only a claim."""
    length = request.headers.get("content-length", "")
    return int(length) if length.isdecimal() and len(length) < 16 else None


async def _served(
    request: Request, found: Shown, media: str, disposition: str, kept: str, name: str | None = None
) -> Response:
    """The file, or as much of it as was asked for.

    :raises Refused: `Forbidden`: when it is gone by now; `Unavailable`: when the disk does not give it
    """
    there = await looked_at(found.path.stat)
    headers = _headers(disposition, name or found.file.name, kept)
    # Of this file, not of what it holds: that may have been here before, by somebody else.
    headers |= {"etag": f'"{found.file.id}"', "last-modified": formatdate(found.file.at // 1000, usegmt=True)}
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    return FileResponse(found.path, headers=headers, media_type=media, stat_result=there)


def _headers(disposition: str, name: str, kept: str) -> dict[str, str]:
    said = f"{disposition}; {_named(name)}" if name else disposition
    return {
        "content-disposition": said,
        "content-security-policy": POLICY,
        "cache-control": kept,
        "vary": "cookie",
    }


def _named(name: str) -> str:
    """The name in both ways of a header: for everyone, and in full (RFC 6266, RFC 8187)."""
    plain = "".join(each if each.isascii() and each not in '"\\%' else "_" for each in name)
    return f"filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _refusal(request: Request, refused: Refused) -> Response:
    """Why it was not done, for a script."""
    said = words_of(request)(refused.sentence, **refused.params)
    return JSONResponse({"refused": said}, STATUS.get(refused.why, 422))


def _instead(house: House, request: Request, refused: Refused) -> Response:
    """What is answered in a file's place, to whoever looks at it. What is not theirs does not exist."""
    words, status = words_of(request), 404 if refused.why == "rights" else STATUS.get(refused.why, 422)
    sentence = words(refused.sentence, **refused.params)
    if "text/html" not in request.headers.get("accept", ""):
        return PlainTextResponse(sentence, status, {"cache-control": "no-store"})
    drawn: Name = DRAWN.get(refused.why, "lost")
    logo, back = logo_address(house.store.office.logo), (words("To the chat"), "/")
    page = stop(words, drawn, words("File"), sentence, back, theme=theme_of(request), logo_address=logo)
    return shown(page, status)
