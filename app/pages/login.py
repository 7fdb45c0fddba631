"""`/login`: signing in; in the demo, picking who to be. `/sign-out` ends the session."""

from __future__ import annotations

from base64 import b64encode

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from htpy import Element, bdi, button, div, form, input, p, small, span

from app.components.document import door
from app.components.drawings import Name
from app.components.forms import field, primary
from app.components.fragments import cat
from app.components.office_logo import logo_address
from app.locale import N_, Words, listed
from app.pages.door import DRAWN, STATUS, address_of, form_of, let_in, shown, titled, to_the_chat, words_of
from app.pages.gate import COOKIE, own_path, token_of
from app.pages.house import House
from app.store import Refused
from app.store.ids import read_id
from app.store.names import in_order
from app.store.sessions import UNKNOWN
from app.store.state import Member
from app.text.typed import fold

HERE_WHEN_ENDED = "/login?ended"
"""Where one comes whose session has ended; open tabs go there by themselves (`wire.js`), others through the gate."""

# True whoever ended it: signing out, here or from another device, a new password, an account that was closed.
ENDED = N_("This browser has been signed out: by you, here or from another device, or by an administrator.")


def register(web: FastAPI, house: House) -> None:
    store = house.store

    @web.get("/login")
    async def login(request: Request, next: str = "/") -> Response:
        if request.state.member is not None:
            return RedirectResponse(own_path(next), 303)
        if not store.office.is_set_up and not store.state.members:
            return RedirectResponse("/setup", 303)
        words = words_of(request)
        if house.settings.demo:
            # Not why one is here: browsers come with the cookie of an office that was forgotten with its demo.
            return shown(_who_page(house, words, next))
        return shown(_page(house, words, next, why=words(ENDED) if "ended" in request.query_params else ""))

    @web.post("/login")
    async def sign_in(request: Request) -> Response:
        typed, words = await form_of(request), words_of(request)
        next_path = typed.get("next", "/")
        if house.settings.demo and (chosen := read_id(typed.get("who", ""))):
            member = store.state.members.get(chosen)
            if member is not None and member.active:
                return await let_in(house, request, member, next_path)
        login, address = fold(typed.get("login", ""))[:64], address_of(request)
        try:
            with store.attempts.trying(login, address):
                member = await store.members.with_password(login, typed.get("password", ""))
                if member is None:
                    store.attempts.failed(login, address)
            if member is not None:
                return await let_in(house, request, member, next_path, by_password=True)
        except Refused as refused:
            sentence = words(refused.sentence, **refused.params)
            status = STATUS.get(refused.why, 422)
            page = _page(house, words, next_path, typed.get("login", ""), sentence, drawn=DRAWN.get(refused.why))
            return shown(page, status)
        return shown(_page(house, words, next_path, typed.get("login", ""), words(UNKNOWN)), 403)

    @web.post("/sign-out")
    async def sign_out(request: Request) -> Response:
        try:
            await store.sessions.end(token_of(request.headers))
        except Refused as refused:
            return shown(_still_in(house, words_of(request), refused), STATUS.get(refused.why, 422))
        response = RedirectResponse(HERE_WHEN_ENDED, 303)
        response.delete_cookie(COOKIE, httponly=True, samesite="lax")
        return response


def _still_in(house: House, words: Words, refused: Refused) -> Element:
    return door(
        lang=words.lang,
        logo_address=logo_address(house.store.office.logo),
        title=words("Sign out · Miaou"),
        heading=words("You are still signed in"),
        drawn="tangled",
        lead=words(refused.sentence, **refused.params),
        content=form(method="post", action="/sign-out")[primary(words("Try again")), to_the_chat(words)],
    )


def _page(
    house: House,
    words: Words,
    next_path: str,
    login: str = "",
    wrong: str = "",
    why: str = "",
    drawn: Name | None = None,
) -> Element:
    """:param why: a sentence to whoever did not mean to come here
    :param drawn: what stands on the card when it is not what was typed that is wrong
    """
    return door(
        lang=words.lang,
        logo_address=logo_address(house.store.office.logo),
        title=titled(words, words("Sign in · Miaou"), wrong),
        heading=house.store.office.name or words("Welcome"),
        drawn=drawn,
        lead=why or words("Sign in to find your colleagues again."),
        content=form(method="post", action="/login")[
            input(type="hidden", name="next", value=own_path(next_path)),
            field(
                words("Login"),
                "login",
                value=login,
                autocomplete="username",
                required=True,
                maxlength=64,
            ),
            field(
                words("Password"),
                "password",
                type="password",
                error=wrong,
                autocomplete="current-password",
                required=True,
            ),
            primary(words("Sign in")),
            p(".under")[words("Password forgotten? An administrator can give you a new one.")],
        ],
    )


def _who_page(house: House, words: Words, next_path: str) -> Element:
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
                    cat(member, "connected", _portrait(house, member)),
                    span(".nm")[bdi[member.nickname], small[_line(member.note, member.is_admin, words)]],
                ]
                for member in members
            ),
            div(".under")[words("Everything you do here is forgotten when the demo stops.")],
        ],
    )


def _portrait(house: House, member: Member) -> str:
    # Nobody is signed in yet, and images are for members: in the demo the page brings them itself.
    path = house.store.images.path(member.image, 64)
    return f"data:image/webp;base64,{b64encode(path.read_bytes()).decode()}" if path is not None else ""


def _line(note: str, admin: bool, words: Words) -> str:
    return listed((note, words("administrator") if admin else ""), " · ")
