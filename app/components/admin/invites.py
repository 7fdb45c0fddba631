"""The links by which colleagues come, and their codes to photograph."""

from __future__ import annotations

from htpy import Element, details, div, form, li, p, summary, ul

from app.components.admin.moments import moment
from app.components.admin.part import AdminPage, Sheet, number
from app.components.admin.pieces import copyable, step
from app.components.asking import Answer, action
from app.components.cards.card import Form
from app.components.forms import field, primary
from app.components.large_code import enlarging, large_code
from app.components.panel import Slots
from app.components.qr import qr
from app.locale import N_
from app.store import about
from app.store.doors import Invite
from app.store.invites import DAYS, DAYS_MOST, USES_MOST

USES_OFFERED = 10


class Invites(Sheet):
    name = "invites"

    def __init__(self, page: AdminPage) -> None:
        self.made = ""
        """The code of the invitation that was made here last: its code to photograph is open."""
        super().__init__(page)

    @property
    def title(self) -> str:
        return self.words("Invite colleagues")

    @property
    def lead(self) -> str:
        return self.words("A link, or its code to take a picture of, by which they make their own account.")

    def parts(self) -> Slots:
        words, standing = self.words, self.store.invites.all(self.me)
        return {
            "form": form(".line", data_send="invite")[
                field(
                    words("Number of people"),
                    "uses",
                    type="number",
                    value=str(USES_OFFERED),
                    required=True,
                    least=1,
                    most=USES_MOST,
                ),
                field(
                    words("Number of days"),
                    "days",
                    type="number",
                    value=str(DAYS),
                    required=True,
                    least=1,
                    most=DAYS_MOST,
                ),
                primary(words("Make a link")),
            ],
            "standing": ul(".things")[map(self._invite, standing)]
            if standing
            else p(".nothing")[words("No invitation stands just now.")],
            # Each by itself: one that is open stays so when somebody has joined by it.
            **{_large(invite): self._enlarged(invite) for invite in standing},
        }

    @action
    async def invite(self, fields: dict[str, object]) -> Answer:
        return await self.answered(self._make(Form(fields)), N_("The invitation is ready: pass its link on."))

    @action
    async def revoke(self, fields: dict[str, object]) -> None:
        words, code = self.words, Form(fields).text("code")
        self.ask_first(
            words("Nobody joins by this link any more. Members who did stay."),
            words("End it"),
            lambda: self.store.invites.revoke(self.me, code),
            N_("The invitation has ended: nobody joins by it any more."),
        )

    async def _make(self, given: Form) -> None:
        days, uses = (_number(given, name) for name in ("days", "uses"))
        self.made = (await self.store.invites.create(self.me, days, uses)).code
        self.renew()

    def _address(self, invite: Invite) -> str:
        return f"{self.page.base}/join/{invite.code}"

    def _enlarged(self, invite: Invite) -> Element:
        return large_code(self.words, self._address(invite), self.store.office.name, _large(invite))

    def _invite(self, invite: Invite) -> Element:
        words, address = self.words, self._address(invite)
        by = self.store.members.get(invite.creator_id).nickname
        return li(".thing")[
            copyable(words, address, f"link-{invite.code}", words("Invitation link")),
            p(".facts")[
                words.plural("{n} use left", "{n} uses left", invite.uses_left),
                " · ",
                words("until"),
                " ",
                moment(words, invite.expires),
                " · ",
                words("by {name}", name=by),
            ],
            div(".ways")[
                details(id=f"code-{invite.code}", open=invite.code == self.made, data_open=invite.code == self.made)[
                    summary(".button")[words("Code to photograph")],
                    div(".qr")[qr(address)],
                    enlarging(words, _large(invite)),
                ],
                step("revoke", words("End"), danger=True, code=invite.code),
            ],
        ]


def _large(invite: Invite) -> str:
    """The name of its large code."""
    return f"large-{invite.code}"


def _number(given: Form, name: str) -> int:
    with about(name):
        return number(given.text(name))
