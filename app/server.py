"""The web server: NiceGUI on a FastAPI application, with our gate in front, served by uvicorn."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import socket
import sys
from collections.abc import AsyncIterator, Iterator, Sequence

import uvicorn
from fastapi import FastAPI
from fastapi.routing import APIRoute
from nicegui import app as nicegui_app
from nicegui import ui
from nicegui.storage import Storage
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp

from app.components.live_list import serve_scripts
from app.components.wire import connections, sockets
from app.components.wire.calls import Calls
from app.components.wire.tabs import Tabs
from app.components.wire.watch import Watch
from app.components.wire.wire import Wire
from app.locale import speak
from app.pages import (
    admin,
    attachments,
    badge,
    canal_export,
    cat,
    control,
    desktop,
    door,
    embed,
    emoji,
    export,
    faults,
    files,
    images,
    installed,
    join,
    login,
    logo,
    reset,
    setup,
    share,
    widget,
    window,
)
from app.pages.gate import Gate
from app.pages.house import Guest, House
from app.settings import Settings, Trouble
from app.store import Store
from app.store.feed import OfficeChanged
from app.store.files.quota import Limits
from app.store.health import WIRE

log = logging.getLogger(__name__)

RECONNECT_S = 30.0
"""How long the server keeps a page whose connection is gone; the browser then starts a fresh one."""

GRACE_S = 1
"""How long a stop waits for what is being answered, and then for what was cut."""

BACKLOG = 2048
"""Connections that wait to be taken: a whole office comes back at once after a restart."""

PRIVILEGED = 1023
"""Ports up to here are the administrator's, under Linux and macOS."""

GZIP_LEVEL = 1
"""Pages are made for each opening: on an office network the fastest level loses nothing."""


VANISHED_S = 30
"""How long a machine may leave unanswered what it was sent before the system ends its connections."""

UNSENT_BYTES = 128 * 1024
"""What the system itself takes of what a browser does not read yet; the rest waits where it is counted."""

CONNECTIONS = {
    "SO_KEEPALIVE": (socket.SOL_SOCKET, 1),
    "TCP_KEEPIDLE": (socket.IPPROTO_TCP, VANISHED_S - 10),
    "TCP_KEEPINTVL": (socket.IPPROTO_TCP, 5),
    "TCP_KEEPCNT": (socket.IPPROTO_TCP, 2),
    "TCP_USER_TIMEOUT": (socket.IPPROTO_TCP, VANISHED_S * 1000),
    "TCP_NOTSENT_LOWAT": (socket.IPPROTO_TCP, UNSENT_BYTES),
}
"""What connections have from the socket that they are accepted at, as far as a system knows of it."""


class NoTabStorage(Storage):
    """NiceGUI would keep a dictionary for each browser tab that ever came, for thirty days. We put nothing into it."""

    async def _create_tab_storage(self, tab_id: str, old_tab_id: str | None = None) -> None: ...


class PageGzip(GZipMiddleware):
    """Gzip at the quickest level for what is made on the spot; files and sockets are left alone."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(app, minimum_size=1000, compresslevel=GZIP_LEVEL)


def build(settings: Settings, store: Store, secret: str = "", guests: Sequence[Guest] = ()) -> FastAPI:
    """The whole application around an open store. Call it on the event loop that will serve it."""
    wire = Wire(store, sockets.emit)
    store.files.quota.limits = Limits(settings.file_limit << 20, settings.files_quota << 30)
    store.health.watch(lambda: wire.stands_still, WIRE)
    tabs = Tabs(store, sockets.NiceSockets(), wire.facts.forget)
    house = House(settings, store, wire, tabs, secret, guests=guests)
    serve_scripts()
    Calls(store, wire, tabs).listen()
    speak(store.office.lang)
    store.feed.listen([OfficeChanged], lambda _: speak(store.office.lang))

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        preparing = asyncio.ensure_future(prepare_emoji())
        for guest in guests:
            guest.begin()
        yield
        preparing.cancel()
        for guest in guests:
            await guest.close()
        await wire.close()

    web = FastAPI(title="Miaou", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    for guest in guests:
        guest.register(web, house)
    files.register(web, house)
    prepare_emoji = emoji.register(web)
    embed.register(web)
    for room in (
        door,
        login,
        join,
        reset,
        setup,
        control,
        images,
        attachments,
        logo,
        cat,
        badge,
        installed,
        share,
        export,
        canal_export,
        admin,
    ):
        room.register(web, house)
    window.register(house)
    widget.register(web, house)
    desktop.register(house)
    faults.register(web)
    sockets.bound_what_waits()
    nicegui_app.storage = NoTabStorage()
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
    answer_head(web, nicegui_app)
    public = [path for guest in guests for path in guest.public]
    web.add_middleware(Gate, store=store, tabs=tabs, grants=house.grants, public=public)
    return web


def answer_head(*apps: FastAPI) -> None:
    """HEAD is answered as GET is, wherever that is: link checkers and load balancers ask so. uvicorn sends no body."""
    for route in (route for app in apps for route in app.routes):
        # Of one's data nobody asks so; they would be put together for nothing.
        if isinstance(route, APIRoute) and route.path != "/export" and route.methods == {"GET"}:
            route.methods = {"GET", "HEAD"}


class Server(uvicorn.Server):
    """uvicorn, stopped by whoever runs it: its own way with signals would cancel what is still being written.

    It looks after its connections as well.
    """

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._watch = Watch()

    async def on_tick(self, counter: int) -> bool:
        # Ten ticks are a second.
        if counter % 10 == 0:
            try:
                self._watch.look(self.server_state.connections, asyncio.get_running_loop().time())
            except Exception:
                log.exception("looking after connections failed")
        return await super().on_tick(counter)

    async def serve_until(self, lost: asyncio.Event, listening: socket.socket) -> None:
        """Serve, until a signal says to stop or the store is lost."""

        async def watch() -> None:
            await lost.wait()
            self.stop()

        watching = asyncio.create_task(watch())
        try:
            await self.serve(sockets=[listening])
        finally:
            watching.cancel()

    def stop(self) -> None:
        """Answer no more; what does not end within a second is cut."""
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        complaints = logging.getLogger("uvicorn.error")
        # A tab that stopped reading, a request that never ends: that they are cut now is no fault, nor news.
        complaints.disabled = True
        cutting = asyncio.get_running_loop().call_later(GRACE_S, self._cut)
        try:
            await super().shutdown(sockets)
            if self.server_state.tasks:
                await asyncio.wait(set(self.server_state.tasks), timeout=GRACE_S)
        finally:
            cutting.cancel()
            complaints.disabled = False

    def _cut(self) -> None:
        # Whoever waits for such a connection to take something waits no longer; to cancel that alone is not enough.
        for connection in list(self.server_state.connections):
            connection.transport.abort()

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
        ws=connections.Connection,
        ws_ping_interval=connections.PING_S,
        ws_ping_timeout=connections.ANSWER_S,
        ws_per_message_deflate=False,
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=GRACE_S,
        server_header=False,
    )


def listen(settings: Settings) -> socket.socket:
    """Take the port, before anything else is begun.

    :raises Trouble: when another program has it, or there is no such address here
    """
    try:
        listening = _bound(settings.host, settings.port)
    except OSError as error:
        raise refusal(error, settings) from error
    for name, (level, value) in CONNECTIONS.items():
        if hasattr(socket, name):
            # What a system cannot do is done by the watch over connections, only later.
            with contextlib.suppress(OSError):
                listening.setsockopt(level, getattr(socket, name), value)
    return listening


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    exclusively = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
    if exclusively is None:
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    # Windows lets two programs have one port, and either of them gets a visitor, unless it is told not to.
    listening = socket.socket(family)
    try:
        listening.setsockopt(socket.SOL_SOCKET, exclusively, 1)
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except OSError:
        listening.close()
        raise
    return listening


def refusal(error: OSError, settings: Settings, windows: bool = sys.platform == "win32") -> Trouble:
    """Why the port or the address cannot be had, in words."""
    if error.errno == errno.EADDRINUSE:
        return Trouble("The port {port} is already in use: choose another with --port.", port=settings.port)
    if error.errno == errno.EACCES:
        # Windows has no ports for administrators only; it keeps whole ranges for Hyper-V, WSL and containers, and says
        # the same of a port that another program wants for itself alone.
        if windows or settings.port > PRIVILEGED:
            return Trouble(
                "The system, or another program, keeps the port {port} for itself: choose another with --port.",
                port=settings.port,
            )
        return Trouble("The port {port} may not be used: choose one above 1023.", port=settings.port)
    return Trouble("Miaou cannot listen on {host}: there is no such address here.", host=settings.host)
