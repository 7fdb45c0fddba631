"""The card of a member, behind the arrow beside their name: image, nickname, note; one's own can be changed."""

from __future__ import annotations

from htpy import Element, Node, b, div, p, span

from app.components.asking import Actions, Id, action
from app.components.cards.card import Card, Form, heading
from app.components.cards.image_editor import face, face_button
from app.components.cards.people import role
from app.components.forms import field, primary, secondary
from app.components.page import Page
from app.components.panel import Slots
from app.store import access
from app.store.feed import Change, MemberChanged, StatusChanged
from app.store.members import NOTE_LONGEST
from app.store.names import LONGEST
from app.store.state import Member


class MemberCard(Card, opened_by="member-card"):
    hears = (MemberChanged, StatusChanged)

    def __init__(self, page: Page, key: Id) -> None:
        """:raises Forbidden: when there is no such member"""
        self.whose = key
        super().__init__(page)

    @property
    def member(self) -> Member:
        return access.access_member(self.page.store.state, self.page.member, self.whose)

    def is_concerned(self, change: Change) -> bool:
        # One's own, too: by what one may do.
        whose = (self.whose, self.page.tab.member_id)
        return isinstance(change, MemberChanged | StatusChanged) and change.member_id in whose

    def render(self) -> Slots:
        words, member = self.page.words, self.member
        return {
            "head": heading(words, words("My card") if self._is_own else member.nickname),
            "body": div(".body")[self._who(), self._fields() if self._editable else p[member.note]],
            "actions": self._actions(),
        }

    async def keep(self, form: Form) -> None:
        # It may be theirs to change no longer: the store says so, and what was typed stays.
        if "nickname" in form:
            nickname, note = form.touched("nickname"), form.touched("note")
            await self.page.store.members.edit(self.page.member, self.whose, nickname=nickname, note=note)

    @property
    def _is_own(self) -> bool:
        return self.whose == self.page.tab.member_id

    @property
    def _editable(self) -> bool:
        return access.may(access.access_member_to_edit, self.page.store.state, self.page.member, self.whose)

    def _who(self) -> Element:
        words, member = self.page.words, self.member
        status = self.page.store.presence.status(self.whose)
        return div(".who-is")[
            face_button(words, member, status) if self._editable else face(member, status),
            span(".nm")[
                b[member.nickname],
                p[words("connected") if status == "connected" else words("absent")],
                p[role(words, member)],
            ],
        ]

    def _fields(self) -> Node:
        words, member = self.page.words, self.member
        return [
            field(
                words("Nickname"),
                "nickname",
                value=member.nickname,
                required=True,
                maxlength=LONGEST,
                autocomplete="off",
            ),
            field(
                words("Status line"),
                "note",
                value=member.note,
                maxlength=NOTE_LONGEST,
                autocomplete="off",
                hint=words("Such as: on the phone, at the workshop this morning"),
            ),
        ]

    def _actions(self) -> Element:
        words = self.page.words
        talking = [
            secondary(words("Write a message"), "message-member"),
            secondary(words("Address an aside"), "address"),
        ]
        return div(".actions", data_key=str(self.whose))[
            None if self._is_own else talking,
            primary(words("Save")) if self._editable else None,
        ]


class Conversation(Actions):
    @action
    async def message_member(self, key: Id) -> None:
        """Open the direct conversation with a member, the standing one or a new one.

        :raises Refused: when there is no such member, or it is oneself
        """
        canal = await self.page.store.canals.direct(self.page.member, [key])
        self.page.go_to(canal.id)
