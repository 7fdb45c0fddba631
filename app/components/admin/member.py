"""One member, as administrators decide of them: role, password link, whether the account stands."""

from __future__ import annotations

from htpy import Element, Node, button, dd, div, dl, dt, form, p

from app.components.admin.frame import NOTHING_REFUSED, AdminView, Refusal, admin_page, asked_first, copyable, sheet
from app.components.admin.members import seen
from app.components.admin.moments import moment
from app.components.cards.people import role
from app.components.forms import Choice, choices, primary, trouble
from app.components.fragments import cat
from app.store.state import Member


def member_page(view: AdminView, member: Member, refusal: Refusal = NOTHING_REFUSED, code: str = "") -> Element:
    """:param code: of a password link that has just been made, and is shown this once"""
    words = view.words
    return admin_page(
        view,
        "members",
        member.nickname,
        div(".stack")[
            sheet(words("Card"), _facts(view, member), "card"),
            [_role(view, member, refusal), _password(view, member, refusal, code)] if member.active else None,
            _account(view, member, refusal),
        ],
        back="/admin",
    )


def _facts(view: AdminView, member: Member) -> Element:
    words = view.words
    last_used = view.store.sessions.last_used(view.member)
    status = view.store.presence.status(member.id) if member.active else "absent"
    known: list[tuple[str, Node]] = [
        (words("Login"), member.login),
        (words("Role"), role(words, member)),
        (words("Status"), seen(view, member, last_used)),
        (words("Account since"), moment(words, member.created)),
    ]
    if member.note:
        known.append((words("Status line"), member.note))
    return div(".who-is")[
        cat(member, status, member.image and f"/images/{member.image}-256.webp"),
        dl(".known")[[div[dt[called], dd[fact]] for called, fact in known]],
    ]


def _role(view: AdminView, member: Member, refusal: Refusal) -> Element:
    words = view.words
    return sheet(
        words("Role"),
        form(method="post", action=f"/admin/members/{member.id}/role")[
            trouble(refusal.of("role")),
            choices(
                words("What this member may do"),
                "role",
                [
                    Choice("member", words("Member"), words("Talks, makes canals, changes their own card.")),
                    Choice("admin", words("Administrator"), words("Also opens this page and changes anyone's card.")),
                ],
                refusal.value("role", "role", member.role),
            ),
            div(".ways")[primary(words("Save"))],
        ],
        "role",
    )


def _password(view: AdminView, member: Member, refusal: Refusal, code: str) -> Element:
    words, name = view.words, member.nickname
    making = form(method="post", action=f"/admin/members/{member.id}/password-link#password")[
        trouble(refusal.of("password-link")), div(".ways")[button(".button", type="submit")[words("Make a link")]]
    ]
    made = [
        p(".done", role="status")[
            words("Give this link to {name}: it works once, within 24 hours, and is not shown again.", name=name)
        ],
        copyable(words, f"{view.base}/reset/{code}", "password-link", words("Password link")),
    ]
    return sheet(
        words("Forgotten password"),
        made if code else making,
        "password",
        words("A link by which {name} chooses a new password; it signs them out everywhere.", name=name),
    )


def _account(view: AdminView, member: Member, refusal: Refusal) -> Element:
    words, name = view.words, member.nickname
    if not member.active:
        return sheet(
            words("Account"),
            form(method="post", action=f"/admin/members/{member.id}/reactivate")[
                trouble(refusal.of("account")), div(".ways")[primary(words("Reactivate the account"))]
            ],
            "account",
            words("{name} cannot sign in. Reactivated, they find their canals and messages again.", name=name),
        )
    question = words("{name} is signed out everywhere at once. What they said stays.", name=name)
    return sheet(
        words("Account"),
        form(
            method="post",
            action=f"/admin/members/{member.id}/deactivate",
            **asked_first(question, words("Deactivate")),
        )[
            trouble(refusal.of("account")),
            div(".ways")[button(".button.danger", type="submit")[words("Deactivate the account")]],
        ],
        "account",
        words("For who leaves the office: their tabs and widgets fall silent at once, their messages stay."),
    )
