"""What one shares with Miaou from another application, and the page on which one says where it goes."""

from __future__ import annotations

from collections.abc import Mapping

from htpy import Element, a, button, div, form, p, small, span

from app.components.document import door
from app.components.forms import trouble
from app.components.office_logo import logo_address
from app.locale import Words
from app.store import Store, access, composed, drawer
from app.store.state import Canal, Member
from app.text.typed import MAX_LENGTH, clean

FAVOURITES = 5
"""Canals that come first, since one goes there most."""

PARTS = ("title", "text", "url")
"""As the manifest names them; applications fill them as they like, and some say the same thing twice."""


def told(given: Mapping[str, str]) -> str:
    """What is shared as the text of a message, as much of it as fits in one; "" when it is nothing."""
    parts: list[str] = []
    for part in (clean(given.get(name, "")).strip() for name in PARTS):
        if part and not any(part in other for other in parts):
            parts = [other for other in parts if other not in part] + [part]
    return "\n".join(parts)[:MAX_LENGTH]


def offered(store: Store, member: Member) -> list[Canal]:
    """Where they may write: where they go most, then as their drawer has them."""
    state = store.state
    mine = sorted(access.canals_of(state, member), key=lambda canal: drawer.place(state, member, canal))
    open_to_them = [canal for canal in mine if access.may(access.access_post, state, member, canal.id, ())]
    first = store.haunts.of(member)[:FAVOURITES]
    return sorted(open_to_them, key=lambda canal: first.index(canal.id) if canal.id in first else len(first))


async def put_down(store: Store, member: Member, canal_id: int, text: str) -> None:
    """Let it stand where they write in that canal, after what they have written there already: it is theirs to send.

    :raises Refused: when it cannot be kept there; `Forbidden`: when they may not write there
    """
    access.access_post(store.state, member, canal_id, ())
    standing = store.drafts.at(member, canal_id)
    content = composed.read(standing.content) if standing else composed.EMPTY
    before = content["text"].rstrip()
    await store.drafts.keep(member, canal_id, {**content, "text": f"{before}\n{text}" if before else text}, 0)


def choice(store: Store, member: Member, words: Words, text: str, address: str, wrong: str = "") -> Element:
    """The page on which one says where it goes.

    :param address: where the form is sent
    :param wrong: why it did not go where one wanted
    """
    canals = offered(store, member)
    return door(
        lang=words.lang,
        title=words("{page} · Miaou", page=words("Share")),
        heading=words("Where shall it go?") if canals else words("There is no canal yet."),
        lead=words("It waits where you write: you look at it once more, and send it.") if canals else "",
        theme=member.theme,
        drawn=None if canals else "empty",
        logo_address=logo_address(store.office.logo),
        content=form(method="post", action=address)[
            trouble(wrong),
            p(".shared", dir="auto", tabindex="0", aria_label=words("What you share"), role="group")[text],
            div(".where-to")[(_canal(store, member, canal, words) for canal in canals)],
            p(".under")[a(href="/")[words("Share nothing")]],
        ],
    )


def _canal(store: Store, member: Member, canal: Canal, words: Words) -> Element:
    return button(".tinted", name="canal", value=str(canal.id), style=f"--c:{canal.color}")[
        span(".swatch"),
        span(".name", dir="auto")[drawer.called(store.state, member, canal)],
        small[_KINDS[canal.kind](words)] if canal.kind in _KINDS else None,
    ]


_KINDS = {
    "private": lambda words: words("private canal"),
    "direct": lambda words: words("direct conversation"),
}
