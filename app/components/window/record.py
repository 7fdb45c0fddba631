"""A record of the office's business software, as a message carries it."""

from __future__ import annotations

from htpy import Element, a, dd, div, dl, dt, p, span, strong

from app.components.icons import icon
from app.locale import Words
from app.store.cards import Card


def record(card: Card, words: Words) -> Element:
    return div(".record")[
        p(".record-head")[
            strong(dir="auto")[card.title],
            # Most titles say it already.
            span(".record-reference")[card.reference] if card.reference not in card.title else None,
        ],
        dl[[div[dt(dir="auto")[name], dd(dir="auto")[value]] for name, value in card.fields]] if card.fields else None,
        a(".record-open", href=card.link, target="_blank", rel="noopener noreferrer nofollow")[
            icon("outside", 15), span(".verb")[words("Open the record")], span(".site")[card.site]
        ]
        if card.link
        else None,
    ]
