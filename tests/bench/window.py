"""Opens Miaou's window as a browser does: the page, its socket, and the first calls over it."""

from __future__ import annotations

import gzip
import json
import re
import uuid
from ast import literal_eval
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import aiohttp

from tests.bench.tab import Tab

_SNAPSHOT = re.compile(r'<script type="application/json" id="miaou-snapshot">(.*?)</script>', re.DOTALL)
_QUERY = re.compile(r"query: ({.*?}),\n")


@dataclass(frozen=True)
class Opened:
    """A tab, and what came to open it, in bytes: the page as sent and as read, and over the socket."""

    tab: Tab
    compressed: int
    plain: int
    socket: int


async def open_window(http: aiohttp.ClientSession, port: int, session: str) -> Opened:
    """Open `/` for a signed-in member, up to where the tab hears everything and its member counts as there."""
    return await open_page(http, port, "/", f"miaou_session={session}")


async def open_page(http: aiohttp.ClientSession, port: int, path: str, cookie: str = "") -> Opened:
    """Open one of the pages that live by the wire; without a cookie when its address says who it is for."""
    asking = {"Accept": "text/html", "Accept-Encoding": "gzip"} | ({"Cookie": cookie} if cookie else {})
    async with http.get(f"http://127.0.0.1:{port}{path}", headers=asking) as response:
        body = await response.read()
        page = gzip.decompress(body).decode() if response.headers.get("Content-Encoding") == "gzip" else body.decode()
    query, snapshot = _read(page)
    query |= {"document_id": str(uuid.uuid4()), "tab_id": str(uuid.uuid4()), "old_tab_id": ""}
    asked = urlencode({name: str(value).lower() for name, value in query.items()})
    tab = await Tab.open(port, f"{asked}&", cookie)
    canal = snapshot["log"]["canal"]
    attached = await tab.call("attach", {"client": query["client_id"], "topics": snapshot["topics"], "canal": canal})
    if "missed" not in attached:
        raise RuntimeError(f"a tab could not attach: {attached}")
    await tab.call("alive", {"active": True})
    return Opened(tab, len(body), len(page.encode()), tab.received)


def _read(page: str) -> tuple[dict[str, Any], dict[str, Any]]:
    query, snapshot = _QUERY.search(page), _SNAPSHOT.search(page)
    if query is None or snapshot is None:
        raise RuntimeError("the page is not Miaou's window")
    # NiceGUI prints a Python dict, and names Python's constants in its script.
    return literal_eval(query[1]), json.loads(snapshot[1])
