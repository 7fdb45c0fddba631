"""What the cards of what is put by are made of."""

from __future__ import annotations

from collections.abc import Sequence

from htpy import Element, Node, button, p

from app.components.icons import icon
from app.components.page import Page
from app.locale import Words, listed
from app.store import composed


def quoted(words: Words, kept: str) -> Node:
    """How what is written begins, and how many files go with it."""
    beginning, files = composed.beginning(kept), len(composed.files_of(kept))
    return [
        p(".text", dir="auto")[beginning] if beginning else None,
        p(".note")[words.plural("{n} file", "{n} files", files)] if files else None,
    ]


def for_whom(page: Page, kept: str) -> Node:
    """Those who alone will see it."""
    return for_these(page, composed.read(kept)["to"])


def for_these(page: Page, circle: Sequence[int]) -> Node:
    """Those who alone see something, by their ids; nothing when there are none."""
    members = page.store.state.members
    named = [members[each].nickname for each in circle if each in members]
    return p(".circle-told")[icon("lock", 13), page.words("For {names} alone", names=listed(named))] if named else None


def does(title: str, action: str, key: int, *, danger: bool = False, **details: str) -> Element:
    """A button of one of a list."""
    about = {"data_action": action, "data_key": str(key), **details}
    return button(class_=["button", {"danger": danger}], type="button", **about)[title]
