"""`/share`: what a phone or another application hands over to Miaou, and where one says in which canal it goes.

It comes without a page of ours, perhaps without a session. It waits in memory, for a while, under an address that
nobody guesses, where it is to be found after signing in; what is shared itself stands in no address.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from htpy import Element

from app.components.installed.manifest import SHARE
from app.components.installed.shared import choice, put_down, told
from app.components.states import stop
from app.locale import Words
from app.pages.door import STATUS, form_of, shown, words_of
from app.pages.house import House
from app.store import Refused
from app.store.ids import read_id
from app.store.state import Member

LARGEST = 128 * 1024
"""Bytes: the longest message, each of its letters written as a form writes the rarest."""

WAITING_MOST = 100
"""Of all together; the oldest goes, and first of all what nobody has come for: anybody may leave that here."""

LASTS_MS = 3_600_000
"""To sign in, perhaps to ask an administrator for a password first."""


@dataclass
class Waiting:
    """`owner` is whose it is, None until somebody has come for it."""

    text: str
    owner: int | None
    until: int


class Shelf:
    """Where what was shared waits for whoever shared it."""

    def __init__(self) -> None:
        self._waiting: dict[str, Waiting] = {}

    def put(self, text: str, owner: Member | None, now: int) -> str:
        """Returns by what it is found again."""
        self._waiting = {each: kept for each, kept in self._waiting.items() if now <= kept.until}
        while len(self._waiting) >= WAITING_MOST:
            nobodys = (each for each, kept in self._waiting.items() if kept.owner is None)
            del self._waiting[next(nobodys, next(iter(self._waiting)))]
        ticket = secrets.token_urlsafe(16)
        self._waiting[ticket] = Waiting(text, owner.id if owner else None, now + LASTS_MS)
        return ticket

    def text(self, ticket: str, member: Member, now: int) -> str | None:
        """What waits there for that member, and for nobody else from now on; None when nothing does."""
        waiting = self._waiting.get(ticket)
        if waiting is None or now > waiting.until or waiting.owner not in (None, member.id):
            return None
        waiting.owner = member.id
        return waiting.text

    def clear(self, ticket: str) -> None:
        self._waiting.pop(ticket, None)


def register(web: FastAPI, house: House) -> None:
    store, shelf = house.store, Shelf()

    @web.post(SHARE)
    async def take(request: Request) -> Response:
        text = told(await form_of(request, LARGEST))
        if not text:
            return RedirectResponse("/", 303)
        return RedirectResponse(f"{SHARE}/{shelf.put(text, request.state.member, store.clock())}", 303)

    @web.get(f"{SHARE}/{{ticket}}")
    async def ask(request: Request, ticket: str) -> Response:
        member, words = request.state.member, words_of(request)
        text = shelf.text(ticket, member, store.clock())
        if text is None:
            return shown(_nothing(words), 404)
        return shown(choice(store, member, words, text, f"{SHARE}/{ticket}"))

    @web.post(f"{SHARE}/{{ticket}}")
    async def put(request: Request, ticket: str) -> Response:
        member, words = request.state.member, words_of(request)
        text = shelf.text(ticket, member, store.clock())
        if text is None:
            return shown(_nothing(words), 404)
        canal = read_id((await form_of(request)).get("canal", "")) or 0
        try:
            await put_down(store, member, canal, text)
        except Refused as refused:
            sentence = words(refused.sentence, **refused.params)
            page = choice(store, member, words, text, f"{SHARE}/{ticket}", sentence)
            return shown(page, STATUS.get(refused.why, 422))
        shelf.clear(ticket)
        return RedirectResponse(f"/?canal={canal}", 303)


def _nothing(words: Words) -> Element:
    sentence = words("What is shared is kept for an hour, until you have said where it goes.")
    return stop(words, "empty", words("Nothing waits here any more"), sentence, (words("To the chat"), "/"))
