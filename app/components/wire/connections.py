"""A tab's connection: uvicorn's WebSocket, which tells how it stands with its browser, and can be ended at once."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import sys
from collections.abc import Mapping
from typing import Any

from uvicorn._types import ASGISendEvent
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame, Opcode
from websockets.http11 import Request

PING_S = 10.0
"""Between two pings of a WebSocket. A machine that vanishes is known to have been there at most this long before."""

ANSWER_S = 20.0
"""Who has not answered a ping by then is gone. A wifi gap is shorter."""

_NAME = "connection"
_AT_ONCE = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)


class Connection(WebSocketsSansIOProtocol):
    """What uvicorn makes of a request that becomes a WebSocket."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sending = 0
        self._ended_at: float | None = None

    def take(self, frame: bytes) -> bool:
        """Send a frame at once. False when the browser must take others first: then nothing of it is sent.

        One that is being closed takes everything: Engine.IO will notice, and the tab catch up when it comes back.
        """
        if self._sending or not self.writable.is_set():
            return False
        if not (self.disconnected or self.close_sent or self.transport.is_closing()):
            self.transport.write(frame)
        return True

    def cut(self) -> None:
        """End it now, with all that waits for it; nobody reads a farewell there."""
        cut(self.transport)

    def silent_s(self) -> float:
        """Seconds since the first ping that the browser left without an answer, or since it was gone; 0 when all
        is well."""
        if self._ended_at is not None:
            return self.loop.time() - self._ended_at
        return self.loop.time() - self.ping_sent_at if self.pending_ping_payload is not None else 0.0

    # What uvicorn calls

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if not self.handshake_complete:
            self.scope["state"][_NAME] = self

    async def send(self, message: ASGISendEvent) -> None:
        # While one waits for its browser, no frame may overtake it.
        self._sending += 1
        try:
            await super().send(message)
        finally:
            self._sending -= 1

    def keepalive_timeout(self) -> None:
        self.cut()

    def connection_lost(self, exc: Exception | None) -> None:
        self._ended_at = self.loop.time() - self.silent_s()
        super().connection_lost(exc)


def cut(transport: asyncio.Transport) -> None:
    """End a connection at once. What the system holds of it goes too: it would go on trying to send that."""
    # It may have ended a moment ago.
    with contextlib.suppress(OSError, ValueError):
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
    transport.abort()


def connection_of(environ: Mapping[str, Any]) -> Connection | None:
    """The connection of a Socket.IO client, by its environment; None without a WebSocket (or with another server's)."""
    found = environ.get("asgi.scope", {}).get("state", {}).get(_NAME)
    return found if isinstance(found, Connection) else None


def framed(text: str) -> bytes:
    """A text as any browser's WebSocket takes it: the same bytes for all of them, since nothing is compressed."""
    return Frame(Opcode.TEXT, text.encode()).serialize(mask=False)
