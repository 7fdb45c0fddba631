"""What the doors have in common: the words for whoever stands there, a form's values, and the way in."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from htpy import Element, a, p
from starlette.requests import ClientDisconnect

from app.components.drawings import Name
from app.components.office_logo import logo_address
from app.components.states import stop
from app.locale import N_, Words, catalogue, choose
from app.pages.gate import own_path, session_cookie, token_of
from app.pages.house import House
from app.store import Refused
from app.store.state import Member

LARGEST_FORM = 16_384
"""Bytes; the longest fields of a door fill a tenth of it."""


STATUS = {"rights": 403, "busy": 503, "often": 429}
"""An answer's status, by why the store refuses; 422 for what was typed or brought."""


DRAWN: dict[str, Name] = {"busy": "tangled", "often": "heavy"}
"""What stands on the door when the store refuses for another reason than what was typed, or who one is."""

HEADINGS = {"busy": N_("This could not be done now"), "often": N_("That was a lot at once")}


def wrongly(refused: Refused) -> int:
    """The status of a form that is shown again with why: what was typed will not do, or nothing will just now."""
    return STATUS["busy"] if refused.why == "busy" else 422


Wrong = Mapping[str, str]
"""Why a form is shown again: a sentence by the name of the field that it is about; "" is the form's head."""


def wrong_with(words: Words, refused: Refused, *fields: str) -> Wrong:
    """:param fields: the form's"""
    return {refused.field if refused.field in fields else "": words(refused.sentence, **refused.params)}


def titled(words: Words, title: str, wrong: object) -> str:
    """What the browser's tab says of a form: first of all that it was refused."""
    return words("Error: {title}", title=title) if wrong else title


def words_of(request: Request) -> Words:
    """The language of whoever asks: the member's, else the browser's."""
    member = getattr(request.state, "member", None)
    return catalogue(choose(request.headers.get("accept-language", ""), member.lang if member else None))


def theme_of(request: Request) -> str | None:
    """How the member who asks wants pages to look; of whoever is not signed in, nothing is known."""
    member = getattr(request.state, "member", None)
    return member.theme if member else None


def address_of(request: Request) -> str:
    return request.client.host if request.client is not None else ""


async def form_of(request: Request, largest: int = LARGEST_FORM) -> dict[str, str]:
    """The form's text fields.

    :param largest: in bytes
    :raises HTTPException: 413 when it is larger than that
    """
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > largest:
        raise HTTPException(413)
    form = await request.form()
    return {name: value for name, value in form.items() if isinstance(value, str)}


def shown(page: Element, status: int = 200) -> HTMLResponse:
    return HTMLResponse(str(page), status, {"cache-control": "no-store"})


async def let_in(
    house: House,
    request: Request,
    member: Member,
    next_path: str = "/",
    by_password: bool = False,
    replaces: bool = True,
) -> RedirectResponse:
    """Sign the member in on this browser, with a new token, and send them on.

    :param replaces: the session that it had ends with that
    """
    token = await house.store.sessions.start(
        member,
        agent=request.headers.get("user-agent", ""),
        address=address_of(request),
        replacing=token_of(request.headers) if replaces else "",
        by_password=by_password,
    )
    response = RedirectResponse(own_path(next_path), 303)
    response.headers["set-cookie"] = session_cookie(token, request.headers.get("host", ""), request.url.scheme)
    return response


async def let_in_after(house: House, request: Request, member: Member, next_path: str = "/") -> Response:
    """Sign in who has just made an account or chosen a password: that is done, and must not be told otherwise."""
    try:
        return await let_in(house, request, member, next_path)
    except Refused as refused:
        words = words_of(request)
        page = stop(
            words,
            "heavy",
            words("Your account is ready"),
            words(refused.sentence, **refused.params),
            (words("Sign in"), "/login"),
            logo_address=logo_address(house.store.office.logo),
        )
        return shown(page, STATUS.get(refused.why, 422))


def register(web: FastAPI, house: House) -> None:
    """Whatever the store refuses where no page says it in its own way is said on a plain one."""

    @web.exception_handler(ClientDisconnect)
    async def gone(_request: Request, _gone: ClientDisconnect) -> Response:
        return Response(status_code=408)

    @web.exception_handler(Refused)
    async def refused_plainly(request: Request, refused: Refused) -> Response:
        if "text/html" in request.headers.get("accept", ""):
            return refused_page(request, refused, house.store.office.logo)
        sentence = words_of(request)(refused.sentence, **refused.params)
        return PlainTextResponse(sentence, STATUS.get(refused.why, 422))


def refused_page(request: Request, refused: Refused, logo: str) -> Response:
    """Why the store refuses what a page was to show or to do.

    :param logo: the office's own, or ""
    """
    words = words_of(request)
    page = stop(
        words,
        DRAWN.get(refused.why, "closed"),
        words(HEADINGS.get(refused.why, "This door is closed")),
        words(refused.sentence, **refused.params),
        (words("To the chat"), "/"),
        theme=theme_of(request),
        logo_address=logo_address(logo),
    )
    return shown(page, STATUS.get(refused.why, 422))


def to_the_chat(words: Words) -> Element:
    """The way on, under what a door says."""
    return p(".under")[a(href="/")[words("To the chat")]]
