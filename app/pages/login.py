"""`/login`: signing in. `/sign-out` ends the session."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from htpy import Element, form, input, p

from app.components.document import door
from app.components.drawings import Name
from app.components.forms import field, primary
from app.components.office_logo import logo_address
from app.locale import N_, Words
from app.pages.door import DRAWN, STATUS, address_of, form_of, let_in, shown, titled, to_the_chat, words_of
from app.pages.gate import no_cookie, own_path, token_of
from app.pages.house import House
from app.store import Refused
from app.store.sessions import UNKNOWN
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
        return shown(_page(house, words, next, why=words(ENDED) if "ended" in request.query_params else ""))

    @web.post("/login")
    async def sign_in(request: Request) -> Response:
        typed, words = await form_of(request), words_of(request)
        next_path = typed.get("next", "/")
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
        response.headers["set-cookie"] = no_cookie(request.headers.get("host", ""))
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
