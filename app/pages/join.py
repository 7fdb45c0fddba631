"""`/join/CODE`: a colleague with an invitation makes their own account. `/invite` shows an administrator theirs.

Only what is posted makes an invitation: an address that is merely opened, by a browser that looks ahead or by a link
that somebody sent, shows the one that stands, or offers to make one.
"""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from htpy import Element, a, code, div, form, p

from app.components.document import door
from app.components.forms import field, primary, trouble
from app.components.large_code import broken, enlarging, large_code
from app.components.office_logo import logo_address
from app.components.qr import qr
from app.components.states import stop
from app.components.tour.steps import INVITED
from app.locale import Words
from app.pages.addresses import base_address
from app.pages.door import (
    STATUS,
    Wrong,
    form_of,
    let_in_after,
    shown,
    titled,
    to_the_chat,
    words_of,
    wrong_with,
    wrongly,
)
from app.pages.house import House
from app.store import Forbidden, Refused
from app.store.names import LOGIN_LONGEST, LONGEST
from app.store.newcomers import first_canal
from app.store.state import Member


def register(web: FastAPI, house: House) -> None:
    store = house.store

    @web.get("/join/{code}")
    async def join(request: Request, code: str) -> Response:
        words = words_of(request)
        try:
            # Guesses are not counted: a code has 72 bits, and a whole office that opens an old link shares its address.
            store.invites.check(code)
        except Refused as refused:
            return shown(_void(words, words(refused.sentence)), 404)
        return shown(_page(house, words, code, {}, {}, request.state.member))

    @web.post("/join/{code}")
    async def make_account(request: Request, code: str) -> Response:
        typed, words = await form_of(request), words_of(request)
        try:
            member = await store.invites.join(
                code,
                typed.get("login", ""),
                typed.get("nickname", "") or typed.get("login", ""),
                typed.get("password", ""),
            )
        except Refused as refused:
            wrong = wrong_with(words, refused, *ACCOUNT)
            return shown(_page(house, words, code, typed, wrong, request.state.member), wrongly(refused))
        # Where a line has just told that they are there, and where they are greeted.
        first = first_canal(store.state)
        return await let_in_after(house, request, member, f"/?canal={first.id}" if first else "/")

    @web.get("/invite")
    async def invite(request: Request) -> Response:
        words = words_of(request)
        try:
            standing = store.invites.newest(request.state.member)
        except Refused as refused:
            return shown(_void(words, words(refused.sentence)), STATUS.get(refused.why, 422))
        if standing is None:
            return shown(_no_invitation(words))
        address = f"{base_address(house.settings)}/join/{standing.code}"
        return shown(_invitation(words, address, store.office.name))

    @web.post("/invite")
    async def make_invitation(request: Request) -> Response:
        words = words_of(request)
        try:
            await store.invites.standing(request.state.member)
            house.wire.tours.did(request.state.member, INVITED)
        except Forbidden as refused:
            return shown(_void(words, words(refused.sentence)), STATUS.get(refused.why, 422))
        except Refused as refused:
            return shown(_no_invitation(words, words(refused.sentence, **refused.params)), wrongly(refused))
        return RedirectResponse("/invite", 303)


def _page(house: House, words: Words, code: str, typed: dict[str, str], wrong: Wrong, member: Member | None) -> Element:
    """
    :param member: who is signed in already in the browser that asks
    """
    name = house.store.office.name
    return door(
        lang=words.lang,
        title=titled(words, words("Join · Miaou"), wrong),
        heading=words("Join {office}", office=name) if name else words("Join the office"),
        lead=words("Choose how you sign in and what your colleagues call you."),
        logo_address=logo_address(house.store.office.logo),
        content=form(method="post", action=f"/join/{code}")[
            trouble(wrong.get("", "")),
            account_fields(words, typed, wrong),
            primary(words("Join")),
            _known(words, member),
        ],
    )


def _known(words: Words, member: Member | None) -> Element:
    """The way on for whoever has an account already, and only pressed an old link once more."""
    if member is None:
        return p(".under")[words("You have an account already?"), " ", a(href="/login")[words("Sign in")]]
    here = words("You are here already, as {name}.", name=member.nickname)
    return p(".under")[here, " ", a(href="/")[words("To the chat")]]


ACCOUNT = ("login", "nickname", "password")


def account_fields(words: Words, typed: dict[str, str], wrong: Wrong) -> list[Element]:
    """Login, nickname and password of a new account, with what was typed already."""
    return [
        field(
            words("Login"),
            "login",
            value=typed.get("login", ""),
            error=wrong.get("login", ""),
            hint=words("To sign in: letters and digits, such as lea.perrin"),
            autocomplete="username",
            required=True,
            maxlength=LOGIN_LONGEST,
        ),
        field(
            words("Nickname"),
            "nickname",
            value=typed.get("nickname", ""),
            error=wrong.get("nickname", ""),
            hint=words("What your colleagues see"),
            autocomplete="nickname",
            maxlength=LONGEST,
        ),
        field(
            words("Password"),
            "password",
            type="password",
            error=wrong.get("password", ""),
            hint=words("At least 8 characters"),
            autocomplete="new-password",
            required=True,
        ),
    ]


def _void(words: Words, sentence: str) -> Element:
    return stop(words, "closed", words("This door is closed"), sentence, (words("To the chat"), "/"))


def _no_invitation(words: Words, wrong: str = "") -> Element:
    return door(
        lang=words.lang,
        title=titled(words, words("Invite · Miaou"), wrong),
        heading=words("Invite your colleagues"),
        lead=words("No invitation of yours works any more, or you have made none yet."),
        content=form(method="post", action="/invite")[
            trouble(wrong), primary(words("Make an invitation")), to_the_chat(words)
        ],
    )


def _invitation(words: Words, address: str, office: str) -> Element:
    return door(
        lang=words.lang,
        title=words("Invite · Miaou"),
        heading=words("Invite your colleagues"),
        lead=words("Give them this address, or let them take a picture of the code."),
        content=div(".invite")[
            div(".qr")[qr(address)],
            enlarging(words, "large-code"),
            code(".address")[broken(address)],
            p(".under")[words("It lets people make their own account during two weeks.")],
            a(".button.primary", href="/")[words("Open the chat")],
            large_code(words, address, office, "large-code"),
        ],
    )
