"""`/reset/CODE`: who forgot their password chooses a new one, by a link that an administrator gave them."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.responses import Response
from htpy import Element, form, input, p

from app.components.document import door
from app.components.forms import field, primary
from app.components.office_logo import logo_address
from app.components.states import stop
from app.locale import Words
from app.pages.door import form_of, let_in_after, shown, titled, words_of, wrongly
from app.pages.house import House
from app.store import Refused
from app.store.state import Member


def register(web: FastAPI, house: House) -> None:
    store = house.store

    @web.get("/reset/{code}")
    async def reset(request: Request, code: str) -> Response:
        words = words_of(request)
        try:
            # Guesses are not counted: a code has 192 bits.
            member = store.resets.check(code)
        except Refused as refused:
            return shown(_void(house, words, words(refused.sentence)), 404)
        return shown(_page(house, words, code, member))

    @web.post("/reset/{code}")
    async def choose_password(request: Request, code: str) -> Response:
        typed, words = await form_of(request), words_of(request)
        try:
            member = store.resets.check(code)
        except Refused as refused:
            return shown(_void(house, words, words(refused.sentence)), 404)
        try:
            await store.resets.use(code, typed.get("password", ""))
        except Refused as refused:
            sentence = words(refused.sentence, **refused.params)
            return shown(_page(house, words, code, member, sentence), wrongly(refused))
        return await let_in_after(house, request, member)


def _page(house: House, words: Words, code: str, member: Member, wrong: str = "") -> Element:
    return door(
        lang=words.lang,
        title=titled(words, words("New password · Miaou"), wrong),
        heading=words("Welcome back, {name}", name=member.nickname),
        lead=words("Choose a new password. You are then signed out everywhere else."),
        logo_address=logo_address(house.store.office.logo),
        content=form(method="post", action=f"/reset/{code}")[
            # For password managers: whose password it is.
            input(type="hidden", name="login", value=member.login, autocomplete="username"),
            field(
                words("New password"),
                "password",
                type="password",
                error=wrong,
                hint=words("At least 8 characters"),
                autocomplete="new-password",
                required=True,
            ),
            primary(words("Choose it and sign in")),
            p(".under")[words("Your login is {login}.", login=member.login)],
        ],
    )


def _void(house: House, words: Words, sentence: str) -> Element:
    return stop(
        words,
        "closed",
        words("This door is closed"),
        sentence,
        (words("Sign in"), "/login"),
        logo_address=logo_address(house.store.office.logo),
    )
