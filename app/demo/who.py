"""`/login` in the demo: one picks whom to be, and needs no password. `/demo/who` does so from anywhere in it."""

from __future__ import annotations

from base64 import b64encode
from urllib.parse import urlsplit

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from htpy import Element, bdi, button, div, form, input, small, span

from app.components.document import door
from app.components.fragments import cat
from app.components.office_logo import logo_address
from app.locale import Words, listed
from app.pages.door import address_of, form_of, shown, words_of
from app.pages.gate import own_path, session_cookie
from app.pages.house import House
from app.store.ids import read_id
from app.store.names import in_order
from app.store.state import Member


def register(web: FastAPI, house: House) -> None:
    @web.get("/login")
    async def choose(request: Request, next: str = "/") -> Response:
        if request.state.member is not None:
            return RedirectResponse(own_path(next), 303)
        # Not why one is here: browsers come with the cookie of an office that was forgotten with its demo.
        return shown(who_page(house, words_of(request), next))

    @web.post("/login")
    async def chosen(request: Request) -> Response:
        typed = await form_of(request)
        return await _become(house, request, typed.get("who", ""), typed.get("next", "/"))

    @web.post("/demo/who")
    async def become(request: Request) -> Response:
        typed = await form_of(request)
        return await _become(house, request, typed.get("who", ""), typed.get("next") or came_from(request))


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


async def _become(house: House, request: Request, who: str, next_path: str) -> Response:
    member = someone(house, who)
    if member is None:
        return shown(who_page(house, words_of(request), next_path), 422)
    # The session that there was stays, and its pages who they are: the one that asks would else leave for the door, by
    # itself, while it is being answered.
    token = await house.store.sessions.start(
        member, agent=request.headers.get("user-agent", ""), address=address_of(request)
    )
    response = RedirectResponse(own_path(next_path), 303)
    response.headers["set-cookie"] = session_cookie(token, request.headers.get("host", ""), request.url.scheme)
    return response


def who_page(house: House, words: Words, next_path: str) -> Element:
    members = sorted(house.store.members.all(), key=in_order)
    return door(
        lang=words.lang,
        title=words("Demo · Miaou"),
        heading=house.store.office.name,
        lead=words("This office is a demo: choose who you want to be."),
        wide=True,
        logo_address=logo_address(house.store.office.logo),
        content=form(".whos", method="post", action="/login")[
            input(type="hidden", name="next", value=own_path(next_path)),
            (
                button(".who-card", name="who", value=str(member.id), style=f"--m:{member.color}")[
                    cat(member, "connected", portrait(house, member)),
                    span(".nm")[bdi[member.nickname], small[_line(member.note, member.is_admin, words)]],
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


def _line(note: str, admin: bool, words: Words) -> str:
    return listed((note, words("administrator") if admin else ""), " · ")
