"""The links that were said in a canal, as its panel lists them."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from htpy import Element, a, button, li, span, ul

from app.components.canal_panel.pieces import nothing
from app.components.fragments import moment
from app.components.icons import icon
from app.components.window.sentences import name
from app.locale import Words
from app.store.links import Link, Linking


def links(found: Sequence[Linking], words: Words, more: bool) -> Element:
    """:param more: whether there may be older ones"""
    if not found:
        told = words("No link among the latest messages.") if more else words("No link was said here yet.")
        return nothing("seeking", told)
    return ul(".links", aria_label=words("Links"))[[_linking(each, words) for each in found]]


def _linking(each: Linking, words: Words) -> Element:
    message = each.message
    return li(".linking")[
        [_link(link) for link in each.links],
        button(
            ".goes", type="button", data_action="go-to-message", data_key=str(message.id), title=words("To the message")
        )[name(message.author_id), " · ", moment(message.at)],
    ]


def _link(link: Link) -> Element:
    site = urlsplit(link.address).hostname or ""
    return a(".link", href=link.address, target="_blank", rel="noopener noreferrer nofollow")[
        icon("link", 16),
        span(".text", dir="auto")[link.text],
        span(".site")[site] if site and site not in link.text else None,
    ]
