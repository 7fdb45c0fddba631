"""`/canal/ID/export`: how much of a canal's conversation is wanted; `/canal/ID/talk`: that, to be printed or saved."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from datetime import date
from typing import IO, get_args

from fastapi import FastAPI, Request
from fastapi.responses import Response

from app.components.assets import address
from app.components.canal_export import FIELDS, canal_export
from app.locale import N_
from app.pages.door import shown, words_of, wrong_with
from app.pages.export import Sent, Turns, attached, today
from app.pages.house import House
from app.store import Refused, access, canal_exports, drawer
from app.store.canal_exports import UNCLEAR_DAY, Form, Wanted
from app.store.refusal import about

KINDS: dict[Form, str] = {"page": "text/html", "paper": "text/html", "text": "text/plain"}
ENDINGS: dict[Form, str] = {"page": "html", "text": "txt"}
"""Of what is saved; paper is shown."""

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'self'; frame-ancestors 'none'"
"""What was said has no page of ours around it here: nothing but our own script runs."""


def register(web: FastAPI, house: House) -> None:
    turns = Turns()

    @web.get("/canal/{canal_id:int}/export")
    async def ask(request: Request, canal_id: int) -> Response:
        return _page(house, request, canal_id)

    @web.get("/canal/{canal_id:int}/talk")
    async def talk(request: Request, canal_id: int) -> Response:
        access.access_canal(house.store.state, request.state.member, canal_id)
        try:
            wanted = _wanted(request)
        except Refused as refused:
            return _page(house, request, canal_id, refused)
        return Talk(house, turns, request, canal_id, wanted)


def _page(house: House, request: Request, canal_id: int, refused: Refused | None = None) -> Response:
    """:raises Forbidden: when the canal does not exist for whoever asks"""
    store, member, words = house.store, request.state.member, words_of(request)
    canal = access.access_canal(store.state, member, canal_id)
    wrong = wrong_with(words, refused, *FIELDS) if refused else {}
    return shown(canal_export(store, member, words, canal, request.query_params, wrong), 422 if refused else 200)


def _wanted(request: Request) -> Wanted:
    """:raises Refused: when that is nothing that one could want"""
    form = request.query_params.get("as", "page")
    first, last = (_day(request, name) for name in FIELDS)
    return Wanted(form if form in get_args(Form) else "page", first, last, "asides" in request.query_params)  # type: ignore[arg-type]


def _day(request: Request, name: str) -> date | None:
    typed = request.query_params.get(name, "")
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        with about(name):
            raise Refused(UNCLEAR_DAY) from None


class Talk(Sent):
    heading = N_("The conversation")

    def __init__(self, house: House, turns: Turns, request: Request, canal_id: int, wanted: Wanted) -> None:
        super().__init__(house, turns, request)
        self._canal_id, self._wanted = canal_id, wanted

    def made(self) -> AbstractAsyncContextManager[IO[bytes]]:
        member, lang = self._request.state.member, words_of(self._request).lang
        script = address("js/paper.js")
        return canal_exports.exported(self._house.store, member, self._canal_id, self._wanted, lang, script)

    def described(self) -> dict[str, str]:
        form = self._wanted.form
        kind = {"content-type": f"{KINDS[form]}; charset=utf-8", "content-security-policy": POLICY}
        return kind if form == "paper" else {**kind, "content-disposition": attached(self._name(ENDINGS[form]))}

    def _name(self, ending: str) -> str:
        store, member = self._house.store, self._request.state.member
        called = drawer.called(store.state, member, access.access_canal(store.state, member, self._canal_id))
        return f"{called} {today(store.clock())}.{ending}"
