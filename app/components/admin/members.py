"""The members, and the links by which more of them come."""

from __future__ import annotations

from functools import lru_cache

from htpy import (
    Element,
    a,
    button,
    details,
    div,
    form,
    input,
    li,
    p,
    span,
    summary,
    table,
    tbody,
    td,
    th,
    thead,
    tr,
    ul,
)
from markupsafe import Markup

from app.components.admin.frame import NOTHING_REFUSED, AdminView, Refusal, admin_page, asked_first, copyable, sheet
from app.components.admin.moments import distance, moment
from app.components.cards.people import role
from app.components.forms import field, primary, trouble
from app.components.fragments import cat
from app.components.icons import icon
from app.components.qr import qr
from app.locale import Words
from app.store.invites import DAYS, DAYS_MOST, USES_MOST
from app.store.names import in_order
from app.store.state import Invite, Member
from app.text.typed import fold

USES_OFFERED = 10


def members_page(view: AdminView, refusal: Refusal = NOTHING_REFUSED, sought: str = "") -> Element:
    words = view.words
    members = sorted(view.store.members.everyone(view.member), key=lambda each: (not each.active, in_order(each)))
    return admin_page(
        view,
        "members",
        words("Members"),
        div(".columns")[_invites(view, refusal), _members(view, members, sought)],
        lead=words.plural("{n} account", "{n} accounts", sum(member.active for member in members)),
    )


def seen(view: AdminView, member: Member, last_used: dict[int, int]) -> str:
    """Whether somebody is here, or when they were."""
    words = view.words
    if not member.active:
        return words("deactivated")
    if view.store.presence.status(member.id) == "connected":
        return words("connected")
    if member.id not in last_used:
        return words("signed out")
    return words("seen {when}", when=distance(words, last_used[member.id], view.store.clock()))


def _members(view: AdminView, members: list[Member], sought: str) -> Element:
    words = view.words
    last_used = view.store.sessions.last_used(view.member)
    wanted = fold(sought)
    found = [member for member in members if wanted in fold(f"{member.nickname} {member.login}")]
    return sheet(
        words("Who has an account"),
        [
            form(".find", method="get", action="/admin", role="search")[
                icon("find", 16),
                input(
                    type="search",
                    name="q",
                    value=sought or None,
                    placeholder=words("Find by nickname or login"),
                    aria_label=words("Find by nickname or login"),
                    autocomplete="off",
                    spellcheck="false",
                    data_filter="everyone",
                ),
            ],
            table("#everyone.table")[
                thead[
                    tr[
                        th(scope="col")[words("Member")],
                        th(scope="col")[words("Login")],
                        th(scope="col")[words("Role")],
                        th(scope="col")[words("Status")],
                        th[span(".aloud")[words("Open the member’s page")]],
                    ]
                ],
                tbody[[_row_of(view, member, last_used) for member in found]],
            ],
            p(".nothing", hidden=bool(found))[words("Nobody by that name.")],
        ],
        "members",
    )


def _row_of(view: AdminView, member: Member, last_used: dict[int, int]) -> Markup:
    status = view.store.presence.status(member.id) if member.active else "absent"
    return _row(view.words, member, status, seen(view, member, last_used))


@lru_cache(maxsize=2_000)
def _row(words: Words, member: Member, status: str, last: str) -> Markup:
    # Drawn once until something of it changes: three hundred of them take a tenth of a second.
    row = tr(
        class_=["row", {"off": not member.active}],
        data_member=str(member.id),
        data_named=fold(f"{member.nickname} {member.login}"),
    )[
        td(".who")[cat(member, status), a(".nick", href=f"/admin/members/{member.id}")[member.nickname]],
        td(".login")[member.login],
        td(".role")[span(".badge")[role(words, member)] if member.is_admin else role(words, member)],
        td(".seen")[last],
        td(".open")[icon("chev", 16)],
    ]
    return Markup(str(row))  # noqa: S704 - made by htpy


def _invites(view: AdminView, refusal: Refusal) -> Element:
    words = view.words
    standing = view.store.invites.all(view.member)
    return sheet(
        words("Invite colleagues"),
        [
            form(".line", method="post", action="/admin/invites")[
                trouble(refusal.of("invite")),
                field(
                    words("Number of people"),
                    "uses",
                    type="number",
                    value=refusal.value("invite", "uses", str(USES_OFFERED)),
                    required=True,
                    least=1,
                    most=USES_MOST,
                ),
                field(
                    words("Number of days"),
                    "days",
                    type="number",
                    value=refusal.value("invite", "days", str(DAYS)),
                    required=True,
                    least=1,
                    most=DAYS_MOST,
                ),
                primary(words("Make a link")),
            ],
            trouble(refusal.of("revoke")),
            ul(".things")[
                [_invite(view, invite, opened=not n and view.done == "invited") for n, invite in enumerate(standing)]
            ]
            if standing
            else p(".nothing")[words("No invitation stands just now.")],
        ],
        "invites",
        words("A link, or its code to take a picture of, by which they make their own account."),
    )


def _invite(view: AdminView, invite: Invite, opened: bool) -> Element:
    words = view.words
    address = f"{view.base}/join/{invite.code}"
    by = view.store.members.get(invite.creator_id).nickname
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
            details(open=opened)[summary(".button")[words("Code to photograph")], div(".qr")[qr(address)]],
            form(
                method="post",
                action="/admin/invites/revoke",
                **asked_first(words("Nobody joins by this link any more. Members who did stay."), words("End it")),
            )[
                input(type="hidden", name="code", value=invite.code),
                button(".button.danger", type="submit")[words("End")],
            ],
        ],
    ]
