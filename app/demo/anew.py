"""The office as it is furnished, once more: furnished anew beside the one that is open, and put in its place.

So times are fresh, and what comes is in whatever language is asked for, however long the demo has been open.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response

from app.demo.company import Company
from app.demo.who import came_from
from app.pages.door import form_of
from app.store.starting_over import beside, start_over
from app.store.store import Store

Furnishes = Callable[[Store], Awaitable[Company]]


async def anew(company: Company, furnishes: Furnishes, keys: tuple[int, ...] = ()) -> None:
    """Whoever is signed in stays who they are, and every open page shows the office as it is now.

    :param keys: of the hosts' keys those that stay
    :raises Unavailable: when it could not be put in its place; then all is as it was
    """
    store = company.store
    async with beside(store) as other:
        fresh = await furnishes(other)
        await start_over(store, other, fresh.called_in(company), keys)
        company.take_places(fresh)


def register(web: FastAPI, reset: Callable[[str | None], Awaitable[None]]) -> None:
    @web.post("/demo/reset")
    async def begin_again(request: Request) -> Response:
        typed = await form_of(request)
        await reset(typed.get("lang") or None)
        return RedirectResponse(typed.get("next") or came_from(request), 303)
