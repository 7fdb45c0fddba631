"""A browser tab, as light as it can be: the load must not tire before the server does.

Speaks WebSocket, Engine.IO and Socket.IO by hand, as far as Miaou's and the floor's servers do: whole unmasked
frames of text, one namespace, acknowledgements.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
from collections.abc import Iterator, Sequence
from typing import Any

PATIENCE_S = 30.0
SOCKET = "/_nicegui_ws/socket.io/"
SAYING = b'["say",'
"""Begins each message, in Miaou's batches as in the floor's events; inside a text its quotes would be escaped."""

_TEXT, _CLOSE, _PING, _PONG = 0x1, 0x8, 0x9, 0xA


class Arrivals:
    """When each message of one round reached the last of the tabs that hear it: a tab's n-th message is the n-th of
    those that it hears."""

    def __init__(self, tabs: Sequence[Tab], heard: Sequence[Sequence[int]], mark: bytes = SAYING) -> None:
        """
        :param heard: of each tab, the places in the round of what it hears
        :param mark: with which each begins
        """
        self.mark = mark
        self.last = [0.0] * (1 + max(places[-1] for places in heard if places))
        self._wanted = sum(map(len, heard))
        self._came = 0
        self._all = asyncio.Event()
        for tab, places in zip(tabs, heard, strict=True):
            tab.listen(self, places)

    def came(self, places: Sequence[int], now: float) -> None:
        for said in places:
            self.last[said] = now
        self._came += len(places)
        if self._came == self._wanted:
            self._all.set()

    async def all(self) -> None:
        """Wait for the last of them.

        :raises TimeoutError: when some do not come
        """
        await asyncio.wait_for(self._all.wait(), PATIENCE_S)


class Tab(asyncio.Protocol):
    """One socket. `open`, then `call`; what is said goes to the arrivals it listens for."""

    def __init__(self) -> None:
        self.received = 0
        self._loop = asyncio.get_running_loop()
        self._connected: asyncio.Future[None] = self._loop.create_future()
        self._asked: dict[int, asyncio.Future[Any]] = {}
        self._calls = 0
        self._transport: asyncio.Transport
        self._shaken = False
        self._rest = b""
        self._arrivals: Arrivals | None = None
        self._hears: Sequence[int] = ()
        self._place = 0
        self._awaited: list[tuple[bytes, asyncio.Future[Any]]] = []

    @classmethod
    async def open(cls, port: int, query: str = "", cookie: str = "") -> Tab:
        """Connect to a server's Socket.IO with that query string and cookie."""
        _, tab = await asyncio.get_running_loop().create_connection(cls, "127.0.0.1", port)
        key = base64.b64encode(os.urandom(16)).decode()
        headers = {
            "Host": f"127.0.0.1:{port}",
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": key,
            "Cookie": cookie,
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value)
        tab._transport.write(f"GET {SOCKET}?{query}EIO=4&transport=websocket HTTP/1.1\r\n{head}\r\n".encode())
        await asyncio.wait_for(tab._connected, PATIENCE_S)
        return tab

    def close(self) -> None:
        self._transport.close()

    def listen(self, arrivals: Arrivals, hears: Sequence[int]) -> None:
        self._arrivals, self._hears, self._place = arrivals, hears, 0

    def call(self, name: str, payload: dict[str, Any]) -> asyncio.Future[Any]:
        """Ask the server; the answer comes with its acknowledgement."""
        self._calls += 1
        answer = self._asked[self._calls] = self._loop.create_future()
        self.tell(name, payload, str(self._calls))
        return answer

    def tell(self, name: str, payload: dict[str, Any], number: str = "") -> None:
        """Say something to the server, which answers when it bears a number."""
        asking = json.dumps(["call", name, payload], ensure_ascii=False, separators=(",", ":"))
        self._send(_TEXT, f"42{number}{asking}".encode())

    def hears(self, mark: bytes) -> asyncio.Future[Any]:
        """The next event with these bytes in it."""
        self._awaited.append((mark, self._loop.create_future()))
        return self._awaited[-1][1]

    # asyncio.Protocol

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        for waiting in (self._connected, *self._asked.values(), *(future for _, future in self._awaited)):
            if not waiting.done():
                waiting.set_exception(ConnectionError("the server has closed the connection"))

    def data_received(self, data: bytes) -> None:
        self.received += len(data)
        if self._rest:
            data = self._rest + data
        if not self._shaken:
            head, end, data = data.partition(b"\r\n\r\n")
            if not end:
                self._rest = head
                return
            if not head.startswith(b"HTTP/1.1 101"):
                raise ConnectionError(head.decode("latin-1"))
            self._shaken = True
        for kind, payload in self._frames(data):
            if kind == _TEXT:
                self._packet(payload)
            elif kind == _PING:
                self._send(_PONG, payload)
            elif kind == _CLOSE:
                self.close()

    def _frames(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        at = 0
        while len(data) - at >= 2:
            length, start = data[at + 1], at + 2
            if length >= 126:
                start += 2 if length == 126 else 8
                length = int.from_bytes(data[at + 2 : start])
            if len(data) < start + length:
                break
            yield data[at] & 0xF, data[start : start + length]
            at = start + length
        self._rest = data[at:]

    def _send(self, kind: int, payload: bytes) -> None:
        size = len(payload)
        length = bytes([0x80 | size]) if size < 126 else b"\xfe" + size.to_bytes(2)
        # Browsers must mask what they send; a mask of zeros changes nothing and costs nothing.
        self._transport.write(bytes([0x80 | kind]) + length + bytes(4) + payload)

    def _packet(self, payload: bytes) -> None:
        if payload.startswith(b"42"):
            said = payload.count(self._arrivals.mark) if self._arrivals is not None else 0
            if said and self._arrivals is not None:
                self._arrivals.came(self._hears[self._place : self._place + said], self._loop.time())
                self._place += said
            if self._awaited:
                self._heard(payload)
        elif payload.startswith(b"43"):
            number, _, answer = payload[2:].partition(b"[")
            asked = self._asked.pop(int(number))
            if not asked.done():
                asked.set_result(json.loads(b"[" + answer)[0])
        elif payload == b"2":
            self._send(_TEXT, b"3")
        elif payload.startswith(b"40"):
            self._connected.set_result(None)
        elif payload.startswith(b"0"):
            self._send(_TEXT, b"40")

    def _heard(self, payload: bytes) -> None:
        waiting = next((each for each in self._awaited if each[0] in payload), None)
        if waiting is not None:
            self._awaited.remove(waiting)
            waiting[1].set_result(json.loads(payload[2:]))
