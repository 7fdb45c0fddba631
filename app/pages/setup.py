"""`/setup?code=…`: the first start. The code stands on the terminal, so only who started Miaou can set it up."""

from __future__ import annotations

from contextlib import suppress

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from htpy import Element, Node, form, input

from app.components.document import door
from app.components.forms import field, primary, trouble
from app.components.office_logo import logo_address
from app.components.states import stop
from app.locale import Words
from app.pages.door import (
    Wrong,
    address_of,
    form_of,
    let_in_after,
    shown,
    theme_of,
    titled,
    words_of,
    wrong_with,
    wrongly,
)
from app.pages.house import House
from app.pages.join import ACCOUNT, account_fields
from app.store import Forbidden, Refused, about
from app.store.founding import found
from app.store.names import LONGEST

NOBODY = "the set-up from "


def register(web: FastAPI, house: House) -> None:
    store = house.store

    @web.get("/setup")
    async def setup(request: Request, code: str = "") -> Response:
        words = words_of(request)
        if store.office.is_set_up:
            # Whoever brings a code means to set up; all others are only early.
            return _done(request, words) if code else RedirectResponse("/", 303)
        if not code:
            return shown(_page(words, _code_form(words)))
        refused = _trouble_with(code, request)
        if refused is not None:
            return shown(_page(words, _code_form(words, words(refused.sentence)), refused), 403)
        return shown(_page(words, _office_form(words, code, {}, {})))

    @web.post("/setup")
    async def open_office(request: Request) -> Response:
        typed, words = await form_of(request), words_of(request)
        if store.office.is_set_up:
            return _done(request, words)
        code = typed.get("code", "")
        refused = _trouble_with(code, request)
        if refused is not None:
            return shown(_page(words, _code_form(words, words(refused.sentence)), refused), 403)
        try:
            if typed.get("office", "").strip():
                with about("office"):
                    await store.office.rename(None, typed["office"])
            login, nickname = typed.get("login", ""), typed.get("nickname", "")
            admin = await found(store, login, nickname, typed.get("password", ""), words("The whole office"))
        except Refused as wrong:
            told = wrong_with(words, wrong, "office", *ACCOUNT)
            return shown(_page(words, _office_form(words, code, typed, told), told), wrongly(wrong))
        with suppress(Refused):
            # Else the page that they come to offers to make one.
            await store.invites.standing(admin)
        return await let_in_after(house, request, admin, "/invite")

    def _done(request: Request, words: Words) -> Response:
        here = request.state.member is not None
        page = stop(
            words,
            "open",
            words("The door is open already"),
            words("This office is set up: its set-up code has been used, and opens nothing any more."),
            (words("To the chat"), "/") if here else (words("Sign in"), "/login"),
            theme=theme_of(request),
            logo_address=logo_address(store.office.logo),
        )
        return shown(page, 403)

    def _trouble_with(code: str, request: Request) -> Refused | None:
        # Each address by itself: the code cannot be guessed from many, and nobody keeps the owner out from elsewhere.
        address = address_of(request)
        try:
            store.attempts.check(NOBODY + address, address)
            store.office.check_setup_code(code)
        except Forbidden as wrong:
            store.attempts.failed(NOBODY + address, address)
            return wrong
        except Refused as refused:
            return refused
        return None


def _page(words: Words, content: Node, wrong: object = None) -> Element:
    return door(
        lang=words.lang,
        title=titled(words, words("Set up · Miaou"), wrong),
        heading=words("Welcome to Miaou"),
        lead=words("A minute, and your office can talk."),
        content=content,
    )


def _code_form(words: Words, wrong: str = "") -> Element:
    return form(method="get", action="/setup")[
        field(
            words("Set-up code"),
            "code",
            error=wrong,
            hint=words("It stands on the terminal where Miaou was started"),
            required=True,
        ),
        primary(words("Continue")),
    ]


def _office_form(words: Words, code: str, typed: dict[str, str], wrong: Wrong) -> Element:
    return form(method="post", action="/setup")[
        trouble(wrong.get("", "")),
        input(type="hidden", name="code", value=code),
        field(
            words("Name of the office"),
            "office",
            value=typed.get("office", ""),
            error=wrong.get("office", ""),
            hint=words("Shown above the canals"),
            autocomplete="organization",
            maxlength=LONGEST,
        ),
        account_fields(words, typed, wrong),
        primary(words("Open the office")),
    ]
