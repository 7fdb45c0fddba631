"""`/admin/data`: whether all is well, and the backups."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from app.components.admin.data import data_page
from app.pages.admin.desk import Desk, view_of
from app.pages.door import shown
from app.pages.house import House


def register(desk: Desk, house: House) -> None:
    store = house.store

    @desk.get("/data")
    async def data(request: Request) -> Response:
        kept = await store.safekeeping.kept(request.state.member)
        return shown(data_page(view_of(house, request), await store.health.trouble(), kept))

    @desk.post("/data/backup")
    async def back_up(request: Request) -> Response:
        await store.safekeeping.back_up_now(request.state.member)
        return RedirectResponse("/admin/data#backups", 303)
