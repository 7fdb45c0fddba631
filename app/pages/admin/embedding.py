"""`/admin/embedding`: sites, keys, unknown logins, what to paste, and references that become links."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping

from fastapi import Request
from fastapi.responses import Response
from htpy import Element

from app.components.admin.embedding import embedding_page
from app.components.admin.frame import NOTHING_REFUSED, Refusal
from app.pages.admin.desk import Desk, answered, number, refused_page, view_of
from app.pages.door import form_of, shown
from app.pages.house import House
from app.store import Refused


def register(desk: Desk, house: House) -> None:
    embedding, references = house.store.embedding, house.store.references

    @desk.get("/embedding")
    async def sections(request: Request) -> Response:
        return shown(_page(request))

    @desk.post("/embedding/sites")
    async def allow_site(request: Request) -> Response:
        typed = await form_of(request)
        allowing = embedding.allow_origin(request.state.member, typed.get("origin", ""))
        return await _answered(request, allowing, "site-added", "sites", "site", typed)

    @desk.post("/embedding/sites/remove")
    async def remove_site(request: Request) -> Response:
        typed = await form_of(request)
        removing = embedding.remove_origin(request.state.member, typed.get("origin", ""))
        return await _answered(request, removing, "site-removed", "sites", "remove-site", typed)

    @desk.post("/embedding/secrets")
    async def create_secret(request: Request) -> Response:
        typed = await form_of(request)
        try:
            key = await embedding.create_secret(request.state.member, typed.get("name", ""))
        except Refused as refused:
            return refused_page(
                view_of(house, request), refused, lambda refusal: _page(request, refusal), "secret", typed
            )
        return shown(embedding_page(view_of(house, request), shown=key))

    @desk.post("/embedding/public-keys")
    async def add_public_key(request: Request) -> Response:
        typed = await form_of(request)
        adding = embedding.add_public_key(request.state.member, typed.get("name", ""), typed.get("pem", ""))
        return await _answered(request, adding, "key-added", "keys", "public-key", typed)

    @desk.post("/embedding/keys/remove")
    async def remove_key(request: Request) -> Response:
        typed = await form_of(request)

        async def remove() -> None:
            await embedding.remove_key(request.state.member, number(typed, "key"))

        return await _answered(request, remove(), "key-removed", "keys", "remove-key", typed)

    @desk.post("/embedding/keys/admins")
    async def let_admins(request: Request) -> Response:
        typed = await form_of(request)

        async def let() -> None:
            await embedding.let_admins(request.state.member, number(typed, "key"), typed.get("admins") == "yes")

        return await _answered(request, let(), "key-admins", "keys", "key-admins", typed)

    @desk.post("/embedding/creation")
    async def let_create(request: Request) -> Response:
        typed = await form_of(request)
        letting = embedding.let_create(request.state.member, typed.get("creates") == "yes")
        return await _answered(request, letting, "creation", "creation", "creation", typed)

    @desk.post("/embedding/references")
    async def add_reference(request: Request) -> Response:
        typed = await form_of(request)
        adding = references.add(request.state.member, typed.get("pattern", ""), typed.get("address", ""))
        return await _answered(request, adding, "reference-added", "references", "reference", typed)

    @desk.post("/embedding/references/remove")
    async def remove_reference(request: Request) -> Response:
        typed = await form_of(request)

        async def remove() -> None:
            await references.remove(request.state.member, number(typed, "reference"))

        return await _answered(request, remove(), "reference-removed", "references", "remove-reference", typed)

    def _page(request: Request, refusal: Refusal = NOTHING_REFUSED) -> Element:
        return embedding_page(view_of(house, request), refusal)

    async def _answered(
        request: Request, doing: Awaitable[object], done: str, part: str, form: str, typed: Mapping[str, str]
    ) -> Response:
        return await answered(
            view_of(house, request),
            doing,
            f"/admin/embedding?done={done}#{part}",
            lambda refusal: _page(request, refusal),
            form,
            typed,
        )
