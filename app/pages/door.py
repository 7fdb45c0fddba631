"""What the doors have in common: the words for whoever stands there, a form's values, and the way in."""

from __future__ import annotations

from fastapi import HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from htpy import Element

from app.locale import Words, catalogue, choose
from app.pages.gate import own_path, session_cookie, token_of
from app.pages.house import House
from app.store.state import Member

LARGEST_FORM = 16_384
"""Bytes; the longest fields of a door fill a tenth of it."""


STATUS = {"rights": 403, "busy": 503}
"""An answer's status, by why the store refuses; 422 for what was typed or brought."""


def words_of(request: Request) -> Words:
    """The language of whoever asks: the member's, else the browser's."""
    member = getattr(request.state, "member", None)
    return catalogue(choose(request.headers.get("accept-language", ""), member.lang if member else None))


def address_of(request: Request) -> str:
    return request.client.host if request.client is not None else ""


async def form_of(request: Request) -> dict[str, str]:
    """The form's text fields.

    :raises HTTPException: 413 when it is larger than any form of ours
    """
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > LARGEST_FORM:
        raise HTTPException(413)
    form = await request.form()
    return {name: value for name, value in form.items() if isinstance(value, str)}


def shown(page: Element, status: int = 200) -> HTMLResponse:
    return HTMLResponse(str(page), status, {"cache-control": "no-store"})


async def let_in(house: House, request: Request, member: Member, next_path: str = "/") -> RedirectResponse:
    """Sign the member in on this browser, with a new token, and send them on."""
    token = await house.store.sessions.start(
        member,
        agent=request.headers.get("user-agent", ""),
        address=address_of(request),
        replacing=token_of(request.headers),
    )
    response = RedirectResponse(own_path(next_path), 303)
    response.headers["set-cookie"] = session_cookie(token, request.url.scheme)
    return response
