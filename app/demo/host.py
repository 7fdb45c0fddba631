"""The demo as a host of its own widget: it signs for its people, as a business software does for its users."""

from __future__ import annotations

import secrets

import jwt
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from htpy import Node, script
from markupsafe import Markup
from nicegui import context

from app.demo.who import someone
from app.pages.house import House
from app.store.doors import EmbedKey
from app.store.state import Member
from app.store.store import Store
from app.store.tokens import AUDIENCE

NAME = "ERP Perrin"
GIVEN_BY = "odile"
LIFETIME_S = 120

WHOLE = "/widget?whole=1"


class Host:
    """
    :param key: what it signs with, as an administrator of the office gave it
    """

    def __init__(self, store: Store, key: EmbedKey) -> None:
        self.key = key
        self._store = store

    @classmethod
    async def of(cls, store: Store) -> Host:
        """A host whom the office knows since now."""
        return cls(store, await _given(store))

    async def be_known(self) -> None:
        """Have a key that opens the office to everybody, should somebody have taken it, or given it less."""
        known = self._store.state.embed_keys.get(self.key.id)
        if known is None:
            self.key = await _given(self._store)
        elif not known.admins:
            await self._store.embedding.let_admins(_giver(self._store), known.id, True)

    def token(self, member: Member) -> str:
        """Opens one page as that member, once."""
        now = self._store.clock() // 1000
        said = {
            "aud": AUDIENCE,
            "sub": member.login,
            "name": member.nickname,
            "iat": now,
            "exp": now + LIFETIME_S,
            "jti": secrets.token_urlsafe(16),
        }
        return jwt.encode(said, self.key.secret, algorithm=self.key.algorithm)


def _giver(store: Store) -> Member:
    by = store.members.by_login(GIVEN_BY)
    assert by is not None
    return by


async def _given(store: Store) -> EmbedKey:
    by = _giver(store)
    key = await store.embedding.create_secret(by, NAME)
    # Whoever presents may be anybody.
    await store.embedding.let_admins(by, key.id, True)
    return key


def register(web: FastAPI, house: House, host: Host) -> None:
    @web.get("/demo/token")
    async def token(request: Request) -> Response:
        """For the widget in a page of the demo's: who is signed in is in it, too."""
        return JSONResponse({"token": host.token(request.state.member)}, headers=NOT_KEPT)

    @web.get("/demo/as")
    async def as_someone(who: str = "") -> Response:
        """That member's window, whoever is signed in: for a frame."""
        member = someone(house, who)
        if member is None:
            raise HTTPException(404)
        return RedirectResponse(f"{WHOLE}&token={host.token(member)}", 303, headers=NOT_KEPT)


def whole() -> Node:
    """In a page with that address there is room for all of the window, although it stands in a frame."""
    is_whole = context.client.request.query_params.get("whole")
    return script[Markup('document.body.classList.remove("compact")')] if is_whole else None


NOT_KEPT = {"cache-control": "no-store"}
