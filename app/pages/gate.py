"""The gate: every request passes it before any page sees it.

Closed by default: what is not listed as public needs a session. The session is looked up once, here, and stands
in the request's state as `session` and `member`.

A page in another site's frame brings no cookie. Its socket and its scripts' requests name the page, as only the page
itself can, and its images bring a grant: either stands for the session that the page was opened with.
"""

from __future__ import annotations

from collections.abc import Sequence
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, quote, urlsplit

from nicegui import Client
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.components.wire.tabs import Tabs
from app.pages.grants import Grants
from app.store import Refused, Store
from app.store.doors import Session
from app.store.sessions import IDLE_LIMIT_MS

COOKIE = "miaou_session"
"""The cookie's name where the address has no port, and once everywhere."""

PUBLIC = (
    "/login",
    "/join/",
    "/reset/",
    "/logo/",
    "/setup",
    "/healthz",
    "/assets/",
    "/favicon.ico",
    "/control/",
    "/widget",
    "/widget/",
    "/embed.js",
    "/manifest.webmanifest",
    "/worker.js",
    "/share",
)
FROM_NO_PAGE = ("/share",)
"""What a system hands over by itself comes from no page, and says so: nothing is done by it."""
PUBLIC_NICEGUI = ("static/", "components/", "libraries/", "esm/", "resources/")
SOCKET = "/_nicegui_ws/"
FRAMED = ("/widget", "/widget/")
"""What other sites may show in a frame: those that an administrator allowed."""
FOR_EMBEDDED = ("/images/", "/files", "/widget/")
"""Where an embedded page's requests count as its member's, by its name or by a grant."""
PAGE = "x-miaou-page"
"""The header in which an embedded page's script names its page; no form and no image can send one."""

# Vue compiles templates in the browser, so scripts need 'unsafe-eval' and NiceGUI's inline start script
# 'unsafe-inline'; everything else is named. An injected script could still not load or send anything elsewhere.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws: wss:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
}
NOT_WHEN_FRAMED = ("x-frame-options", "cross-origin-opener-policy")


def is_public(path: str, besides: Sequence[str] = ()) -> bool:
    """Whether a path may be asked for without a session: the doors, the health check and static files."""
    if path.startswith("/_nicegui/"):
        _, _, rest = path.removeprefix("/_nicegui/").partition("/")
        return rest.startswith(PUBLIC_NICEGUI)
    public = (*PUBLIC, *besides)
    return path in public or path.startswith(tuple(prefix for prefix in public if prefix.endswith("/")))


def own_path(path: str) -> str:
    """A path of ours to go to after signing in, else "/": never another site's address."""
    # Browsers drop tabs and line ends, and take a backslash for a slash: "/\t/evil" is as good as "//evil".
    ours = path.startswith("/") and not path.startswith("//") and path.isprintable() and "\\" not in path
    return path if ours else "/"


def cookie_name(host: str) -> str:
    """What the cookie is called under that address.

    Browsers share the cookies of a host among all its ports: under one name an office and a demo beside it would sign
    each other out.
    """
    _, colon, port = host.rpartition(":")
    return f"{COOKIE}_{port}" if colon and port.isdecimal() else COOKIE


def token_of(headers: Headers) -> str:
    """The session token in the request's cookie, "" when there is none."""
    # Who was signed in when all ports had one name stays so; it may be another port's, then it is nobody's here.
    return named_token(headers) or _in_cookie(headers, COOKIE)


def named_token(headers: Headers) -> str:
    """The token in the cookie that is this address's own."""
    return _in_cookie(headers, cookie_name(headers.get("host", "")))


def _in_cookie(headers: Headers, name: str) -> str:
    try:
        morsel = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return morsel.value if morsel is not None else ""


def session_cookie(token: str, host: str, scheme: str) -> str:
    """The Set-Cookie header that keeps a session's token in the browser for as long as an unused session lasts."""
    secure = "; Secure" if scheme == "https" else ""
    lasts = IDLE_LIMIT_MS // 1000
    return f"{cookie_name(host)}={token}; HttpOnly; Max-Age={lasts}; Path=/; SameSite=Lax{secure}"


def no_cookie(host: str = "") -> str:
    """The Set-Cookie header that takes it from the browser; with no address, under the name that it had everywhere."""
    return f'{cookie_name(host)}=""; HttpOnly; Max-Age=0; Path=/; SameSite=Lax'


def same_origin(headers: Headers) -> bool:
    """Whether a request comes from our own pages: browsers name the origin of all that is not a plain visit."""
    origin = headers.get("origin")
    if origin is None:
        return True
    try:
        return urlsplit(origin).netloc.lower() == headers.get("host", "").lower()
    except ValueError:
        return False


def _is_handed_over(path: str, headers: Headers) -> bool:
    return path in FROM_NO_PAGE and headers.get("origin") == "null"


class Gate:
    """:param public: what a guest of the house may be asked for without a session, besides"""

    def __init__(self, app: ASGIApp, store: Store, tabs: Tabs, grants: Grants, public: Sequence[str] = ()) -> None:
        self._app = app
        self._store = store
        self._tabs = tabs
        self._grants = grants
        self._public = tuple(public)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            if scope["type"] == "websocket":
                await receive()
                await send({"type": "websocket.close", "code": 1008})
            else:
                await refusal(scope, receive, self._with_headers(scope, send))
            return
        session = scope["state"]["session"]
        # Not with what is public: a cache on the way may keep that, and whatever came with it.
        used = session is not None and not is_public(scope["path"], self._public) and await self._note_use(session)
        if scope["type"] == "websocket":
            await self._app(scope, receive, send)
        else:
            await self._app(scope, receive, self._with_headers(scope, send, self._cookies(scope, session, used)))

    def _cookies(self, scope: Scope, session: Session | None, used: bool) -> list[str]:
        """What is said of the cookie where the page itself says nothing of it."""
        headers = Headers(scope=scope)
        if session is None or session.embedded or is_public(scope["path"], self._public):
            return []
        moved = not named_token(headers)
        if not (used or moved):
            return []
        kept = session_cookie(token_of(headers), headers.get("host", ""), scope["scheme"])
        return [kept, no_cookie()] if moved else [kept]

    async def _note_use(self, session: Session) -> bool:
        """Whether it is time for the session, and its cookie, to begin their thirty days anew."""
        try:
            return await self._store.sessions.touch(session)
        except Refused:
            # A database that cannot be written just now keeps nobody from reading.
            return False

    def _refusal(self, scope: Scope) -> Response | None:
        headers, path = Headers(scope=scope), scope["path"]
        asks_to_do = scope["type"] == "websocket" or scope["method"] not in ("GET", "HEAD")
        if asks_to_do and not same_origin(headers) and not _is_handed_over(path, headers):
            return PlainTextResponse("This request comes from another site.", 403)
        session = self._embedded(scope, headers) or self._store.sessions.find(token_of(headers))
        state = scope.setdefault("state", {})
        state["session"] = session
        state["member"] = self._store.state.members[session.member_id] if session is not None else None
        if is_public(path, self._public):
            return None
        if session is None:
            return self._to_the_door(scope, headers)
        if path.startswith(SOCKET) and not self._is_own_tab(scope, session.id):
            return PlainTextResponse("This page is not yours.", 403)
        return None

    def _embedded(self, scope: Scope, headers: Headers) -> Session | None:
        """The session of the embedded page that asks."""
        path, asked = scope["path"], parse_qs(scope["query_string"].decode("latin-1"))
        session_id: int | None = None
        if path.startswith(SOCKET):
            session_id = self._session_of_page(asked.get("client_id", [""])[0])
        elif path.startswith(FOR_EMBEDDED) and PAGE in headers:
            session_id = self._session_of_page(headers[PAGE])
        elif path.startswith(FOR_EMBEDDED) and "grant" in asked and scope.get("method") in ("GET", "HEAD"):
            session_id = self._grants.session_id(asked["grant"][0], self._store.clock())
        return self._store.sessions.find_embedded(session_id) if session_id is not None else None

    def _session_of_page(self, named: str) -> int | None:
        tab = self._tabs.get(named)
        return tab.session_id if tab is not None else None

    def _is_own_tab(self, scope: Scope, session_id: int) -> bool:
        """A socket speaks for the page that it names: that page must be of this very session, if it is still there."""
        named = parse_qs(scope["query_string"].decode("latin-1")).get("client_id", [""])[0]
        tab = self._tabs.get(named)
        # The page of an ended session is no tab any more, and for a while NiceGUI still has it: it is nobody's.
        return tab.session_id == session_id if tab is not None else bool(named) and named not in Client.instances

    def _to_the_door(self, scope: Scope, headers: Headers) -> Response:
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and "text/html" in headers.get("accept", ""):
            if not self._store.office.is_set_up and not self._store.state.members:
                return RedirectResponse("/setup", 303)
            asked = scope["path"] + ("?" + scope["query_string"].decode("latin-1") if scope["query_string"] else "")
            # Who was signed in, and is not any more, is told why they come to the door: a tab that was asleep meanwhile
            # heard nothing of it.
            told = ["ended"] * self._store.sessions.was_ended(named_token(headers))
            said = "&".join([*told, *([] if asked == "/" else [f"next={quote(asked, safe='')}"])])
            return RedirectResponse(f"/login?{said}" if said else "/login", 303)
        return PlainTextResponse("Sign in first.", 401)

    def _with_headers(self, scope: Scope, send: Send, cookies: Sequence[str] = ()) -> Send:
        own = self._headers(scope["path"])

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if "set-cookie" not in headers:
                    for cookie in cookies:
                        headers.append("set-cookie", cookie)
                for name, value in own.items():
                    headers.setdefault(name, value)
            await send(message)

        return send_with_headers

    def _headers(self, path: str) -> dict[str, str]:
        if path == FRAMED[0] or path.startswith(FRAMED[1]):
            return framed_headers(self._store.embedding.origins)
        return HEADERS


def framed_headers(origins: Sequence[str]) -> dict[str, str]:
    """The headers of what these sites may show in a frame. The older x-frame-options knows no list: it is left out."""
    frames = " ".join(("frame-ancestors 'self'", *origins))
    headers = {name: value for name, value in HEADERS.items() if name not in NOT_WHEN_FRAMED}
    return headers | {
        "content-security-policy": POLICY.replace("frame-ancestors 'none'", frames),
        "cross-origin-resource-policy": "cross-origin",
    }
