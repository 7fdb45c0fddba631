"""Who has an account."""

from __future__ import annotations

from functools import lru_cache

from htpy import a, form, h2, input, span, td, th, tr
from markupsafe import Markup

from app.components.admin.frame import box
from app.components.admin.moments import distance
from app.components.admin.part import AdminPage, Part
from app.components.cards.people import found, role
from app.components.fragments import cat
from app.components.icons import icon
from app.components.panel import Slots
from app.locale import N_, Words
from app.store import Store
from app.store.feed import Administered, MemberChanged, OfficeChanged, SessionEnded, StatusChanged
from app.store.names import in_order
from app.store.state import Member


def members(page: AdminPage) -> None:
    """The sheet of all members, and the field that finds some of them."""
    with box("section", "sheet", id="members", aria_labelledby="members-title", data_filtered=""):
        Finding(page)
        with box("table", "table", id="everyone"):
            Headings(page)
            Rows(page)
        Found(page)


def accounts(page: AdminPage) -> str:
    """How many there are."""
    everyone = page.store.members.everyone(page.member)
    return page.words.plural("{n} account", "{n} accounts", sum(member.active for member in everyone))


def seen(words: Words, store: Store, member: Member, last_used: dict[int, int]) -> str:
    """Whether somebody is here, or when they were."""
    if not member.active:
        return words("deactivated")
    if store.presence.status(member.id) == "connected":
        return words("connected")
    if member.id not in last_used:
        return words("signed out")
    return words("seen {when}", when=distance(words, last_used[member.id], store.clock()))


class Finding(Part):
    root, look = "div", "finding"

    def render(self) -> Slots:
        words = self.words
        return {
            "title": h2("#members-title")[words("Who has an account")],
            "find": form(".boxed.find", role="search")[
                icon("find", 16),
                input(
                    type="search",
                    name="q",
                    placeholder=words("Find by nickname or login"),
                    aria_label=words("Find by nickname or login"),
                    autocomplete="off",
                    spellcheck="false",
                    data_filter=".account",
                ),
            ],
        }


class Headings(Part):
    root = "thead"

    def render(self) -> Slots:
        words = self.words
        return {
            "head": tr[
                [th(scope="col")[words(each)] for each in (N_("Member"), N_("Login"), N_("Role"), N_("Status"))],
                th[span(".aloud")[words("Open the member’s page")]],
            ]
        }


class Rows(Part, default_props="data-rove=.nick"):
    """A row for each; those who left stand last."""

    hears = (Administered, MemberChanged, OfficeChanged, SessionEnded, StatusChanged)
    root = "tbody"

    def render(self) -> Slots:
        words, store, me = self.words, self.store, self.me
        everyone = sorted(store.members.everyone(me), key=lambda each: (not each.active, in_order(each)))
        last_used = store.sessions.last_used(me)
        return {f"m{member.id}": _row_of(words, store, member, last_used) for member in everyone}


def _row_of(words: Words, store: Store, member: Member, last_used: dict[int, int]) -> Markup:
    status = store.presence.status(member.id) if member.active else "absent"
    return _row(words, member, status, seen(words, store, member, last_used))


@lru_cache(maxsize=2_000)
def _row(words: Words, member: Member, status: str, last: str) -> Markup:
    # Drawn once until something of it changes: three hundred of them take a tenth of a second.
    row = tr(
        class_=["account", {"off": not member.active}],
        data_member=str(member.id),
        data_named=f"{member.nickname} {member.login}",
    )[
        td(".who")[cat(member, status), a(".nick", href=f"/admin/members/{member.id}")[member.nickname]],
        td(".login")[member.login],
        td(".role")[span(".badge")[role(words, member)] if member.is_admin else role(words, member)],
        td(".seen")[last],
        td(".open")[icon("chev", 16)],
    ]
    return Markup(str(row))  # noqa: S704 - made by htpy


class Found(Part):
    root = "div"

    def render(self) -> Slots:
        return {"found": found(self.words)}
