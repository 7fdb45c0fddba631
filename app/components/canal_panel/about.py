"""The upper part of a canal's panel: what the canal is for, who made it, and what one can do with all of it."""

from __future__ import annotations

from datetime import datetime

from htpy import Element, a, button, div, h2, header, p, span

from app.components.canal_panel.description import described
from app.components.fragments import called
from app.components.icons import icon
from app.components.page import Page
from app.components.window.canal_exports import exports
from app.components.window.sentences import name, sentence
from app.locale import N_, Words
from app.store import access
from app.store.state import Canal

MADE = N_("Created by {name} on {day}")


def head(canal: Canal, words: Words, closes: Element, title: str | None = None) -> Element:
    """:param closes: the way out
    :param title: the id of its heading, by which the panel is called
    """
    return header(role="none")[
        span(".swatch", style=f"--c:{canal.color}") if canal.kind != "direct" else None,
        h2(id=title, tabindex="-1")[called(canal)],
        icon("lock", 15) if canal.kind == "private" else None,
        closes,
    ]


def about(page: Page, canal: Canal) -> Element:
    words, edits = page.words, access.may(access.access_canal_to_edit, page.store.state, page.member, canal.id)
    return div(".about")[
        p(".archived")[words("This canal is archived: it can be read, nothing more is said in it.")]
        if canal.archived
        else None,
        div(".topic", dir="auto")[canal.topic] if canal.topic else None,
        div(".description.message-body")[described(canal.description)] if canal.description else None,
        _describing(canal, words) if edits and not canal.description else None,
        p(".made")[sentence(words, MADE, name=name(canal.creator_id), day=_day(page, canal.created))]
        if canal.kind != "direct"
        else None,
        _ways(page, canal),
    ]


def _describing(canal: Canal, words: Words) -> Element:
    return button(".quiet", type="button", data_action="canal-card", data_key=str(canal.id), aria_haspopup="dialog")[
        icon("pen", 15), span[words("Say what this canal is for")]
    ]


def _day(page: Page, at: int) -> str:
    """By the reader's clock."""
    return page.words.date(datetime.fromtimestamp(at / 1000, page.tab.zone).date(), "long")


def _ways(page: Page, canal: Canal) -> Element:
    words = page.words
    card = words("Card of this conversation") if canal.kind == "direct" else words("Card of this canal")
    return div(".ways")[
        a(".way", href=f"/?canal={canal.id}", data_action="copy", data_copied=words("The link is copied."))[
            icon("link", 17), span[words("Copy the link")]
        ],
        button(".way", type="button", data_action="canal-card", data_key=str(canal.id), aria_haspopup="dialog")[
            icon("gear", 17), span[card]
        ],
        # In another site's frame nobody is signed in beside it.
        None if page.tab.framed else exports(canal, words),
    ]
