"""`/admin/canals`: the canals that nobody is in any more."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from app.components.admin.canals import canals_page
from app.pages.admin.desk import Desk, number, refused_page, view_of
from app.pages.door import form_of, shown
from app.pages.house import House
from app.store import Refused


def register(desk: Desk, house: House) -> None:
    abandoned = house.store.abandoned

    @desk.get("/canals")
    async def canals(request: Request) -> Response:
        return shown(canals_page(view_of(house, request), await abandoned.all(request.state.member)))

    @desk.post("/canals/take-over")
    async def take_over(request: Request) -> Response:
        view, typed = view_of(house, request), await form_of(request)
        try:
            await abandoned.take_over(view.member, number(typed, "canal"))
        except Refused as refused:
            # Somebody may have been quicker: the list is what it is now.
            left = await abandoned.all(view.member)
            return refused_page(view, refused, lambda refusal: canals_page(view, left, refusal), "take-over", typed)
        return RedirectResponse("/admin/canals?done=taken-over", 303)
