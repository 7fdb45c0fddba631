"""The web server: NiceGUI on a FastAPI application, with our gate in front, served by uvicorn."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import socket
from collections.abc import AsyncIterator, Iterator

import uvicorn
from fastapi import FastAPI
from nicegui import app as nicegui_app
from nicegui import ui
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp

from app.components import sockets
from app.components.tabs import Tabs
from app.components.wire import Wire
from app.locale import speak
from app.pages import (
    admin,
    control,
    desktop,
    door,
    embed,
    emoji,
    export,
    files,
    images,
    join,
    login,
    logo,
    nowhere,
    reset,
    setup,
    widget,
    window,
)
from app.pages.gate import Gate
from app.pages.house import House
from app.settings import Settings, Trouble
from app.store import Store
from app.store.feed import OfficeChanged
from app.store.health import WIRE

RECONNECT_S = 30.0
"""How long the server keeps a page whose connection is gone; the browser then starts a fresh one."""

GZIP_LEVEL = 1
"""Pages are made for each opening: on an office network the fastest level loses nothing."""


class PageGzip(GZipMiddleware):
    """Gzip at the quickest level for what is made on the spot; files and sockets are left alone."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(app, minimum_size=1000, compresslevel=GZIP_LEVEL)


def build(settings: Settings, store: Store, secret: str = "") -> FastAPI:
    """The whole application around an open store. Call it on the event loop that will serve it."""
    wire = Wire(store, sockets.emit)
    store.health.watch(lambda: wire.stands_still, WIRE)
    tabs = Tabs(store, sockets.NiceSockets())
    house = House(settings, store, wire, tabs, secret)
    speak(store.office.lang)
    store.feed.subscribe(lambda changes: speak(store.office.lang) if OfficeChanged() in changes else None)

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        preparing = asyncio.ensure_future(prepare_emoji())
        yield
        preparing.cancel()
        await wire.close()

    web = FastAPI(title="Miaou", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    files.register(web, house)
    prepare_emoji = emoji.register(web)
    embed.register(web)
    for room in (door, login, join, reset, setup, control, images, logo, export, admin):
        room.register(web, house)
    window.register(house)
    widget.register(web, house)
    desktop.register(house)
    nowhere.register()
    ui.run_with(
        web,
        title="Miaou",
        language=None,
        dark=None,
        tailwind=False,
        favicon=files.FAVICON,
        binding_refresh_interval=None,
        reconnect_timeout=RECONNECT_S,
        # A tab catches up by itself (see the wire): NiceGUI need not remember what it sent.
        message_history_length=50,
        gzip_middleware_factory=PageGzip,
        show_welcome_message=False,
    )
    # Our banner tells of the connection; Quasar's bar would run along the top, and cost a tenth of a core, meanwhile.
    nicegui_app.config.quasar_config["loadingBar"] = {"skipHijack": True}
    web.add_middleware(Gate, store=store, tabs=tabs, grants=house.grants)
    return web


class Server(uvicorn.Server):
    """uvicorn, stopped by whoever runs it: its own way with signals would cancel what is still being written."""

    async def serve_until(self, lost: asyncio.Event, listening: socket.socket) -> None:
        """Serve, until a signal says to stop or the store is lost."""

        async def stop() -> None:
            await lost.wait()
            self.should_exit = True

        watching = asyncio.create_task(stop())
        try:
            await self.serve(sockets=[listening])
        finally:
            watching.cancel()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def config(settings: Settings, web: FastAPI) -> uvicorn.Config:
    """How it is served. Websockets are uncompressed: deflate costs 200 KiB a connection."""
    # Telling each message that misses a tab just closed is no news.
    logging.getLogger("engineio.server").setLevel(logging.ERROR)
    return uvicorn.Config(
        web,
        # Ours: what a library says may hold what people said (see app.logs).
        log_config=None,
        access_log=False,
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=1,
        server_header=False,
    )


def listen(settings: Settings) -> socket.socket:
    """Take the port, before anything else is begun.

    :raises Trouble: when another program has it, or there is no such address here
    """
    try:
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        return socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Trouble(
                "The port {port} is already in use: choose another with --port.", port=settings.port
            ) from error
        if error.errno == errno.EACCES:
            raise Trouble("The port {port} may not be used: choose one above 1023.", port=settings.port) from error
        raise Trouble("Miaou cannot listen on {host}: there is no such address here.", host=settings.host) from error
