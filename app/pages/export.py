"""`/export`: all that one said and was told, with one's card, settings and files, in a zip."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import IO, Any, ClassVar
from urllib.parse import quote
from weakref import WeakValueDictionary

from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.types import Message, Receive, Scope, Send

from app.components.office_logo import logo_address
from app.components.states import stop
from app.locale import N_
from app.pages.door import DRAWN, STATUS, shown, theme_of, words_of
from app.pages.gate import token_of
from app.pages.house import House
from app.store import Forbidden, Refused, Unavailable, access, exports
from app.store.state import Member

AT_ONCE = 2
"""Exports that are made or sent at a time: each takes its share of the machine, and of the disk until it is sent."""

PIECE = 256 * 1024
PATIENCE_S = 60
"""For a browser to take one piece: whoever stops reading gives up their place."""


class Places:
    """Who has their data put together, or is being sent them."""

    def __init__(self) -> None:
        self._taken: set[int] = set()

    @contextlib.asynccontextmanager
    async def taken(self, member: Member) -> AsyncIterator[None]:
        """:raises Unavailable: when the member has one under way already, or there are enough"""
        if member.id in self._taken:
            raise Unavailable("Your data are being put together already: wait until they have come.")
        if len(self._taken) >= AT_ONCE:
            raise Unavailable("Others’ data are being put together just now: try again in a moment.")
        self._taken.add(member.id)
        try:
            yield
        finally:
            self._taken.discard(member.id)


class Turns:
    """As `Places`, where one waits one's turn: what is made is quickly there."""

    def __init__(self) -> None:
        self._all = asyncio.Semaphore(AT_ONCE)
        self._of: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    @contextlib.asynccontextmanager
    async def taken(self, member: Member) -> AsyncIterator[None]:
        turn = self._of.setdefault(member.id, asyncio.Lock())
        async with turn, self._all:
            yield


def register(web: FastAPI, house: House) -> None:
    places = Places()

    @web.get("/export")
    async def export(request: Request) -> Response:
        return Export(house, places, request)


class Sent(Response):
    """Makes a file, then sends it: what goes wrong can be said until the first of it is sent."""

    heading: ClassVar[str]
    """What the page is called that says why it cannot come."""

    def __init__(self, house: House, places: Places | Turns, request: Request) -> None:
        super().__init__()
        self._house, self._places, self._request = house, places, request

    def made(self) -> AbstractAsyncContextManager[IO[bytes]]:
        """The file, to be read from its beginning."""
        raise NotImplementedError

    def described(self) -> dict[str, str]:
        """The headers that say what it is."""
        raise NotImplementedError

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await _while_there(receive, self._in_turn(send))
        except Refused as refused:
            await self._refusal(refused)(scope, receive, send)

    async def _in_turn(self, send: Send) -> None:
        async with self._places.taken(self._request.state.member):
            await self._make_and_send(send)

    async def _make_and_send(self, send: Send) -> None:
        async with self.made() as file:
            # It may have taken a while: whoever is signed out by now gets nothing.
            if self._house.store.sessions.find(token_of(self._request.headers)) is None:
                raise Forbidden(access.UNKNOWN_SESSION)
            await _send(file, self.described(), send)

    def _refusal(self, refused: Refused) -> Response:
        words = words_of(self._request)
        page = stop(
            words,
            DRAWN.get(refused.why, "closed"),
            words(self.heading),
            words(refused.sentence, **refused.params),
            (words("To the chat"), "/"),
            theme=theme_of(self._request),
            logo_address=logo_address(self._house.store.office.logo),
        )
        return shown(page, STATUS.get(refused.why, 422))


class Export(Sent):
    heading = N_("Your data")

    def made(self) -> AbstractAsyncContextManager[IO[bytes]]:
        member = self._request.state.member
        return exports.exported(self._house.store, member, member.id, words_of(self._request).lang)

    def described(self) -> dict[str, str]:
        name = f"miaou-{self._request.state.member.login}-{today(self._house.store.clock())}.zip"
        return {"content-type": "application/zip", "content-disposition": attached(name)}


def attached(name: str) -> str:
    """The header by which a browser saves what comes under that name."""
    return f"attachment; filename*=UTF-8''{quote(name, safe='')}"


async def _send(file: IO[bytes], described: Mapping[str, str], send: Send) -> None:
    length = await asyncio.to_thread(file.seek, 0, 2)
    headers = {**described, "content-length": str(length), "cache-control": "no-store"}
    raw = [(key.encode(), value.encode()) for key, value in headers.items()]
    await _give(send, {"type": "http.response.start", "status": 200, "headers": raw})
    file.seek(0)
    while piece := await asyncio.to_thread(file.read, PIECE):
        await _give(send, {"type": "http.response.body", "body": piece, "more_body": True})
    await _give(send, {"type": "http.response.body", "body": b""})


async def _give(send: Send, message: Message) -> None:
    async with asyncio.timeout(PATIENCE_S):
        await send(message)


async def _while_there(receive: Receive, doing: Coroutine[Any, Any, None]) -> None:
    """Do it, unless the browser goes away meanwhile, reads no more, or the server stops: then it ends where it is."""
    work, leaving = asyncio.ensure_future(doing), asyncio.ensure_future(_gone(receive))
    try:
        with contextlib.suppress(asyncio.CancelledError, TimeoutError):
            await asyncio.wait((work, leaving), return_when=asyncio.FIRST_COMPLETED)
            if work.done():
                work.result()
    finally:
        work.cancel()
        leaving.cancel()
        await asyncio.gather(work, leaving, return_exceptions=True)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def today(now: int) -> str:
    return datetime.fromtimestamp(now / 1000).date().isoformat()
