"""A record of the office's business software, as a message carries it."""

from __future__ import annotations

from htpy import Element, Node, a, dd, div, dl, dt, p, span, strong

from app.components.icons import icon
from app.locale import Words
from app.store.cards import Card


def record(card: Card, words: Words) -> Element:
    leading = a(".record-open", href=card.link, tabindex="-1", target="_blank", rel="noopener noreferrer nofollow")
    # Of several, a list of links must tell which is which.
    which = span(".by-ear")[f", {card.title}"]
    return _record(card, leading[icon("outside", 15), span(".verb")[words("Open the record")], _site(card), which])


def record_to_be(card: Card) -> Element:
    """One that is not sent yet: nothing of it leads anywhere."""
    return _record(card, span(".record-open")[icon("outside", 15), _site(card)])


def _record(card: Card, way: Node) -> Element:
    return div(".record")[
        p(".record-head")[
            strong(dir="auto")[card.title],
            # Most titles say it already.
            span(".record-reference")[card.reference] if card.reference not in card.title else None,
        ],
        dl[[div[dt(dir="auto")[name], dd(dir="auto")[value]] for name, value in card.fields]] if card.fields else None,
        way if card.link else None,
    ]


def _site(card: Card) -> Element:
    return span(".site")[card.site]
