"""`/admin/audit`: what administrators did."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from app.components.admin.audit import audit_page
from app.pages.admin.desk import Desk, view_of
from app.pages.door import shown
from app.pages.house import House
from app.store.ids import read_id

PAGE = 50


def register(desk: Desk, house: House) -> None:
    @desk.get("/audit")
    async def audit(request: Request, before: str = "") -> Response:
        since = read_id(before)
        # One more than is shown tells whether there are older ones.
        entries = await house.store.audits.newest(request.state.member, since, PAGE + 1)
        page, more = entries[:PAGE], len(entries) > PAGE
        view = view_of(house, request)
        return shown(audit_page(view, page, page[-1].id if more else None, first=since is None))
