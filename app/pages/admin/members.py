"""`/admin`: the members and their invitations; `/admin/members/ID`: one of them."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response
from htpy import Element

from app.components.admin.frame import NOTHING_REFUSED, Refusal
from app.components.admin.member import member_page
from app.components.admin.members import members_page
from app.pages.admin.desk import Desk, answered, number, refused_page, view_of
from app.pages.door import form_of, shown
from app.pages.house import House
from app.store import Refused, access


def register(desk: Desk, house: House) -> None:
    store = house.store

    @desk.get("")
    async def members(request: Request, q: str = "") -> Response:
        return shown(members_page(view_of(house, request), sought=q))

    @desk.post("/invites")
    async def invite(request: Request) -> Response:
        view, typed = view_of(house, request), await form_of(request)

        async def make() -> None:
            await store.invites.create(view.member, number(typed, "days"), number(typed, "uses"))

        return await answered(
            view, make(), "/admin?done=invited#invites", lambda refusal: members_page(view, refusal), "invite", typed
        )

    @desk.post("/invites/revoke")
    async def revoke(request: Request) -> Response:
        view, typed = view_of(house, request), await form_of(request)
        ending = store.invites.revoke(view.member, typed.get("code", ""))
        return await answered(
            view, ending, "/admin?done=revoked#invites", lambda refusal: members_page(view, refusal), "revoke", typed
        )

    @desk.get("/members/{member_id}")
    async def member(request: Request, member_id: int) -> Response:
        return shown(_member(request, member_id))

    @desk.post("/members/{member_id}/role")
    async def set_role(request: Request, member_id: int) -> Response:
        view, typed = view_of(house, request), await form_of(request)
        return await answered(
            view,
            store.members.set_role(view.member, member_id, typed.get("role", "")),
            # Who takes the role from themselves has no business here any more.
            f"/admin/members/{member_id}?done=role" if member_id != view.member.id else "/",
            lambda refusal: _member(request, member_id, refusal),
            "role",
            typed,
        )

    @desk.post("/members/{member_id}/password-link")
    async def make_link(request: Request, member_id: int) -> Response:
        try:
            code = await store.resets.create(request.state.member, member_id)
        except Refused as refused:
            return refused_page(
                view_of(house, request),
                refused,
                lambda refusal: _member(request, member_id, refusal),
                "password-link",
                {},
            )
        # No address leads to this page again: the code is kept nowhere.
        return shown(_member(request, member_id, code=code))

    @desk.post("/members/{member_id}/deactivate")
    async def deactivate(request: Request, member_id: int) -> Response:
        return await answered(
            view_of(house, request),
            store.members.deactivate(request.state.member, member_id),
            f"/admin/members/{member_id}?done=deactivated" if member_id != request.state.member.id else "/",
            lambda refusal: _member(request, member_id, refusal),
            "account",
            {},
        )

    @desk.post("/members/{member_id}/reactivate")
    async def reactivate(request: Request, member_id: int) -> Response:
        return await answered(
            view_of(house, request),
            store.members.reactivate(request.state.member, member_id),
            f"/admin/members/{member_id}?done=reactivated",
            lambda refusal: _member(request, member_id, refusal),
            "account",
            {},
        )

    def _member(request: Request, member_id: int, refusal: Refusal = NOTHING_REFUSED, code: str = "") -> Element:
        view = view_of(house, request)
        return member_page(view, access.access_member_to_manage(store.state, view.member, member_id), refusal, code)
