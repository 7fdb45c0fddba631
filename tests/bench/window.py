"""Opens Miaou's window as a browser does: the page, its socket, and the first calls over it."""

from __future__ import annotations

import gzip
import json
import re
import uuid
from ast import literal_eval
from dataclasses import dataclass
from urllib.parse import urlencode

import aiohttp

from app.pages.gate import cookie_name
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
    return await open_page(http, port, "/", f"{cookie_name(f':{port}')}={session}")


async def open_page(http: aiohttp.ClientSession, port: int, path: str, cookie: str = "") -> Opened:
    """Open one of the pages that live by the wire; without a cookie when its address says who it is for."""
    body, page = await _fetch(http, port, path, cookie)
    tab, client = await _connect(port, page, cookie)
    snapshot = json.loads(_found(_SNAPSHOT, page))
    canal, at = snapshot["log"]["key"], snapshot["log"]["at"]
    known = {"logs": [[canal, at]], "facts": snapshot["facts"]["at"]}
    attached = await tab.call("attach", {"client": client, "key": canal, **known})
    if "missed" not in attached:
        raise RuntimeError(f"a tab could not attach: {attached}")
    await tab.call("alive", {"active": True})
    await tab.call("seen", {"canal": canal, "id": 0, "here": True})
    return Opened(tab, len(body), len(page.encode()), tab.received)


async def open_empty_page(http: aiohttp.ClientSession, port: int) -> Tab:
    """Open the page of empty_page.py: all that any page of NiceGUI does."""
    _, page = await _fetch(http, port, "/")
    tab, _ = await _connect(port, page)
    return tab


async def _fetch(http: aiohttp.ClientSession, port: int, path: str, cookie: str = "") -> tuple[bytes, str]:
    """The page as sent, and as read."""
    asking = {"Accept": "text/html", "Accept-Encoding": "gzip"} | ({"Cookie": cookie} if cookie else {})
    async with http.get(f"http://127.0.0.1:{port}{path}", headers=asking) as response:
        body = await response.read()
        packed = response.headers.get("Content-Encoding") == "gzip"
        return body, (gzip.decompress(body) if packed else body).decode()


async def _connect(port: int, page: str, cookie: str = "") -> tuple[Tab, str]:
    """The page's socket, and NiceGUI's name for the page."""
    # NiceGUI prints a Python dict, and names Python's constants in its script.
    query = literal_eval(_found(_QUERY, page))
    query |= {"document_id": str(uuid.uuid4()), "tab_id": str(uuid.uuid4()), "old_tab_id": ""}
    asked = urlencode({name: str(value).lower() for name, value in query.items()})
    return await Tab.open(port, f"{asked}&", cookie), query["client_id"]


def _found(pattern: re.Pattern[str], page: str) -> str:
    found = pattern.search(page)
    if found is None:
        raise RuntimeError("the page is not the one that was wanted")
    return found[1]
