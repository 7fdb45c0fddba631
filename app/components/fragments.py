"""The keyed pieces of HTML that lists show: a canal, a member. Each is the same for all its viewers.

Nothing here depends on who looks or in which language: names, stars and whatever else differs are facts, to which these
point. Nothing here may say what not all its viewers may know.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache

from htpy import Element, a, bdi, button, img, li, small, span, time

from app.components.icons import icon
from app.store.state import Canal, Member


def moment(at: int) -> Element:
    """When something was, in epoch milliseconds: the browser tells it by the reader's own clock."""
    return time(datetime=datetime.fromtimestamp(at / 1000, UTC).isoformat())


def initial(nickname: str) -> str:
    """The letter in a member's image when they have given none."""
    return next((letter for letter in nickname if letter.isalnum()), "?").upper()


def cat(member: Member, status: str, address: str = "") -> Element:
    """A member's image: it wears ears while they are connected, and sleeps while they are absent.

    :param address: where the image is, when not at its usual address, which only members may see
    """
    address = address or (member.image and f"/images/{member.image}-64.webp")
    letter = initial(member.nickname)
    # The style sheet draws the letter, which is no text to be read, also in the place of an image that does not come:
    # in Firefox only if that has an `alt`.
    face = img(src=address, alt=letter, aria_hidden="true") if address else span(".initial", data_initial=letter)
    return span(class_=["cat", {"absent": status == "absent"}], style=f"--m:{member.color}")[face]


def worn(member: Member, status: str) -> Element:
    """A member's image, which follows them."""
    return span(".worn", data_fact_html=f"m{member.id}.cat")[cat(member, status)]


def own_row(member_id: int, **as_own: str) -> dict[str, str]:
    """What a list of members says of the row of whoever looks.

    :param as_own: the row's attributes, whatever the facts say
    """
    return {"data_own": f"m{member_id}", "data_own_row": member_row(**as_own).replace("{key}", str(member_id))}


@cache
def member_row(**own: str) -> str:
    """Any member's place in the list, with `{key}` for their id: all that it shows are facts.

    :param own: attributes of the row of whoever looks, whatever the facts say
    """
    key = "m{key}"
    return str(
        li(
            ".person",
            data_member_id="{key}",
            data_key="{key}",
            data_facts=key,
            data_pinned=" ".join(name.replace("_", "-") for name in own) or None,
            **own,
        )[
            span(".worn", data_fact_html=f"{key}.cat"),
            span(".nm")[
                span(".nick", data_fact=f"{key}.name"),
                span(".aloud", data_fact=f"{key}.status"),
                small(data_fact=f"{key}.note"),
            ],
            button(".row", type="button", tabindex="-1", data_row=True, data_fact_aria_label=f"{key}.called"),
            button(
                ".canal-arrow.member-arrow",
                type="button",
                tabindex="-1",
                aria_haspopup="dialog",
                aria_keyshortcuts="ArrowRight",
                data_action="member-card",
                data_fact_aria_label=f"{key}.card",
                data_fact_title=f"{key}.card",
            )[icon("chev", 14)],
        ]
    )


def called(canal: Canal, look: str = "", **attributes: bool) -> Element:
    """What its viewer calls a canal: a direct conversation bears several names, each cut off at its own end."""
    named = {"data_fact_html": f"c{canal.id}.names"} if canal.kind == "direct" else {"data_fact": f"c{canal.id}.name"}
    return span(look, **named, **attributes)


def names(members: Iterable[Member]) -> str:
    """Several, with commas."""
    return ", ".join(str(bdi[member.nickname]) for member in members)


def canal_row(canal: Canal) -> str:
    """A canal in the drawer, the same for all who are in it. What it is called, its star and its place are facts."""
    return str(
        li(
            ".canal",
            data_canal_id=str(canal.id),
            data_key=str(canal.id),
            data_facts=f"c{canal.id}",
            data_kind=canal.kind,
            data_movable="true" if canal.kind != "direct" and not canal.archived else None,
            data_unread="false",
            data_archived="true" if canal.archived else None,
            style=f"--c:{canal.color}",
        )[
            button(
                ".canal-arrow",
                type="button",
                tabindex="-1",
                aria_haspopup="dialog",
                aria_keyshortcuts="ArrowLeft",
                data_action="canal-card",
                data_fact_aria_label=f"c{canal.id}.card",
            )[icon("chev", 14)],
            a(
                ".canal-link",
                href=f"/?canal={canal.id}",
                data_action="open",
                tabindex="-1",
                data_fact_aria_label=f"c{canal.id}.label",
            )[
                span(".worn", data_fact_html=f"c{canal.id}.cat") if canal.kind == "direct" else span(".swatch"),
                called(canal, ".name", data_named=True),
                icon("lock", 13) if canal.kind == "private" else None,
                span(".drafted")[icon("pen", 13)],
                span(".star")["🌟"],
                # Its text in words that stand apart, as they are said.
                " ",
                span(".n", data_fact=f"c{canal.id}.n", data_fact_title=f"c{canal.id}.unread"),
            ],
        ]
    )
