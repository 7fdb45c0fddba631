"""One member, as administrators decide of them: role, password link, whether the account stands."""

from __future__ import annotations

from typing import Any, ClassVar

from htpy import Node, dd, div, dl, dt, form, p

from app.components.admin.members import seen
from app.components.admin.moments import moment
from app.components.admin.part import AdminPage, Sheet
from app.components.admin.pieces import copyable, step
from app.components.asking import Answer, action
from app.components.cards.card import Form
from app.components.cards.people import role
from app.components.forms import Choice, choices, primary
from app.components.fragments import cat
from app.components.panel import Slots
from app.locale import N_
from app.store import Forbidden, access
from app.store.feed import Administered, MemberChanged, OfficeChanged, SessionEnded, StatusChanged
from app.store.state import Member


class OfMember(Sheet):
    """A sheet about one member."""

    def __init__(self, page: AdminPage, member_id: int) -> None:
        """:raises Forbidden: when there is no such member"""
        self.member_id = member_id
        super().__init__(page)

    @property
    def member(self) -> Member:
        return access.access_member_to_manage(self.store.state, self.me, self.member_id)


class OfOpenAccount(OfMember):
    """A sheet about a member whose account stands. Of a closed one it shows nothing."""

    def render(self) -> Slots:
        return super().render() if self.member.active else {}


class MemberFacts(OfMember):
    hears: ClassVar[tuple[type[Any], ...]] = (Administered, MemberChanged, OfficeChanged, SessionEnded, StatusChanged)
    name = "card"

    @property
    def title(self) -> str:
        return self.words("Card")

    def parts(self) -> Slots:
        words, member = self.words, self.member
        last_used = self.store.sessions.last_used(self.me)
        status = self.store.presence.status(member.id) if member.active else "absent"
        known: list[tuple[str, Node]] = [
            (words("Login"), member.login),
            (words("Role"), role(words, member)),
            (words("Status"), seen(words, self.store, member, last_used)),
            (words("Account since"), moment(words, member.created)),
        ]
        if member.note:
            known.append((words("Status line"), member.note))
        return {
            "facts": div(".who-is")[
                cat(member, status, member.image and f"/images/{member.image}-256.webp"),
                dl(".known")[[div[dt[called], dd[fact]] for called, fact in known]],
            ]
        }


class MemberRole(OfOpenAccount):
    name = "role"

    @property
    def title(self) -> str:
        return self.words("Role")

    def parts(self) -> Slots:
        words = self.words
        offered = [
            Choice("member", words("Member"), words("Talks, makes canals, changes their own card.")),
            Choice("admin", words("Administrator"), words("Also opens this page and changes anyone's card.")),
        ]
        return {
            "form": form(data_send="set_role")[
                choices(words("What this member may do"), "role", offered, self.member.role),
                div(".ways")[primary(words("Save"))],
            ]
        }

    @action
    async def set_role(self, fields: dict[str, object]) -> Answer:
        doing = self.store.members.set_role(self.me, self.member_id, Form(fields).text("role"))
        return await self.answered(doing, N_("The role is changed."))


class MemberPassword(OfOpenAccount):
    name = "password"

    def __init__(self, page: AdminPage, member_id: int) -> None:
        self.code = ""
        """Of the link that was made here: kept nowhere else, and shown in this tab alone until it closes."""
        super().__init__(page, member_id)

    @property
    def title(self) -> str:
        return self.words("Forgotten password")

    @property
    def lead(self) -> str:
        name = self.member.nickname
        return self.words("A link by which {name} chooses a new password; it signs them out everywhere.", name=name)

    def parts(self) -> Slots:
        words = self.words
        if not self._stands():
            self.code = ""
            return {"link": step("make_link", words("Make a link"))}
        return {
            "link": div(".made")[
                p(".done")[self._ready],
                copyable(words, f"{self.page.base}/reset/{self.code}", "password-link", words("Password link")),
            ]
        }

    @action
    async def make_link(self) -> None:
        self.code = await self.store.resets.create(self.me, self.member_id)
        self.renew()
        self.page.say_aloud(self._ready)

    @property
    def _ready(self) -> str:
        return self.words(
            "Give this link to {name}: it works once, within 24 hours, and is not shown again.",
            name=self.member.nickname,
        )

    def _stands(self) -> bool:
        try:
            self.store.resets.check(self.code)
        except Forbidden:
            return False
        return True


class MemberAccount(OfMember):
    name = "account"

    @property
    def title(self) -> str:
        return self.words("Account")

    @property
    def lead(self) -> str:
        words, member = self.words, self.member
        if member.active:
            return words(
                "For whoever leaves the office: their tabs and widgets fall silent at once, their messages stay."
            )
        name = member.nickname
        return words("{name} cannot sign in. Reactivated, they find their canals and messages again.", name=name)

    def parts(self) -> Slots:
        words = self.words
        if self.member.active:
            return {"way": step("deactivate", words("Deactivate the account"), danger=True)}
        return {"way": form(data_send="reactivate")[div(".ways")[primary(words("Reactivate the account"))]]}

    @action
    async def deactivate(self) -> None:
        words = self.words
        self.ask_first(
            words("{name} is signed out everywhere at once. What they said stays.", name=self.member.nickname),
            words("Deactivate"),
            lambda: self.store.members.deactivate(self.me, self.member_id),
            N_("The account is deactivated: this member is signed out everywhere."),
        )

    @action
    async def reactivate(self) -> Answer:
        doing = self.store.members.reactivate(self.me, self.member_id)
        return await self.answered(doing, N_("The account is reactivated."))
