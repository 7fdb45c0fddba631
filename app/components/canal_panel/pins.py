"""What is pinned to a canal, as its panel lists it."""

from __future__ import annotations

from collections.abc import Sequence

from htpy import Element, button, li, span, ul

from app.components.canal_panel.pieces import nothing
from app.components.fragments import moment
from app.components.icons import icon
from app.components.window.member_facts import key_of
from app.components.window.quote import pieces
from app.components.window.sentences import name, sentence
from app.locale import N_, Words
from app.store.pins import Pinned
from app.store.quotes import quote_of

BY = N_("pinned by {name}")


def pins(pinned: Sequence[Pinned], words: Words, may_pin: bool) -> Element:
    """:param may_pin: whether whoever looks may take them down"""
    if not pinned:
        return nothing(
            "resting",
            words("Nothing is pinned here yet."),
            words("Pin what everybody should find again: in the menu of a message, “Pin to the canal”."),
        )
    return ul(".pins", aria_label=words("Pins"))[[_pin(each, words, may_pin) for each in pinned]]


def _pin(each: Pinned, words: Words, may_pin: bool) -> Element:
    message, key = each.message, str(each.message.id)
    return li(".pin")[
        button(".goes", type="button", data_action="go-to-message", data_key=key)[
            span(".worn", data_fact_html=f"{key_of(message.author_id)}.cat"),
            span(".who")[name(message.author_id), " · ", moment(message.at)],
            span(".said", dir="auto")[pieces(quote_of(message).said) or _without_text(each, words)],
            span(".by")[icon("pin", 12), span[sentence(words, BY, name=name(each.pin.by_id))]],
        ],
        button(
            ".icon",
            type="button",
            data_action="unpin",
            data_key=key,
            aria_label=words("Unpin"),
            title=words("Unpin"),
        )[icon("close", 16)]
        if may_pin
        else None,
    ]


def _without_text(each: Pinned, words: Words) -> str:
    """What is said of a message that holds files alone."""
    names = ", ".join(file.name for file in each.message.files)
    return names or words("a message")
