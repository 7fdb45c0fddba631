"""`/demo/beside`: two colleagues side by side on one screen, each in a page of their own.

On the left is whoever is signed in. The other one's page has a session of its own that needs no cookie, as in another
site's frame.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from fastapi import Request
from htpy import (
    Element,
    Node,
    a,
    b,
    bdi,
    button,
    div,
    form,
    fragment,
    h1,
    header,
    iframe,
    input,
    main,
    script,
    section,
    small,
    span,
)
from nicegui import Client, ui

from app.components import assets
from app.components.fragments import cat
from app.components.icons import icon
from app.components.live_list import plain
from app.components.wire.tab import Tab
from app.demo.cast import CHARACTERS
from app.demo.host import WHOLE
from app.locale import Words
from app.pages.house import House
from app.pages.live_page import VIEWPORT, begin_page, open_tab, put_quietly
from app.store.names import in_order
from app.store.state import Member

ADDRESS = "/demo/beside"
IntoPage = Callable[[Member, Tab, Words], Node]

FIRST = ("karim", "lea")
"""Who stands beside whoever names nobody: they have the most to say to each other."""


def register(house: House, into_page: IntoPage) -> None:
    """
    :param into_page: what the demo shows in each of its pages
    """

    @ui.page(ADDRESS, title="Miaou", viewport=VIEWPORT)
    def beside(request: Request, client: Client) -> None:
        member: Member = request.state.member
        other = _other(house, member, request.query_params.get("with", ""))
        tab = open_tab(house, request, client, quiet=True)
        words = begin_page(member, tab, "beside")
        shown = fragment[
            main(".ends")[
                h1(".aloud")[words("Two colleagues side by side")],
                _end(house, words, member, WHOLE, other=other, is_own=True),
                _end(house, words, other, f"/demo/as?{urlencode({'who': other.id})}", other=member),
            ],
            script(type="module", src=assets.address("js/framing.js")),
        ]
        ui.add_body_html(plain(str(shown)) + plain(str(fragment[into_page(member, tab, words)])))
        put_quietly(words)
        # The bar's key.
        ui.add_body_html('<script>$use("regions.js")</script>')


def _other(house: House, member: Member, login: str) -> Member:
    """Who stands beside them: whoever is asked for, if that is somebody else."""
    for each in (login, *FIRST, *(character.login for character in CHARACTERS)):
        found = house.store.members.by_login(each)
        if found is not None and found.active and found.id != member.id:
            return found
    return member


def _end(house: House, words: Words, member: Member, address: str, other: Member, is_own: bool = False) -> Element:
    name = member.nickname
    side = words("On the left: {name}", name=name) if is_own else words("On the right: {name}", name=name)
    return section(".end", aria_label=side)[
        header(".end-head")[
            cat(member, "connected"),
            span(".nm")[b[bdi[member.nickname]], small[member.note]],
            _choice(house, words, member, other, is_own),
            None
            if is_own
            else a(".icon", href="/", aria_label=words("One window again"), title=words("One window again"))[
                icon("close", 20)
            ],
        ],
        iframe(src=address, title=words("Miaou of {name}", name=name), allow="clipboard-write"),
    ]


def _choice(house: House, words: Words, member: Member, other: Member, is_own: bool) -> Element:
    """Whoever else it may be, one press each."""
    about = {"method": "post", "action": "/demo/who"} if is_own else {"method": "get", "action": ADDRESS}
    return form(**about)[
        input(type="hidden", name="next", value=f"{ADDRESS}?{urlencode({'with': other.login})}") if is_own else None,
        div(".faces", role="toolbar", aria_label=words("Who it is"), data_rove="button")[
            [
                button(
                    name="who" if is_own else "with",
                    value=str(each.id) if is_own else each.login,
                    aria_label=words("Be {name}", name=each.nickname),
                    title=words("Be {name}", name=each.nickname),
                    tabindex="-1" if n else "0",
                )[cat(each, "connected")]
                for n, each in enumerate(_choices(house, member, other))
            ]
        ],
    ]


def _choices(house: House, member: Member, other: Member) -> list[Member]:
    return [each for each in sorted(house.store.members.all(), key=in_order) if each.id not in (member.id, other.id)]
