"""What the admin page's sections have in common: who may come in, and how a deed and its refusal are answered."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any, TypeVar

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from fastapi.routing import APIRoute
from htpy import Element, a, p

from app.components.admin.frame import AdminView, Refusal
from app.components.document import door
from app.components.office_logo import logo_address
from app.pages.addresses import base_address
from app.pages.door import STATUS, shown, words_of
from app.pages.house import House
from app.store import Refused, access

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])


class Desk:
    """Routes under `/admin`: whoever does not administer gets a plain page from all of them, and nothing else."""

    def __init__(self, web: FastAPI, house: House) -> None:
        self._web = web

        class ForAdmins(APIRoute):
            def get_route_handler(self) -> Handler:
                handle = super().get_route_handler()

                async def handled(request: Request) -> Response:
                    try:
                        access.access_admin(house.store.state, request.state.member)
                        return await handle(request)
                    except Refused as refused:
                        return _closed(house, request, refused)

                return handled

        self._for_admins = ForAdmins

    def get(self, path: str) -> Callable[[Endpoint], Endpoint]:
        return self._route("GET", path)

    def post(self, path: str) -> Callable[[Endpoint], Endpoint]:
        return self._route("POST", path)

    def _route(self, method: str, path: str) -> Callable[[Endpoint], Endpoint]:
        def added(endpoint: Endpoint) -> Endpoint:
            self._web.router.add_api_route(
                f"/admin{path}", endpoint, methods=[method], route_class_override=self._for_admins
            )
            return endpoint

        return added


def view_of(house: House, request: Request) -> AdminView:
    """Who administers, in which words."""
    return AdminView(
        house.store,
        words_of(request),
        request.state.member,
        base_address(house.settings),
        request.query_params.get("done", ""),
    )


async def answered(
    view: AdminView,
    doing: Awaitable[object],
    then: str,
    again: Callable[[Refusal], Element],
    form: str,
    typed: Mapping[str, str],
) -> Response:
    """Send the browser on when it is done; else show the page again, with what was typed and why it was refused.

    :param then: the address that one is sent on to
    :param again: draws the page
    :param form: which of its forms this is
    """
    try:
        await doing
    except Refused as refused:
        return refused_page(view, refused, again, form, typed)
    return RedirectResponse(then, 303)


def refused_page(
    view: AdminView, refused: Refused, again: Callable[[Refusal], Element], form: str, typed: Mapping[str, str]
) -> Response:
    """The page again, with what was typed and why it was refused.

    :raises Forbidden: to who lost the role meanwhile: the page is not theirs to see
    """
    access.access_admin(view.store.state, view.member)
    sentence = view.words(refused.sentence, **refused.params)
    return shown(again(Refusal(form, sentence, typed)), STATUS.get(refused.why, 422))


def number(typed: Mapping[str, str], name: str) -> int:
    """A field's whole number.

    :raises Refused: when it is none
    """
    text = typed.get(name, "").strip()
    if not text.isdecimal() or len(text) > 15:
        raise Refused("This is not a number: {typed}", typed=text[:20])
    return int(text)


def _closed(house: House, request: Request, refused: Refused) -> Response:
    words = words_of(request)
    page = door(
        lang=words.lang,
        title="Miaou",
        heading=words("This door is closed"),
        lead=words(refused.sentence, **refused.params),
        content=p(".under")[a(href="/")[words("To the chat")]],
        logo_address=logo_address(house.store.office.logo),
    )
    return shown(page, STATUS.get(refused.why, 422))
