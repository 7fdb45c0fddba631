"""`/widget`: the compact Clavardage for other sites' frames, and how one comes in without a cookie.

The host's token comes in the address or, better, by a message to the page that waits for it and gets a ticket for it,
which opens the page. Neither stays in the address. The page's session ends with the page.
"""

from __future__ import annotations

import json
from urllib.parse import urlencode, urlsplit

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse, Response
from nicegui import Client, ui

from app.components.widget.door import ended_page, fault_page, waiting_page
from app.components.wire.ops import as_json
from app.pages.door import address_of, shown, words_of
from app.pages.house import House
from app.pages.live_page import VIEWPORT, begin_page, open_tab
from app.pages.window import canal_to_open, draw
from app.store import Refused, Store
from app.store.arrivals import Ticket
from app.store.doors import Session
from app.store.tokens import LONGEST, TokenRefused

THEMES = ("light", "dark", "auto")
LARGEST_ENTRY = 2 * LONGEST

# Before the first paint: the host's theme, where one goes when the session ends, and an address without its token or
# ticket. Whom a token let in, the host is asked for again.
HEAD = """<script>{{
const root = document.documentElement, theme = {theme}, address = new URL(location.href);
root.dataset.wayOut = `/widget/ended?theme=${{theme}}`;
if (theme) Object.assign(root.dataset, {{ pinned: "data-theme", theme: theme === "auto" ? "" : theme }});
if (address.searchParams.has("token")) address.searchParams.set("ask", "1");
for (const spent of ["token", "ticket"]) address.searchParams.delete(spent);
history.replaceState(null, "", address);
}}</script>"""
BODY = """<script>document.body.classList.add("compact")</script>
<script type="application/json" id="miaou-widget">{said}</script>
"""


def register(web: FastAPI, house: House) -> None:
    store = house.store

    async def take(request: Request) -> None:
        request.state.brought = await _brought(store, request)

    # Before the page is begun: one that waits for something costs NiceGUI two tasks more.
    @ui.page("/widget", title="Miaou", viewport=VIEWPORT, dependencies=[Depends(take)])
    def widget(request: Request, client: Client) -> Response | None:
        asked = request.query_params
        theme = asked.get("theme", "")
        theme = theme if theme in THEMES else ""
        ask = bool(asked.get("ask") or asked.get("token"))
        try:
            session = _session(store, request)
        except Refused as refused:
            client.delete()
            kind, sentence, status = told(request, refused)
            return shown(fault_page(words_of(request), theme, store.embedding.origins, kind, sentence), status)
        if session is None:
            client.delete()
            return shown(waiting_page(words_of(request), theme, store.embedding.origins))
        request.state.session, request.state.member = session, store.members.get(session.member_id)
        member, canal = request.state.member, asked.get("canal", "")
        tab = open_tab(house, request, client, canal_to_open(house, member, canal), framed=True)
        if session.embedded:
            client.on_delete(lambda: store.sessions.end_embedded(session.id))
        tab.asked = urlencode({**({"theme": theme} if theme else {}), **({"ask": "1"} if ask else {})})
        words = begin_page(member, tab, "widget")
        ui.add_head_html(HEAD.format(theme=json.dumps(theme)))
        ui.add_body_html(BODY.format(said=said(session)))
        draw(house, member, tab, words, canal, ["widget.js"])
        return None

    def said(session: Session) -> str:
        grant = house.grants.give(session.id, store.clock()) if session.embedded else ""
        return as_json({"origins": store.embedding.origins, "grant": grant})

    @web.post("/widget/enter")
    async def enter(request: Request) -> Response:
        given = await _json_of(request)
        token, origin = given.get("token"), given.get("origin")
        if not isinstance(token, str) or not isinstance(origin, str | None):
            raise HTTPException(422)
        origin = "" if origin is None or origin == _own_origin(request) else origin
        try:
            return JSONResponse({"ticket": await store.arrivals.enter(token, origin)}, headers=NOT_KEPT)
        except Refused as refused:
            kind, sentence, status = told(request, refused)
            return JSONResponse({"refused": kind, "sentence": sentence}, status)

    @web.post("/widget/grant")
    async def grant(request: Request) -> Response:
        """A new grant for the page that asks, if the server still knows it."""
        session = request.state.session
        if session is None or not session.embedded:
            return Response(status_code=401)
        return JSONResponse({"grant": house.grants.give(session.id, store.clock())}, headers=NOT_KEPT)

    @web.get("/widget/ended")
    async def ended(request: Request, theme: str = "") -> Response:
        return shown(ended_page(words_of(request), theme if theme in THEMES else "", store.embedding.origins))


NOT_KEPT = {"cache-control": "no-store"}


async def _brought(store: Store, request: Request) -> Ticket | Refused | None:
    """What the token in the address is good for, if there is one, or why it is not."""
    token = request.query_params.get("token")
    if not token:
        return None
    try:
        return await store.arrivals.take(token, _referring_site(request, store.embedding.origins))
    except Refused as refused:
        return refused


def _session(store: Store, request: Request) -> Session | None:
    """The session of the page that is asked for, if anything in its address or the browser opens one.

    :raises Refused: when its token lets nobody in
    """
    brought: Ticket | Refused | None = request.state.brought
    if isinstance(brought, Refused):
        raise brought
    if brought is not None:
        return store.arrivals.begin(brought, address_of(request))
    if ticket := request.query_params.get("ticket"):
        return store.arrivals.open(ticket, address_of(request))
    # A host that signs its users in decides who they are, whoever else this browser knows.
    return None if request.query_params.get("ask") else request.state.session


def told(request: Request, refused: Refused) -> tuple[str, str, int]:
    """What kind of fault it is, what to say of it, and the answer's status."""
    kind = refused.kind if isinstance(refused, TokenRefused) else refused.why
    return kind, words_of(request)(refused.sentence, **refused.params), 503 if refused.why == "busy" else 403


async def _json_of(request: Request) -> dict[str, object]:
    """The object that the request brings.

    :raises HTTPException: when it is none, or larger than any token
    """
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > LARGEST_ENTRY:
        raise HTTPException(413)
    try:
        given = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise HTTPException(422) from None
    if not isinstance(given, dict):
        raise HTTPException(422)
    return given


def _own_origin(request: Request) -> str:
    return f"{request.url.scheme}://{request.headers.get('host', '')}".lower()


def _referring_site(request: Request, origins: tuple[str, ...]) -> str:
    """The site that shows the page, if the browser says so and it is one of those that may; only to be told later."""
    try:
        parts = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        return ""
    origin = f"{parts.scheme}://{parts.netloc}"
    return origin if origin in origins else ""
