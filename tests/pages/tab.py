"""A page of the window and its socket, without a browser: what a script, or somebody hostile, can make of them."""

from __future__ import annotations

import asyncio
import json
import re
import secrets
from typing import Any

import httpx
import socketio

from app.pages.gate import cookie_name
from tests import plain_http

PATIENCE_S = 20


class PlainPacket(socketio.packet.Packet):
    """Python's own JSON: NiceGUI's would not let out half of what somebody hostile may send."""

    json = json


def cookies(token: str, address: str) -> dict[str, str]:
    return {"cookie": f"{cookie_name(address)}={token}"} if token else {}


class Tab:
    """`async with Tab(address, token) as tab:` opens `/` and connects as NiceGUI's script does, then attaches.

    :param snapshot: what the page brought
    :param heard: what the wire said since
    """

    def __init__(self, address: str, token: str, path: str = "/") -> None:
        self.address, self.token, self.path = address, token, path
        self.client_id = ""
        self.snapshot: dict[str, Any] = {}
        self.heard: list[list[Any]] = []
        self._news = asyncio.Event()
        self.socket = socketio.AsyncClient(reconnection=False, serializer=PlainPacket)
        self.socket.on("miaou", self._hear)

    async def __aenter__(self) -> Tab:
        await self.fetch()
        await self.connect()
        await self.attach()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.socket.disconnect()

    async def fetch(self) -> None:
        """Open the page."""
        async with plain_http.AsyncClient(base_url=self.address, headers=cookies(self.token, self.address)) as browser:
            page = (await browser.get(self.path, timeout=PATIENCE_S)).text
        named = re.search(r"'client_id': '([^']+)'", page)
        brought = re.search(r'<script type="application/json" id="miaou-snapshot">(.*?)</script>', page, re.DOTALL)
        assert named and brought, page[:2000]
        self.client_id = named[1]
        self.snapshot = json.loads(brought[1])

    async def connect(self, token: str | None = None, **query: str) -> None:
        """Connect the page's socket; with another's `token` or other words in the query when somebody forges it.

        :raises socketio.exceptions.ConnectionError: when it is refused
        """
        words = {
            "client_id": self.client_id,
            "tab_id": "tab",
            "document_id": "document",
            "next_message_id": "0",
            "implicit_handshake": "true",
            **query,
        }
        await self.socket.connect(
            f"{self.address}?{httpx.QueryParams({name: word for name, word in words.items() if word})}",
            headers=cookies(self.token if token is None else token, self.address),
            transports=["websocket"],
            socketio_path="/_nicegui_ws/socket.io",
            wait_timeout=PATIENCE_S,
        )

    async def call(self, name: object, payload: object = None) -> Any:
        """The answer to a call."""
        return await self.socket.call("call", (name, payload), timeout=PATIENCE_S)

    async def attach(self, **payload: object) -> Any:
        shown = [log for log in (self.snapshot["log"], *self.snapshot["others"]) if log]
        known = {"facts": self.snapshot["facts"]["at"], "logs": [[log["key"], log["at"]] for log in shown]}
        return await self.call("attach", {"client": self.client_id, "key": None, **known, **payload})

    async def say(self, canal: int, text: str, recipients: list[int] | None = None, nonce: str = "") -> Any:
        nonce = nonce or secrets.token_hex(16)
        return await self.call("say", {"canal": canal, "text": text, "to": recipients or [], "nonce": nonce})

    def _hear(self, *operation: Any) -> None:
        self.heard.append(list(operation))
        self._news.set()

    async def hears(self, text: str) -> None:
        """Returns when the wire has said something with that text in it."""
        async with asyncio.timeout(PATIENCE_S):
            while text not in self.all_heard():
                self._news.clear()
                await self._news.wait()

    def all_heard(self) -> str:
        """All that came over the wire, as text to look for what must not be in it."""
        return json.dumps(self.heard, ensure_ascii=False)


class AdminTab(Tab):
    """A page of the administration, which hears its own panels alone.

    :param page: its HTML as it came
    """

    def __init__(self, address: str, token: str, path: str = "/admin") -> None:
        super().__init__(address, token, path)
        self.page = ""
        for name in ("run_javascript", "open"):
            self.socket.on(name, self._hear)

    async def fetch(self) -> None:
        async with httpx.AsyncClient(base_url=self.address, headers=cookies(self.token, self.address)) as browser:
            self.page = (await browser.get(self.path, timeout=PATIENCE_S)).text
        named = re.search(r"'client_id': '([^']+)'", self.page)
        assert named, self.page[:2000]
        self.client_id = named[1]

    async def attach(self, **payload: object) -> Any:
        return await self.call("attach", {"client": self.client_id, "topics": {}, "logs": [], **payload})

    async def send(self, part: str, action: str, **fields: str) -> Any:
        """The answer to a form of that part of the page, which its address knows by that name."""
        found = re.search(rf'data-panel="(\d+)" data-slot="title"><h2 id="{part}-title"', self.page)
        assert found, part
        return await self.call("panel", {"panel": int(found[1]), "do": action, "fields": fields})
