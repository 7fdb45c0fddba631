"""Buttons that do at once what one is told to try."""

from __future__ import annotations

from htpy import Element, button

from app.components.icons import icon


def inviting(title: str) -> Element:
    """Leads to one's invitation; it shows to whoever administers, and not in another site's frame."""
    return button(".button.invites", type="submit", form="post-invite")[icon("people-plus", 18), title]


def pressing(title: str, drawn: str, action: str, key: int | None = None) -> Element:
    """Does that action, about that key."""
    about = {} if key is None else {"data_key": str(key)}
    return button(".button", type="button", data_action=action, **about)[icon(drawn, 18), title]


def saying(title: str) -> Element:
    """Puts what it says where one writes, to go on from there where it is no whole sentence."""
    goes_on = title[-1] not in ".!?"
    return button(class_=["button says", {"goes-on": goes_on}], type="button", data_action="write")[title]
