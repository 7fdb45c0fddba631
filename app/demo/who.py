"""`/login` in the demo: one picks whom to be, and needs no password. `/demo/who` does so from anywhere in it."""

from __future__ import annotations

import asyncio
import contextlib
from base64 import b64encode
from urllib.parse import urlsplit

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from htpy import Element, bdi, button, div, form, input, small, span

from app.components.document import door
from app.components.fragments import cat
from app.components.office_logo import logo_address
from app.demo.cast import CHARACTERS
from app.locale import Words, listed
from app.pages.door import form_of, let_in, shown, words_of
from app.pages.gate import own_path, token_of
from app.pages.house import House
from app.store import Refused
from app.store.ids import read_id
from app.store.names import in_order
from app.store.state import Member

LEFT_S = 2.0
"""Within this time a browser has left a page for the next one."""


_JOBS = {each.login: each.job for each in CHARACTERS}


def register(web: FastAPI, house: House) -> None:
    leaving: set[asyncio.Task[None]] = set()

    @web.get("/login")
    async def choose(request: Request, next: str = "") -> Response:
        if request.state.member is not None:
            # The pages of whoever became somebody else come here by themselves, and go on where they were.
            return RedirectResponse(own_path(next or came_from(request)), 303)
        # Not why one is here: browsers come with the cookie of an office that was forgotten with its demo.
        return shown(who_page(house, words_of(request), next or "/"))

    @web.post("/login")
    async def chosen(request: Request) -> Response:
        typed = await form_of(request)
        return await _become(house, request, typed.get("who", ""), typed.get("next", "/"))

    @web.post("/demo/who")
    async def become(request: Request) -> Response:
        typed, token = await form_of(request), token_of(request.headers)
        response = await _become(
            house, request, typed.get("who", ""), typed.get("next") or came_from(request), replaces=False
        )
        if isinstance(response, RedirectResponse):
            # Ended at once, the page that is being left would go where sessions have ended, instead of there.
            leaving.add(task := asyncio.create_task(_end_soon(house, token)))
            task.add_done_callback(leaving.discard)
        return response


def someone(house: House, named: str) -> Member | None:
    """Whom a form or an address names, by their id: anybody who works here."""
    member = house.store.state.members.get(read_id(named) or 0)
    return member if member is not None and member.active else None


def came_from(request: Request) -> str:
    """The page of ours on which somebody pressed, "/" where the browser does not say."""
    try:
        parts = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        return "/"
    here = parts.netloc == request.headers.get("host") and not parts.path.startswith("/login")
    return own_path(parts.path + (f"?{parts.query}" if parts.query else "")) if here else "/"


async def _end_soon(house: House, token: str) -> None:
    await asyncio.sleep(LEFT_S)
    with contextlib.suppress(Refused):
        await house.store.sessions.end(token)


async def _become(house: House, request: Request, who: str, next_path: str, replaces: bool = True) -> Response:
    member = someone(house, who)
    if member is None:
        return shown(who_page(house, words_of(request), next_path), 422)
    return await let_in(house, request, member, next_path, replaces=replaces)


def who_page(house: House, words: Words, next_path: str) -> Element:
    members = sorted(house.store.members.all(), key=in_order)
    return door(
        lang=words.lang,
        title=words("Demo · Miaou"),
        heading=house.store.office.name,
        lead=words("Miaou is the chat of a small office. This one is a demo: choose who you want to be."),
        wide=True,
        logo_address=logo_address(house.store.office.logo),
        content=form(".whos", method="post", action="/login")[
            input(type="hidden", name="next", value=own_path(next_path)),
            (
                button(".who-card", name="who", value=str(member.id), style=f"--m:{member.color}")[
                    cat(member, "connected", portrait(house, member)),
                    span(".nm")[bdi[member.nickname], small[_line(member, words)]],
                ]
                for member in members
            ),
            div(".under")[words("Everything you do here is forgotten when the demo stops.")],
        ],
    )


def portrait(house: House, member: Member) -> str:
    """Their picture as it stands in a page: where nobody is signed in, images are not given out."""
    path = house.store.images.path(member.image, 64)
    return f"data:image/webp;base64,{b64encode(path.read_bytes()).decode()}" if path is not None else ""


def _line(member: Member, words: Words) -> str:
    """What they do here; of somebody who joined since, what they say of it."""
    does = _JOBS[member.login].said("en" if words.lang == "en" else "fr") if member.login in _JOBS else member.note
    return listed((does, words("administrator") if member.is_admin else ""), "\u00a0· ")
