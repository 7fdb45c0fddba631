"""The office as it is furnished, once more: furnished anew beside the one that is open, and put in its place.

So times are fresh, and it speaks whatever language is asked for, however long the demo has been open. To furnish takes
half a second: the next one stands ready, so that a reset only puts it in its place.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response

from app.demo.company import Company
from app.demo.languages import LANGS, Lang
from app.demo.who import came_from
from app.pages.door import form_of
from app.pages.gate import own_path
from app.store.starting_over import Contents, beside, contents_of, lacks_files, renumbered, start_over
from app.store.store import Store

Resets = Callable[[Lang | None], Awaitable[None]]

log = logging.getLogger(__name__)

Furnishes = Callable[[Store], Awaitable[Company]]

QUIET_S = 5.0
"""After a beginning there is more to do at first than to make the next one ready."""

FRESH_S = 10 * 60.0
"""How old what stands ready may become: it tells what was said until then."""


@dataclass(frozen=True)
class Ready:
    """An office as furnished; `there`: who of it, by login, is connected."""

    contents: Contents
    there: frozenset[str]


def register(web: FastAPI, reset: Resets) -> None:
    @web.post("/demo/reset")
    async def begin_again(request: Request) -> Response:
        """`lang`, if it is another language; `next`, or back to the page on which it was pressed."""
        typed = await form_of(request)
        await reset(next((lang for lang in LANGS if lang == typed.get("lang")), None))
        return RedirectResponse(own_path(typed.get("next") or came_from(request)), 303)


class Anew:
    """What a reset puts in the place of a company's office."""

    def __init__(self, company: Company, furnishes: Furnishes) -> None:
        self._company = company
        self._furnishes = furnishes
        self._ready: Ready | None = None
        self._keeping: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """From now on have one ready."""
        self._keeping = asyncio.create_task(self._keep_ready(), name="the next furnished office")

    async def close(self) -> None:
        if self._keeping is not None:
            self._keeping.cancel()
            await asyncio.gather(self._keeping, return_exceptions=True)

    def forget(self) -> None:
        """What stands ready is not what is wanted."""
        self._ready = None

    async def take_place(self, keys: tuple[int, ...] = ()) -> None:
        """Whoever is signed in stays who they are, and every open page shows the office as it is now.

        :param keys: of the hosts' keys those that stay
        :raises Unavailable: when it could not be put in its place; then all is as it was
        """
        ready = self._ready or await self._furnish()
        self._ready = None
        if await lacks_files(self._company.store, ready.contents):
            # Somebody deleted here what stood ready there, too.
            ready = await self._furnish()
        await start_over(self._company.store, ready.contents, keys)
        self._company.be_there(ready.there)

    async def _furnish(self) -> Ready:
        async with beside(self._company.store) as other:
            fresh = await self._furnishes(other)
            contents = renumbered(await contents_of(other), fresh.called_in(self._company))
            return Ready(contents, fresh.there())

    async def _keep_ready(self) -> None:
        await asyncio.sleep(QUIET_S)
        while True:
            try:
                self._ready = await self._furnish()
            except Exception:
                # It is tried again, and at the latest when somebody wants it.
                log.exception("the next office could not be furnished")
            await asyncio.sleep(FRESH_S)
